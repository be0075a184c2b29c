"""Paragraphs: the lines of a flow that belong together, by where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kmedtext.loading.pdf.printed import PrintedLine
from kmedtext.loading.pdf.tables import TableRow

MARK = re.compile(
    r"(?:[•‣◦▪▫■□●○◆◇▲△▶▷►▸※☞★☆√✔✓➤➢➔→·ㆍ⦁∙＊*◎◈❍❏❑❖☑]\s?|[-–—]\s+|[ㅇㅁ]\s|[①-⑳⓪❶-❿㉠-㉯]\s?"
    r"|\(?(?:\d{1,2}|[가나다라마바사아자차카타파하]|[a-zA-Z]|[ivxIVX]{1,4})[.)]\s)"
)
"""What an item of a list begins with."""
_FINAL = re.compile(r"[.!?…。:][\"'”’)\]」』〉》]{0,3}$")
_LEADER = re.compile(r"(?:[·.…‥․]{4,}|(?:[·.…]\s){4,})\s?\d{1,4}$")
_TALLER = 1.12
"""A font so much larger is another one."""
_LOOSE = 1.25
"""Of the usual distance of two lines; a wider one parts paragraphs."""
_INDENT, _DEEPEST = 0.7, 6.0
"""Sizes that a paragraph's first line stands in, at the least and at the most."""
_CENTRED = 2.0
"""Points that the middles of centred lines differ by, twice."""
_FLUSH = 0.25
"""Sizes that the ends of justified lines differ by."""
_MANY = 5
_JUSTIFIED = 0.65
"""Of so many full lines this share ends flush in a justified text."""
_SLACK = 1.6
"""Sizes that a line of a justified text is short of the edge, if it is a paragraph's last."""
_DOUBT, _DOUBT_LOWER = 1.3, 2.0
"""So many times its width must a word have room behind a line that ends no sentence; if it has a small letter, the other."""
_HEADING_LINES = 4


@dataclass(frozen=True, slots=True)
class Spacing:
    """What a document's lines are set with: the ``size`` of its text, and the usual distance of two ``lines`` in sizes."""

    size: float
    lines: float


@dataclass(slots=True)
class Block:
    """Lines of one paragraph, or a row of a table."""

    lines: list[PrintedLine]
    row: TableRow | None = None

    @property
    def size(self) -> float:
        """The font's size."""
        return self.lines[0].size

    @property
    def text(self) -> str:
        """The lines as they are printed."""
        return "\n".join(line.text for line in self.lines) if self.row is None else self.row.text


def usual_spacing(flows: Sequence[Sequence[PrintedLine]], size: float) -> Spacing:
    """How far lines of the text's size usually stand apart."""
    steps: Counter[float] = Counter()
    for flow in flows:
        for one, other in pairwise(flow):
            step = (other.base - one.base) / max(size, 1.0)
            if abs(one.size - size) < 0.5 and abs(other.size - size) < 0.5 and 0.9 <= step <= 2.6:
                steps[round(20 * step) / 20] += 1
    if not steps:
        return Spacing(size, 1.3)
    many = [step for step, count in steps.items() if 2 * count >= max(steps.values())]
    return Spacing(size, min(many))


def blocks_of(items: Sequence[PrintedLine | TableRow], spacing: Spacing) -> list[Block]:
    """Put the lines of a flow together to paragraphs.

    >>> lines = [
    ...     PrintedLine("The ward was opened in May, and", 50.0, 200.0, 100.0, 10.0),
    ...     PrintedLine("it has nine beds.", 50.0, 130.0, 112.0, 10.0),
    ...     PrintedLine("Nobody has slept there since it", 50.0, 200.0, 124.0, 10.0),
    ...     PrintedLine("was opened.", 50.0, 105.0, 136.0, 10.0),
    ... ]
    >>> [block.text for block in blocks_of(lines, Spacing(10.0, 1.2))]
    ['The ward was opened in May, and\\nit has nine beds.', 'Nobody has slept there since it\\nwas opened.']
    """
    blocks: list[Block] = []
    stretch: list[PrintedLine] = []
    for item in items:
        if isinstance(item, TableRow):
            _close(stretch, spacing, blocks)
            blocks.append(Block(list(item.lines), item))
        else:
            if stretch and _parted(stretch[-1], item, spacing):
                _close(stretch, spacing, blocks)
            stretch.append(item)
    _close(stretch, spacing, blocks)
    return blocks


def _parted(last: PrintedLine, line: PrintedLine, spacing: Spacing) -> bool:
    """Whether distance or size alone parts two lines."""
    larger, smaller = max(last.size, line.size), min(last.size, line.size)
    if larger > _TALLER * smaller:
        return True
    step = line.base - last.base
    usual = spacing.lines if larger <= _TALLER * spacing.size else min(spacing.lines, 1.6)
    return step < 0.5 * smaller or step > _LOOSE * usual * larger


def _close(stretch: list[PrintedLine], spacing: Spacing, blocks: list[Block]) -> None:
    """Part the lines that distance and size leave together, by indents, ends of lines and marks."""
    if not stretch:
        return
    edges = _Edges(stretch)
    large = stretch[0].size > _TALLER * spacing.size
    run = [stretch[0]]
    for index in range(1, len(stretch)):
        line = stretch[index]
        following = stretch[index + 1] if index + 1 < len(stretch) else None
        if edges.opens(run, line, following, large=large):
            blocks.append(Block(run))
            run = []
        run.append(line)
    blocks.append(Block(run))
    stretch.clear()


def _units(text: str) -> int:
    """How wide a text is, in narrow letters: Hangul, three bytes long, counts two."""
    return (len(text) + len(text.encode("utf-8", "surrogatepass"))) // 2


class _Edges:
    """The left and right edge that the lines of a stretch share."""

    def __init__(self, lines: list[PrintedLine]) -> None:
        size = lines[0].size
        rights = sorted((line.right for line in lines), reverse=True)
        self.right = next((one for one, other in pairwise(rights) if one - other <= 1.5 * size), rights[0])
        if len(rights) > 6 and rights[0] - rights[2] > 1.5 * size:
            self.right = min(self.right, rights[2] + 0.5 * size)
        inner = [line for line in lines if line.right >= self.right - 4 * size]
        flush = sum(abs(line.right - self.right) <= _FLUSH * size for line in inner)
        self.justified = len(inner) >= _MANY and flush >= _JUSTIFIED * len(inner)
        self.left = min(line.left for line in lines)

    def opens(
        self, run: list[PrintedLine], line: PrintedLine, following: PrintedLine | None, *, large: bool
    ) -> bool:
        """Whether a line opens a paragraph behind the lines of ``run``."""
        last = run[-1]
        size = line.size
        if _LEADER.search(last.text) or _LEADER.search(line.text) or "\t" in last.text or "\t" in line.text:
            return True
        final = _FINAL.search(last.text) is not None
        full = self._full(last, line, final=final)
        listed = MARK.match(run[0].text)
        mark = MARK.match(line.text)
        if mark and (not full or final or (listed and abs(line.left - run[0].left) < _INDENT * size)):
            return True
        centred = abs((line.left + line.right) - (last.left + last.right)) <= _CENTRED
        if (
            centred
            and abs(line.left - last.left) > _INDENT * size
            and abs(line.right - last.right) > _INDENT * size
        ):
            return len(run) >= _HEADING_LINES and not large
        if line.left > last.left + _INDENT * size:
            return not self._hangs(run, line, following, full=full, listed=bool(listed))
        if line.left < last.left - _INDENT * size and (
            len(run) > 1 or listed or last.left - line.left > _DEEPEST * size
        ):
            return True
        return not full and not (large and len(run) < _HEADING_LINES and not final)

    def _full(self, last: PrintedLine, line: PrintedLine, *, final: bool) -> bool:
        """Whether a line was ended by its width: the next one's first word had no room behind it.

        A word's width is only guessed by its letters; where the line ends no sentence the guess must be far off.
        """
        room = self.right - last.right
        size = line.size
        if self.justified and room > _SLACK * size:
            return False
        word = line.text[:40].split(None, 1)[0]
        width = (line.right - line.left) * _units(word) / _units(line.text) + 0.4 * size
        if not final:
            width *= _DOUBT_LOWER if word[0].islower() else _DOUBT
        return room < width

    def _hangs(
        self,
        run: list[PrintedLine],
        line: PrintedLine,
        following: PrintedLine | None,
        *,
        full: bool,
        listed: bool,
    ) -> bool:
        """Whether a line that stands deeper than the one before goes on with it, as those of items and references do."""
        size = line.size
        if len(run) > 1 or not full or line.left - run[0].left > _DEEPEST * size:
            return False
        if listed:
            return True
        below = following is not None and abs(following.left - line.left) <= 0.3 * size
        return below and run[0].left <= self.left + 0.3 * size and not _FINAL.search(run[0].text)
