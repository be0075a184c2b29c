"""What speaks for a bead: measures of stretches of Korean beside stretches of English.

Few of all the beads that two texts could have are worth a look. Those that could be taken at all, the
*cells*, are chosen by their cosine; only they are measured, one column of a table for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.clues import compare, marks, meanings
from kmedtext.alignment.lengths import logarithms
from kmedtext.alignment.side import TITLE, Side, is_special, same_kind
from kmedtext.alignment.singles import Singles
from kmedtext.alignment.stretches import AT, MOST, SHAPES, Array, Places, Stretches, Table, cosines

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
    "marks shared",
    "marks missed",
    "words shared",
    "words missed",
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
marks shared    weight of numbers by value and of words in Latin letters that both sides hold; at most 3
marks missed    weight of those that either side holds and the other does not, the smaller of the two; at most 3
words shared    weight of people's names and of words by translation that both sides hold; at most 3
words missed    weight of those that either side holds and the other does not, the smaller of the two; at most 3
==============  ====================================================================================

The *margin* of a sentence is its cosine with the other side of the bead, less its greatest cosine with
a sentence of that text outside the bead. ``edge`` and ``union`` are 0 for one sentence a side: they tell
a bead that needs all its sentences from one that has swallowed a neighbour.
"""

LEAST_COSINE = 0.2
MOST_BEHIND = 0.15
"""A bead less close than that, or that much less close than its best rivals, is not looked at."""

_MOST_FALL = 0.3  # beyond this a fall of the cosine speaks no louder: it would drown the rest in large beads
_MOST_SQUARE = 4.0
_KO_MANY, _EN_MANY = (np.array(column) for column in zip(*SHAPES, strict=True))
_KO_FEWER = np.array([AT.get((a - 1, b), -1) for a, b in SHAPES])
_EN_FEWER = np.array([AT.get((a, b - 1), -1) for a, b in SHAPES])


@dataclass(frozen=True, slots=True)
class Measures:
    """``values`` [measure, cell] of beads; cell ``c`` is of shape ``shape[c]``, from ``ko[c]`` and ``en[c]`` on.

    ``size`` is (shapes, Korean sentences, English sentences), the size of a table of all beads.
    """

    size: tuple[int, ...]
    shape: Places
    ko: Places
    en: Places
    values: Array

    def spread(self, cells: Array) -> Array:
        """Put one number a cell into a table of all beads [shape, first ko, first en], −inf elsewhere."""
        table = np.full(self.size, -np.inf)
        table[self.shape, self.ko, self.en] = cells
        return table

    def of(self, beads: Sequence[tuple[int, int, int]]) -> list[list[float]]:
        """What was measured of beads (index of the shape, first ko, first en), a list for each."""
        _, n, m = self.size
        keys = (self.shape * n + self.ko) * m + self.en
        wanted = [(at * n + i) * m + j for at, i, j in beads]
        # cells are in the order of their keys
        found: list[list[float]] = self.values[:, np.searchsorted(keys, wanted)].T.tolist()
        return found


def measure(ko: Side, en: Side, pairs: Array, ratio: float, *, words: bool = True) -> Measures:
    """Measure the beads that two texts of at least one sentence each may have.

    ``pairs`` are the cosines of all pairs of sentences, ``ratio`` is the natural logarithm of how many times
    longer English usually is, in characters. Without ``words`` the measures of words stay 0, which saves
    reading the sentences.
    """
    found = cosines(pairs, Stretches.of(ko.vectors, ko.sizes), Stretches.of(en.vectors, en.sizes))
    ko_single, en_single = Singles.of_korean(found), Singles.of_english(found)
    rivals = _rivals(ko_single, en_single, found.shape)
    worth = (found >= LEAST_COSINE) & (found >= rivals - MOST_BEHIND) & _of_one_kind(ko, en)
    shape, i, j = np.nonzero(worth)
    a, b = _KO_MANY[shape], _EN_MANY[shape]
    values = np.zeros((len(NAMES), len(shape)))
    row = {name: values[at] for at, name in enumerate(NAMES)}
    cosine = row["cosine"][:] = found[shape, i, j]
    row["best rival"][:] = rivals[shape, i, j]
    ko_margin, ko_weakest = ko_single.lowest(i, j, a, b)
    en_margin, en_weakest = en_single.lowest(j, i, b, a)
    row["margin"][:] = (ko_margin + en_margin) / 2
    orphan = np.maximum(ko_single.beside(i, j, a, b), en_single.beside(j, i, b, a))
    np.maximum(orphan, 0.0, out=row["orphan"])
    many = np.flatnonzero(shape)
    row["edge"][many] = np.minimum(cosine[many] - _narrower(found, shape[many], i[many], j[many]), _MOST_FALL)
    row["union"][many] = np.clip((cosine - np.minimum(ko_weakest, en_weakest))[many], 0.0, _MOST_FALL)
    ko_kinds, en_kinds = ko.kinds[i], en.kinds[j]
    row["title pair"][:] = (ko_kinds == TITLE) & (en_kinds == TITLE)
    row["kind clash"][:] = (ko_kinds != en_kinds) & (is_special(ko_kinds) | is_special(en_kinds))
    clues = {"marks": marks(ko.clues, en.clues)}
    if words:
        clues["words"] = meanings(ko.clues, en.clues)
    for name, (ko_keys, en_keys) in clues.items():
        if any(ko_keys) and any(en_keys):
            shared, missed = compare(ko_keys, en_keys, SHAPES)
            row[f"{name} shared"][:], row[f"{name} missed"][:] = shared[shape, i, j], missed[shape, i, j]
    measures = Measures(found.shape, shape, i, j, values)
    measure_lengths(measures, ko, en, ratio)
    return measures


def measure_lengths(measures: Measures, ko: Side, en: Side, ratio: float) -> None:
    """Measure the lengths anew, in place, with another usual ratio."""
    ko_logs, en_logs = logarithms(ko.sizes, en.sizes, MOST)
    a, b = _KO_MANY[measures.shape], _EN_MANY[measures.shape]
    skew = en_logs[b - 1, measures.en] - ko_logs[a - 1, measures.ko] - ratio
    measures.values[NAMES.index("length")] = np.abs(skew)
    measures.values[NAMES.index("length squared")] = np.minimum(skew * skew, _MOST_SQUARE)


def _rivals(ko_single: Singles, en_single: Singles, size: tuple[int, ...]) -> Table:
    """Of every bead the greatest cosine of a side with a sentence outside, mean of the two sides."""
    rivals = np.empty(size, dtype=np.float32)
    for at, (a, b) in enumerate(SHAPES):
        np.add(ko_single.best_outside(a, b), en_single.best_outside(b, a).T, out=rivals[at])
    rivals *= 0.5
    return rivals


def _of_one_kind(ko: Side, en: Side) -> NDArray[np.bool_]:
    """Of every bead, whether both sides can be read and are each of one kind."""
    ko_runs, en_runs = same_kind(ko.kinds), same_kind(en.kinds)
    alike: NDArray[np.bool_] = ko_runs[_KO_MANY - 1][:, :, None] & en_runs[_EN_MANY - 1][:, None, :]
    return alike


def _narrower(found: Table, shape: Places, i: Places, j: Places) -> Table:
    """Greatest cosine of beads of more than two sentences without a first or a last one; inside the texts."""
    best = np.full(len(shape), -1.0, dtype=np.float32)
    for fewer, down, right in ((_KO_FEWER[shape], 1, 0), (_EN_FEWER[shape], 0, 1)):
        has = np.flatnonzero(fewer >= 0)
        at, row, column = fewer[has], i[has], j[has]
        best[has] = np.maximum(
            best[has], np.maximum(found[at, row, column], found[at, row + down, column + right])
        )
    return best
