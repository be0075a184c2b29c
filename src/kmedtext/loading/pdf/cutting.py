"""Cutting: where a line that the PDF library gives has wide gaps, and where it goes on over a line's end."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from kmedtext.loading.pdf.gauge import Gauge

_WORD = re.compile(r"[^ ]+")
_APART = 0.6
"""Sizes of the font that two lines are apart at least."""
_UNDER, _OVER = 0.2, 0.9
"""Commas reach so far under the line at the most, and no mark of the line begins so far over it."""


class Run(NamedTuple):
    """What stands together of a line: from which character of its text on, from where to where, on which line."""

    at: int
    left: float
    right: float
    base: float


def runs_of(
    gauge: Gauge,
    raw: Any,
    text: str,
    first: int,
    last: int,
    start: tuple[float, float],
    size: float,
    gap: float,
) -> list[Run]:
    """The runs of a line: a run begins on another line, or more than ``gap`` sizes behind the one before.

    ``first`` and ``last`` number the line's letters on the page, ``start`` is where it begins.
    """
    x, y = start
    edges = _edges(gauge, raw, (first, last), x, y, size, gap)
    if len(edges) == 1:
        return []
    words = [found.start() for found in _WORD.finditer(text)]
    if last - first == len(text) - 1:
        chars = [first + at for at in words]
    else:
        begin = gauge.place_of(raw, first)
        chars = [gauge.char_at(raw, begin + at) for at in words]
    origin, to_x, to_y, out_x, out_y = gauge.origin, gauge.to_x, gauge.to_y, gauge.x, gauge.y
    apart, count = _APART * size, len(words)
    runs: list[Run] = []
    word = 0
    for low, high in edges[:-1]:
        # the first word that does not begin within the run, found by halving
        low, high = low - 1.0, high + 1.0
        beyond, stop = word + 1, count
        while beyond < stop:
            middle = (beyond + stop) // 2
            origin(raw, chars[middle], to_x, to_y)
            if low <= out_x.value <= high and abs(out_y.value - y) <= apart:
                beyond = middle + 1
            else:
                stop = middle
        if beyond >= count:
            break
        runs.append(Run(words[word], x, high - 1.0, y))
        word = beyond
        origin(raw, chars[word], to_x, to_y)
        x, y = out_x.value, out_y.value
    runs.append(Run(words[word], x, edges[len(runs)][1], y))
    return runs if len(runs) > 1 else []


def _edges(
    gauge: Gauge, raw: Any, letters: tuple[int, int], x: float, y: float, size: float, gap: float
) -> list[tuple[float, float]]:
    """Left and right of what stands together of the rectangles around a line's letters."""
    left, top, right, bottom = gauge.left, gauge.top, gauge.right, gauge.bottom
    to_left, to_top, to_right, to_bottom = gauge.to_left, gauge.to_top, gauge.to_right, gauge.to_bottom
    gap, under, over = gap * size, _UNDER * size, _OVER * size
    edges: list[tuple[float, float]] = []
    rectangle = gauge.rectangle
    low = high = x
    for index in range(gauge.rectangles(raw, letters[0], letters[1] - letters[0] + 1)):
        rectangle(raw, index, to_left, to_top, to_right, to_bottom)
        begin, end, down = left.value, right.value, bottom.value
        jumps = top.value < y - under or down > y + over
        if jumps or begin - high > gap or end < high - size:
            if index:
                edges.append((low, high))
            low, high = begin, end
            if jumps:
                y = down
        elif end > high:
            high = end
    edges.append((low, high))
    return edges
