"""Cutting: where a line that the PDF library gives has wide gaps, and where it goes on over a line's end.

The library sets a space wherever letters stand apart, so that a gap can only be where a space is.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from kmedtext.loading.pdf.gauge import Gauge

_APART = 0.6
"""Sizes of the font that two lines are apart at least."""


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
    letters: tuple[int, int],
    start: tuple[float, float],
    end: float,
    size: float,
    gap: float,
) -> list[Run]:
    """The runs of a line: one begins on another line, or more than ``gap`` sizes behind the one before; none where there is one.

    ``letters`` number the line's first and last on the page; it runs from ``start`` to ``end``.
    """
    first = letters[0]
    place = -1 if letters[1] - first == len(text) - 1 else gauge.place_of(raw, first)
    origin, to_x, to_y, out_x, out_y = gauge.origin, gauge.to_x, gauge.to_y, gauge.x, gauge.y
    box_of, to_box, box = gauge.box_of, gauge.to_box, gauge.box
    widest, apart = gap * size, _APART * size
    runs: list[Run] = []
    begin = 0
    x, y = start
    at = text.find(" ")
    while at >= 0:
        char = first + at if place < 0 else gauge.char_at(raw, place + at)
        box_of(raw, char - 1, to_box)  # the place of a space of the library's own means nothing
        right = box.right
        origin(raw, char + 1, to_x, to_y)
        left = out_x.value
        if not -size <= left - right <= widest or not -apart <= out_y.value - y <= apart:
            runs.append(Run(begin, x, right, y))
            begin, x, y = at + 1, left, out_y.value
        at = text.find(" ", at + 1)
    if runs:
        runs.append(Run(begin, x, max(x, end), y))
    return runs
