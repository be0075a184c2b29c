"""How well the sentences of two documents find each other (BiMax), against what chance would give.

A sentence's best cosine in the other document says little by itself: unrelated medical news
reach .4 and more, true pairs may stay at .5. So every best cosine is set against a level that
the same sentence reaches by chance: taken from a small background of unrelated sentences
(``background.tsv``), raised with the logarithm of the other document's length, because a longer
document offers more sentences to choose from; and against what it finds in the other candidates.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.pairing.documents import DocumentView
from kmedtext.alignment.encoder import Encoder
from kmedtext.records import Lang

Floats = NDArray[np.float32]

_RIVALS: Final = 2
# The best cosine of an unrelated document grows by 0.6–0.8 standard deviations for each factor e in its
# length, and is at the background's level with about 20 sentences (measured on development documents).
# Shorter documents are not made up for: that would only add noise.
_STRONGEST: Final = 3
_GROWTH: Final = 0.7
_LENGTH: Final = 20.0


@dataclass(frozen=True, slots=True)
class Background:
    """Vectors of the background's sentences, a (n, d) array a group, by language."""

    groups: dict[Lang, tuple[Floats, ...]]


def background(encoder: Encoder) -> Background:
    """Encode the background with the encoder that made the views."""
    texts: dict[Lang, dict[str, list[str]]] = {}
    table = files(__package__).joinpath("background.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            lang, topic, text = line.split("\t")
            texts.setdefault(lang, {}).setdefault(topic, []).append(text)
    return Background(
        {lang: tuple(encoder.encode(group) for group in topics.values()) for lang, topics in texts.items()}
    )


@dataclass(frozen=True, slots=True)
class Closeness:
    """What the sentences say about one pair of documents.

    ``raw`` is the weighted mean of the best cosines, over both directions, put right for length;
    ``chance`` the same over the level of chance; ``margin`` also over what the best rivals reach.
    ``least`` is the margin in the worse direction, ``strongest`` that of the three best sentences a side.
    ``rivals`` is the logarithm of how many documents were compared with the better compared of the
    two: the more there were, the more the same margin says.
    """

    raw: float
    chance: float
    margin: float
    least: float
    strongest: float
    rivals: float


def weights(views: Sequence[DocumentView]) -> list[Floats]:
    """Weight of each sentence: its length, less where the same sentence stands in many documents."""
    counts: Counter[int] = Counter()
    for view in views:
        counts.update(set(view.prints))
    found = []
    for view in views:
        often = np.array([counts[mark] for mark in view.prints], dtype=np.float32)
        found.append((view.sizes / np.maximum(often, 1.0)).astype(np.float32))
    return found


def compare(
    ko: Sequence[DocumentView],
    en: Sequence[DocumentView],
    candidates: Sequence[tuple[int, int]],
    chance: Background,
) -> list[Closeness]:
    """Compare the candidate pairs (index into ``ko``, index into ``en``); one result a candidate."""
    rows: list[list[int]] = [[] for _ in ko]
    columns: list[list[int]] = [[] for _ in en]
    best_ko: list[Floats] = []
    best_en: list[Floats] = []
    en_vectors = [view.vectors.astype(np.float32) for view in en]
    current, ko_vectors = -1, np.zeros((0, 0), dtype=np.float32)
    for number, (i, j) in enumerate(candidates):
        if i != current:
            current, ko_vectors = i, ko[i].vectors.astype(np.float32)
        rows[i].append(number)
        columns[j].append(number)
        similar = ko_vectors @ en_vectors[j].T
        best_ko.append(similar.max(axis=1))
        best_en.append(similar.max(axis=0))
    lengths_ko = [len(ko[i].vectors) for i, _ in candidates]
    lengths_en = [len(en[j].vectors) for _, j in candidates]
    ko_side = _Side(ko, rows, best_ko, lengths_en, chance.groups["en"]).directions()
    en_side = _Side(en, columns, best_en, lengths_ko, chance.groups["ko"]).directions()
    rivals = [math.log(max(len(rows[i]), len(columns[j]))) for i, j in candidates]
    return [_closeness(ko_side[n], en_side[n], rivals[n]) for n in range(len(candidates))]


@dataclass(frozen=True, slots=True)
class _Direction:
    """One direction of one pair: the weighted means over the sentences of one side."""

    raw: float
    chance: float
    margin: float
    strongest: float


@dataclass(frozen=True, slots=True)
class _Side:
    """The documents of one language, the numbers of their candidates; and of each candidate, the best cosines
    and how many sentences they were chosen from."""

    views: Sequence[DocumentView]
    numbers: Sequence[Sequence[int]]
    best: Sequence[Floats]
    lengths: Sequence[int]
    groups: Sequence[Floats]

    def directions(self) -> dict[int, _Direction]:
        """Read all candidates from this side."""
        found: dict[int, _Direction] = {}
        for view, weight, own in zip(self.views, weights(self.views), self.numbers, strict=True):
            if not own:
                continue
            level, spread = self._chance(view)
            best = np.stack([self.best[n] for n in own], axis=1)
            lengths = np.array([self.lengths[n] for n in own], dtype=np.float32)
            grown = np.log(np.maximum(lengths, _LENGTH) / _LENGTH)
            fair = best - _GROWTH * spread[:, None] * grown[None, :]
            over = fair - level[:, None]
            # Two rivals of no merit stand in where there are few others.
            table = np.concatenate([over, np.zeros((len(over), _RIVALS), dtype=np.float32)], axis=1)
            top = _top(table, _RIVALS + 1)
            within = over >= top[:, _RIVALS - 1 : _RIVALS]
            best_two = top[:, :_RIVALS].sum(axis=1, keepdims=True)
            rivals = np.where(within, top.sum(axis=1, keepdims=True) - over, best_two) / _RIVALS
            margin = over - rivals
            strongest = np.sort(margin, axis=0)[-_STRONGEST:].mean(axis=0)
            share = weight / weight.sum()
            means = zip(share @ fair, share @ over, share @ margin, strongest, strict=True)
            for n, values in zip(own, means, strict=True):
                found[n] = _Direction(*(float(value) for value in values))
        return found

    def _chance(self, view: DocumentView) -> tuple[Floats, Floats]:
        """The cosine that each sentence reaches by chance in a document of middle length, and how it spreads."""
        vectors = view.vectors.astype(np.float32)
        similar = [vectors @ group.T for group in self.groups]
        best = np.stack([one.max(axis=1) for one in similar], axis=1)
        return _top(best, _RIVALS).mean(axis=1), np.concatenate(similar, axis=1).std(axis=1)


def _top(table: Floats, k: int) -> Floats:
    """The k greatest of each row, greatest first."""
    return np.asarray(-np.sort(-table, axis=1)[:, :k], dtype=np.float32)


def _closeness(ko: _Direction, en: _Direction, rivals: float) -> Closeness:
    return Closeness(
        raw=(ko.raw + en.raw) / 2,
        chance=(ko.chance + en.chance) / 2,
        margin=(ko.margin + en.margin) / 2,
        least=min(ko.margin, en.margin),
        strongest=min(ko.strongest, en.strongest),
        rivals=rivals,
    )
