"""Tables: rows whose cells stand below one another become lines of cells."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from kmedtext.loading.pdf.printed import PrintedLine

_LEFT, _ORDER = attrgetter("left"), attrgetter("order")
_SAME = 0.5
"""Sizes that the lines of one row stand higher or lower at the most."""
_OVERLAP = 0.85
"""Lines nearer than so many sizes cannot stand below one another: they are of cells side by side."""
_TIGHT = 1.35
"""Sizes between the lines of a cell."""
_WITHIN, _FIRST = 1.75, 1.2
"""… where the file prints them one behind the other, and in the first column, where rows may hold nothing else."""
_LOOSER = 0.88
"""Between lines of a cell is at most so much of what is between rows."""
_SHARED = 0.3
"""Sizes that the gaps of two rows must have in common."""
_WORD_GAP = 1.0
_FAR = 3.2
"""Sizes between two rows of one table, at the most."""
_LARGER = 1.12
"""Times the size of a table's letters: a heading, and no cell."""
_AWAY = 1.4
"""Times the widest step so far: a line without a gap that is further off stands behind the table."""
_INNER = 7
"""So many rows without a gap may stand between two with one."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: the text of each column's cell, empty where there is none, and the lines it was made of."""

    cells: tuple[str, ...]
    lines: tuple[PrintedLine, ...]

    @property
    def text(self) -> str:
        """The cells parted by tabs."""
        return "\t".join(self.cells).strip("\t")


_Part = tuple[float, float, str]
"""What stands between two gaps of a line: left, right and text."""


@dataclass(slots=True)
class _Row:
    """Lines on one height, cut at their gaps."""

    base: float
    size: float
    lines: list[PrintedLine]
    parts: list[_Part]
    gaps: list[tuple[float, float]]


def with_tables(lines: list[PrintedLine]) -> list[PrintedLine | TableRow]:
    """Make rows of the lines of a flow that form a table; the other lines stay as they are.

    >>> from kmedtext.loading.pdf.printed import Gap
    >>> table = [
    ...     PrintedLine("Ward Beds", 50.0, 240.0, 100.0, 10.0, gaps=(Gap(5, 75.0, 220.0),)),
    ...     PrintedLine("North 20", 50.0, 230.0, 115.0, 10.0, gaps=(Gap(6, 78.0, 220.0),)),
    ... ]
    >>> [row.text for row in with_tables(table)]
    ['Ward\\tBeds', 'North\\t20']
    """
    if not any(line.gaps for line in lines) and not _any_beside(lines):
        return list(lines)
    rows = _rows(lines)
    result: list[PrintedLine | TableRow] = []
    waiting: list[_Row] = []
    at = 0
    while at < len(rows):
        end, gutters = _zone(rows, at)
        if end - at < 2:
            waiting.append(rows[at])
            at += 1
            continue
        # what was printed between two cells belongs to the table, wherever it stands
        table = rows[at:end]
        orders = [line.order for row in table for line in row.lines]
        first, last = min(orders), max(orders)
        while waiting and _between(waiting[-1], first, last):
            table.insert(0, waiting.pop())
        while end < len(rows) and _between(rows[end], first, last):
            table.append(rows[end])
            end += 1
        result.extend(line for row in waiting for line in _loose(row))
        waiting = []
        result.extend(_by_cells(table, gutters) or _by_rows(table, gutters))
        at = end
    result.extend(line for row in waiting for line in _loose(row))
    return result


def _between(row: _Row, first: int, last: int) -> bool:
    return all(first < line.order < last for line in row.lines)


def _any_beside(lines: list[PrintedLine]) -> bool:
    return any(other.base - one.base < _SAME * one.size for one, other in pairwise(lines))


def _rows(lines: list[PrintedLine]) -> list[_Row]:
    rows: list[_Row] = []
    for line in lines:
        if rows and line.base - rows[-1].base < _SAME * rows[-1].size:
            rows[-1].lines.append(line)
        else:
            rows.append(_Row(line.base, line.size, [line], [], []))
    for row in rows:
        own = row.lines
        if len(own) == 1:
            row.parts = _parts(own[0])
            if not own[0].gaps:
                continue
        else:
            own.sort(key=_LEFT)
            row.parts = sorted(part for line in own for part in _parts(line))
        before = row.parts[0][1]
        least = _WORD_GAP * row.size
        for left, right, _ in row.parts[1:]:
            if left - before >= least:
                row.gaps.append((before, left))
            before = right
    return rows


def _parts(line: PrintedLine) -> list[_Part]:
    if not line.gaps:
        return [(line.left, line.right, line.text)]
    begin, left, text = 0, line.left, line.text
    parts: list[_Part] = []
    for at, end, following in line.gaps:
        parts.append((left, end, text[begin:at].rstrip()))
        begin, left = at, following
    parts.append((left, line.right, text[begin:]))
    return parts


def _loose(row: _Row) -> Iterator[PrintedLine]:
    """The lines of a row that is in no table; what was parted only by the library, or a note's mark, is put together."""
    merged: list[PrintedLine] = []
    for line in row.lines:
        if (
            merged
            and not merged[-1].gaps
            and -0.5 * row.size < line.left - merged[-1].right < _WORD_GAP * row.size
        ):
            before = merged[-1]
            space = " " if line.left - before.right > 0.15 * row.size or before.tail else ""
            larger = before if len(before.text) >= len(line.text) else line
            merged[-1] = PrintedLine(
                before.text + space + line.text, before.left, max(before.right, line.right), larger.base, larger.size,
                order=before.order, tail=line.tail,
            )  # fmt: skip
        else:
            merged.append(line)
    for line in merged:
        if line.gaps:
            parts = _parts(line)
            text = parts[0][2]
            for one, other in pairwise(parts):
                text += ("\t" if other[0] - one[1] >= 2 * line.size else " ") + other[2]
            line.text, line.gaps = text, ()
        yield line


def _zone(rows: list[_Row], at: int) -> tuple[int, list[tuple[float, float]]]:
    """Where the table ends that begins with a row, and its gutters."""
    gutters = rows[at].gaps
    if not gutters:
        return at, []
    end = last = at
    inner = multiple = 0
    widest = 0.0
    while end + 1 < len(rows):
        row, before = rows[end + 1], rows[end]
        step = row.base - before.base
        if step > _FAR * max(row.size, before.size):
            break
        gaps = row.gaps
        shared = _shared(gutters, gaps, _SHARED * row.size)
        if gaps and shared is not None:
            gutters = shared
            last, inner = end + 1, 0
            multiple += 1
        elif (
            gaps
            or inner >= _INNER
            or row.size > _LARGER * rows[at].size
            or (end > at + 1 and step > _AWAY * widest)
        ):
            break
        else:
            narrowed = _narrowed(gutters, row.parts, _SHARED * row.size)
            if narrowed is None:
                break
            gutters = narrowed
            inner += 1
        widest = max(widest, step)
        end += 1
    # a cell's last lines stand in one column, near the row they belong to
    while last + 1 < len(rows) and multiple:
        row, before = rows[last + 1], rows[last]
        inside = row.parts[0][0] >= gutters[0][0] and not row.gaps
        if not inside or row.base - before.base > _TIGHT * row.size or len(row.parts) > 1:
            break
        last += 1
    return (last + 1, gutters) if multiple else (at, [])


def _narrowed(
    gutters: list[tuple[float, float]], parts: list[_Part], least: float
) -> list[tuple[float, float]] | None:
    """What the parts of a row without a gap leave of gutters; None where they stand in one."""
    result: list[tuple[float, float]] = []
    for begin, end in gutters:
        left, right = begin, end
        for low, high, _ in parts:
            if low < right and left < high:
                if low - left < least:
                    left = high
                elif right - high < least:
                    right = low
                else:
                    return None
        if right - left < least:
            return None
        result.append((left, right))
    return result


def _shared(
    gutters: list[tuple[float, float]], gaps: list[tuple[float, float]], least: float
) -> list[tuple[float, float]] | None:
    """The gutters narrowed to the gaps of a further row, and its own; None where they have none in common."""
    result: list[tuple[float, float]] = []
    met = False
    used: set[int] = set()
    for left, right in gutters:
        for index, (begin, end) in enumerate(gaps):
            low, high = max(left, begin), min(right, end)
            if high - low >= least:
                result.append((low, high))
                used.add(index)
                met = True
                break
        else:
            result.append((left, right))
    if not met:
        return None
    for index, gap in enumerate(gaps):
        if index not in used and all(gap[1] <= left or right <= gap[0] for left, right in result):
            result.append(gap)
    return sorted(result)


def _by_cells(rows: list[_Row], gutters: list[tuple[float, float]]) -> list[TableRow]:
    """The rows of a table that was printed cell by cell, row by row; none where it was not."""
    centres = [(left + right) / 2 for left, right in gutters]
    count = len(centres) + 1
    found: list[TableRow] = []
    cells: list[str] = []
    own: list[PrintedLine] = []
    column, base, reach = count, 0.0, 0.0
    single = 0
    for line in sorted((line for row in rows for line in row.lines), key=_ORDER):
        if line.gaps and bisect(centres, (line.left + line.gaps[0].left) / 2) <= column:
            column = count  # no cell goes on in a line that holds others too
        for left, right, text in _parts(line):
            place = bisect(centres, (left + right) / 2)
            step = line.base - base
            if place == column and 0.0 < step <= (_WITHIN if place else _FIRST) * line.size:
                cells[place] += f" {text}"
            elif place > column and line.base <= reach + 0.5 * line.size:
                cells[place] = text
            else:
                if cells:
                    single += sum(map(bool, cells)) == 1
                    found.append(TableRow(tuple(cells), tuple(own)))
                cells, own = [""] * count, []
                cells[place] = text
                reach = line.base
            column, base, reach = place, line.base, max(reach, line.base)
            if not own or own[-1] is not line:
                own.append(line)
    found.append(TableRow(tuple(cells), tuple(own)))
    tops = [row.lines[0].base for row in found]
    falls = sum(other < one - rows[0].size for one, other in pairwise(tops))
    return found if 4 * single <= 3 * len(found) and 10 * falls <= 3 * len(found) else []


def _by_rows(rows: list[_Row], gutters: list[tuple[float, float]]) -> Iterator[TableRow]:
    """The rows of a table by where they stand; what stands in one cell on several lines is put together."""
    centres = [(left + right) / 2 for left, right in gutters]
    steps = sorted(other.base - one.base for one, other in pairwise(rows))
    wide = [step for step in steps if step >= _OVERLAP * rows[0].size] or steps
    usual = wide[len(wide) // 2]
    group: list[_Row] = []
    held: set[int] = set()
    for row in rows:
        columns = {bisect(centres, (left + right) / 2) for left, right, _ in row.parts}
        if group:
            step = row.base - group[-1].base
            goes_on = step < _TIGHT * row.size and (
                step < _LOOSER * usual or (0 not in columns and step <= usual and columns <= held)
            )
            if step >= _OVERLAP * row.size and not goes_on:
                yield _joined(group, centres)
                group, held = [], set()
        group.append(row)
        held |= columns
    yield _joined(group, centres)


def _joined(group: list[_Row], centres: list[float]) -> TableRow:
    cells = [""] * (len(centres) + 1)
    for row in group:
        for left, right, text in row.parts:
            column = bisect(centres, (left + right) / 2)
            cells[column] = f"{cells[column]} {text}" if cells[column] else text
    return TableRow(tuple(cells), tuple(line for row in group for line in row.lines))
