"""Stretches, some sentences in a row of one text: how close those of one text are to those of the other.

The vector of several sentences is the mean of their vectors, in which long sentences count for more, so
nothing is encoded twice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.encoders import Vectors

Array = NDArray[np.float64]
Table = NDArray[np.float32]
Places = NDArray[np.intp]

MAX_SENTENCES = 6
"""Most sentences in a bead, both sides together."""

MOST = MAX_SENTENCES - 1
"""Most sentences on one side of a bead."""

SHAPES = tuple((a, total - a) for total in range(2, MAX_SENTENCES + 1) for a in range(1, total))
"""How many Korean and English sentences a bead may hold."""

AT = {shape: at for at, shape in enumerate(SHAPES)}
"""Index of a shape in :data:`SHAPES`."""

_LENGTH_COUNTS = 0.5


def similarities(ko: Vectors, en: Vectors) -> Array:
    """Cosines of all pairs of sentences, rounded so that the last bits of a matrix product do not matter."""
    product: Array = ko.astype(np.float64) @ en.astype(np.float64).T
    return np.round(product, 6)


def cosines(pairs: Array, ko: Stretches, en: Stretches) -> Table:
    """Cosine of a Korean sentences from i on and b English ones from j on: ``[shape, i, j]``; −1 outside the texts.

    ``pairs`` are the cosines of all pairs of sentences.
    """
    n, m = pairs.shape
    padded = np.zeros((n + MOST, m + MOST), dtype=np.float32)
    padded[:n, :m] = pairs * ko.weights[:, None] * en.weights
    found = np.empty((len(SHAPES), n, m), dtype=np.float32)
    strip = np.zeros((n, m + MOST), dtype=np.float32)
    for a in range(1, MAX_SENTENCES):
        strip += padded[a - 1 : a - 1 + n]
        scaled = strip * ko.scales[a - 1][:, None]
        box = np.zeros((n, m), dtype=np.float32)
        for b in range(1, MAX_SENTENCES + 1 - a):
            box += scaled[:, b - 1 : b - 1 + m]
            here = found[AT[a, b]]
            np.multiply(box, en.scales[b - 1], out=here)
            here[max(0, n - a + 1) :] = -1.0
            here[:, max(0, m - b + 1) :] = -1.0
    return found


@dataclass(frozen=True, slots=True)
class Stretches:
    """The stretches of one text: ``weights`` of its sentences, and by what the sum of 1 … MOST in a row is scaled.

    ``scales`` [how many − 1, first] make the weighted sum of the vectors a unit vector; 0 without a vector.
    """

    weights: Array
    scales: Table

    @classmethod
    def of(cls, vectors: Vectors, sizes: Array) -> Stretches:
        """Take the vectors of the sentences and their lengths in characters."""
        count = len(vectors)
        weights = np.round(np.maximum(sizes, 1.0) ** _LENGTH_COUNTS, 3)
        exact = vectors.astype(np.float64)
        squares = np.zeros((MOST, count))
        total = np.zeros(count)
        near: list[Array] = []  # products of sentences near each other, by distance
        for many in range(min(MOST, count)):
            last = count - many
            products = np.round(np.einsum("ij,ij->i", exact[:last], exact[many:]), 6)
            near.append(products * weights[:last] * weights[many:])
            # the sentence that joins the stretch: with itself and with each one before it
            total = total[:last]
            for apart, product in enumerate(near):
                total = total + (2.0 if apart else 1.0) * product[many - apart :]
            squares[many, :last] = total
        found = squares > 0.0
        scales = np.where(found, 1.0 / np.sqrt(np.where(found, squares, 1.0)), 0.0)
        return cls(weights, scales.astype(np.float32))
