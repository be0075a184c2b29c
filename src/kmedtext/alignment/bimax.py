"""How well the sentences of two documents find each other (BiMax), against what chance would give.

A sentence's best cosine in the other document says little by itself: unrelated medical news
reach .4 and more, true pairs may stay at .5. So every best cosine is set against the best ones
that the same sentence finds in documents that do not belong to it: the other candidates, and
the groups of a small background (``background.tsv``), which serves where there are few others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.documents import DocumentView
from kmedtext.alignment.encoder import Encoder
from kmedtext.records import Lang

Floats = NDArray[np.float32]

_RIVALS: Final = 2
_STRONGEST: Final = 3


@dataclass(frozen=True, slots=True)
class Background:
    """Vectors of the background's sentences, a (n, d) array a group, by language."""

    groups: dict[Lang, tuple[Floats, ...]]


@lru_cache(maxsize=4)
def background(encoder: Encoder) -> Background:
    """Encode the background with an encoder; kept for the next call."""
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

    ``raw`` is the weighted mean of the best cosines, over both directions; ``chance`` the same after
    what the background gives is taken off, ``margin`` after what all other documents give is. ``least``
    is the margin in the worse direction, ``strongest`` that of the three best sentences a side.
    """

    raw: float
    chance: float
    margin: float
    least: float
    strongest: float


def weights(views: Sequence[DocumentView]) -> list[Floats]:
    """Weight of each sentence: its length, less where the same sentence stands in many documents."""
    counts: Counter[int] = Counter()
    for view in views:
        counts.update(set(view.prints))
    found = []
    for view in views:
        often = np.array([counts[mark] for mark in view.prints], dtype=np.float32)
        found.append(view.sizes / np.maximum(often, 1.0))
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
    for number, (i, j) in enumerate(candidates):
        rows[i].append(number)
        columns[j].append(number)
        similar = ko[i].vectors.astype(np.float32) @ en[j].vectors.astype(np.float32).T
        best_ko.append(similar.max(axis=1))
        best_en.append(similar.max(axis=0))
    ko_side = _Side(ko, rows, best_ko, chance.groups["en"]).directions()
    en_side = _Side(en, columns, best_en, chance.groups["ko"]).directions()
    return [_closeness(ko_side[n], en_side[n]) for n in range(len(candidates))]


@dataclass(frozen=True, slots=True)
class _Direction:
    """One direction of one pair: the weighted means over the sentences of one side."""

    raw: float
    chance: float
    margin: float
    strongest: float


@dataclass(frozen=True, slots=True)
class _Side:
    """The documents of one language, the numbers of their candidates, and the best cosines of each candidate."""

    views: Sequence[DocumentView]
    numbers: Sequence[Sequence[int]]
    best: Sequence[Floats]
    groups: Sequence[Floats]

    def directions(self) -> dict[int, _Direction]:
        """Read all candidates from this side."""
        found: dict[int, _Direction] = {}
        for view, weight, own in zip(self.views, weights(self.views), self.numbers, strict=True):
            if not own:
                continue
            vectors = view.vectors.astype(np.float32)
            elsewhere = np.stack([(vectors @ group.T).max(axis=1) for group in self.groups], axis=1)
            by_chance = _top(elsewhere, _RIVALS).mean(axis=1)
            table = np.concatenate([np.stack([self.best[n] for n in own], axis=1), elsewhere], axis=1)
            top = _top(table, _RIVALS + 1)
            share = weight / weight.sum()
            for column, n in enumerate(own):
                best = table[:, column]
                within = best >= top[:, _RIVALS - 1]
                rivals = np.where(within, top.sum(axis=1) - best, top[:, :_RIVALS].sum(axis=1)) / _RIVALS
                over = best - rivals
                found[n] = _Direction(
                    raw=float(share @ best),
                    chance=float(share @ (best - by_chance)),
                    margin=float(share @ over),
                    strongest=float(np.sort(over)[-_STRONGEST:].mean()),
                )
        return found


def _top(table: Floats, k: int) -> Floats:
    """The k greatest of each row, greatest first."""
    return np.asarray(-np.sort(-table, axis=1)[:, :k], dtype=np.float32)


def _closeness(ko: _Direction, en: _Direction) -> Closeness:
    return Closeness(
        raw=(ko.raw + en.raw) / 2,
        chance=(ko.chance + en.chance) / 2,
        margin=(ko.margin + en.margin) / 2,
        least=min(ko.margin, en.margin),
        strongest=min(ko.strongest, en.strongest),
    )
