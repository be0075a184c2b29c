"""Printed lines: what a page of a PDF has on one line, with where it stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

ABOVE, BELOW = 0.8, 0.25
"""How far letters reach above and below the line they stand on, in sizes of the font."""


class Gap(NamedTuple):
    """A wide gap in a printed line: the words from ``at`` in its text on begin at ``right``, what stands before ends at ``left``."""

    at: int
    left: float
    right: float


@dataclass(
    slots=True
)  # not frozen, since a page makes dozens and frozen fields take four times as long to set
class PrintedLine:
    """A printed line.

    ``text`` has no outer space. ``left`` and ``right`` are in points from the page's left edge, ``base`` is the line the
    letters stand on, from the page's upper edge, as the page is read. ``size`` is the font's, ``turn`` the angle in degrees
    that the line is turned by. ``order`` counts the lines in the order of the file. ``tail`` tells whether a
    space was printed behind the text; ``hidden`` lines are not to be seen; ``role`` is ``header`` or ``footer`` where
    the line belongs to the printed page.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    turn: int = 0
    order: int = 0
    tail: bool = False
    hidden: bool = False
    role: str = ""
    gaps: tuple[Gap, ...] = ()

    @property
    def top(self) -> float:
        """Where the letters begin."""
        return self.base - ABOVE * self.size

    @property
    def bottom(self) -> float:
        """Where the letters end."""
        return self.base + BELOW * self.size

    @property
    def width(self) -> float:
        """From the left to the right."""
        return self.right - self.left

    def cut(self, gap: Gap) -> tuple[PrintedLine, PrintedLine]:
        """What stands before a gap, and what behind it.

        >>> line = PrintedLine("혈압 120/80", 50.0, 200.0, 90.0, 10.0, gaps=(Gap(3, 70.0, 160.0),))
        >>> [(part.text, part.left, part.right) for part in line.cut(line.gaps[0])]
        [('혈압', 50.0, 70.0), ('120/80', 160.0, 200.0)]
        """
        at = gap.at
        before = tuple(other for other in self.gaps if other.at < at)
        behind = tuple(Gap(other.at - at, other.left, other.right) for other in self.gaps if other.at > at)
        text, base, size, order = self.text, self.base, self.size, self.order
        return (
            PrintedLine(text[:at].rstrip(), self.left, gap.left, base, size, order=order, gaps=before),
            PrintedLine(
                text[at:], gap.right, self.right, base, size, order=order, tail=self.tail, gaps=behind
            ),
        )


@dataclass(slots=True)
class Sheet:
    """A printed page: its number from 1, its size in points, and its lines in the order of the file.

    ``pictured`` tells whether it shows anything but text; ``recognised`` whether its text lies unseen over a picture of it, as
    the text that a scanner's software recognised does.
    """

    number: int
    width: float
    height: float
    lines: list[PrintedLine] = field(default_factory=list)
    pictured: bool = False
    recognised: bool = False


def upright(sheet: Sheet) -> Sheet:
    """Turn a page whose text mostly runs another way than its paper, so that it can be read.

    >>> sheet = Sheet(1, 600.0, 800.0, [PrintedLine("a table across the page", 300.0, 310.0, 700.0, 10.0, turn=90)])
    >>> upright(sheet).lines[0].turn
    0
    """
    lengths: dict[int, int] = {}
    for line in sheet.lines:
        if not line.hidden:
            lengths[line.turn] = lengths.get(line.turn, 0) + len(line.text)
    most = max(lengths, key=lambda turn: (lengths[turn], -turn), default=0)
    if most == 0 or most % 90 or 2 * lengths[most] <= sum(lengths.values()):
        return sheet
    quarter = most // 90 % 4
    for line in sheet.lines:
        turn_line(line, quarter, sheet.width, sheet.height)
    if quarter % 2:
        sheet.width, sheet.height = sheet.height, sheet.width
    return sheet


def turn_line(line: PrintedLine, quarters: int, width: float, height: float) -> None:
    """Turn a line clockwise by quarters, with the page of ``width`` and ``height`` that it stands on.

    A line that is turned itself runs from (``left``, ``base``) for its ``width`` in the direction of its ``turn``.
    """
    length = line.right - line.left
    x, y = line.left, line.base
    for _ in range(quarters):
        x, y = height - y, x
        width, height = height, width
    line.left, line.base = x, y
    line.right = x + length
    line.turn = (line.turn - 90 * quarters) % 360


def degrees(across: float, along: float) -> int:
    """The angle of a line in degrees, counter-clockwise, by the matrix of its letters.

    >>> degrees(0.0, 1.0), degrees(1.0, 0.0)
    (0, 90)
    """
    if across == 0.0 and along > 0.0:
        return 0
    return round(math.degrees(math.atan2(across, along))) % 360


def box_of(line: PrintedLine) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a line, whichever way it runs.

    >>> box_of(PrintedLine("up the margin", 30.0, 130.0, 500.0, 10.0, turn=90))
    (22.0, 400.0, 32.5, 500.0)
    """
    if not line.turn:
        base, size = line.base, line.size
        return (
            round(line.left, 1),
            round(base - ABOVE * size, 1),
            round(line.right, 1),
            round(base + BELOW * size, 1),
        )
    angle = math.radians(line.turn)
    along, up = (math.cos(angle), -math.sin(angle)), (-math.sin(angle), -math.cos(angle))
    length = line.right - line.left
    corners = [
        (line.left + far * along[0] + high * up[0], line.base + far * along[1] + high * up[1])
        for far in (0.0, length)
        for high in (ABOVE * line.size, -BELOW * line.size)
    ]
    across, down = zip(*corners, strict=True)
    return round(min(across), 1), round(min(down), 1), round(max(across), 1), round(max(down), 1)


def box_around(lines: Sequence[PrintedLine]) -> tuple[float, float, float, float]:
    """The box around lines."""
    if len(lines) == 1:
        return box_of(lines[0])
    if any(line.turn for line in lines):
        lefts, tops, rights, bottoms = zip(*map(box_of, lines), strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)
    return (
        round(min([line.left for line in lines]), 1),
        round(min([line.base - ABOVE * line.size for line in lines]), 1),
        round(max([line.right for line in lines]), 1),
        round(max([line.base + BELOW * line.size for line in lines]), 1),
    )
