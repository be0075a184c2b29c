"""Cosines of stretches: some sentences in a row of one text beside some of the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.encoders import Vectors

Array = NDArray[np.float64]

MAX_SENTENCES = 6
"""Most sentences in a bead, both sides together."""


def similarities(ko: Vectors, en: Vectors) -> Array:
    """Cosines of all pairs of sentences, rounded so that the last bits of a matrix product do not matter."""
    product: Array = ko.astype(np.float64) @ en.astype(np.float64).T
    return np.round(product, 6)


def cosines(ko: Vectors, en: Vectors) -> dict[tuple[int, int], Array]:
    """Cosine of a Korean sentences from i on and b English ones from j on: ``[a, b][i, j]``; −1 outside the texts."""
    n, m = len(ko), len(en)
    pairs = np.zeros((n + MAX_SENTENCES, m + MAX_SENTENCES))
    pairs[:n, :m] = similarities(ko, en)
    ko_scale, en_scale = 1.0 / _norms(ko), 1.0 / _norms(en)
    found: dict[tuple[int, int], Array] = {}
    strip = np.zeros((n, m + MAX_SENTENCES))
    for a in range(1, MAX_SENTENCES):
        strip = strip + pairs[a - 1 : a - 1 + n]
        scaled = strip * ko_scale[a - 1][:, None]
        box = np.zeros((n, m))
        for b in range(1, MAX_SENTENCES + 1 - a):
            box += scaled[:, b - 1 : b - 1 + m]
            cosine = box * en_scale[b - 1]
            cosine[max(0, n - a + 1) :] = -1.0
            cosine[:, max(0, m - b + 1) :] = -1.0
            found[a, b] = cosine
    return found


def _norms(vectors: Vectors) -> Array:
    """Lengths of the sums of vectors in a row, ``[how many - 1, first]``; 1 where there is no vector."""
    count = len(vectors)
    base = vectors.astype(np.float64)
    total = np.zeros_like(base)
    norms = np.ones((MAX_SENTENCES, count))
    for many in range(1, min(MAX_SENTENCES, count) + 1):
        total = total[: count - many + 1] + base[many - 1 :]
        squares = np.round(np.einsum("ij,ij->i", total, total), 6)
        norms[many - 1, : count - many + 1] = np.where(squares > 0.0, np.sqrt(squares), 1.0)
    return norms


def shifted(values: Array, down: int, right: int) -> Array:
    """``values[i + down, j + right]`` for every i and j; −1 beyond the borders."""
    n, m = values.shape
    result = np.full((n, m), -1.0)
    if abs(down) < n and abs(right) < m:
        result[max(0, -down) : n - max(0, down), max(0, -right) : m - max(0, right)] = values[
            max(0, down) : n - max(0, -down), max(0, right) : m - max(0, -right)
        ]
    return result
