"""Columns: the reading order of a page's lines.

A gutter is a strip that few lines cross and that has lines on either side, at the same height. Lines that cross it (a
heading, an abstract, a figure's caption) part the page in bands; within a band the left column comes first.
What stands side by side in a table is no column: its lines were printed row by row, or fill their strip badly.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from kmedtext.loading.pdf.printed import Gap, PrintedLine

_PLACE = attrgetter("base", "left")
_BIN = 4.0
"""Points: how finely the page is looked at."""
_LEAST = 3
"""Lines that a column has."""
_INSIDE = 0.12
"""Of the width: a gutter stands so far from the edges."""
_CANDIDATES = 3
_DEEPEST = 4
_FULL, _FILLED = 0.5, 0.75
"""Of the longer lines of a column what its lines are on average: if printed column by column, and if not."""
_LONG, _GAPS = 15.0, 3
"""Characters of an average line of a column that was printed row by row; gaps of a row of columns, at the most."""
_ROWS = 6
_JOINT = 0.3
"""Of the lines beside a gutter so many may have been printed as one with what stands on the other side."""
_NARROWEST = 4.0
"""Sizes that the lines of a column are long on average."""
_HELD, _STRAY = 0.7, 0.1
"""Of the lines beside a gutter so many stand in bands of enough lines, and so many may be printed out of turn."""
_LEFT, _RIGHT, _BOTH, _ACROSS = range(4)


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines that are read one below the other."""

    lines: list[PrintedLine]


def flows_of(lines: list[PrintedLine], depth: int = 0) -> list[Flow]:
    """Put the lines of a page in reading order: the flows, one after the other.

    >>> left = [PrintedLine(f"left column {n}", 50.0, 280.0, 100.0 + 12 * n, 10.0, order=n) for n in range(4)]
    >>> right = [PrintedLine(f"right column {n}", 310.0, 540.0, 100.0 + 12 * n, 10.0, order=4 + n) for n in range(4)]
    >>> [flow.lines[0].text for flow in flows_of([*right, *left])]
    ['left column 0', 'right column 0']
    """
    ordered = sorted(lines, key=_PLACE)
    if len(lines) < 2 * _LEAST or depth >= _DEEPEST or not _beside(ordered):
        return [Flow(ordered)] if ordered else []
    for gutter in _gutters(ordered):
        bands = _bands(ordered, gutter)
        if bands is not None:
            flows: list[Flow] = []
            for band in bands:
                if isinstance(band, Flow):
                    flows.append(band)
                else:
                    flows.extend(flow for side in band for flow in flows_of(side, depth + 1))
            return flows
    return [Flow(ordered)]


def _beside(ordered: list[PrintedLine]) -> bool:
    """Whether enough lines that are long enough for columns stand side by side, or were printed as one."""
    count = 0
    before = ordered[0]
    least = _NARROWEST * before.size
    for line in ordered:
        if line.gaps:
            beside = len(line.text) >= 2 * _LONG and len(line.gaps) <= _GAPS
        else:
            close = line.base - before.base < 0.8 * before.size and line is not before
            beside = close and line.right - line.left >= least and before.right - before.left >= least
        if beside:
            count += 1
            if count >= _LEAST:
                return True
        before = line
    return False


def _gutters(lines: list[PrintedLine]) -> list[float]:
    """Where gutters may be, the likeliest first."""
    low = min(line.left for line in lines)
    high = max(line.right for line in lines)
    count = int((high - low) / _BIN) + 2
    if count < 10 or count > 10_000:
        return []
    begins, ends = [0] * (count + 2), [0] * (count + 2)
    scale = 1.0 / _BIN
    for line in lines:
        begins[int((line.left - low) * scale)] += 1
        for _, left, right in line.gaps:
            # Those of a damaged file may reach beyond their line, and lines may end before they begin.
            ends[min(count, max(0, int((left - low) * scale))) + 1] += 1
            begins[min(count, max(0, int((right - low) * scale)))] += 1
        ends[max(0, int((line.right - low) * scale)) + 1] += 1
    total = sum(begins)
    margin = int(_INSIDE * count)
    begun = ended = 0
    found: list[tuple[int, int, int]] = []
    for at in range(count):
        begun += begins[at]
        ended += ends[at]
        behind = total - begun
        if margin <= at < count - margin and min(ended, behind) >= _LEAST:
            value = min(ended, behind) - (begun - ended)
            if found and found[-1][0] == value and found[-1][2] == at - 1:
                found[-1] = (value, found[-1][1], at)
            else:
                found.append((value, at, at))
    found = sorted(found, key=lambda one: (-one[0], one[1] - one[2], one[1]))[:_CANDIDATES]
    return [low + _BIN * ((first + last) / 2 + 0.5) for _, first, last in found]


_Band = Flow | tuple[list[PrintedLine], list[PrintedLine]]


def _bands(lines: list[PrintedLine], gutter: float) -> list[_Band] | None:
    """The bands that lines across a gutter make; None where no two columns stand beside it."""
    sides, joint = _sides(lines, gutter)
    if not _are_columns(lines, sides, joint, gutter):
        return None
    bands: list[_Band] = []
    for line, side in zip(lines, sides, strict=True):
        if side == _ACROSS:
            if bands and isinstance(bands[-1], Flow):
                bands[-1].lines.append(line)
            else:
                bands.append(Flow([line]))
            continue
        if not bands or isinstance(bands[-1], Flow):
            bands.append(([], []))
        left, right = bands[-1] if isinstance(bands[-1], tuple) else ([], [])
        if side == _BOTH:
            before, behind = line.cut(_gap_at(line, gutter))
            left.append(before)
            right.append(behind)
        else:
            (left if side == _LEFT else right).append(line)
    return bands


def _gap_at(line: PrintedLine, gutter: float) -> Gap:
    return next(gap for gap in line.gaps if gap.left <= gutter <= gap.right)


def _sides(lines: list[PrintedLine], gutter: float) -> tuple[list[int], int]:
    """On which side of a gutter each line stands, and how many have a gap there."""
    sides: list[int] = []
    joint = 0
    for line in lines:
        if line.right <= gutter:
            sides.append(_LEFT)
        elif line.left >= gutter:
            sides.append(_RIGHT)
        elif line.gaps and any(gap.left <= gutter <= gap.right for gap in line.gaps):
            sides.append(_BOTH)
            joint += 1
        else:
            sides.append(_ACROSS)
    return sides, joint


def _are_columns(lines: list[PrintedLine], sides: list[int], joint: int, gutter: float) -> bool:
    """Whether the lines on either side of a gutter are columns of text, not the cells of a table."""
    fewer = min(sides.count(_LEFT), sides.count(_RIGHT)) + joint
    if fewer < _LEAST or (fewer < _ROWS and joint > _JOINT * fewer):
        return False
    left = [line for line, side in zip(lines, sides, strict=True) if side == _LEFT]
    right = [line for line, side in zip(lines, sides, strict=True) if side == _RIGHT]
    if joint <= _JOINT * fewer and min(_mean(left), _mean(right)) >= _NARROWEST * lines[0].size:
        bands = _held(sides)
        held = sum(min(band) for band in bands)
        marked = sorted([(line.order, 0) for line in left] + [(line.order, 1) for line in right])
        turns = sum(one[1] != other[1] for one, other in pairwise(marked))
        if turns <= 2 * len(bands) - 1 + _STRAY * fewer:
            filled = min(_filled([line.width for line in side]) for side in (left, right))
            return held >= _HELD * fewer and filled >= _FULL and _stand_side_by_side(left, right)
    if fewer < _ROWS:
        return False
    pieces = _measured(left), _measured(right)
    for line, side in zip(lines, sides, strict=True):
        if side == _BOTH:
            gap = _gap_at(line, gutter)
            pieces[0].append((gap.left - line.left, gap.at))
            pieces[1].append((line.right - gap.right, len(line.text) - gap.at))
    return all(
        sum(length for _, length in measured) >= _LONG * len(measured)
        and _filled([width for width, _ in measured]) >= _FILLED
        for measured in pieces
    )


def _mean(lines: list[PrintedLine]) -> float:
    return sum(line.width for line in lines) / max(1, len(lines))


def _held(sides: list[int]) -> list[tuple[int, int]]:
    """How many lines stand on either side of a gutter in each band that has enough of them."""
    bands: list[tuple[int, int]] = []
    left = right = 0
    for side in [*sides, _ACROSS]:
        if side == _ACROSS:
            if min(left, right) >= _LEAST:
                bands.append((left, right))
            left = right = 0
        else:
            left += side != _RIGHT
            right += side != _LEFT
    return bands


def _measured(lines: list[PrintedLine]) -> list[tuple[float, int]]:
    return [(line.right - line.left, len(line.text)) for line in lines]


def _stand_side_by_side(left: list[PrintedLine], right: list[PrintedLine]) -> bool:
    """Whether two columns have lines at the same height."""
    top = max(left[0].base, right[0].base)
    bottom = min(left[-1].base, right[-1].base)
    return all(sum(top - 1.0 <= line.base <= bottom + 1.0 for line in side) >= 2 for side in (left, right))


def _filled(widths: list[float]) -> float:
    """How long lines are on average, beside the longer ones."""
    ordered = sorted(widths)
    return sum(ordered) / (len(ordered) * max(1.0, ordered[len(ordered) * 3 // 4]))
