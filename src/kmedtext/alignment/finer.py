"""Inside the sentence: a bead of several sentences is split at clause borders, where that is well supported.

A bead that says in one Korean sentence what English says in two holds two translations. Every border of
clauses or sentences on either side is tried, in the same order and in the other one; a split is taken where
each half is closer to its own other half than to the other one, both ways, by the vectors of the halves.
Halves are split again as long as that holds.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from math import exp, log

import numpy as np

from kmedtext.alignment.atoms import Atom, atoms_of, text_of
from kmedtext.alignment.encoders import Encoder, Vectors
from kmedtext.records import Bead, Sentence

FEATURES = ("gain", "weakest margin", "weakest cosine", "rise", "numbers", "lengths", "borders", "crossed")
"""What speaks for a split.

==============  ========================================================================================
gain            mean cosine of the halves with their own, less that with the other's
weakest margin  the smallest lead of a half over the other one, of four: each half seen from both sides
weakest cosine  the smaller cosine of the two pairs of halves
rise            mean cosine of the halves less the cosine of the whole
numbers         numbers that halves share, by value, less those that they would share the other way; −3…3
lengths         how far the two pairs differ in their ratio of lengths (natural logarithm), at most 2
borders         worth of the two borders together, in tenths
crossed         1 where the halves change places
==============  ========================================================================================
"""

_MOST_ATOMS = 12  # clauses of a side; of longer beads only the best borders are tried
_DAMP = 8.0


@dataclass(frozen=True, slots=True)
class Half:
    """What is split or stands undivided: runs of atoms of both sides, and how sure the split was that made it."""

    ko: tuple[Atom, ...]
    en: tuple[Atom, ...]
    score: float
    similarity: float


@dataclass(frozen=True, slots=True)
class Cut:
    """A way to split: after how many atoms on either side, crossed or not, and its features."""

    ko: int
    en: int
    crossed: bool
    features: tuple[float, ...]
    cosines: tuple[float, float]


@cache
def settings() -> Mapping[str, float]:
    """Weights of FEATURES, a constant, and the least probability of a split that is taken."""
    table = tomllib.loads(files("kmedtext.alignment").joinpath("finer.toml").read_text(encoding="utf-8"))
    return {**table["weights"], "constant": table["constant"], "least": table["least"]}


def chance(features: Sequence[float]) -> float:
    """Estimated probability (0…1) that a split of those features is right."""
    table = settings()
    odds = table["constant"] + sum(
        table[name] * value for name, value in zip(FEATURES, features, strict=True)
    )
    return 1.0 / (1.0 + exp(-min(max(odds, -50.0), 50.0)))


def split_beads(
    ko: Sequence[Sentence], en: Sequence[Sentence], beads: Sequence[Bead], encoder: Encoder
) -> list[tuple[Half, ...]]:
    """For each bead its parts, in Korean order; a bead that stays whole has one."""
    whole = [_whole(ko, en, bead) for bead in beads]
    done: list[list[Half]] = [[] for _ in beads]
    # several sentences on a side: one sentence a side is the finest that texts themselves tell
    waiting = [(n, half) for n, half in enumerate(whole) if len(beads[n].ko) + len(beads[n].en) > 2]
    for n, half in enumerate(whole):
        if len(beads[n].ko) + len(beads[n].en) <= 2:
            done[n].append(half)
    while waiting:
        cuts = _best_cuts([half for _, half in waiting], encoder)
        following: list[tuple[int, Half]] = []
        for (n, half), cut in zip(waiting, cuts, strict=True):
            if cut is None or (score := chance(cut.features)) < settings()["least"]:
                done[n].append(half)
            else:
                following += [(n, part) for part in halves(half, cut, min(score, half.score))]
        waiting = following
    return [tuple(sorted(parts, key=lambda half: half.ko[0].place)) for parts in done]


def _whole(ko: Sequence[Sentence], en: Sequence[Sentence], bead: Bead) -> Half:
    several = len(bead.ko) + len(bead.en) > 2
    sides = [
        atoms_of(sentences, at, lang if several else None, _MOST_ATOMS)
        for sentences, at, lang in ((ko, bead.ko, "ko"), (en, bead.en, "en"))
    ]
    return Half(sides[0], sides[1], bead.score, bead.similarity)


def halves(half: Half, cut: Cut, score: float) -> tuple[Half, Half]:
    """Carry out a split."""
    first, second = half.en[: cut.en], half.en[cut.en :]
    if cut.crossed:
        first, second = second, first
    return (
        Half(half.ko[: cut.ko], first, round(score, 4), round(cut.cosines[0], 4)),
        Half(half.ko[cut.ko :], second, round(score, 4), round(cut.cosines[1], 4)),
    )


def _best_cuts(given: Sequence[Half], encoder: Encoder) -> list[Cut | None]:
    return [
        max(cuts, key=lambda cut: chance(cut.features), default=None) for cuts in all_cuts(given, encoder)
    ]


def all_cuts(given: Sequence[Half], encoder: Encoder) -> list[list[Cut]]:
    """Every way to split each of the beads or halves."""
    texts: dict[str, None] = {}
    for half in given:
        for side in (half.ko, half.en):
            texts.update(dict.fromkeys(_stretches(side)))
    known = list(texts)
    vectors = dict(zip(known, encoder.encode(known), strict=True)) if known else {}
    return [list(_cuts(half, vectors)) for half in given]


def _stretches(side: Sequence[Atom]) -> Iterator[str]:
    yield text_of(side)
    for at in range(1, len(side)):
        yield text_of(side[:at])
        yield text_of(side[at:])


def _cuts(half: Half, vectors: Mapping[str, Vectors]) -> Iterator[Cut]:
    ko, en = _views(half.ko, "ko", vectors), _views(half.en, "en", vectors)
    whole = _cosine(vectors[text_of(half.ko)], vectors[text_of(half.en)])
    for k, (ko_one, ko_two) in enumerate(ko, 1):
        for e, (one, two) in enumerate(en, 1):
            worth = (half.ko[k].worth + half.en[e].worth) / 10.0
            straight = [_cosine(a.vector, b.vector) for a, b in ((ko_one, one), (ko_two, two))]
            across = [_cosine(a.vector, b.vector) for a, b in ((ko_one, two), (ko_two, one))]
            for crossed, own, other, (x, y) in (
                (False, straight, across, (one, two)),
                (True, across, straight, (two, one)),
            ):
                features = (
                    (sum(own) - sum(other)) / 2.0,
                    min(own) - max(other),
                    min(own),
                    sum(own) / 2.0 - whole,
                    _shared(ko_one, x, ko_two, y),
                    min(2.0, abs(_ratio(ko_one, x) - _ratio(ko_two, y))),
                    worth,
                    float(crossed),
                )
                yield Cut(k, e, crossed, features, (own[0], own[1]))


@dataclass(frozen=True, slots=True)
class _View:
    """A half of a side: its vector, length and the values of its numbers."""

    vector: Vectors
    size: int
    numbers: frozenset[Decimal]


def _views(side: Sequence[Atom], lang: str, vectors: Mapping[str, Vectors]) -> list[tuple[_View, _View]]:
    from kmedtext.language.numbers import find_numbers

    def view(atoms: Sequence[Atom]) -> _View:
        text = text_of(atoms)
        return _View(vectors[text], len(text), frozenset(one.value for one in find_numbers(text, lang)))

    return [(view(side[:at]), view(side[at:])) for at in range(1, len(side))]


def _cosine(one: Vectors, other: Vectors) -> float:
    return round(float(one.astype(np.float64) @ other.astype(np.float64)), 6)


def _shared(ko_one: _View, en_one: _View, ko_two: _View, en_two: _View) -> float:
    own = len(ko_one.numbers & en_one.numbers) + len(ko_two.numbers & en_two.numbers)
    other = len(ko_one.numbers & en_two.numbers) + len(ko_two.numbers & en_one.numbers)
    return float(min(3, max(-3, own - other)))


def _ratio(ko: _View, en: _View) -> float:
    return log((en.size + _DAMP) / (ko.size + _DAMP / 2))


def covered(atoms: Iterable[Atom]) -> tuple[int, int]:
    """Where atoms stand in the page: from the first to the last."""
    spans = [(atom.start, atom.end) for atom in atoms]
    return min(start for start, _ in spans), max(end for _, end in spans)
