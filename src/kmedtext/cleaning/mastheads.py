"""Mastheads: names that are a publisher's by their place on the page rather than by a label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from kmedtext.cleaning.telltales import Haystack, Telltales

Evidence = tuple[str, str]
"""A name and the source that gives it (a key of ``weights`` in the table)."""

_ISSN = re.compile(r"\b[pe]?-?ISSN\b|doi\.org/|\bdoi:", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s(?:[|\-–—:<>«»·]|::|>>)\s|\s?\|\s?")
_NAME_END = re.compile(r"\s[|\-–—:·]\s")
_HANGUL_RUN = re.compile(r"[가-힣]{3,}(?: [가-힣]{2,})*")
_SEGMENT = re.compile(r"\s*[|/,ㅣ∣｜\t·•]\s*|\s{2,}|\s[-–—]\s")


@cache
def _telltales() -> Telltales:
    """What a line holds at the least for one of the patterns here or in ``publisher`` to find something."""
    table = load_toml("publisher.toml")
    issuer = table["issuer"]
    groups = {
        "label": table["labels"]["name"],
        "owner": table["labels"]["owner"],
        "copyright": table["copyright"]["marks"],
        "homepage": ["홈페이지", "웹사이트", "누리집"],
        "contents": ["모든"],
        "published": ["published ", "produced ", "operated ", "owned ", "edited ", "publication ", "run "],
        "published ko": ["발행", "운영"],
        "member": ["member ", "part ", "registered ", "home "],
        "signal": table["footer"]["signals"],
        "portal": issuer["portal"],
        "host": ["://", "www.", "@"],
        "source": issuer["source"],
        "above": issuer["above"],
        "sender": ["<"],
        "issn": ["ISSN"],
        "doi": ["ISSN", "doi"],
        "copied": issuer["copied"],
        "about": ["about "],
        "letter": [*issuer["subscribed"], "메일", "뉴스레터", "편지", "레터"],
    }
    return Telltales(groups, anywhere={"copyright", "signal", "host", "issn", "doi", "copied", "letter"})


_PHONE = re.compile(r"[0-9]{3,4}-[0-9]{4}")
_MAY_PART = re.compile(r"[|\-–—:<>«»·](?:(?<=\|)|(?=\s))")
_HANGUL_LINE = re.compile(r"[가-힣][^\n]*")


def tell(page: Haystack) -> dict[str, set[int]]:
    """The lines that may give evidence, by what in them may do so."""
    told = _telltales().lines(page)
    footer = footer_start(page.lines)
    low = {number for number in told["signal"] if number >= footer} | page.matching(_PHONE, footer)
    told["signal"] = {number for number in low if has_signal(page.lines[number])}
    told["wire"] = {number for number, line in enumerate(page.lines) if line[0] in "[(【"}
    told["hangul"] = page.matching(_HANGUL_LINE)
    return told


def place_evidence(page: Haystack, told: Mapping[str, set[int]]) -> Iterator[Evidence]:
    """Tell the names that the page's top, its copies of the title and its imprint speak for."""
    lines = page.lines
    heads = [evidence for line in lines for evidence in print_head(line)]
    yield from _of_masthead(lines, told, [name for name, _ in heads])
    yield from _of_title_copies(page)
    yield from _of_issuer(lines, told)
    footer = footer_start(lines)
    for number in sorted(told["hangul"]):
        if number >= footer and (number in told["signal"] or _ADDRESS.search(lines[number])):
            yield from _of_address(lines[number])
    yield from heads


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
def _signals() -> re.Pattern[str]:
    return re.compile(any_of(map(str.lower, load_toml("publisher.toml")["footer"]["signals"])))


_NUMBER = re.compile(r"(?<!\d)\d{2,4}[-.)\s]\d{3,4}-\d{4}(?!\d)")


def has_signal(line: str) -> bool:
    """Whether a line at the end of a page is a part of the masthead or the imprint."""
    return _signals().search(line.lower()) is not None or _NUMBER.search(line) is not None


def footer_start(lines: Sequence[str]) -> int:
    """The number of the first line of the page's foot."""
    limits = load_toml("publisher.toml")["limits"]
    size: int = max(limits["footer"], int(len(lines) * limits["footer_share"]))
    return max(len(lines) - size, min(3, len(lines) - 1))


def hosts_of(lines: Iterable[str]) -> Iterator[str]:
    """The host names of addresses."""
    for line in lines:
        for match in re.finditer(r"(?:https?://|www\.|@)([A-Za-z0-9.\-]{4,80})", line):
            yield match[1].lower()


def _of_masthead(
    lines: Sequence[str], told: Mapping[str, set[int]], heads: Sequence[str]
) -> Iterator[Evidence]:
    """Names that stand by themselves at the top and come back in the footer's imprint."""
    limits = load_toml("publisher.toml")["limits"]
    start = footer_start(lines)
    imprint = [squeezed(lines[number]) for number in told["signal"]]
    hosts = [squeezed(host) for host in hosts_of(lines[number] for number in sorted(told["host"]))]
    printed = {squeezed(name) for name in heads}
    for line in lines[: min(limits["top"], start)]:
        for name in _top_names(line):
            key = same_name(name)
            back = (
                any(key in text for text in imprint)
                or key in printed
                or (len(key) > 5 and any(key in host for host in hosts))
            )
            if back and len(key) >= 3 and is_name(name) and not is_section(name):
                yield name, "masthead"
                break
    for line in lines[: limits["very_top"]]:
        name = bare_name(line)
        if name.count(" ") > 2 and is_korean_institution(name):
            name = name.split()[-1]
        if len(name) > 3 and (is_korean_institution(name) or is_latin_institution(name)):
            yield name, "top"
            if is_journal(name) and any(_ISSN.search(lines[number][:300]) for number in told["doi"]):
                yield name, "issn"


def _top_names(line: str) -> Iterator[str]:
    """The names that a line at the top can hold: its first part, a run of Hangul, its last word."""
    yield bare_name(_NAME_END.split(line, maxsplit=1)[0])
    if len(line) > 80 or ">" in line:
        return
    runs = _HANGUL_RUN.findall(line)
    if len(runs) == 1 and re.search("[A-Za-z]", line):
        yield runs[0]
    last = line.split()[-1] if line.split() else ""
    if len(last) > 3 and is_korean_institution(last):
        yield last


def _of_title_copies(page: Haystack) -> Iterator[Evidence]:
    """What follows a line that stands elsewhere on the page as well: Title - NAME, Title | NAME."""
    limits = load_toml("publisher.toml")["limits"]
    parted = [
        (line, cuts)
        for number in sorted(page.matching(_MAY_PART))
        if len(line := page.lines[number]) <= 300 and (cuts := list(_SEPARATOR.finditer(line)))
    ]
    if not parted:
        return
    parts = {line[: cut.start()] for line, cuts in parted for cut in cuts}
    outer = set(map(_outer_letters, parts))
    first = {letters[0] for letters in outer}
    known = {
        squeezed(line)
        for line in page.lines
        if limits["title"] <= len(line) <= limits["line"]
        and (line[0].casefold()[:1] in first or not line[0].isalnum())
        and _outer_letters(line) in outer
    }
    for line, cuts in parted:
        if any(squeezed(line[: cut.start()]) in known for cut in cuts):
            yield line[cuts[-1].end() :], "titled"


def _outer_letters(text: str) -> tuple[str, str]:
    """The first and the last letter or digit: few texts share both, and only those need be squeezed."""
    first = text[:1] if text[:1].isalnum() else next(filter(str.isalnum, text), "")
    last = text[-1:] if text[-1:].isalnum() else next(filter(str.isalnum, reversed(text)), "")
    return first.casefold()[:1], last.casefold()[-1:]


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


def _of_issuer(lines: Sequence[str], told: Mapping[str, set[int]]) -> Iterator[Evidence]:
    """Who issued a release that a service spreads, and whose letter it is that a reader gets."""
    patterns = _issuers()
    opening = {number for number in told["hangul"] if _SUBJECT.search(lines[number][:60])}
    for number in sorted(opening.union(*(told[source] for source in _ISSUED))):
        line = lines[number]
        match = patterns["source"].match(line) if number in told["source"] else None
        if match is not None and is_name(bare_name(match["name"])):
            yield match["name"], "issuer"
        if line.startswith("Source: ") and any(map(find_dates, lines[number + 1 : number + 2])):
            yield line[8:], "issuer"
        if number in told["above"] and patterns["above"].match(line) and number + 1 < len(lines):
            yield lines[number + 1], "issuer"
        for key in ("sender", "issn") if ":" in line or "：" in line or "ISSN" in line else ():
            match = patterns[key].match(line[:200]) if number in told[key] else None
            if match is not None and not is_bare_name(match["name"].strip()):
                yield match["name"], key
        match = patterns["copied"].search(line[:300]) if number in told["copied"] else None
        if match is not None and match["name"][0].isupper():
            yield match["name"], "copied"
        match = patterns["subject"].match(line[:80]) if number in opening else None
        if match is not None and is_korean_institution(match["name"]):
            yield match["name"], "subject"
        match = patterns["about"].match(line) if number in told["about"] else None
        if match is not None:
            yield match["name"], "about"
        for key in ("subscribed", "letter"):
            match = patterns[key].search(line[:400]) if number in told["letter"] else None
            if match is not None:
                yield match["name"], "letter"


_ISSUED = ("source", "above", "sender", "issn", "copied", "about", "letter")
"""The groups of telltales that :func:`_of_issuer` looks at."""


_SUBJECT = re.compile(r"[은는이가]\s")
"""Ends the subject of a Korean sentence."""


def is_portal(lines: Iterable[str]) -> bool:
    """Whether the page shows the stories of other houses."""
    return any(_issuers()["portal"].search(line[:200]) for line in lines)


def forbids(line: str) -> bool:
    """Whether a notice forbids reproduction, as the house that wrote a story does."""
    return bool(_issuers()["forbids"].search(line))


def _of_address(line: str) -> Iterator[Evidence]:
    """An institution that stands by itself in an imprint, or behind its address."""
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


def squeezed(text: str) -> str:
    """The letters and digits of a text, capitals made small."""
    folded = text.casefold()
    return folded if folded.isalnum() else _NO_WORD.sub("", folded)


_NO_WORD = re.compile(r"[\W_]+")
