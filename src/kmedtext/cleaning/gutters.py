"""Gutters: two columns that were printed side by side, read one after the other again.

A line of such a page holds a line of either column with a run of spaces between them. The columns' lines
go on through the same steps as any lines; at the end the drafts of one such region become one draft, since
its pieces lie in one another's rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.furniture import furniture_lines
from kmedtext.cleaning.lines import Line
from kmedtext.cleaning.script import columns
from kmedtext.cleaning.wrap import find_wrap
from kmedtext.records import Piece

PARAGRAPHS = "\n\n"
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_ROWS = 6
"""So many rows with a gap at the same column make two columns."""
_SHARE = 0.5
_INDENT = 4
"""Columns that the opening of a paragraph may stand in from the column's edge."""
_NARROWEST = 20
_BLANKS = 3
"""Empty rows that a region may hold."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the page: its line, and the gap in it that may be the gutter (0: none)."""

    line: Line
    gap: int
    right: int
    column: int


def in_columns(lines: list[Line]) -> tuple[list[Line], dict[int, int], set[int]]:
    """Put the lines of two columns one after the other.

    Gives the lines, the region of each line that stood in a column, and the page furniture that was met,
    both by the line's start. The lines come back as they are where the page has no such columns.
    """
    if len([line for line in lines if "   " in line.text]) < _ROWS:
        return lines, {}, set()
    gutter = _gutter(lines)
    if gutter is None:
        return lines, {}, set()
    furniture = {lines[index].start for index in furniture_lines(lines, wrapped=True, spread=False)}
    result: list[Line] = []
    regions: dict[int, int] = {}
    own: list[Line] = []
    rows: list[_Row] = []
    for line in lines:
        row = None if line.start in furniture else _row(line, gutter)
        if row is None or (rows and line.blanks > _BLANKS):
            _close(rows, gutter, result, regions, own)
            rows = []
        if row is None:
            result.append(line)
        else:
            rows.append(row)
    _close(rows, gutter, result, regions, own)
    return (result, regions, furniture) if own and find_wrap(own) is not None else (lines, {}, set())


def _gutter(lines: list[Line]) -> int | None:
    """The column at which the right-hand lines begin."""
    counts: Counter[int] = Counter()
    seen = 0
    for line in lines:
        found = {line.indent + columns(line.text[: match.end()]) for match in _GAP.finditer(line.text[:400])}
        counts.update(column for column in found if column >= _NARROWEST)
        seen += bool(found)
    if not counts:
        return None
    column, _ = max(counts.items(), key=lambda item: (item[1] + counts[item[0] + 2], -item[0]))
    rows = sum(counts[column + shift] for shift in range(_INDENT + 1))
    return column if rows >= _ROWS and rows >= _SHARE * seen else None


def _row(line: Line, gutter: int) -> _Row | None:
    """A line as a row of two columns; None if it runs over the gutter."""
    if gutter <= line.indent <= gutter + _INDENT:
        return _Row(line, 0, 0, line.indent)
    for match in _GAP.finditer(line.text[:400]):
        column = line.indent + columns(line.text[: match.end()])
        if gutter <= column <= gutter + _INDENT:
            return _Row(line, match.start(), match.end(), column)
    return _Row(line, 0, 0, 0) if line.indent + line.width < gutter - 1 else None


def _close(
    rows: list[_Row], gutter: int, result: list[Line], regions: dict[int, int], own: list[Line]
) -> None:
    """Add the rows of one region column by column; as they were if they are too few."""
    while rows and not rows[0].gap:
        result.append(rows.pop(0).line)
    behind: list[Line] = []
    while rows and not rows[-1].gap and rows[-1].line.blanks:
        behind.insert(0, rows.pop().line)
    if sum(row.gap > 0 for row in rows) < 2:
        result.extend(row.line for row in rows)
    else:
        both = [*_column(rows, gutter, left=True), *_column(rows, gutter, left=False)]
        region = rows[0].line.start
        regions.update((line.start, region) for line in both)
        result.extend(both)
        own.extend(both)
    result.extend(behind)


def _column(rows: Iterable[_Row], gutter: int, *, left: bool) -> list[Line]:
    lines: list[Line] = []
    blanks = 0
    for row in rows:
        line = row.line
        blanks += line.blanks
        on_left = bool(row.gap) or row.column == 0
        if left and on_left:
            text = line.text[: row.gap] if row.gap else line.text
            own = replace(line, text=text, end=line.start + len(text), width=columns(text))
            own = replace(own, tail=False, soft=False) if row.gap else own
        elif not left and row.column:
            text = line.text[row.right :]
            start = line.start + row.right
            own = replace(line, text=text, start=start, width=columns(text), indent=row.column - gutter)
        else:
            blanks += 1
            continue
        lines.append(replace(own, blanks=blanks if lines or left else 0, feed=own.feed and left))
        blanks = 0
    return lines


def merge_regions(drafts: list[Draft], regions: dict[int, int]) -> list[Draft]:
    """Make one draft of the drafts of each region, paragraphs apart by an empty line."""
    merged: list[Draft] = []
    last: int | None = None
    for draft in drafts:
        region = regions.get(draft.start)
        if region is not None and region == last:
            merged[-1] = _joined(merged[-1], draft)
        else:
            merged.append(draft)
        last = region
    return merged


def _joined(first: Draft, second: Draft) -> Draft:
    joint = PARAGRAPHS if second.joint is None else second.joint
    shift = len(first.text) + len(joint)
    pieces = tuple(Piece(piece.at + shift, piece.start, piece.end) for piece in second.pieces)
    return replace(
        first,
        text=first.text + joint + second.text,
        pieces=first.pieces + pieces,
        lines=first.lines + second.lines,
        wrapped=True,
        furniture=False,
        pinned=None,
    )
