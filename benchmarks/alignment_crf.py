"""Likelihood of gold beads under the model of ``kmedtext.alignment.decoding``, and its gradient.

The model is a semi-Markov conditional random field over sets of beads in the order of the
Korean text: the sum of the beads' gains less a price for each step back in the English text.
It allows an English sentence to be taken twice, which decoding does not.
"""

from __future__ import annotations

import numpy as np

from kmedtext.alignment.stretches import SHAPES, Array


def expectations(gains: Array, jumps: Array) -> tuple[Array, Array, Array]:
    """Log partition function, probability of every bead and expected number of steps back, of each document.

    ``gains`` [document, shape, first ko, first en], −inf where no bead is possible and beyond the text;
    ``jumps`` [document] is the price of a step back.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return _expectations(gains, jumps[:, None])


def _expectations(gains: Array, jumps: Array) -> tuple[Array, Array, Array]:
    many, _, n, m = gains.shape
    none = -np.inf
    # [Korean sentences passed, document, English sentences up to the end of the last bead]
    ends, back, onward = (np.full((n + 1, many, m + 1), none) for _ in range(3))
    ends[0, :, 0] = 0.0
    for i in range(n + 1):
        if i:
            rows = [ends[i - 1]]
            for at, (a, b) in enumerate(SHAPES):
                if a <= i and b <= m:
                    row = np.full((many, m + 1), none)
                    row[:, b:] = onward[i - a, :, : m + 1 - b] + gains[:, at, i - a, : m + 1 - b]
                    rows.append(row)
            ends[i] = _logsum(rows)
        back[i, :, :-1] = np.logaddexp.accumulate(ends[i, :, ::-1], axis=1)[:, ::-1][:, 1:] - jumps
        onward[i] = np.logaddexp(np.logaddexp.accumulate(ends[i], axis=1), back[i])
    total: Array = np.logaddexp.reduce(ends[n], axis=1)
    rest = np.full((n + 1, many, m + 1), none)
    rest[n] = 0.0
    for i in range(n - 1, -1, -1):
        rows = [np.full((many, m + 1), none)]
        for at, (a, b) in enumerate(SHAPES):
            if i + a <= n and b <= m:
                row = np.full((many, m + 1), none)
                row[:, : m + 1 - b] = gains[:, at, i, : m + 1 - b] + rest[i + a, :, b:]
                rows.append(row)
        starts = _logsum(rows)
        before = np.full((many, m + 1), none)
        before[:, 1:] = np.logaddexp.accumulate(starts, axis=1)[:, :-1] - jumps
        later = np.logaddexp(np.logaddexp.accumulate(starts[:, ::-1], axis=1)[:, ::-1], before)
        rest[i] = np.logaddexp(rest[i + 1], later)
    chance = np.zeros_like(gains)
    steps_back = np.zeros(many)
    for at, (a, b) in enumerate(SHAPES):
        if a <= n and b <= m:
            tail = gains[:, at, : n - a + 1, : m - b + 1] + np.swapaxes(
                rest[a:, :, b:] - total[:, None], 0, 1
            )
            reached, stepped = (np.swapaxes(one[: n - a + 1, :, : m - b + 1], 0, 1) for one in (onward, back))
            chance[:, at, : n - a + 1, : m - b + 1] = np.exp(reached + tail)
            steps_back += np.exp(stepped + tail).sum(axis=(1, 2))
    return total, chance, steps_back


def _logsum(rows: list[Array]) -> Array:
    stack = np.stack(rows)
    top = stack.max(axis=0)
    safe = np.where(np.isfinite(top), top, 0.0)
    total: Array = np.log(np.exp(stack - safe).sum(axis=0)) + safe
    return total
