"""Mastheads: names that are a publisher's by their place on the page rather than by a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.dates import find_dates
from kmedtext.cleaning.names import is_bare_name, is_section
from kmedtext.cleaning.publishernames import (
    bare_name,
    is_journal,
    is_korean_institution,
    is_latin_institution,
    is_name,
    same_name,
)
from kmedtext.cleaning.tables import load_toml

Evidence = tuple[str, str]
"""A name and the source that gives it (a key of ``weights`` in the table)."""

_ISSN = re.compile(r"\b[pe]?-?ISSN\b|doi\.org/|\bdoi:", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s(?:[|\-–—:<>«»·]|::|>>)\s|\s?\|\s?")
_SEGMENT = re.compile(r"\s*[|/,ㅣ∣｜\t·•]\s*|\s{2,}|\s[-–—]\s")


def place_evidence(lines: Sequence[str]) -> Iterator[Evidence]:
    """Tell the names that the page's top, its copies of the title and its imprint speak for."""
    yield from _of_masthead(lines)
    yield from _of_title_copies(lines)
    yield from _of_issuer(lines)
    for line in lines[footer_start(lines) :]:
        yield from _of_address(line)
    for line in lines:
        yield from print_head(line)


def print_head(line: str) -> Iterator[Evidence]:
    """The site's name at the end of a line that a browser printed on top of the page."""
    if not line[:1].isdigit():
        return
    dates = find_dates(line[:60])
    if dates and dates[0].role == "printed" and dates[0].start == 0:
        parts = re.split(r"\s[|\-–—]\s", line[dates[0].end :])
        if len(parts) > 1:
            first, last = bare_name(parts[0]), bare_name(parts[-1])
            swapped = is_korean_institution(first) and not last.endswith(first[-2:])
            yield first if swapped else parts[-1], "printhead"


@cache
def signals() -> re.Pattern[str]:
    """What makes a line at the end of a page a part of the masthead or the imprint."""
    words = any_of(load_toml("publisher.toml")["footer"]["signals"])
    return re.compile(rf"{words}|(?<!\d)\d{{2,4}}[-.)\s]\d{{3,4}}-\d{{4}}(?!\d)", re.IGNORECASE)


def footer_start(lines: Sequence[str]) -> int:
    """The number of the first line of the page's foot."""
    limits = load_toml("publisher.toml")["limits"]
    size: int = max(limits["footer"], int(len(lines) * limits["footer_share"]))
    return max(len(lines) - size, min(3, len(lines) - 1))


def hosts_of(lines: Sequence[str]) -> Iterator[str]:
    """The host names of addresses."""
    for line in lines:
        for match in re.finditer(r"(?:https?://|www\.|@)([A-Za-z0-9.\-]{4,80})", line):
            yield match[1].lower()


def _of_masthead(lines: Sequence[str]) -> Iterator[Evidence]:
    """Names that stand by themselves at the top and come back in the footer's imprint."""
    limits = load_toml("publisher.toml")["limits"]
    start = footer_start(lines)
    imprint = [_squeezed(line) for line in lines[start:] if signals().search(line)]
    hosts = [_squeezed(host) for host in hosts_of(lines)]
    heads = [_squeezed(name) for line in lines for name, _ in print_head(line)]
    for line in lines[: min(limits["top"], start)]:
        for name in _top_names(line):
            key = same_name(name)
            if len(key) < 3 or not is_name(name) or is_section(name):
                continue
            if (
                any(key in text for text in imprint)
                or key in heads
                or (len(key) > 5 and any(key in host for host in hosts))
            ):
                yield name, "masthead"
                break
    for line in lines[: limits["very_top"]]:
        name = bare_name(line)
        if name.count(" ") > 2 and is_korean_institution(name):
            name = name.split()[-1]
        if len(name) > 3 and (is_korean_institution(name) or is_latin_institution(name)):
            yield name, "top"
            if is_journal(name) and any(_ISSN.search(line[:300]) for line in lines):
                yield name, "issn"


def _top_names(line: str) -> Iterator[str]:
    """The names that a line at the top can hold: its first part, a run of Hangul, its last word."""
    yield bare_name(re.split(r"\s[|\-–—:·]\s", line, maxsplit=1)[0])
    if len(line) > 80 or ">" in line:
        return
    runs = re.findall(r"[가-힣]{3,}(?: [가-힣]{2,})*", line)
    if len(runs) == 1 and re.search("[A-Za-z]", line):
        yield runs[0]
    last = line.split()[-1] if line.split() else ""
    if len(last) > 3 and is_korean_institution(last):
        yield last


def _of_title_copies(lines: Sequence[str]) -> Iterator[Evidence]:
    """What follows a line that stands elsewhere on the page as well: Title - NAME, Title | NAME."""
    limits = load_toml("publisher.toml")["limits"]
    known = {_squeezed(line) for line in lines if limits["title"] <= len(line) <= limits["line"]}
    for line in lines:
        if len(line) > 300:
            continue
        cuts = list(_SEPARATOR.finditer(line))
        if cuts and any(_squeezed(line[: cut.start()]) in known for cut in cuts):
            yield line[cuts[-1].end() :], "titled"


@cache
def _issuers() -> dict[str, re.Pattern[str]]:
    table = load_toml("publisher.toml")["issuer"]
    return {
        "source": re.compile(rf"(?:{any_of(table['source'])})(?:\s?[:：]\s?|\s)(?P<name>\S.{{1,80}})$"),
        "above": re.compile(rf"(?:{any_of(table['above'])})\s?:?$", re.IGNORECASE),
        "about": re.compile(r"(?:About|ABOUT)\s(?:the\s)?(?P<name>[A-Z][^:.]{2,70}):?$"),
        "copied": re.compile(rf"(?:{any_of(table['copied'])})\s(?P<name>[^.,|(\n]{{3,60}})", re.IGNORECASE),
        "portal": re.compile(any_of(table["portal"])),
        "forbids": re.compile(any_of(table["forbids"])),
        "sender": re.compile(
            rf"(?:{any_of(table['sender'])})\s?[:：]\s?[\"“]?(?P<name>[^<>\"”:@]{{2,48}}?)[\"”]?\s?<"
        ),
        "issn": re.compile(
            r"(?P<name>[A-Z가-힣][^|/(:\d]{3,60}?)[\s|/(,:·]+(?:\(?(?:Print|Online|[pe])[-\s]?)?ISSN\b"
        ),
        "subject": re.compile(
            r"(?:\([^()]{2,20}\)\s|□\s?|○\s?)?(?P<name>[가-힣A-Za-z0-9]{2,20})(?:\([^()\n]{2,30}\))?[은는이가]\s"
        ),
        "subscribed": re.compile(
            rf"(?:{any_of(table['subscribed'])})\s(?P<name>(?:The\s)?[A-Z][\w&'’-]*(?:\s(?:[A-Z][\w&'’-]*|of|the|and|for|in))*)"
        ),
        "letter": re.compile(
            r"(?:메일|뉴스레터|편지|레터)[은는]\s[^.\n]{0,40}?[‘'“\"<〈《]?(?P<name>[가-힣A-Za-z0-9]{2,20})[’'”\">〉》]?(?:\s?뉴스레터)?(?:을|를|의)?\s?(?:구독|수신)"
        ),
    }


def _of_issuer(lines: Sequence[str]) -> Iterator[Evidence]:
    """Who issued a release that a service spreads, and whose letter it is that a reader gets."""
    patterns = _issuers()
    for number, line in enumerate(lines):
        match = patterns["source"].match(line)
        if match is not None and is_name(bare_name(match["name"])):
            yield match["name"], "issuer"
        if line.startswith("Source: ") and any(map(find_dates, lines[number + 1 : number + 2])):
            yield line[8:], "issuer"
        if patterns["above"].match(line) and number + 1 < len(lines):
            yield lines[number + 1], "issuer"
        for key in ("sender", "issn") if ":" in line or "：" in line or "ISSN" in line else ():
            match = patterns[key].match(line[:200])
            if match is not None and not is_bare_name(match["name"].strip()):
                yield match["name"], key
        match = patterns["copied"].search(line[:300])
        if match is not None and match["name"][0].isupper():
            yield match["name"], "copied"
        match = patterns["subject"].match(line[:80])
        if match is not None and is_korean_institution(match["name"]):
            yield match["name"], "subject"
        match = patterns["about"].match(line)
        if match is not None:
            yield match["name"], "about"
        for key in ("subscribed", "letter"):
            match = patterns[key].search(line[:400])
            if match is not None:
                yield match["name"], "letter"


def is_portal(lines: Sequence[str]) -> bool:
    """Whether the page shows the stories of other houses."""
    return any(_issuers()["portal"].search(line[:200]) for line in lines)


def forbids(line: str) -> bool:
    """Whether a notice forbids reproduction, as the house that wrote a story does."""
    return bool(_issuers()["forbids"].search(line))


def _of_address(line: str) -> Iterator[Evidence]:
    """An institution that stands by itself in an imprint, or behind its address."""
    if not signals().search(line) and not _ADDRESS.search(line):
        return
    offices = any_of(load_toml("publisher.toml")["institutions"]["offices"])
    for segment in _SEGMENT.split(line[:300]):
        words = segment.split()
        if not words or len(words) > 12:
            continue
        if len(words) == 1 or (len(words) == 2 and re.fullmatch(offices, words[1])):
            name = words[0]
        elif _ADDRESS.search(segment):
            name = words[-1]
        else:
            continue
        if len(name) > 3 and is_korean_institution(name) and not re.search(r"\d", name):
            yield name, "address"
            return


_ADDRESS = re.compile(r"[가-힣]{1,8}(?:로|길)\s?\d{1,4}(?:-\d{1,3})?(?!\d)|\(우?\)?\s?\d{5}\)|우\s?\d{5}")


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
