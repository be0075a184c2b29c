"""Licences: the public licence that a page gives its story, by its short name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.tables import load_toml

_MAY = re.compile(
    r"공공\s?누리|KOGL|공공저작물|Open Government|creative\s?commons|크리에이티브|\bCC|저작자\s?표시",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\b(?P<zero>CC[-\s]?0)(?:[-\s]?(?P<zv>\d\.\d))?(?!\d)"
    r"|\b(?:CC[-\s_:]{0,2}(?P<kinds>BY(?:[-\s_]{1,2}(?:NC|ND|SA)){0,2})|cc-(?P<low>by(?:-(?:nc|nd|sa)){0,2}))\b"
    r"(?:[-\s_(]{1,2}v?(?P<version>\d\.\d))?(?:[-\s_](?P<port>KR|US|UK|INTL?)\b)?"
)
_URL = re.compile(
    r"creativecommons\.org/(?:licenses/(?P<kinds>by(?:-(?:nc|nd|sa)){0,2})(?:/(?P<version>\d\.\d))?(?:/(?P<port>[a-z]{2})\b)?"
    r"|publicdomain/zero(?:/(?P<zv>\d\.\d))?)",
    re.IGNORECASE,
)
_VERSION = re.compile(r"(?<![\d.])([1-4]\.\d)(?![\d.])")
_KOGL_URL = re.compile(
    r"kogl\.or\.kr/[\w/.?=&#-]{0,60}?(?:type|licenseType)[=_-]?(?P<type>[0-4])", re.IGNORECASE
)


LICENCE_WORDS = ("cc", "kogl", "누리", "공공저작물", "open government", "creative", "크리에이티브", "저작자")


def _may_name(text: str) -> bool:
    """Whether a text can speak of a licence: a few words in small letters tell most that cannot."""
    return any(map(text.lower().__contains__, LICENCE_WORDS)) and _MAY.search(text) is not None


def licences_of(text: str) -> tuple[str, ...]:
    """Name the licences that a text speaks of, in its order.

    >>> licences_of("공공누리 제4유형 : 출처표시 + 상업적 이용금지 + 변경금지")
    ('공공누리 제4유형',)
    >>> licences_of("공공저작물 자유이용허락(출처표시)")
    ('공공누리 제1유형',)
    >>> licences_of("the Creative Commons Attribution-NonCommercial 4.0 International License")
    ('CC BY-NC 4.0',)
    >>> licences_of("http://creativecommons.org/licenses/by-nc-nd/2.0/kr/")
    ('CC BY-NC-ND 2.0 KR',)
    """
    if not _may_name(text):
        return ()
    found = sorted([*_kogl(text), *_creative(text)])
    names = list(dict.fromkeys(name for _, name in found))
    return tuple(
        name for name in names if not any(other != name and other.startswith(f"{name} ") for other in names)
    )


def find_licence(
    outside: Sequence[str], story: Iterable[str] = (), hinted: Sequence[str] = ()
) -> tuple[str | None, tuple[str, ...]]:
    """Find the licence of a page's story, and what came near.

    ``outside`` holds the lines beside the story, the likelier first, ``story`` its own lines,
    of which only those count that speak of the page itself; ``hinted`` links and metas. A line
    that names several licences explains them and gives none.

    >>> find_licence(["본 저작물은 공공누리 제1유형으로 개방합니다."])
    ('공공누리 제1유형', ())
    >>> find_licence(["공공누리 제1유형", "공공누리 제2유형", "공공누리 제3유형"])[0] is None
    True
    """
    near: dict[str, None] = {}
    sure: list[str] = []
    for number, line in enumerate([*hinted, *outside]):
        found = licences_of(line)
        near.update(dict.fromkeys(found))
        if len(found) == 1:
            sure.append(found[0])
        elif not found and number >= len(hinted) and _may_name(line) and _named().search(line):
            near[line.strip()[:80]] = None
    for line in story:
        if not sure and _may_name(line):
            found = licences_of(line)
            near.update(dict.fromkeys(found))
            if len(found) == 1 and _of_itself().search(line):
                sure.append(found[0])
    chosen = sure[0] if sure and _agree(sure) else None
    return chosen, tuple(name for name in near if name != chosen)


def _agree(names: Sequence[str]) -> bool:
    """Whether the names do not list the types: more than two of one family are a list."""
    return len({name for name in names if name.startswith(names[0].split()[0])}) <= 2


@cache
def _named() -> re.Pattern[str]:
    table = load_toml("facts.toml")["licence"]
    names = [name for name in table["cc"]["names"] if len(name) > 3]
    return re.compile(any_of([*table["kogl"]["names"], *names]), re.IGNORECASE)


@cache
def _of_itself() -> re.Pattern[str]:
    return re.compile(any_of(load_toml("facts.toml")["licence"]["self"]["words"]), re.IGNORECASE)


@cache
def _kogl_patterns() -> dict[str, re.Pattern[str]]:
    table = load_toml("facts.toml")["licence"]["kogl"]
    reach = table["reach"]
    numeral = r"(?:제[^\S\n]?)?(?P<type>[0-4])[^\S\n]?유형|\btype[^\S\n]?[-:]?[^\S\n]?(?P<latin>[0-4])\b"
    return {
        "name": re.compile(any_of(table["names"]), re.IGNORECASE),
        "type": re.compile(rf"(?:{numeral})", re.IGNORECASE),
        "reach": re.compile(rf"[^\n]{{0,{reach}}}"),
        **{
            key: re.compile(any_of(table[key]), re.IGNORECASE)
            for key in ("attribution", "commercial", "changes")
        },
    }


def _kogl(text: str) -> Iterator[tuple[int, str]]:
    patterns = _kogl_patterns()
    reach: int = load_toml("facts.toml")["licence"]["kogl"]["reach"]
    for match in _KOGL_URL.finditer(text):
        yield match.start(), f"공공누리 제{match['type']}유형"
    taken = 0
    for match in patterns["name"].finditer(text):
        if match.start() < taken:
            continue
        window = text[match.end() : match.end() + reach]
        types = list(patterns["type"].finditer(window))
        if not types:
            ahead = text[max(taken, match.start() - 16) : match.start()]
            types = list(patterns["type"].finditer(ahead))
        for kind in types:
            yield match.start() + kind.start(), f"공공누리 제{kind['type'] or kind['latin']}유형"
        taken = match.end()
        if types:
            taken += types[-1].end()
        elif patterns["attribution"].search(window):
            commercial, changes = (bool(patterns[key].search(window)) for key in ("commercial", "changes"))
            yield match.start(), f"공공누리 제{1 + commercial + 2 * changes}유형"
            taken += len(window)


@cache
def _cc_patterns() -> dict[str, re.Pattern[str]]:
    table = load_toml("facts.toml")["licence"]["cc"]
    return {
        "name": re.compile(rf"(?<![^\W_]){any_of(table['names'])}(?![a-z])", re.IGNORECASE),
        **{
            key: re.compile(any_of(table[key]), re.IGNORECASE)
            for key in ("attribution", "noncommercial", "noderivatives", "sharealike")
        },
    }


def _creative(text: str) -> Iterator[tuple[int, str]]:
    for pattern in (_CODE, _URL):
        for match in pattern.finditer(text):
            said = match["kinds"] or match.groupdict().get("low")
            if said is None:
                yield match.start(), _short("0", match["zv"], None)
            else:
                kinds = re.sub(r"[-\s_]+", "-", said.upper())
                version = match["version"] or _version_behind(text, match.end())
                yield match.start(), _short(kinds, version, match["port"])
    patterns = _cc_patterns()
    reach: int = load_toml("facts.toml")["licence"]["cc"]["reach"]
    taken = 0
    for match in patterns["name"].finditer(text):
        if match.start() < taken:
            continue
        window = text[match.end() : match.end() + reach].split("http", 1)[0]
        by = patterns["attribution"].search(window)
        if by is None:
            continue
        taken = match.end() + by.end()
        kinds = "BY"
        tail = window[by.end() : by.end() + 70]
        for key, code in (("noncommercial", "NC"), ("sharealike", "SA"), ("noderivatives", "ND")):
            if patterns[key].search(tail):
                kinds += f"-{code}"
        version = _VERSION.search(tail) or _VERSION.search(window[: by.start()])
        port = re.search(r"대한민국|\bKorea\b", tail)
        yield (
            match.start(),
            _short(kinds, version[1] if version else None, "KR" if port and version else None),
        )


def _version_behind(text: str, at: int) -> str | None:
    found = re.match(
        r"[^\S\n]?(?:license|licence|라이선스)?[^\S\n,(]{0,2}[^\S\n]?(?:version[^\S\n])?([1-4]\.\d)(?!\d)",
        text[at : at + 30],
        re.IGNORECASE,
    )
    return found[1] if found else None


def _short(kinds: str, version: str | None, port: str | None) -> str:
    name = "CC0" if kinds == "0" else f"CC {kinds}"
    local = port.upper() if port and not port.upper().startswith("INT") else ""
    return " ".join(part for part in (name, version or "", local if version else "") if part)
