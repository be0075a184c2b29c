"""The best set of beads: dynamic programming over gains, with a price for leaving the order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_MOST_ROUNDS = 40
Array = NDArray[np.float64]
Found = tuple[int, int, int]
"""Index of the shape, first Korean sentence, first English sentence."""


def best_path(gains: Array, shapes: tuple[tuple[int, int], ...], jump: float) -> list[Found]:
    """Find the beads with the greatest sum of gains, in the order of the Korean text.

    ``gains`` [shape, first ko, first en] is what a bead is worth beside leaving its sentences alone
    (−inf: not possible). Going back in the English text costs ``jump``; with ``inf`` the order is kept.
    With jumps an English sentence may be taken twice: see :func:`best_beads`. Ties go to leaving
    sentences alone, then to the shape that comes first.
    """
    _, n, m = gains.shape
    most = max(max(shape) for shape in shapes)
    width = m + 1 + most
    # row i + most, column j + most: best sum with the first i Korean and the first j English sentences
    reach = np.full((n + 1 + most, width), -np.inf)
    open_ = np.full((n + 1 + most, width), -np.inf)
    reach[most, most:] = open_[most, most:] = 0.0
    steps = np.full((len(shapes), n + 1, m + 1), -np.inf)
    for at, (a, b) in enumerate(shapes):
        if a <= n and b <= m:
            steps[at, a:, b:] = gains[at, : n + 1 - a, : m + 1 - b]
    back = np.array([-a * width - b for a, b in shapes])[:, None] + np.arange(most, most + m + 1)[None, :]
    flat = open_.reshape(-1)
    for i in range(1, n + 1):
        row = i + most
        best = (flat.take(back + row * width) + steps[:, i]).max(axis=0)
        np.maximum(best, reach[row - 1, most:], out=best)
        np.maximum.accumulate(best, out=reach[row, most:])
        np.maximum(reach[row, most:], reach[row, -1] - jump, out=open_[row, most:])
    path: list[Found] = []
    i, j = n, m
    while i > 0:
        row, column = i + most, j + most
        value = reach[row, column]
        if value == reach[row - 1, column]:
            i -= 1
        elif j > 0 and value == reach[row, column - 1]:
            j -= 1
        else:
            for at, (a, b) in enumerate(shapes):
                if a <= i and b <= j and open_[row - a, column - b] + steps[at, i, j] == value:
                    break
            path.append((at, i - a, j - b))
            jumped = open_[row - a, column - b] != reach[row - a, column - b]
            i, j = i - a, m if jumped else j - b
    return path[::-1]


def best_beads(gains: Array, shapes: tuple[tuple[int, int], ...], jump: float) -> list[Found]:
    """Like :func:`best_path`, and no sentence is taken twice: of two beads that want the same, the better keeps it."""
    path = best_path(gains, shapes, jump)
    for _ in range(_MOST_ROUNDS):
        keep = _worst_clash(path, gains, shapes)
        if keep is None:
            return path
        at, _, j = keep
        value = gains[keep]
        gains = gains.copy()
        for other, (_, b) in enumerate(shapes):
            gains[other, :, max(0, j - b + 1) : j + shapes[at][1]] = -np.inf
        gains[keep] = value
        path = best_path(gains, shapes, jump)
    return _without_clashes(path, gains, shapes)


def _without_clashes(path: list[Found], gains: Array, shapes: tuple[tuple[int, int], ...]) -> list[Found]:
    """Keep of the beads that share English sentences the most valuable: where repeats would make endless rounds."""
    taken: set[int] = set()
    kept: list[Found] = []
    for found in sorted(path, key=lambda one: (-gains[one], one[1])):
        span = range(found[2], found[2] + shapes[found[0]][1])
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(found)
    return sorted(kept, key=lambda one: one[1])


def _worst_clash(path: list[Found], gains: Array, shapes: tuple[tuple[int, int], ...]) -> Found | None:
    """The most valuable bead that shares English sentences with another."""
    owner: dict[int, Found] = {}
    clashing: set[Found] = set()
    for found in path:
        for j in range(found[2], found[2] + shapes[found[0]][1]):
            if j in owner:
                clashing |= {owner[j], found}
            owner[j] = found
    return max(clashing, key=lambda found: (gains[found], -found[1], -found[2])) if clashing else None
