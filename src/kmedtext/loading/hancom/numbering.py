"""Numbering: the numbers that 한글 puts before paragraphs (1. 가. 제3조 …), which stand nowhere in their text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kmedtext.loading.hancom.numerals import numeral

_PLACE = re.compile(r"\^(\d{1,2}|[nN])")
MOST_LEVELS = 10


@dataclass(frozen=True, slots=True)
class Level:
    """How the paragraphs of a level are numbered: the form of the number, the words around it, where it starts.

    In ``pattern`` ``^3`` stands for the number of the third level and ``^n`` for those of all levels so far.
    """

    form: str = "DIGIT"
    pattern: str = ""
    start: int = 1


class Numbers:
    """Counts the numbered paragraphs of a document in order.

    >>> numbers = Numbers({1: [Level(pattern="제^1조"), Level("HANGUL_SYLLABLE", "^2.")]})
    >>> numbers.label(1, 0), numbers.label(1, 1), numbers.label(1, 1), numbers.label(1, 0), numbers.label(1, 1)
    ('제1조', '가.', '나.', '제2조', '가.')
    """

    def __init__(self, numberings: Mapping[int, Sequence[Level]]) -> None:
        self._numberings = numberings
        self._reached: dict[int, list[int]] = {}

    def label(self, numbering: int, level: int) -> str:
        """Count a paragraph, and give what stands before it."""
        levels = self._numberings.get(numbering, ())
        if not 0 <= level < len(levels) or level >= MOST_LEVELS:
            return ""
        reached = self._reached.setdefault(numbering, [])
        reached.extend(levels[above].start for above in range(len(reached), level))
        if len(reached) > level:
            reached[level] += 1
            del reached[level + 1 :]
        else:
            reached.append(levels[level].start)

        def written(match: re.Match[str]) -> str:
            if not match[1].isdigit():
                return ".".join(numeral(number, levels[at].form) for at, number in enumerate(reached))
            at = int(match[1]) - 1
            return numeral(reached[at], levels[at].form) if 0 <= at < len(reached) else ""

        return _PLACE.sub(written, levels[level].pattern).strip()
