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
    "best rival",
    "orphan",
    "margin",
    "edge",
    "union",
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
best rival      greatest cosine of a side with a sentence outside the bead, mean of the two sides
orphan          margin of the sentence beside the bead that most belongs to it, if one does
margin          mean of the lowest margin of a Korean sentence in the bead and the lowest of an English one
edge            how much the cosine would fall without a first or last sentence (negative: rise)
union           how much closer the bead is than the furthest of its sentences with the other side
length          distance of the logarithmic ratio of lengths from the usual one
length squared  its square, at most 4
title pair      1 where a title stands beside a title
kind clash      1 where a title or caption stands beside something else
numbers shared  how many numbers, by value, both sides hold; at most 3
numbers missed  how many either side holds that the other does not, the smaller of the two counts; at most 3
==============  ====================================================================================

The *margin* of a sentence is its cosine with the other side of the bead, less its greatest cosine with
a sentence of that text outside the bead. ``edge`` and ``union`` are 0 for one sentence a side: they tell
a bead that needs all its sentences from one that has swallowed a neighbour.
"""

_MOST = 0.3  # beyond this a fall of the cosine speaks no louder: it would drown the rest in large beads


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
    pairs = found[1, 1]
    # of one sentence beside a stretch of the other text: its cosine, and its margin
    ko_cosines, en_cosines = {b: found[1, b] for b in reach}, {a: found[a, 1] for a in reach}
    ko_margins = {b: found[1, b] - _best_outside(pairs, b) for b in reach}
    en_margins = {a: found[a, 1] - _best_outside(pairs.T, a).T for a in reach}
    ko_least, en_least = _lowest(ko_margins, 0), _lowest(en_margins, 1)
    ko_weakest, en_weakest = _lowest(ko_cosines, 0), _lowest(en_cosines, 1)
    ko_before = {b: shifted(margins, -1, 0) for b, margins in ko_margins.items()}
    en_before = {a: shifted(margins, 0, -1) for a, margins in en_margins.items()}
    ko_runs, en_runs = same_kind(ko.kinds), same_kind(en.kinds)
    for at, (a, b) in enumerate(SHAPES):
        here = found[a, b]
        possible[at] = ko_runs[a][:, None] & en_runs[b][None, :]
        row["cosine"][at] = here
        row["best rival"][at] = (_best_outside(found[a, 1], b) + _best_outside(found[1, b].T, a).T) / 2
        orphan = np.maximum(ko_before[b], en_before[a])
        orphan[: max(0, n - a)] = np.maximum(orphan[: max(0, n - a)], ko_margins[b][a:])
        orphan[:, : max(0, m - b)] = np.maximum(orphan[:, : max(0, m - b)], en_margins[a][:, b:])
        np.maximum(orphan, 0.0, out=row["orphan"][at])
        row["margin"][at] = (ko_least[a, b] + en_least[b, a]) / 2
        if (a, b) != (1, 1):
            np.minimum(here - _best_narrower(found, a, b), _MOST, out=row["edge"][at])
            weakest = np.minimum(ko_weakest[a, b], en_weakest[b, a])
            np.clip(here - weakest, 0.0, _MOST, out=row["union"][at])
    compare_kinds(ko.kinds, en.kinds, row["title pair"], row["kind clash"])
    compare_numbers(ko.numbers, en.numbers, SHAPES, row["numbers shared"], row["numbers missed"])
    measures = Measures(values, possible)
    measure_lengths(measures, ko, en, ratio)
    return measures


def measure_lengths(measures: Measures, ko: Side, en: Side, ratio: float) -> None:
    """Measure the lengths anew, in place, with another usual ratio."""
    distance, square = (measures.values[NAMES.index(name)] for name in ("length", "length squared"))
    usual = skews(ko.sizes, en.sizes, MAX_SENTENCES)
    for at, shape in enumerate(SHAPES):
        skew = usual[shape] - ratio
        np.abs(skew, out=distance[at])
        np.minimum(skew * skew, 4.0, out=square[at])


def _best_outside(values: Array, width: int) -> Array:
    """Greatest value of a row outside columns j … j + width − 1, for every j; 0 at least."""
    n, m = values.shape
    best = np.zeros((n, m))
    np.maximum.accumulate(values[:, :-1], axis=1, out=best[:, 1:])
    if width < m:
        after = np.maximum.accumulate(values[:, : width - 1 : -1], axis=1)[:, ::-1]
        np.maximum(best[:, : m - width], after, out=best[:, : m - width])
    return np.maximum(best, 0.0, out=best)


def _lowest(values: dict[int, Array], axis: int) -> dict[tuple[int, int], Array]:
    """Lowest of ``many`` values in a row along an axis, ``[many, width]``; −1 where they run out of the text."""
    result: dict[tuple[int, int], Array] = {}
    for width, single in values.items():
        lowest = single
        for many in range(1, MAX_SENTENCES + 1 - width):
            if many > 1:
                lowest = np.minimum(lowest, shifted(single, *((many - 1, 0) if axis == 0 else (0, many - 1))))
            result[many, width] = lowest
    return result


def _best_narrower(found: dict[tuple[int, int], Array], a: int, b: int) -> Array:
    best = np.full_like(found[a, b], -1.0)
    if a > 1:
        np.maximum(found[a - 1, b], shifted(found[a - 1, b], 1, 0), out=best)
    if b > 1:
        narrower = np.maximum(found[a, b - 1], shifted(found[a, b - 1], 0, 1))
        np.maximum(best, narrower, out=best)
    return best
