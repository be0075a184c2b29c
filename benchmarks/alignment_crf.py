"""Likelihood of gold beads under the model of ``kmedtext.alignment.decoding``, and its gradient.

The model is a semi-Markov conditional random field over sets of beads in the order of the
Korean text: the sum of the beads' gains less a price for each step back in the English text.
It allows an English sentence to be taken twice, which decoding does not.
"""

from __future__ import annotations

import numpy as np

from kmedtext.alignment.features import SHAPES
from kmedtext.alignment.stretches import Array


def _logsum(rows: list[Array]) -> Array:
    stack = np.stack(rows)
    top = stack.max(axis=0)
    safe = np.where(np.isfinite(top), top, 0.0)
    total: Array = np.log(np.exp(stack - safe).sum(axis=0)) + safe
    return total


def expectations(gains: Array, jump: float) -> tuple[float, Array, float]:
    """(log partition function, probability of every bead, expected number of steps back)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return _expectations(gains, jump)


def _expectations(gains: Array, jump: float) -> tuple[float, Array, float]:
    _, n, m = gains.shape
    none = -np.inf
    ends, back, onward = (np.full((n + 1, m + 1), none) for _ in range(3))
    ends[0, 0] = 0.0
    for i in range(n + 1):
        if i:
            rows = [ends[i - 1]]
            for at, (a, b) in enumerate(SHAPES):
                if a <= i and b <= m:
                    row = np.full(m + 1, none)
                    row[b:] = onward[i - a, : m + 1 - b] + gains[at, i - a, : m + 1 - b]
                    rows.append(row)
            ends[i] = _logsum(rows)
        back[i, :-1] = np.logaddexp.accumulate(ends[i, ::-1])[::-1][1:] - jump
        onward[i] = np.logaddexp(np.logaddexp.accumulate(ends[i]), back[i])
    total = float(np.logaddexp.reduce(ends[n]))
    rest = np.full((n + 1, m + 1), none)
    rest[n] = 0.0
    for i in range(n - 1, -1, -1):
        rows = [np.full(m + 1, none)]
        for at, (a, b) in enumerate(SHAPES):
            if i + a <= n and b <= m:
                row = np.full(m + 1, none)
                row[: m + 1 - b] = gains[at, i, : m + 1 - b] + rest[i + a, b:]
                rows.append(row)
        starts = _logsum(rows)
        before = np.full(m + 1, none)
        before[1:] = np.logaddexp.accumulate(starts)[:-1] - jump
        later = np.logaddexp(np.logaddexp.accumulate(starts[::-1])[::-1], before)
        rest[i] = np.logaddexp(rest[i + 1], later)
    chance = np.zeros_like(gains)
    steps_back = 0.0
    for at, (a, b) in enumerate(SHAPES):
        if a <= n and b <= m:
            tail = gains[at, : n - a + 1, : m - b + 1] + rest[a:, b:] - total
            chance[at, : n - a + 1, : m - b + 1] = np.exp(onward[: n - a + 1, : m - b + 1] + tail)
            steps_back += float(np.exp(back[: n - a + 1, : m - b + 1] + tail).sum())
    return total, chance, steps_back
