"""How closely two texts follow each other, before anything is aligned."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from kmedtext.alignment.stretches import Array


def closeness(pairs: Array) -> float:
    """Share of sentences of the shorter text that are mutual best matches in one common order (0…1).

    ``pairs`` are cosines [Korean sentence, English sentence]. A translation that keeps the order comes
    close to 1, two independent reports of one event stay below a half; very short texts are drawn to
    the middle.
    """
    best_en, best_ko = pairs.argmax(axis=1), pairs.argmax(axis=0)
    mutual = [int(j) for i, j in enumerate(best_en) if best_ko[j] == i]
    shorter: int = min(pairs.shape)
    return (len(longest_rise(mutual)) + 1) / (shorter + 2)


def longest_rise(values: Sequence[int]) -> set[int]:
    """Positions of a longest strictly rising subsequence (patience sorting, O(n log n)).

    >>> sorted(longest_rise([0, 3, 1, 2]))
    [0, 2, 3]
    """
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for position, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(ends[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        ends[at : at + 1] = [position]
    kept: set[int] = set()
    position = ends[-1] if ends else -1
    while position >= 0:
        kept.add(position)
        position = before[position]
    return kept
