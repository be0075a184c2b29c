"""Page furniture: print marks, running headers and footers, page numbers."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from kmedtext.cleaning.lines import Line

# Each alternative is anchored and linear: no nested repetition over the same characters.
_MARK = re.compile(
    r"""^(?:
      \d{1,2}/\d{1,2}/\d{2,4},\s+\d{1,2}:\d{2}(?:\s?[AP]M)?\b.{0,200}        # 11/27/25, 9:14 AM   Title
    | \d{2,4}\.\s?\d{1,2}\.\s?\d{1,2}\.?\s+(?:오전|오후)\s?\d{1,2}:\d{2}\s{2,}.{0,200}   # 25. 11. 27. 오전 9:14   제목
    | (?:https?://|www\.)[^\s]{1,300}(?:\s+(?:\d{1,4}\s?/\s?\d{1,4}|\d{1,4}))?           # URL, with 1/4
    | [\w-]{1,60}(?:\.[\w-]{1,60}){1,4}/[^\s]{0,300}\s{2,}\d{1,4}\s?/\s?\d{1,4}                # site.example/a   1/2
    | (?:page\s)?\d{1,4}\s?of\s?\d{1,4}\s{3,}\S.{0,200}                                  # 1 of 2     Journal
    | (?:page|p\.|페이지|쪽)\s{0,2}\d{1,4}(?:\s?(?:/|of)\s?\d{1,4})?                      # Page 3 of 9
    | \d{1,4}\s?(?:/|of)\s?\d{1,4}(?:\s?(?:pages?|쪽|페이지))?                            # 3 / 9
    | \d{1,4}\s?(?:쪽|페이지)
    | [-–—]\s?\d{1,4}\s?[-–—]                                                           # - 3 -
    | \|?\s?page\s+\d{1,4}\s?\|?
    )$""",
    re.VERBOSE | re.IGNORECASE,
)
_SURE = re.compile(
    r"^(?:[-–—]\s?\d{1,4}\s?[-–—]|(?:page|p\.)\s?\d{1,4}\s?(?:/|of)\s?\d{1,4}(?:\s{3,}.{0,200})?|\S{6,300}\s+\d{1,4}\s?/\s?\d{1,4})$",
    re.IGNORECASE,
)
"""A mark that needs no other one beside it, on a wrapped page."""
_LEADER = re.compile(r"(?:[.·…‥・ㆍ∙] ?){4}[.·…‥・ㆍ∙ ]*\d{1,4}$|…{2,} ?\d{1,4}$")
_NUMBERED_HEADER = re.compile(
    r"^(?:(?P<front>\d{1,4})\s+)?(?P<text>\D(?:.{0,100}?\D)?)(?:\s+[-|]?\s?(?P<back>\d{1,4}))?$"
)
_NUMBER = re.compile(r"^\d{1,4}$")
_GAP = re.compile(r"\S {4,}\S")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"\w+")
_FRONT = 6
"""So many lines are the head of the document."""
_SPACE = re.compile(r"\s+")
_STAMPED = re.compile(
    r"^\d{1,2}/\d{1,2}/\d{2,4},\s+\d{1,2}:\d{2}(?:\s?[AP]M)?|^\d{2,4}\.\s?\d{1,2}\.\s?\d{1,2}\.?\s+(?:오전|오후)\s?\d{1,2}:\d{2}"
)
LONGEST = 240
_FIRST = "hHwWpP페쪽-–—|"
"""What a print mark begins with, if not with a figure; only addresses without a scheme begin with anything."""


def print_mark(text: str) -> bool:
    """Whether a line by itself looks like a print mark.

    >>> print_mark("https://news.example/a/b   2/4"), print_mark("- 3 -"), print_mark("3 patients")
    (True, True, False)
    """
    if len(text) > LONGEST or not text:
        return False
    first, last = text[0], text[-1]
    if not (first in _FIRST or first.isdigit() or (last.isdigit() and "/" in text)):
        return False  # nearly all lines of a page
    return _MARK.match(text) is not None


def stamped(text: str) -> bool:
    """Whether a line starts with a browser's print stamp: date, time, title."""
    return stamp_end(text) > 0


def stamp_end(text: str) -> int:
    """Where the date and time of a browser's print stamp end; 0 if the line has none."""
    found = _STAMPED.match(text[:60]) if text[:1].isdigit() else None
    return found.end() if found else 0


def furniture_lines(lines: list[Line], *, wrapped: bool, spread: bool = True) -> set[int]:
    """Indices of the lines that belong to the printed page.

    On a page that is not wrapped only repeated print marks count; on a wrapped one also single
    ones, and what repeats beside them or beside a form feed (running headers). ``spread``: a line
    with a wide gap in it beside a mark is a running header too.
    """
    leaders = {index for index, line in enumerate(lines) if _leader(line.text)}
    leaders = leaders if len(leaders) >= 2 else set()
    marks = {index for index, line in enumerate(lines) if print_mark(line.text)}
    stamps = sum(stamped(lines[index].text) for index in marks)
    if not wrapped and stamps < 2:
        return leaders
    if stamps < 2:
        counted = _counting(lines, marks)
        marks = {
            index
            for index in marks
            if index in counted
            or lines[index].blanks
            or index == 0
            or _SURE.match(lines[index].text)
            or stamped(lines[index].text)
        }
    shapes = Counter(_shape(line.text) for line in lines if len(line.text) <= 120)
    if wrapped:
        alone = {i for i, line in enumerate(lines) if _NUMBER.match(line.text) and _apart(lines, i)}
        marks |= _numbered_headers(lines) | _counting(lines, alone)
    opening = _words(" ".join(line.text[:200] for line in lines[:_FRONT])) if wrapped else frozenset()
    breaks = set(marks) | {index for index, line in enumerate(lines) if line.feed}
    found = set(marks)
    grown = True
    while grown:
        grown = False
        for index in list(breaks):
            for near in (index - 1, index, index + 1):
                if near in found or not 0 <= near < len(lines):
                    continue
                text = lines[near].text
                repeated = (
                    len(text) <= 120
                    and shapes[_shape(text)] >= 2
                    and not text.endswith((".", "다.", "?", "!"))
                )
                gaping = (
                    spread
                    and near != index
                    and len(text) <= 120
                    and _GAP.search(text)
                    and not text.endswith(".")
                )
                running = near == index + 1 and near >= _FRONT and _running(lines[near].text, opening)
                if repeated or gaping or running or (_NUMBER.match(text) and _apart(lines, near)):
                    found.add(near)
                    breaks.add(near)
                    grown = True
    return found | leaders


def _leader(text: str) -> bool:
    """Whether a line is one of a table of contents: dots lead to a page number."""
    return text[-1].isdigit() and len(text) <= LONGEST and _LEADER.search(text[-80:]) is not None


def _counting(lines: list[Line], marks: set[int]) -> set[int]:
    """Marks of one shape whose first numbers rise from page to page."""
    groups: dict[str, list[int]] = {}
    for index in sorted(marks):
        groups.setdefault(_shape(lines[index].text), []).append(index)
    found: set[int] = set()
    for group in groups.values():
        numbers = [int(number.group()) for index in group if (number := _DIGITS.search(lines[index].text))]
        if len(group) >= 2 and all(
            0 < later - earlier <= 2 for earlier, later in itertools.pairwise(numbers)
        ):
            found.update(group)
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _running(text: str, opening: frozenset[str]) -> bool:
    """Whether a short line at the head of a page is made of the words that the document opens with."""
    own = _words(text) if len(text) <= 80 and not text.endswith((".", "?", "!", ",")) else frozenset()
    return len(own) >= 2 and own <= opening


def _numbered_headers(lines: list[Line]) -> set[int]:
    """Lines that stand apart and come again with another, higher number at their end or beginning."""
    groups: dict[str, list[tuple[int, int]]] = {}
    for index, line in enumerate(lines):
        found = _NUMBERED_HEADER.match(line.text) if len(line.text) <= 120 else None
        if found and (found["back"] or found["front"]):
            number = int(found["front"] or found["back"])
            year = found["back"] if found["front"] and found["back"] else ""
            rest = f"{found['text'].strip(' |')} {year}".strip()
            apart = _apart(lines, index) or line.feed
            if (
                len(rest) >= (4 if apart else 9)
                and (apart or " " in rest)
                and not rest.endswith((".", ":", ","))
            ):
                groups.setdefault(_SPACE.sub(" ", rest).casefold(), []).append((index, number))
    result: set[int] = set()
    for places in groups.values():
        numbers = [number for _, number in places]
        if len(places) >= 2 and all(
            0 < later - earlier <= 2 for earlier, later in itertools.pairwise(numbers)
        ):
            result.update(index for index, _ in places)
    return result


def _shape(text: str) -> str:
    return _SPACE.sub(" ", _DIGITS.sub("#", text)).casefold()


def _apart(lines: list[Line], index: int) -> bool:
    before = index == 0 or lines[index].blanks > 0 or lines[index].feed
    after = index + 1 == len(lines) or lines[index + 1].blanks > 0 or lines[index + 1].feed
    return before and after
