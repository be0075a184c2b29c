"""Byline choice: who wrote a page, from the lines around its title.

A name that stands alone is a byline only by its place: between title and body, beside a line
with a date or a reading time, or before its own job.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from kmedtext.cleaning.authorlists import listed_authors
from kmedtext.cleaning.bylines import find_byline
from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.dates import find_dates
from kmedtext.cleaning.names import is_bare_name, is_korean_name
from kmedtext.cleaning.tables import load_toml

_BULLET = " \t\u00a0\u3000•·|-–—[](),"
_LONGEST = 60
_PARTED = re.compile(r"\s[|·•/]\s|,")
_TOLD = re.compile(r"\W{0,3}(?:(?:The|This) (?:author|writer)(?: is|,)|필자는|글쓴이는)")
"""What is told of a writer on the line below the name."""


class ChosenByline(NamedTuple):
    """The writers' names, and the numbers of the lines (of ``head``) that name them."""

    names: tuple[str, ...]
    lines: tuple[int, ...]


def choose_byline(head: Sequence[str]) -> ChosenByline:
    """Choose the writers from the lines between a page's title and its body.

    Lines that say that they are bylines come first; without one, a bare name counts that
    stands on a date's line, before its own job or directly beside such a line, and at last a
    list of authors. No names if nothing is sure.

    >>> choose_byline(["Ines Calloway", "June 18, 2024", "5 min read"]).names
    ('Ines Calloway',)
    >>> choose_byline(["Ines Calloway", "opened the ward."]).names
    ()
    """
    names: dict[str, int] = {}
    for number in range(len(head)):
        for name in said_names(head, number):
            names.setdefault(name, number)
    if not names:
        bare: dict[str, int] = {}
        for number, line in enumerate(head):
            alone = _bare(head, number, line)
            if alone is not None:
                bare.setdefault(alone, number)
        if len(bare) == 1:
            names = bare
    for number, line in enumerate(head if not names else ()):
        listed = listed_authors(line)
        if listed:
            names = dict.fromkeys(listed, number)
            break
    return ChosenByline(tuple(names), tuple(dict.fromkeys(names.values())))


def said_names(lines: Sequence[str], number: int) -> tuple[str, ...]:
    """The names of a line that says that it is a byline, or that follows a line that only says so.

    >>> said_names(["Written by", "Ines Calloway, MD"], 1)
    ('Ines Calloway',)
    """
    line = lines[number]
    found = find_byline(line)
    if found is None and number and len(line) <= _LONGEST:
        before = lines[number - 1].strip(_BULLET + ":：").lower()
        if before in _leads():
            bare = line.strip(_BULLET)
            found = find_byline(f"{before}: {bare}") or find_byline(f"By {bare}")
    return found.names if found is not None else ()


@cache
def _leads() -> frozenset[str]:
    table = load_toml("bylines.toml")
    return frozenset(
        lead.lower() for lead in (*table["korean"]["split_leads"], *table["english"]["split_leads"])
    )


@cache
def _beside() -> re.Pattern[str]:
    """Lines that stand beside a writer's name: a reading time, a job."""
    table = load_toml("bylines.toml")
    return re.compile(
        rf"\b\d{{1,2}}\s?(?:min|minute)s?\b|{any_of([*table['english']['jobs'], *table['english']['offices']])}s?$",
        re.IGNORECASE,
    )


@cache
def _job() -> re.Pattern[str]:
    jobs = load_toml("bylines.toml")["english"]["jobs"]
    return re.compile(rf"(?:[A-Za-z]+[^\S\n]){{0,3}}{any_of(jobs)}s?", re.IGNORECASE)


def _bare(head: Sequence[str], number: int, line: str) -> str | None:
    """The bare name of a line, if a date or a job stands with it or directly beside it."""
    text = line.strip(_BULLET)
    if len(text) > _LONGEST:
        return None
    dates = find_dates(text)
    parted = _PARTED.search(text)
    name, job = (text[: parted.start()].strip(), text[parted.end() :].strip()) if parted else (text, "")
    if job and _is_name(name) and not dates and _job().fullmatch(job):
        return name
    if dates:
        outer = text[: dates[0].label_start].strip(_BULLET), text[dates[-1].end :].strip(_BULLET)
        return next((part for part in outer if _is_name(part) and len("".join(outer)) < len(part) + 16), None)
    if not _is_name(text):
        return None
    near = [head[place] for place in (number - 1, number + 1) if 0 <= place < len(head)]
    told = any(_is_fact(other) for other in near) or bool(
        _TOLD.match(near[-1]) if number + 1 < len(head) else None
    )
    return text if told else None


def _is_name(text: str) -> bool:
    return is_bare_name(text) or (len(text) >= 3 and " " not in text and is_korean_name(text))


def _is_fact(line: str) -> bool:
    """Whether the line is a date and little else, a reading time or a job."""
    text = line.strip(_BULLET)
    dates = find_dates(text[: 2 * _LONGEST])
    if dates and len(text) <= _LONGEST:
        return dates[0].role in (None, "published", "modified")
    return len(text) <= _LONGEST and bool(_beside().search(text))
