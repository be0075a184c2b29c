"""The wrap of a page: how wide its lines are, and where they were cut.

A page counts as hard-wrapped when enough of its neighbouring lines are about equally full and
break inside a sentence.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from dataclasses import dataclass

from kmedtext.cleaning.breaks import (
    ALNUM,
    BULLET,
    FINAL,
    HANGUL,
    LOWER,
    SENTENCE_INSIDE,
    final,
    inside_sentence,
)
from kmedtext.cleaning.furniture import print_mark
from kmedtext.cleaning.lines import Line
from kmedtext.cleaning.script import columns
from kmedtext.cleaning.tables import load_toml

_HANGING = 3
"""Columns that closing marks may stand out of a line cut by character, and one."""
_DEEPEST = 40
"""Columns of indent; what stands deeper is set apart, not indented."""
_LATIN = re.compile(r"[\x21-\x7e]+")
Pairs = list[tuple[Line, Line]]


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a page is wrapped: full lines end at about column ``width``, few are narrower than ``ragged``.

    ``even``: lines break only where no further word fits; ``mixed``: of lines cut by character some
    break between words all the same, where a further syllable would have fit; ``spaced``: the space
    at a line's end was kept. ``base`` is the indent of most lines; ``indented``: paragraphs open with
    a deeper one. ``letters`` is the length of full lines that were cut at a number of
    characters, wide or not (else 0). ``ends`` counts the lines that end a paragraph for sure, with no blank line behind, and
    ``within`` the sentences that end inside a line.
    """

    width: int
    ragged: int
    even: bool
    by_character: bool
    spaced: bool
    mixed: bool = False
    base: int = 0
    indented: bool = False
    letters: int = 0
    ends: int = 0
    within: int = 0

    def cuts(self, first: Line, second: Line) -> bool:
        """Whether the end of a line may lie inside an eojeol: no further syllable fitted."""
        if self.letters and len(first.text) >= self.letters - 1:
            return self.by_character
        return self.by_character and not (self.mixed and self.room(first, second) >= _HANGING - 1)

    def full(self, last: Line, line: Line) -> bool:
        """Whether a line was cut by its width: nothing of the next one would have fitted."""
        if self.letters and self.letters - 1 <= len(last.text) <= self.letters + 1:
            return True
        hanging = _HANGING if self.by_character else 0
        return self.even and self.room(last, line) < hanging and edge(last) <= 1.05 * self.width + 1

    def closes(self, sentences: int) -> bool:
        """Whether a full line that ends the n-th sentence of a paragraph more likely ends it than not.

        Either is by chance as likely to end with the line, so the page's other ends decide, and the longer a
        paragraph is beside the mean the sooner.
        """
        mean = (self.ends + self.within) / max(1, self.ends)
        return self.ends * math.sqrt(sentences / mean) > self.within if self.ends else False

    def room(self, last: Line, line: Line) -> int:
        """The columns left behind a line, had the next one's first word stood there too; negative: it would not fit."""
        return self.width - edge(last) - 1 - first_width(line, by_character=self.by_character)


def edge(line: Line) -> int:
    """The column a line ends at, its indent counted."""
    return line.width + line.indent if line.indent <= _DEEPEST else line.width


def first_width(line: Line, *, by_character: bool = False) -> int:
    """Columns of what could have stood on the line before: a word, or a syllable."""
    text = line.text[:60]
    if by_character:
        latin = _LATIN.match(text)
        return latin.end() if latin else 2
    return columns(text.split()[0])


def find_wrap(lines: list[Line]) -> Wrap | None:
    """Tell whether a page is hard-wrapped, and how."""
    table = load_toml("wrapping.toml")["page"]
    pairs = [
        (first, second)
        for first, second in itertools.pairwise(lines)
        if second.blanks == 0
        and table["narrowest"] <= first.width <= table["widest"]
        and not print_mark(first.text)
        and ALNUM.search(first.text)
    ]
    if len(pairs) < table["pairs"]:
        return None
    width = _wrap_width(pairs)
    total = sum(line.width for line in lines)
    if (
        sum(line.width for line in lines if line.width > max(width * 1.35, width + 20))
        > table["wide_share"] * total
    ):
        return None
    full = _mostly(_evenly_full(pairs, width), total, table["even_mass"])
    even = bool(full)
    full = full or _mostly(_broken(pairs, width), total, table["broken_mass"])
    if not full:
        width = sorted(edge(first) for first, _ in pairs)[int((len(pairs) - 1) * 0.9)]
        full = _mostly(_broken(pairs, width), total, table["broken_mass"])
    if not full:
        return None
    widths = sorted(line.width for line in full)
    low, high = widths[len(widths) // 10], widths[-1 - len(widths) // 10]
    korean = [line for line in full if HANGUL.search(line.text[-3:])]
    tails = sum(line.tail for line in korean)
    spaced = bool(korean) and 0.1 * len(korean) <= tails <= 0.9 * len(korean)
    width = max(width, sorted(map(edge, full))[-1 - len(widths) // 10])
    by_character = bool(korean) and (high - low <= table["even"] or spaced)
    near = [pair for pair in itertools.pairwise(lines) if pair[1].blanks == 0]
    base = Counter(line.indent for line in full).most_common(1)[0][0]
    return Wrap(
        width=width,
        ragged=low,
        even=even,
        by_character=by_character,
        spaced=spaced,
        base=base,
        indented=_indented(near, width, base),
        letters=_letters(full) if korean else 0,
        ends=_ends(near, width, by_character=by_character),
        within=sum(len(SENTENCE_INSIDE.findall(first.text)) for first, _ in near),
    )


def _letters(full: list[Line]) -> int:
    """The number of characters that full lines were cut at, if that is what they share."""
    counts = Counter(len(line.text) for line in full)
    length = max(counts, key=lambda size: (counts[size] + counts[size - 1], size))
    same = counts[length] + counts[length - 1]
    beyond = sum(count for size, count in counts.items() if size > length + 1)
    return length if same >= 0.7 * len(full) and beyond <= 0.05 * len(full) else 0


def _indented(pairs: Pairs, width: int, base: int) -> bool:
    """Whether paragraphs open with an indent: behind a short last line the next one is deeper, elsewhere not."""
    deeper = flush = inside = 0
    for first, second in pairs:
        if BULLET.match(second.text):
            continue
        deep = base < second.indent <= base + 8
        if final(first) and edge(first) < 0.8 * width:
            deeper += deep
            flush += not deep
        elif not final(first) and edge(first) >= 0.8 * width and first.indent == base:
            inside += deep
    return deeper >= 2 and deeper >= 2 * flush and inside <= deeper


def _ends(pairs: Pairs, width: int, *, by_character: bool) -> int:
    """How many lines end a paragraph: with a sentence, where a further word would have fitted."""
    ends = sum(
        final(first) and edge(first) + 1 + first_width(second, by_character=by_character) <= width
        for first, second in pairs
    )
    # of lines cut by character more look full by chance, since closing marks may stand out
    return ends * (2 if by_character else 1)


def _mostly(full: list[Line], total: int, share: float) -> list[Line]:
    """The full lines, if they make enough of the page."""
    return full if sum(line.width for line in full) >= share * total else []


def _wrap_width(pairs: Pairs) -> int:
    """The width that most lines come near without passing it."""
    counts = Counter(edge(first) for first, _ in pairs)
    top = max(counts)
    below = [0] * (top + 2)
    for width in range(top + 1):
        below[width + 1] = below[width] + counts[width]
    return max(
        range(min(counts), top + 1),
        key=lambda width: (
            below[width + 1] - below[int(width * 0.86)] - 2 * (below[top + 1] - below[width + 1]),
            width,
        ),
    )


def _evenly_full(pairs: Pairs, width: int) -> list[Line]:
    """The full lines that end inside a sentence, if the page breaks its lines where no further word fits."""
    table = load_toml("wrapping.toml")["page"]
    full, short, ended, lower = [], 0, 0, 0
    for first, second in pairs:
        if edge(first) > width * 1.05 or BULLET.match(second.text):
            continue
        ends = final(first)
        is_full = edge(first) >= width - 2 or edge(first) + 1 + first_width(second) > width
        if is_full and not ends:
            full.append(first)
            lower += LOWER.match(second.text) is not None
            ended += bool(FINAL.search(second.text[-20:])) or bool(SENTENCE_INSIDE.search(second.text[:200]))
        elif not ends and edge(first) >= 0.5 * width:
            short += 1
    prose = sum(bool(SENTENCE_INSIDE.search(line.text[:200])) for line in full) + ended
    flows = prose >= max(2, 0.2 * len(full)) or lower >= max(table["pairs"], 0.4 * len(full))
    many = len(full) >= table["many"] and prose + lower >= 0.3 * len(full)
    share = table["even_share_of_many"] if many else table["even_share"]
    enough = len(full) >= max(table["pairs"], share * (len(full) + short))
    return full if flows and enough else []


def _broken(pairs: Pairs, width: int) -> list[Line]:
    """The full lines that break inside a sentence by their wording, if most full lines do."""
    table = load_toml("wrapping.toml")["page"]
    broken, seen = [], 0
    for first, second in pairs:
        if edge(first) < table["full"] * width or first.width > width * 1.35:
            continue
        if BULLET.match(second.text) and not LOWER.match(second.text):
            continue
        seen += 1
        if inside_sentence(first, second):
            broken.append(first)
    return broken if len(broken) >= table["pairs"] and len(broken) >= table["share"] * seen else []
