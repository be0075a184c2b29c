"""Reading: the lines of a page as the PDF library finds them, and where each stands.

The text comes at once; of the geometry three numbers a line are asked for, since each costs a call. The
library ends a line where the letters leave it, but goes on where a wide gap parts two columns or cells, and
now and then over a line's end. A line that is wider than its letters can make it is looked at closely
(:mod:`kmedtext.loading.pdf.cutting`).
"""

from __future__ import annotations

import math
from array import array
from itertools import pairwise
from typing import Any, NamedTuple

from kmedtext.loading.pdf.cutting import Run, runs_of
from kmedtext.loading.pdf.gauge import Gauge
from kmedtext.loading.pdf.glyphs import HYPHEN, UNMAPPED, has_shapes, meant
from kmedtext.loading.pdf.measures import measures
from kmedtext.loading.pdf.printed import Gap, PrintedLine, Sheet, degrees, turn_line, upright
from kmedtext.loading.texts import tidy

_BREAK = "\r\n"
_INVISIBLE = 3
_SAMPLE = 3
"""Of the other lines so many of the widest are looked at closely too, and all lines if a gap is found in one of them."""

_MOST_SPACES, _WIDEST_SPACE, _EVEN = 0.6, 2.0, 0.15
"""The spaces of a justified line: of all so many are wide gaps, so wide in sizes at the most, and so even."""


class _Letters(NamedTuple):
    """Where a line's letters are on the page: the numbers of the first and the last, and where the first stands."""

    first: int
    last: int
    x: float
    y: float
    jumps: bool


class PageReader:
    """Reads the pages of one document; holds the numbers that the PDF library writes to."""

    def __init__(self) -> None:
        import pypdfium2.raw as library

        self._count_objects: Any = library.FPDFPage_CountObjects
        self._gauge = Gauge(library)
        self._sizes: dict[tuple[float, float], float] = {}

    def read(self, page: Any, number: int) -> Sheet:
        """Read a page of the PDF library."""
        left, bottom, right, top = page.get_bbox()
        width, height = right - left, top - bottom
        textpage = page.get_textpage()
        try:
            lines = self._lines(textpage, left, top)
        finally:
            textpage.close()
        for line in lines:
            size = line.size
            if not (-size < line.left < width + size and -size < line.base < height + size):
                line.hidden = True
        sheet = Sheet(number, width, height, lines)
        if not lines:
            sheet.pictured = self._count_objects(page.raw) > 0
        _settle(sheet)
        quarters = page.get_rotation() // 90
        if quarters:
            for line in lines:
                turn_line(line, quarters, width, height)
            if quarters % 2:
                sheet.width, sheet.height = sheet.height, sheet.width
        return upright(sheet)

    def _lines(self, textpage: Any, left: float, top: float) -> list[PrintedLine]:
        text = self._text(textpage)
        lines, letters = self._measured(textpage, text, left, top)
        raw = textpage.raw
        wide = _too_wide(lines, letters)
        looked = set(wide)
        rest = sorted(
            (line.left - line.right, at)
            for at, line in enumerate(lines)
            if at not in looked and not line.turn
        )
        gaps = {
            at: found
            for _, at in rest[:_SAMPLE]
            if (found := self._close(raw, lines[at], letters[at], left, top))
        }
        if gaps:
            wide = [at for at, line in enumerate(lines) if not line.turn]
        result: list[PrintedLine] = []
        done = 0
        for at in wide:
            parts = gaps.get(at) or self._close(raw, lines[at], letters[at], left, top)
            if len(parts) > 1:
                result.extend(lines[done:at])
                result.extend(parts)
                done = at + 1
            elif parts:
                lines[at] = parts[0]
        result.extend(lines[done:])
        shapes = has_shapes(text)
        for order, line in enumerate(result):
            line.order = order
            if line.right < line.left:
                line.right = line.left
            if shapes:
                _put_right(line)
        return result

    def _text(self, textpage: Any) -> str:
        """The text as the library counts it: halves of pairs apart, and its mark for a hyphen only where one is."""
        text: str = textpage.get_text_range(errors="surrogatepass")
        if text and max(text) > "\uffff":
            text = "".join(map(chr, array("H", text.encode("utf-16", "surrogatepass")[2:])))
        if HYPHEN in text:
            raw, gauge = textpage.raw, self._gauge
            parts = text.split(HYPHEN)
            at = 0
            for index, part in enumerate(parts[:-1]):
                at += len(part)
                parts[index] += HYPHEN if gauge.is_hyphen(raw, gauge.char_at(raw, at)) == 1 else UNMAPPED
                at += 1
            text = "".join(parts)
        return text

    def _measured(
        self, textpage: Any, text: str, left: float, top: float
    ) -> tuple[list[PrintedLine], list[_Letters]]:
        """The lines as the library ends them, measured at either end."""
        raw, gauge, sizes = textpage.raw, self._gauge, self._sizes
        origin, box_of, size_of, char_at, mode_of = (
            gauge.origin, gauge.box_of, gauge.size_of, gauge.char_at, gauge.mode_of,
        )  # fmt: skip
        to_x, to_y, to_box, box, out_x, out_y = (
            gauge.to_x,
            gauge.to_y,
            gauge.to_box,
            gauge.box,
            gauge.x,
            gauge.y,
        )
        one_to_one = textpage.count_chars() == len(text)
        lines: list[PrintedLine] = []
        letters: list[_Letters] = []
        at = 0
        before = 0.0
        for whole in text.split(_BREAK):
            parts = whole.split(HYPHEN) if HYPHEN in whole else (whole,)
            behind = len(parts)
            for part in parts:
                behind -= 1
                clean = part.strip()
                if clean or behind:
                    first = at if not clean or part[0] == clean[0] else at + part.index(clean[0])
                    if behind:
                        clean += "-"
                    last = first + len(clean) - 1
                    if not one_to_one:
                        first, last = char_at(raw, first), char_at(raw, last)
                    origin(raw, first, to_x, to_y)
                    box_of(raw, last, to_box)
                    x, y, right, low, high = out_x.value, out_y.value, box.right, box.bottom, box.top
                    nominal = size_of(raw, last)
                    size = sizes.get((nominal, high - low), -1.0)
                    turn = 0
                    if size != before or right < x:
                        inside = len(clean) // 2
                        inside = first + inside + (clean[inside] == " ")  # spaces may be the library's own
                        same = size_of(raw, inside) == nominal  # no note's mark at the end
                        if size < 0.0 or not same or right < x:
                            size, turn = self._size(raw, inside)
                            if same and not turn:
                                sizes[nominal, high - low] = size
                        before = size
                        if turn:
                            right = x + math.hypot((box.left + right) / 2 - x, (low + high) / 2 - y)
                    lines.append(
                        PrintedLine(
                            clean, x - left, right - left, top - y, size, turn, 0,
                            not behind and part[-1].isspace(), mode_of(raw, first) == _INVISIBLE,
                        )
                    )  # fmt: skip
                    letters.append(_Letters(first, last, x, y, not low - 0.3 * size <= y <= high))
                at += len(part) + 1
            at += len(_BREAK) - 1
        return lines, letters

    def _close(
        self, raw: Any, line: PrintedLine, letters: _Letters, left: float, top: float
    ) -> list[PrintedLine]:
        """The lines that a line of the library turns out to be, with their gaps; none where it is as it seemed."""
        runs = runs_of(
            self._gauge, raw, line.text, letters[:2], letters[2:4], line.right + left, line.size, measures()["gap"]
        )  # fmt: skip
        if not runs or _is_justified(runs, line):
            return []
        base = letters.y
        if all(run.base == base for run in runs) and all(
            other.left >= one.right for one, other in pairwise(runs)
        ):
            line.gaps = tuple(
                Gap(other.at, one.right - left, other.left - left) for one, other in pairwise(runs)
            )
            return [line]
        parts: list[PrintedLine] = []
        begin = 0
        for index, run in enumerate(runs):
            ends = index + 1 == len(runs)
            if (
                not ends
                and abs(runs[index + 1].base - run.base) <= 0.1 * line.size
                and runs[index + 1].left >= run.right
            ):
                continue
            own = runs[begin : index + 1]
            start = own[0].at
            text = line.text[start : len(line.text) if ends else runs[index + 1].at].rstrip()
            gaps = tuple(
                Gap(other.at - start, one.right - left, other.left - left) for one, other in pairwise(own)
            )
            size, _ = self._size(raw, letters.first + start)
            parts.append(
                PrintedLine(
                    text, own[0].left - left, run.right - left, top - own[0].base, size,
                    tail=line.tail and ends, hidden=line.hidden, gaps=gaps,
                )
            )  # fmt: skip
            begin = index + 1
        return parts

    def _size(self, raw: Any, char: int) -> tuple[float, int]:
        """The size that a letter is printed in, and the angle in degrees that it is turned by."""
        gauge, matrix = self._gauge, self._gauge.matrix
        gauge.matrix_of(raw, char, gauge.to_matrix)
        size = gauge.size_of(raw, char) * math.hypot(matrix.c, matrix.d)
        return size, degrees(matrix.b, matrix.a)


def _too_wide(lines: list[PrintedLine], letters: list[_Letters]) -> list[int]:
    """The lines that are wider than their letters can make them, by how wide letters are on the page, or end elsewhere."""
    table = measures()["width"]
    wide, narrow = table["wide"], table["narrow"]
    ratios: list[float] = []
    for line in lines:
        size, text = line.size, line.text
        count = len(text)
        broad = (len(text.encode("utf-8", "surrogatepass")) - count) / 2  # Hangul takes three bytes
        full = size * (wide * broad + narrow * (count - broad))
        ratios.append((line.right - line.left) / full if full > 0.0 and not line.turn else 0.0)
    usual = sorted(filter(None, ratios)) or [1.0]
    most = table["spread"] * min(max(usual[len(usual) // 4], table["least"]), table["most"])
    found: list[int] = []
    for at, ratio in enumerate(ratios):
        line = lines[at]
        if line.turn:
            continue
        width = line.right - line.left
        if width < 0.0 or letters[at].jumps or (ratio and width * (1.0 - most / ratio) > line.size):
            found.append(at)
    return found


def _is_justified(runs: list[Run], line: PrintedLine) -> bool:
    """Whether the gaps of a line are but its spaces, made as wide as each other to fill the line."""
    if len(runs) - 1 < max(2.0, _MOST_SPACES * line.text.count(" ")) or any(
        run.base != runs[0].base for run in runs
    ):
        return False
    gaps = [other.left - one.right for one, other in pairwise(runs)]
    return max(gaps) <= _WIDEST_SPACE * line.size and max(gaps) - min(gaps) <= _EVEN * line.size


def _put_right(line: PrintedLine) -> None:
    """Write shapes as what they mean, and jamo as syllables; gaps stay where they are in the text."""
    text = line.text
    line.text = _meant(text)
    if line.gaps and line.text != text:
        line.gaps = tuple(gap._replace(at=len(_meant(text[: gap.at]))) for gap in line.gaps)


def _meant(text: str) -> str:
    return tidy(meant(text))[0]


def _settle(sheet: Sheet) -> None:
    """Where most of the text is not to be seen it lies over a picture of itself, and is all there is."""
    unseen = sum(len(line.text) for line in sheet.lines if line.hidden)
    if unseen and 2 * unseen > sum(len(line.text) for line in sheet.lines):
        sheet.recognised = True
        for line in sheet.lines:
            line.hidden = False
