"""Lines of marks only (``***``, ``---``), which part a text: nothing to translate, and yet they correspond."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

Pair = tuple[int, int]
Stretch = tuple[tuple[int, ...], tuple[int, ...]]


def separator(text: str) -> str:
    """The marks of a line that has nothing else; empty for any other text.

    >>> separator(" * * * "), separator("A * B"), separator(" ")
    ('* * *', '', '')
    """
    marks = " ".join(text.split())
    return "" if any(map(str.isalnum, marks)) or not marks.isprintable() else marks


def pair_separators(ko: Sequence[str], en: Sequence[str], beads: Sequence[Stretch]) -> Iterator[Pair]:
    """Pair equal separators that stand between the same two beads, in order; the texts' ends count as beads.

    ``ko`` and ``en`` are the separators of all sentences, empty for a sentence that is none; ``beads`` are in
    the order of the Korean text.
    """
    ends: Stretch = ((len(ko),), (len(en),))
    for before, after in pairwise([((-1,), (-1,)), *beads, ends]):
        ko_between = [i for i in range(before[0][-1] + 1, after[0][0]) if ko[i]]
        en_between = [j for j in range(before[1][-1] + 1, after[1][0]) if en[j]]
        for i in ko_between:
            same = next((j for j in en_between if en[j] == ko[i]), None)
            if same is not None:
                yield i, same
                en_between = [j for j in en_between if j > same]
