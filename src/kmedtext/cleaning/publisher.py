"""Publisher: who publishes a page, by what its masthead, footer and head say.

Every line gives evidence for names; evidence of different sources adds up, of one source only
the strongest counts. The publication wins over the company that owns it. Weights and cue
words are in ``data/publisher.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.logos import logo_evidence
from kmedtext.cleaning.mastheads import (
    Evidence,
    footer_start,
    forbids,
    has_signal,
    hosts_of,
    is_portal,
    place_evidence,
    squeezed,
    tell,
)
from kmedtext.cleaning.names import is_bare_name
from kmedtext.cleaning.publishernames import bare_name, is_company, is_korean_institution, is_name, same_name
from kmedtext.cleaning.tables import load_toml
from kmedtext.cleaning.telltales import Haystack


def find_publisher(
    lines: Sequence[str],
    hints: Mapping[str, tuple[str, ...]] | None = None,
    *,
    outside: Sequence[str] = (),
    title: str | None = None,
) -> tuple[str | None, tuple[str, ...]]:
    """Find the publisher of a page, and all candidates, the best first.

    ``lines`` are the page's lines, ``hints`` what HTML says in its head; ``outside`` the lines
    beside the story and ``title`` its headline, if they are known. None if the evidence is thin
    or two names are level; one in Hangul and one in Latin letters are not at odds.

    >>> find_publisher(["한별일보", "로그인", "…", "㈜한별일보 서울특별시 중구 등록번호 서울 가00000"])[0]
    '한별일보'
    """
    table = load_toml("publisher.toml")
    weights, limits = table["weights"], table["limits"]
    kept = [line.strip()[: limits["line"]] for line in lines if line.strip()]
    beside = [line.strip() for line in outside if line.strip()]
    page = Haystack(kept)
    told = tell(page)
    evidence = [
        *_of_hints(hints or {}),
        *_of_lines(kept, told),
        *place_evidence(page, told),
        *logo_evidence(kept, beside, title),
    ]
    groups: dict[str, dict[str, float]] = {}
    spellings: dict[str, list[tuple[float, str]]] = {}
    for raw, source in evidence:
        name = bare_name(raw)
        key = same_name(name)
        if not is_name(name) or len(key) < 2:
            continue
        groups.setdefault(key, {})[source] = weights[source]
        spellings.setdefault(key, []).append((-weights[source], name))
    if not groups:
        return None, ()
    hosts = " ".join(squeezed(host) for host in hosts_of(kept[number] for number in sorted(told["host"])))
    korean = _is_korean(kept)
    scores: dict[str, float] = {}
    for key, sources in groups.items():
        if "masthead" in sources:
            sources.pop("logo", None)
        score = sum(sources.values())
        if len(key) > 5 and key.isascii() and key in hosts:
            score += weights["domain"]
        if korean == any(re.search("[가-힣]", name) for _, name in spellings[key]):
            score += weights["language" if max(sources.values()) < weights["address"] else "sure_language"]
        scores[key] = score
    ranked = sorted(scores, key=lambda key: -scores[key])
    ordered = {
        key: [name for _, name in sorted(found, key=lambda pair: pair[0])] for key, found in spellings.items()
    }
    names = tuple(_spelling(ordered[key], kept) for key in ranked)
    best = scores[ranked[0]]
    strongest = max(groups[ranked[0]].values())
    if strongest < weights["owner"] or best < weights["least"]:
        return None, names
    if (
        len(ranked) > 1
        and best - scores[ranked[1]] < weights["margin"]
        and not _contained(ranked[0], ranked[1])
        and _script(ranked[0]) == _script(ranked[1])
    ):
        return None, names
    return names[0], names


def _contained(one: str, other: str) -> bool:
    return one in other or other in one


def _script(key: str) -> bool:
    return bool(re.search("[가-힣]", key))


def _is_korean(lines: Sequence[str]) -> bool:
    sample = " ".join(lines)[:20_000]
    data = sample.encode("utf-8", "surrogatepass")
    hangul, latin = (len(data.translate(None, others)) for others in (_NO_HANGUL, _NO_LATIN))
    return hangul >= 0.2 * (hangul + latin)


_NO_LATIN = bytes(byte for byte in range(256) if byte > 127 or not chr(byte).isalpha())
_NO_HANGUL = bytes(byte for byte in range(256) if not 0xEA <= byte <= 0xED)
"""All but the first bytes of syllables, which hardly any other character begins with in UTF-8."""


def _spelling(names: Sequence[str], lines: Sequence[str]) -> str:
    """The spelling of the strongest source; for one in capitals the mixed one that the page has too."""
    best = next((name for name in names if f"{name}사" == names[0]), names[0])
    if not (best.isupper() or best.islower()):
        return best
    if _spelt_otherwise(best, "\n".join(lines)):
        pattern = re.compile(r"\s+".join(re.escape(word) for word in best.split()), re.IGNORECASE)
        mixed = (found for line in lines for found in map(re.Match.group, pattern.finditer(line)))
        found = next((name for name in mixed if not name.isupper() and not name.islower()), None)
        if found is not None:
            return re.sub(r"\s+", " ", found)
    return next((name for name in names if not name.isupper() and not name.islower()), best)


def _spelt_otherwise(name: str, text: str) -> bool:
    """Whether a text has a word of a name in other capitals; told by counts, long before any pattern is made."""
    folded = text.casefold()
    return any(folded.count(word.casefold()) != text.count(word) for word in name.split())


def _of_hints(hints: Mapping[str, tuple[str, ...]]) -> Iterator[Evidence]:
    table = load_toml("publisher.toml")["hints"]
    for key in table["site"]:
        for value in hints.get(key, ()):
            yield value, "hint"
    for key in table["title"]:
        for value in hints.get(key, ()):
            parts = re.split(r"\s[|\-–—:<>]{1,2}\s", value)
            if len(parts) > 1:
                yield parts[-1], "title"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = load_toml("publisher.toml")
    marks = any_of(table["copyright"]["marks"])
    years = table["copyright"]["years"]
    corporate = any_of(table["corporate"]["korean"])
    regions, phones = any_of(table["footer"]["regions"]), any_of(table["footer"]["phones"])
    name = r"[가-힣A-Za-z0-9][가-힣A-Za-z0-9&·]{1,23}"
    return {
        "label": re.compile(
            rf"(?:^|[\s|/•·ㅣ,])(?P<label>{any_of(table['labels']['name'])})\s?[:：]\s?(?P<name>[^|/•ㅣ:：\n]{{2,60}})"
        ),
        "owner": re.compile(
            rf"(?:^|[\s|/•·ㅣ,])(?P<label>{any_of(table['labels']['owner'])})\s?[:：]\s?(?P<name>[^|/•ㅣ:：\n]{{2,60}})"
        ),
        "copyright": re.compile(
            rf"(?:^|[\s<\[(|•.,/@a-z]){marks}(?:\s?(?:{marks}|by\b))*\s*(?:{years})?[\s,.]*(?:by\s)?(?P<name>[^|\n<>\]]{{2,160}})",
            re.IGNORECASE,
        ),
        "homepage": re.compile(
            rf"(?<![가-힣A-Za-z])(?P<name>{name})(?:\s?공식)?\s(?:홈페이지|웹사이트|누리집)(?:의|에|를|는|에서|를|와|가|\s|$)"
        ),
        "contents": re.compile(
            rf"(?<![가-힣A-Za-z])(?P<name>{name}?)(?:의|에\s?실린|에\s?게재된|이\s?제공하는|가\s?제공하는)?\s모든\s?(?:콘텐츠|컨텐츠|기사|저작물|내용)"
        ),
        "company": re.compile(rf"(?P<name>{corporate}\s?{name}|{name}\s?{corporate})"),
        "registered": re.compile(any_of(table["corporate"]["registered"])),
        "phone": re.compile(rf"(?:^|[\s,)|])(?P<name>{name})\s?[|,:]?\s?(?:{phones})\b"),
        "placed": re.compile(
            rf"^(?P<name>(?:{corporate}\s?)?{name}(?:\s{name})??)\s?(?:{corporate})?\s?[|,ㅣ·]?\s?(?:\(우\)\s?\d{{5}}\s?|주소\s?[:：]\s?)?(?:{regions})[가-힣]*\s"
        ),
        "published": re.compile(
            r"^(?P<name>(?:The\s)?[A-Z][\w&'’.-]*(?:\s[\w&'’.-]+){0,5}?)(?:\s\([^()]{1,20}\))?\s(?:is|are)\s(?:published|produced|operated|owned and operated|edited|a publication|run)\s(?:\w+\s){0,3}?(?:by|of)\s"
        ),
        "published ko": re.compile(
            rf"^(?P<name>{name})(?:은|는)\s[^.\n]{{1,40}}?(?:이|가|에서)\s(?:발행|운영)(?:하는|한|합니다)"
        ),
        "member": re.compile(
            r"^(?P<name>[A-Z][\w&'’.-]*(?:\s[\w&'’.-]+){0,5}?)\s(?:is\sa\s(?:member|part|registered)|is\shome\sto|is\spart\sof)\b"
        ),
        "wire": re.compile(
            rf"^[\[(【](?:[가-힣A-Za-z·/ ]{{1,12}}=\s?(?P<name>{name})|(?P<house>{name})=[^\])】]{{1,24}}기자)[)\]】]"
        ),
    }


def _of_lines(lines: Sequence[str], told: Mapping[str, set[int]]) -> Iterator[Evidence]:
    """What each line says by its own wording."""
    patterns = _patterns()
    footer = footer_start(lines)
    portal = is_portal(lines[number] for number in told["portal"])
    for number in sorted(set().union(*(told[source] for source in _WORDED))):
        line = lines[number]
        low = number >= footer
        colon = ":" in line or "：" in line
        for match in patterns["label"].finditer(line) if colon and number in told["label"] else ():
            yield _cut(match["name"]), "label"
        owned = colon and number in told["owner"] and (low or has_signal(line))
        for match in patterns["owner"].finditer(line) if owned else ():
            if not is_bare_name(_cut(match["name"]).strip()):
                yield _cut(match["name"]), "owner_label"
        for match in patterns["copyright"].finditer(line) if number in told["copyright"] else ():
            name = _cut(match["name"])
            if not _is_photo_credit(line, match.start()):
                yield name, "owner" if is_company(name) else "copyright"
                if portal and forbids(line):
                    yield name, "copied"
        for source in ("homepage", "contents"):
            found = patterns[source].search(line) if number in told[source] else None
            if found is not None and is_korean_institution(found["name"]):
                yield found["name"], source
        for key in ("published", "published ko"):
            found = patterns[key].match(line) if low and number in told[key] else None
            if found is not None:
                yield found["name"], "published"
        found = patterns["wire"].match(line) if number in told["wire"] else None
        if found is not None:
            yield found["name"] or found["house"], "support"
        if low:
            yield from _of_footer_line(line, signed=number in told["signal"])


_WORDED = (
    "label", "owner", "copyright", "homepage", "contents", "published", "published ko", "wire", "member", "signal",
)  # fmt: skip
"""The groups of telltales that :func:`_of_lines` looks at."""


def _of_footer_line(line: str, *, signed: bool) -> Iterator[Evidence]:
    patterns = _patterns()
    match = patterns["member"].match(line)
    if match is not None:
        yield match["name"], "support"
    if not signed:
        return
    match = patterns["phone"].search(line)
    if match is not None and is_korean_institution(match["name"]):
        yield match["name"], "address"
    match = patterns["placed"].match(line)
    if match is not None:
        yield match["name"], "address"
    match = patterns["company"].search(line)
    if match is not None:
        yield match["name"], "owner_label"
        if patterns["registered"].search(line):
            yield match["name"], "address"


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(any_of(load_toml("publisher.toml")["copyright"]["ends"]), re.IGNORECASE)


def _cut(name: str) -> str:
    """Cut a name off before the formula or the address that follows it."""
    end = _ends().search(name)
    name = name[: end.start()] if end else name
    name = re.split(
        r"(?<!Inc)(?<!Ltd)(?<!Co)(?<!Corp)(?<!St)\.(?:\s|$)|[;|]|\s{2,}|\s[-–—]\s|(?<=.)\((?:http|www|[A-Za-z0-9.-]+\.[a-z]{2,7}\))|(?<=[가-힣])\s?\([A-Z]",
        name,
        maxsplit=1,
    )[0]
    company = re.match(r"[^,]{2,60},\s?(?:Inc|Ltd|LLC|Co)\b\.?(?:,?\s?Ltd\.?)?", name)
    return company.group() if company else name.split(",")[0]


def _is_photo_credit(line: str, at: int) -> bool:
    """Whether the mark stands behind a sentence or a picture word: … 웃고 있다. ⓒ 한별일보."""
    before = line[:at].rstrip(" <[(")
    return (
        bool(
            re.search(
                r"(?:[다요]\.|사진|이미지|자료|영상|photo|image|[a-z]\.)\s?[=:]?\s?$", before, re.IGNORECASE
            )
        )
        and len(line) - at < 60
    )
