"""Long texts are cut into sections that can be aligned one by one, in bounded memory.

Cuts are made at anchors: sentences that occur once on their side, are each other's clear best
match, and keep a common order. Where there are none, cuts are made in proportion.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.closeness import longest_rise
from kmedtext.alignment.encoders import Vectors

Section = tuple[tuple[int, int], tuple[int, int]]
"""(start, end) of Korean sentences, (start, end) of English ones."""

_CELLS = 40_000  # pairs of sentences aligned as a whole: 200 by 200, about 120 MB of measures
_LEAST = 0.5  # cosine of an anchor
_LEAD = 0.1  # by how much it leads the second best on either side
_BLOCK = 1024  # sentences compared at a time
_WIDTH = 4096  # English sentences that a Korean one is compared with, around its proportional place


def sections(ko: Vectors, en: Vectors) -> list[Section]:
    """Cut two texts into sections, in order; both are covered from start to end.

    A section has at most 40,000 pairs of sentences, or one sentence on a side.
    """
    n, m = len(ko), len(en)
    if n * m <= _CELLS:
        return [((0, n), (0, m))]
    cuts = [(0, 0), *_anchors(ko, en), (n, m)]
    found: list[Section] = []
    start = previous = (0, 0)
    for cut in [*cuts[1:], None]:
        if cut is not None and (cut[0] - start[0]) * (cut[1] - start[1]) <= _CELLS:
            previous = cut
            continue
        if previous != start:
            found.append(((start[0], previous[0]), (start[1], previous[1])))
            start = previous
        if cut is None:
            break
        if (cut[0] - start[0]) * (cut[1] - start[1]) > _CELLS:
            found += _in_proportion(start, cut)
            start = cut
        previous = cut
    return found


def _in_proportion(start: tuple[int, int], end: tuple[int, int]) -> Iterator[Section]:
    n, m = end[0] - start[0], end[1] - start[1]
    parts = min(n, m, int(np.ceil(np.sqrt(n * m / _CELLS))))
    edges = [(start[0] + n * k // parts, start[1] + m * k // parts) for k in range(parts + 1)]
    for (i, j), (next_i, next_j) in pairwise(edges):
        yield (i, next_i), (j, next_j)


def _anchors(ko: Vectors, en: Vectors) -> list[tuple[int, int]]:
    """Pairs of sentences before which both texts may be cut, rising on both sides."""
    best_en, lead_ko = _best(ko, en)
    best_ko, lead_en = _best(en, ko)
    clear = [
        (i, int(j))
        for i, j in enumerate(best_en)
        if j >= 0 and best_ko[j] == i and lead_ko[i] >= _LEAD and lead_en[j] >= _LEAD
    ]
    kept = longest_rise([j for _, j in clear])
    return [pair for at, pair in enumerate(clear) if at in kept and pair != (0, 0)]


def _best(rows: Vectors, columns: Vectors) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For every row its best column (−1: none good enough) and by how much it leads the second best.

    A sentence that occurs twice leads nothing, so repeats are no anchors.
    """
    n, m = len(rows), len(columns)
    best = np.full(n, -1, dtype=np.int64)
    lead = np.zeros(n)
    for first in range(0, n, _BLOCK):
        last = min(n, first + _BLOCK)
        middle = (first + last) * m // (2 * n)
        left = max(0, min(middle - _WIDTH, m - 2 * _WIDTH))
        right = min(m, left + 2 * _WIDTH)
        cosines = np.round(rows[first:last].astype(np.float64) @ columns[left:right].astype(np.float64).T, 6)
        found = cosines.argmax(axis=1)
        here = np.arange(last - first)
        top = cosines[here, found]
        cosines[here, found] = -1.0
        lead[first:last] = top - cosines.max(axis=1)
        best[first:last] = np.where(top >= _LEAST, found + left, -1)
    return best, lead
