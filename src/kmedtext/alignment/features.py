"""What speaks for a bead: measures of every stretch of Korean beside every stretch of English.

A *shape* is how many sentences stand on either side. All measures are arrays indexed
[shape, first Korean sentence, first English sentence]. The vector of several sentences is
the mean of their vectors, so nothing is encoded twice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.encoder import Vectors

Array = NDArray[np.float64]

MAX_SENTENCES = 6
SHAPES = tuple((a, total - a) for total in range(2, MAX_SENTENCES + 1) for a in range(1, total))
_WIDER = tuple((a, MAX_SENTENCES + 1 - a) for a in range(1, MAX_SENTENCES + 1))
_MOST = MAX_SENTENCES
_NEAREST = 4
NAMES = (
    *(f"shape {a}-{b}" for a, b in SHAPES),
    "cosine",
    "rivals",
    "rivals of many",
    "neighbours",
    "growing",
    "shrinking",
    "weak edge",
    "length",
    "length squared",
)


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of all possible beads; ``valid`` tells which stay inside the texts."""

    cosine: Array
    valid: NDArray[np.bool_]
    values: dict[str, Array]


def similarities(ko: Vectors, en: Vectors) -> Array:
    """Cosines of all pairs of sentences, rounded so that the last bits of a matrix product do not matter."""
    return np.round(ko.astype(np.float64) @ en.astype(np.float64).T, 6)


def _norms(vectors: Vectors, most: int) -> Array:
    """Lengths of the sums of 1…most vectors in a row, indexed [how many - 1, first]."""
    count = len(vectors)
    base = vectors.astype(np.float64)
    total = np.zeros_like(base)
    result = np.ones((most, count))
    for many in range(1, min(most, count) + 1):
        total = total[: count - many + 1] + base[many - 1 :]
        result[many - 1, : count - many + 1] = np.sqrt(np.round(np.einsum("ij,ij->i", total, total), 6))
    return np.where(result > 0, result, 1.0)


def _cosines(ko: Vectors, en: Vectors) -> dict[tuple[int, int], Array]:
    """Cosine of every bead of every shape, shape by shape; outside the texts −1."""
    n, m = len(ko), len(en)
    pairs = np.zeros((n + _MOST, m + _MOST))
    pairs[:n, :m] = similarities(ko, en)
    ko_norms, en_norms = _norms(ko, _MOST), _norms(en, _MOST)
    found: dict[tuple[int, int], Array] = {}
    strip = np.zeros((n, m + _MOST))
    for a in range(1, _MOST + 1):
        strip = strip + pairs[a - 1 : a - 1 + n]
        box = np.zeros((n, m))
        for b in range(1, MAX_SENTENCES + 2 - a):
            box = box + strip[:, b - 1 : b - 1 + m]
            cosine = box / ko_norms[a - 1][:, None] / en_norms[b - 1][None, :]
            cosine[max(0, n - a + 1) :] = -1.0
            cosine[:, max(0, m - b + 1) :] = -1.0
            found[a, b] = cosine
    return found


def _top_mean(values: Array, axis: int) -> Array:
    count = values.shape[axis]
    k = min(_NEAREST, count)
    part = np.partition(values, count - k, axis=axis)
    return part.take(range(count - k, count), axis=axis).mean(axis=axis)


def _shifted(values: Array, down: int, right: int, fill: float) -> Array:
    """values[i + down, j + right], ``fill`` beyond the borders."""
    n, m = values.shape
    result = np.full((n, m), fill)
    if abs(down) < n and abs(right) < m:
        result[max(0, -down) : n - max(0, down), max(0, -right) : m - max(0, right)] = values[
            max(0, down) : n - max(0, -down), max(0, right) : m - max(0, -right)
        ]
    return result


def measure(ko: Vectors, en: Vectors, ko_sizes: Array, en_sizes: Array, ratio: float) -> Measures:
    """Measure every possible bead of two texts with sentences on both sides.

    ``ko_sizes`` and ``en_sizes`` are lengths in characters, ``ratio`` is the natural logarithm of
    how much longer English usually is.
    """
    n, m = len(ko), len(en)
    by_shape = _cosines(ko, en)
    ko_rivals = [_top_mean(by_shape[a, 1], 1) for a in range(1, MAX_SENTENCES)]
    en_rivals = [_top_mean(by_shape[1, b], 0) for b in range(1, MAX_SENTENCES)]
    shape = (len(SHAPES), n, m)
    cosine, valid = np.empty(shape), np.zeros(shape, dtype=bool)
    names = (
        "rivals",
        "rivals of many",
        "neighbours",
        "growing",
        "shrinking",
        "weak edge",
        "length",
        "length squared",
    )
    values = {name: np.zeros(shape) for name in names}
    ko_sums = np.concatenate([[0.0], np.cumsum(ko_sizes), np.full(_MOST, ko_sizes.sum())])
    en_sums = np.concatenate([[0.0], np.cumsum(en_sizes), np.full(_MOST, en_sizes.sum())])
    for at, (a, b) in enumerate(SHAPES):
        here = by_shape[a, b]
        cosine[at] = here
        valid[at, : max(0, n - a + 1), : max(0, m - b + 1)] = True
        values["rivals"][at] = (ko_rivals[a - 1][:, None] + en_rivals[b - 1][None, :]) / 2
        if (a, b) != (1, 1):
            values["rivals of many"][at] = values["rivals"][at]
        around = [
            _shifted(by_shape[a, 1], 0, -1, np.nan),
            _shifted(by_shape[a, 1], 0, b, np.nan),
            _shifted(by_shape[1, b], -1, 0, np.nan),
            _shifted(by_shape[1, b], a, 0, np.nan),
        ]
        known = [np.isfinite(one) & (one > -1) for one in around]
        count = np.maximum(sum(one.astype(float) for one in known), 1)
        values["neighbours"][at] = (
            sum(np.where(k, o, 0.0) for k, o in zip(known, around, strict=True)) / count
        )
        wider = [
            by_shape[a + 1, b],
            _shifted(by_shape[a + 1, b], -1, 0, -1.0),
            by_shape[a, b + 1],
            _shifted(by_shape[a, b + 1], 0, -1, -1.0),
        ]
        values["growing"][at] = np.maximum(np.maximum.reduce(wider) - here, 0.0)
        edges = []
        if a > 1:
            edges += [by_shape[a - 1, b], _shifted(by_shape[a - 1, b], 1, 0, -1.0)]
        if b > 1:
            edges += [by_shape[a, b - 1], _shifted(by_shape[a, b - 1], 0, 1, -1.0)]
        if edges:
            gain = np.maximum.reduce(edges) - here
            values["shrinking"][at] = np.maximum(gain, 0.0)
            values["weak edge"][at] = np.clip(gain, -0.2, 0.0)
        ko_size = ko_sums[a : a + n] - ko_sums[:n]
        en_size = en_sums[b : b + m] - en_sums[:m]
        skew = np.log((en_size[None, :] + 10.0) / (ko_size[:, None] + 5.0)) - ratio
        values["length"][at] = np.abs(skew)
        values["length squared"][at] = np.minimum(skew * skew, 4.0)
    return Measures(cosine, valid, values)
