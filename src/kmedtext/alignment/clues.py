"""Clues: what both languages of a bead show alike, whatever the encoder makes of it.

They are numbers by value, words in Latin letters and terms of the medical lexicon, each as a key that is the
same in both languages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.stretches import MOST, Array, Places

Clues = tuple[frozenset[str], ...]

_DIGIT = re.compile("[0-9]")
_MOST = 3.0


def numbers(text: str, lang: str) -> frozenset[str]:
    # reading numbers is slow beside the rest, and few sentences have numbers in words only
    if not _DIGIT.search(text):
        return frozenset()
    from kmedtext.language.numbers import find_numbers

    return frozenset(f"{mention.value.normalize():f}" for mention in find_numbers(text, lang))


def compare_clues(ko: Clues, en: Clues, i: Places, j: Places, a: Places, b: Places) -> tuple[Array, Array]:
    """Of beads, how many clues both sides hold, and how many either has that the other has not."""
    # the clues that both texts hold come first, so that only they are compared
    ko_all, en_all = frozenset().union(*ko), frozenset().union(*en)
    common = sorted(ko_all & en_all)
    ko_has, en_has = (
        _presence(side, [*common, *sorted(every - set(common))])
        for side, every in ((ko, ko_all), (en, en_all))
    )
    ko_count, en_count = ko_has.sum(axis=2)[a - 1, i], en_has.sum(axis=2)[b - 1, j]
    both = np.flatnonzero((ko_count > 0.0) & (en_count > 0.0))
    shared, missed = np.zeros(len(i)), np.zeros(len(i))
    agree = (ko_has[a[both] - 1, i[both], : len(common)] * en_has[b[both] - 1, j[both], : len(common)]).sum(
        axis=1
    )
    shared[both] = np.minimum(agree, _MOST)
    missed[both] = np.minimum(np.minimum(ko_count[both], en_count[both]) - agree, _MOST)
    return shared, missed


def _presence(clues: Clues, values: Sequence[str]) -> NDArray[np.float32]:
    """Which of the values hold 1 … MOST sentences in a row: [how many − 1, first, value], 1 or 0."""
    column = {value: at for at, value in enumerate(values)}
    one = np.zeros((len(clues) + MOST, len(values)), dtype=np.float32)
    for at, held in enumerate(clues):
        one[at, [column[value] for value in held]] = 1.0
    count = len(clues)
    result = np.zeros((MOST, count, len(values)), dtype=np.float32)
    result[0] = one[:count]
    for many in range(1, MOST):
        np.maximum(result[many - 1], one[many : many + count], out=result[many])
    return result
