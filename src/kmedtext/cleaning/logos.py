"""Logos: the name that a page begins with and comes back to, and the house in its postal line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kmedtext.cleaning.cues import is_cue
from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.names import is_bare_name, is_section
from kmedtext.cleaning.publishernames import (
    bare_name,
    is_korean_institution,
    is_latin_institution,
    is_name,
    same_name,
)
from kmedtext.cleaning.sectionnames import is_known_section
from kmedtext.cleaning.tables import load_toml

Evidence = tuple[str, str]
"""A name and the source that gives it (a key of ``weights`` in the table)."""

_PARTS = re.compile(r"[^\S\n]+[|\-–—·:/][^\S\n]+|[^\S\n]*[|ㅣ∣｜\t][^\S\n]*|[^\S\n]{2,}")
_HANGUL_RUN = re.compile(r"[가-힣][가-힣A-Z0-9]*(?:[^\S\n][가-힣][가-힣0-9]*)*")
_LATIN_RUN = re.compile(r"[A-Z][A-Za-z0-9&'’.-]*(?:[^\S\n](?:[A-Z&][A-Za-z0-9&'’.-]*|of|and|the|for|in))*")
_ROAD = re.compile(
    r"(?<![가-힣])[가-힣]{2,6}(?:시|도|군|구|읍|면|동)[^\S\n][가-힣0-9]{1,10}(?:로|길|동|리|단지)?(?:로|길)?[^\S\n]?\d{1,4}(?:-\d{1,3})?(?!\d)"
    r"|(?<![가-힣])[가-힣0-9]{1,10}(?:로|길)[^\S\n]?\d{1,4}(?:-\d{1,3})?(?![\d가-힣])"
)
_STREET = re.compile(
    r"(?P<name>[A-Z][\w&'’.-]*(?:[^\S\n][\w&'’.-]+){1,8}?),?[^\S\n](?:\d{1,5}(?:-\d{1,4})?,?[^\S\n])"
    r"(?:[A-Z][\w.-]*[^\S\n]){0,3}?(?:[A-Z]?[\w-]*-(?:daero|ro|gil)\b|Street|St\b|Road|Rd\b|Avenue|Ave\b|Boulevard|Blvd\b|Drive|Lane|Way)"
)
_HANGUL = re.compile("[가-힣]")
_PARTICLE = re.compile(
    r"(?:은|는|이|가|의|에서|에|을|를|과|와|이란|입니다|에게)(?![가-힣])|$|[^\S\n]?[|,.·:(]"
)
_LONG_TAIL = re.compile("(?![가-힣]{3})")
_ISSUE = re.compile(r"[^\S\n](?:(?:19|20)\d\d[;:,.]|vol\b|제[^\S\n]?\d{1,5}호|통권|no\.)", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W_]")


def logo_evidence(
    lines: Sequence[str], outside: Sequence[str], title: str | None = None
) -> Iterator[Evidence]:
    """Tell the name at the head of the page, if furniture names it again, and the names of postal lines.

    ``lines`` are those of the page, ``outside`` those beside the story, ``title`` the story's: a
    word of it at the head of the page is rather a topic than a house.

    >>> lines = ["물음터", "로그인", "물음터에 오신 것을 환영합니다."]
    >>> list(logo_evidence(lines, lines))
    [('물음터', 'logo')]
    """
    limits = load_toml("publisher.toml")["limits"]
    names = _head_names(lines[: limits["very_top"]], title)
    for name in names:
        if _comes_back(name, outside):
            yield name, "logo"
    for line in outside[-limits["footer"] :]:
        yield from _postal(line, names)
        yield from _labelled(line)
    for line in outside:
        found = _notice().match(line)
        if found is not None and is_name(found["name"]) and not is_known_section(found["name"]):
            yield found["name"], "notice"


def _head_names(top: Sequence[str], title: str | None) -> list[str]:
    """What the first line with a name may be the name of: all of it, a part, a run of one script."""
    for line in top:
        text = _ISSUE.split(line.strip(), maxsplit=1)[0]
        if len(text) > 60 or is_cue(text) or not _LETTERS.search(text):
            continue
        parts = [part for part in _PARTS.split(text) if part]
        if len(parts) > 3 or ">" in text:
            continue
        found: dict[str, None] = {}
        for part in parts[:2]:
            found[bare_name(part)] = None
            hangul, latin = _HANGUL_RUN.findall(part), _LATIN_RUN.findall(part)
            if len(hangul) == 1 and latin:
                found[hangul[0]] = None
                found[max(latin, key=len)] = None
            words = part.split()
            if len(words) > 1:
                found.update(
                    dict.fromkeys(word for word in (words[0], words[-1]) if is_korean_institution(word))
                )
        return [name for name in found if _can_be_house(name, title)]
    return []


def _can_be_house(name: str, title: str | None) -> bool:
    if len(same_name(name)) < 3 or not is_name(name) or is_section(name) or is_known_section(name):
        return False
    topical = title is not None and same_name(name) in same_name(title)
    if _HANGUL.search(name):
        return is_korean_institution(name.split()[-1]) or (not topical and len(name.split()) <= 3)
    words = name.split()
    inner = len(words) == 1 and bool(re.search(r"[a-z][A-Z]|^[A-Z]{3,}$", name))
    return ((len(words) > 1 or inner) and not topical) or is_latin_institution(name)


def _comes_back(name: str, outside: Sequence[str]) -> bool:
    """Whether a line beside the story speaks of the name: in a sentence, or as a house's own line."""
    foot = max(len(outside) // 2, 1)
    found = 0
    for number, line in enumerate(outside):
        if len(line) >= len(name) and _speaks_of(line, name):
            found += 1
            if found > 1 and (number >= foot or len(line) >= len(name) + 4):  # the first is the head's own
                return True
    return False


def _speaks_of(line: str, name: str) -> bool:
    """Whether the name stands in a line as a word; one in Hangul that tells no house, with a particle or alone."""
    hangul = bool(_HANGUL.search(name))
    where, what = (line, name) if hangul else (line.casefold(), name.casefold())
    at = where.find(what)
    while at >= 0:
        before, rest = where[at - 1 : at], where[at + len(what) :]
        if not hangul:
            if not (before.isalnum() or rest[:1].isalnum()):
                return True
        elif not "가" <= before <= "힣":
            free = _LONG_TAIL if is_korean_institution(name.split()[-1]) else _PARTICLE
            if free.match(rest):
                return True
        at = where.find(what, at + 1)
    return False


@cache
def _notice() -> re.Pattern[str]:
    """What only the house says of itself: NAME은 … 쿠키를 사용합니다."""
    cues = any_of(load_toml("publisher.toml")["notice"]["cues"])
    return re.compile(
        rf"\W{{0,3}}(?P<name>[가-힣A-Za-z0-9]{{2,20}}(?:[^\S\n][가-힣]{{2,12}})?)[은는][^\S\n][^\n]{{0,80}}?(?:{cues})"
    )


@cache
def _label() -> re.Pattern[str]:
    labels = any_of(load_toml("publisher.toml")["labels"]["spaced"])
    return re.compile(
        rf"(?:^|[^\S\n]{{2,}}|[|·/ㅣ][^\S\n]?)(?:{labels})[^\S\n]{{1,3}}(?P<name>[^\s|·/ㅣ:：][^\n|·/ㅣ:：]{{1,29}}?)(?=[^\S\n]{{2,}}|[^\S\n]?[|·/ㅣ]|$)"
    )


def _labelled(line: str) -> Iterator[Evidence]:
    """The name behind a label without a colon: 발행처  NAME."""
    for match in _label().finditer(line[:300]):
        if not is_bare_name(match["name"]):
            yield match["name"], "owner_label"


@cache
def _corporate() -> re.Pattern[str]:
    return re.compile(any_of(load_toml("publisher.toml")["corporate"]["korean"]))


def _postal(line: str, heads: Sequence[str]) -> Iterator[Evidence]:
    """The house that stands before or behind its address: NAME | 서울시 중구 한별로 12; NAME, 12 Hanbyul-ro."""
    if not any(map(str.isdigit, line)) or len(line) > 300:
        return
    street = _STREET.match(line)
    if street is not None and not is_bare_name(street["name"]):
        yield street["name"].rstrip(","), "address"
        return
    road = _ROAD.search(line)
    if road is None:
        return
    before = [
        part for part in _PARTS.split(line[: road.start()].replace(",", " | ").replace("·", " | ")) if part
    ]
    behind = line[road.end() :].strip(" ,")
    for part in before[:1] or _PARTS.split(behind)[:1]:
        name = _house(part, heads)
        if name is not None:
            yield name, "address"


def _house(part: str, heads: Sequence[str]) -> str | None:
    """The name of a house in a part of a postal line; without its office."""
    formed = bool(_corporate().search(part))
    words = bare_name(part).split()
    if len(words) > 1 and is_korean_institution(words[-2]) and re.search("[팀실과부국]$", words[-1]):
        words = words[:-1]
    name = " ".join(words)
    if not 1 <= len(words) <= 3 or not is_name(name) or re.search(r"\d{2}|[:：]", name):
        return None
    known = any(same_name(name) == same_name(head) for head in heads)
    return name if formed or known or (len(words[-1]) > 2 and is_korean_institution(words[-1])) else None
