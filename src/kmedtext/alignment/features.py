"""What speaks for a bead: measures of every stretch of Korean beside every stretch of English.

A *shape* is how many sentences stand on either side. All measures are arrays indexed
[shape, first Korean sentence, first English sentence]. The vector of several sentences is
the mean of their vectors, so nothing is encoded twice.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.lengths import skews
from kmedtext.alignment.side import Side, compare_kinds, compare_numbers, same_kind
from kmedtext.alignment.stretches import MAX_SENTENCES, Array, cosines, shifted

SHAPES = tuple((a, total - a) for total in range(2, MAX_SENTENCES + 1) for a in range(1, total))
"""How many Korean and English sentences a bead may hold."""

NAMES = (
    "cosine",
    "rivals",
    "rivals of many",
    "best rival",
    "neighbours",
    "growing",
    "shrinking",
    "weak edge",
    "least margin",
    "mean margin",
    "odd sentence",
    "length",
    "length squared",
    "title pair",
    "kind clash",
    "numbers shared",
    "numbers missed",
)
"""The measures, in the order of :attr:`Measures.values`.

==============  ====================================================================================
cosine          of the mean vectors of the two sides
rivals          mean of the greatest cosines of either side with single sentences of the other text
rivals of many  the same, 0 for beads of one sentence a side
best rival      greatest cosine of a side with a sentence outside the bead, mean of the two sides
neighbours      mean cosine of a side with the sentences that touch the bead on the other side
growing         how much the cosine would rise with one more sentence, if it would
shrinking       how much it would rise without a first or last sentence, if it would
weak edge       how little it would fall without a first or last sentence (negative)
least margin    cosine of one sentence with the other side, less its best rival: the lowest, of either side
mean margin     the same, mean of the lowest of the two sides
odd sentence    how far the lowest cosine of one sentence with the other side stays behind that of the bead (negative)
length          distance of the logarithmic ratio of lengths from the usual one
length squared  its square, at most 4
title pair      1 where a title stands beside a title
kind clash      1 where a title or caption stands beside something else
numbers shared  how many numbers, by value, both sides hold; at most 3
numbers missed  how many either side holds that the other does not, the smaller of the two counts; at most 3
==============  ====================================================================================
"""

_NEAREST = 4
_FALL = (
    0.3  # beyond this a fall of the cosine speaks no louder: it would drown the other measures in large beads
)


@dataclass(frozen=True, slots=True)
class Measures:
    """``values`` [measure, shape, first ko, first en]; ``possible`` [shape, first ko, first en].

    A bead is possible if it stays inside the texts and each side is of one kind.
    """

    values: Array
    possible: NDArray[np.bool_]

    @property
    def cosine(self) -> Array:
        """Cosine of every bead."""
        cosine: Array = self.values[0]
        return cosine


def measure(ko: Side, en: Side, ratio: float) -> Measures:
    """Measure every bead of two texts that have at least one sentence each.

    ``ratio`` is the natural logarithm of how many times longer English usually is, in characters.
    """
    n, m = len(ko.sizes), len(en.sizes)
    found = cosines(ko.vectors, en.vectors)
    values = np.zeros((len(NAMES), len(SHAPES), n, m))
    possible = np.zeros((len(SHAPES), n, m), dtype=bool)
    row = {name: values[at] for at, name in enumerate(NAMES)}
    reach = range(1, MAX_SENTENCES)
    ko_top = {a: _top_mean(found[a, 1], 1) for a in reach}
    en_top = {b: _top_mean(found[1, b], 0) for b in reach}
    ko_margin = {b: found[1, b] - np.maximum(_best_outside(found[1, 1], b), 0.0) for b in reach}
    en_margin = {a: found[a, 1] - np.maximum(_best_outside(found[1, 1].T, a).T, 0.0) for a in reach}
    ko_outside = {(a, b): np.maximum(_best_outside(found[a, 1], b), 0.0) for a, b in SHAPES}
    en_outside = {(a, b): np.maximum(_best_outside(found[1, b].T, a).T, 0.0) for a, b in SHAPES}
    ko_runs, en_runs = same_kind(ko.kinds), same_kind(en.kinds)
    for at, (a, b) in enumerate(SHAPES):
        here = found[a, b]
        possible[at] = ko_runs[a][:, None] & en_runs[b][None, :]
        row["cosine"][at] = here
        row["rivals"][at] = (ko_top[a][:, None] + en_top[b][None, :]) / 2
        row["best rival"][at] = (ko_outside[a, b] + en_outside[a, b]) / 2
        row["neighbours"][at] = _neighbours(found, a, b)
        row["growing"][at] = np.maximum(_best_wider(found, a, b) - here, 0.0)
        lowest_ko = _lowest(ko_margin[b], a, 0)
        lowest_en = _lowest(en_margin[a], b, 1)
        row["least margin"][at] = np.minimum(lowest_ko, lowest_en)
        row["mean margin"][at] = (lowest_ko + lowest_en) / 2
        if (a, b) != (1, 1):
            gain = _best_narrower(found, a, b) - here
            row["rivals of many"][at] = row["rivals"][at]
            row["shrinking"][at] = np.maximum(gain, 0.0)
            row["weak edge"][at] = np.clip(gain, -_FALL, 0.0)
            lowest = np.minimum(_lowest(found[1, b], a, 0), _lowest(found[a, 1], b, 1))
            row["odd sentence"][at] = np.clip(lowest - here, -_FALL, 0.0)
    compare_kinds(ko.kinds, en.kinds, row["title pair"], row["kind clash"])
    compare_numbers(ko.numbers, en.numbers, SHAPES, row["numbers shared"], row["numbers missed"])
    measures = Measures(values, possible)
    measure_lengths(measures, ko, en, ratio)
    return measures


def measure_lengths(measures: Measures, ko: Side, en: Side, ratio: float) -> None:
    """Measure the lengths anew, in place, with another usual ratio."""
    distance, square = (measures.values[NAMES.index(name)] for name in ("length", "length squared"))
    for at, (a, b) in enumerate(SHAPES):
        skew = skews(ko.sizes, en.sizes, a, b) - ratio
        distance[at] = np.abs(skew)
        square[at] = np.minimum(skew * skew, 4.0)


def _top_mean(values: Array, axis: int) -> Array:
    count = values.shape[axis]
    k = min(_NEAREST, count)
    top: Array = (
        np.partition(values, count - k, axis=axis).take(range(count - k, count), axis=axis).mean(axis=axis)
    )
    return top


def _best_outside(values: Array, width: int) -> Array:
    """Greatest value of a row outside columns j … j + width − 1, for every j; −1 where nothing is outside."""
    n, m = values.shape
    before = np.full((n, m), -1.0)
    np.maximum.accumulate(values[:, :-1], axis=1, out=before[:, 1:])
    after = np.full((n, m), -1.0)
    if width < m:
        after[:, : m - width] = np.maximum.accumulate(values[:, : width - 1 : -1], axis=1)[:, ::-1]
    best: Array = np.maximum(before, after)
    return best


def _lowest(values: Array, many: int, axis: int) -> Array:
    """Lowest of ``many`` values in a row along an axis; −1 where they run out of the text."""
    result = values
    for step in range(1, many):
        result = np.minimum(result, shifted(values, step if axis == 0 else 0, step if axis == 1 else 0))
    return result


def _neighbours(found: dict[tuple[int, int], Array], a: int, b: int) -> Array:
    total = np.zeros_like(found[a, b])
    count = np.zeros_like(total)
    for values in (
        shifted(found[a, 1], 0, -1),
        shifted(found[a, 1], 0, b),
        shifted(found[1, b], -1, 0),
        shifted(found[1, b], a, 0),
    ):
        known = values > -1.0
        total += np.where(known, values, 0.0)
        count += known
    return total / np.maximum(count, 1.0)


def _best_wider(found: dict[tuple[int, int], Array], a: int, b: int) -> Array:
    taller, wider = found[a + 1, b], found[a, b + 1]
    best: Array = np.maximum(
        np.maximum(taller, shifted(taller, -1, 0)), np.maximum(wider, shifted(wider, 0, -1))
    )
    return best


def _best_narrower(found: dict[tuple[int, int], Array], a: int, b: int) -> Array:
    best = np.full_like(found[a, b], -1.0)
    if a > 1:
        np.maximum(found[a - 1, b], shifted(found[a - 1, b], 1, 0), out=best)
    if b > 1:
        narrower = np.maximum(found[a, b - 1], shifted(found[a, b - 1], 0, 1))
        np.maximum(best, narrower, out=best)
    return best
