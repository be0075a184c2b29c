"""Furniture: running headers and footers and page numbers, by their coming again at the same place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple

from kmedtext.loading.pdf.printed import PrintedLine, Sheet

_PLACE, _LEFT = attrgetter("base", "left"), attrgetter("left")
_DEPTH = 3
"""So many rows at either edge of a page may be furniture."""
_LONGEST = 160
_NEAR = 4.0
"""Points that one header stands higher or lower from page to page."""
_MARGIN = 0.12
"""Of the page's height: a page number of a document of one page stands so near the edge."""
_APART = 1.6
"""Sizes between the lines of a header that varies and the text."""
_LARGER = 1.12
_SHARE = 0.3
"""Of the pages have a header at one height, if one that varies is to be known by it."""
_DIGITS = re.compile(r"\d+")
_ROMAN = re.compile(r"[ivxlc]{1,7}|[IVXLC]{1,7}")
_NUMBER = re.compile(
    r"(?:[-–—<(\[|]\s?)?(?:p\.?\s?|page\s)?(\d{1,4})(?:\s?(?:/|of)\s?\d{1,4})?(?:\s?(?:쪽|페이지))?(?:\s?[-–—>)\]|])?",
    re.IGNORECASE,
)


class _Row(NamedTuple):
    """Lines on one height at a page's edge: ``place`` counts points from that edge."""

    lines: list[PrintedLine]
    shape: str
    place: float
    gap: float
    """Sizes to the next row inwards."""
    size: float


_Edges = list[tuple[int, str, list[_Row]]]


def mark_furniture(sheets: list[Sheet]) -> None:
    """Give the lines that belong to the printed page their role, ``header`` or ``footer``."""
    edges: _Edges = []
    for at, sheet in enumerate(sheets):
        lines = sorted(
            (line for line in sheet.lines if not line.turn and not line.hidden),
            key=_PLACE,
        )
        edges.append((at, "header", list(_rows(lines, sheet.height, top=True))))
        edges.append((at, "footer", list(_rows(lines[::-1], sheet.height, top=False))))
    body = body_size(line for sheet in sheets for line in sheet.lines)
    repeated = _repeated(edges, body)
    numbers = _numbers(edges, sheets)
    places = Counter(
        (edge, round(rows[0].place / _NEAR))
        for at, edge, rows in edges
        if rows and ((edge, rows[0].shape, round(rows[0].place / _NEAR)) in repeated or (at, edge) in numbers)
    )
    for at, edge, rows in edges:
        for depth, row in enumerate(rows):
            place = round(row.place / _NEAR)
            known = (edge, row.shape, place) in repeated or (depth == 0 and (at, edge) in numbers)
            varies = (
                depth == 0
                and places[edge, place] >= max(3.0, _SHARE * len(sheets))
                and row.gap >= _APART
                and row.size <= body
            )
            if not known and not varies:
                break
            for line in row.lines:
                line.role = edge
    _free_whole_pages(sheets)


def _rows(lines: list[PrintedLine], height: float, *, top: bool) -> Iterable[_Row]:
    at = 0
    for _ in range(_DEPTH):
        if at >= len(lines):
            return
        first = lines[at]
        own = [first]
        at += 1
        while at < len(lines) and abs(lines[at].base - first.base) < 0.5 * first.size:
            own.append(lines[at])
            at += 1
        text = "".join("".join(line.text.split()) for line in sorted(own, key=_LEFT))
        if len(text) > _LONGEST:
            return
        gap = abs(lines[at].base - first.base) / max(first.size, 1.0) if at < len(lines) else 99.0
        place = first.base if top else height - first.base
        yield _Row(own, _DIGITS.sub("#", text).casefold(), place, gap, first.size)


def _repeated(edges: _Edges, body: float) -> set[tuple[str, str, int]]:
    """Edge, shape and place of the rows that come again on another page at the same place.

    What is set larger than the text is a heading, unless half of the pages have it.
    """
    large: set[tuple[str, str, int]] = set()
    pages: dict[tuple[str, str, int], set[int]] = {}
    for at, edge, rows in edges:
        for row in rows:
            place = round(row.place / _NEAR)
            for near in (place - 1, place, place + 1):
                pages.setdefault((edge, row.shape, near), set()).add(at)
                if row.size > _LARGER * body:
                    large.add((edge, row.shape, near))
    most = len(edges) / 4  # two edges a page
    return {
        key
        for key, found in pages.items()
        if len(found) >= (max(2.0, most) if key in large else 2) and any(map(str.isalpha, key[1]))
    }


def _numbers(edges: _Edges, sheets: list[Sheet]) -> set[tuple[int, str]]:
    """Pages and edges at which a page number stands: those of several pages count, a lone one counts right."""
    found: dict[tuple[int, str], int] = {}
    for at, edge, rows in edges:
        text = rows[0].lines[0].text if rows and len(rows[0].lines) == 1 else ""
        told = _NUMBER.fullmatch(text)
        if told:
            found[at, edge] = int(told[1])
        elif _ROMAN.fullmatch(text):
            found[at, edge] = -1
    steps = Counter((edge, number - at) for (at, edge), number in found.items() if number >= 0)
    romans = Counter(edge for (_, edge), number in found.items() if number < 0)
    result: set[tuple[int, str]] = set()
    for at, edge, rows in edges:
        number = found.get((at, edge), 0)
        if (at, edge) not in found:
            continue
        near = rows[0].place <= _MARGIN * sheets[at].height and rows[0].gap >= _APART
        counts = romans[edge] >= 2 if number < 0 else steps[edge, number - at] >= 2
        if counts or (near and number == sheets[at].number):
            result.add((at, edge))
    return result


def body_size(lines: Iterable[PrintedLine]) -> float:
    """The size that most of the text is printed in, in half points.

    >>> body_size([PrintedLine("Title", 0.0, 50.0, 20.0, 18.0), PrintedLine("a line of text", 0.0, 90.0, 40.0, 9.96)])
    10.0
    """
    exact: defaultdict[float, int] = defaultdict(int)
    for line in lines:
        if not line.hidden:
            exact[line.size] += len(line.text)
    sizes: defaultdict[float, int] = defaultdict(int)
    for size, count in exact.items():
        sizes[round(2 * size) / 2] += count
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _free_whole_pages(sheets: list[Sheet]) -> None:
    """A page is not all furniture: where nothing else stands on it, that is its text."""
    for sheet in sheets:
        shown = [line for line in sheet.lines if not line.hidden]
        if (
            shown
            and all(line.role for line in shown)
            and any(not _NUMBER.fullmatch(line.text) for line in shown)
        ):
            for line in shown:
                if not _NUMBER.fullmatch(line.text):
                    line.role = ""
