"""How well the sentences of two documents find each other (BiMax), against what chance would give.

A sentence's best cosine in the other document says little by itself: unrelated medical news
reach .4 and more, true pairs may stay at .5. So every best cosine is set against a level that
the same sentence reaches by chance: taken from a small background of unrelated sentences
(``background.tsv``), raised with the logarithm of the other document's length, because a longer
document offers more sentences to choose from; and against what it finds in the other candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import accumulate, chain, groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.encoders import Encoder
from kmedtext.alignment.pairing.documents import DocumentView
from kmedtext.alignment.pairing.sharing import counted
from kmedtext.records import Lang

Floats = NDArray[np.float32]
Labels = NDArray[np.intp]
Measured = NDArray[np.float64]

_RIVALS: Final = 2
# The best cosine of an unrelated document grows by 0.6–0.8 standard deviations for each factor e in its
# length, and is at the background's level with about 20 sentences (measured on development documents).
# Shorter documents are not made up for: that would only add noise.
_STRONGEST: Final = 3
_GROWTH: Final = 0.7
_LENGTH: Final = 20.0
_NOTHING: Final = np.zeros(0, dtype=np.float32)


MEASURES: Final = ("raw", "chance", "margin", "least", "strongest", "rivals")
"""What the sentences say about a pair, in the order of :func:`compare`.

``raw`` is the weighted mean of the best cosines, over both directions, put right for length;
``chance`` the same over the level of chance; ``margin`` also over what the best rivals reach.
``least`` is the margin in the worse direction, ``strongest`` that of the three best sentences a side.
``rivals`` is the logarithm of how many documents were compared with the better compared of the
two: the more there were, the more the same margin says.
"""


@dataclass(frozen=True, slots=True)
class Background:
    """Vectors of the background's sentences by language, group after group, and where each group begins."""

    vectors: dict[Lang, Floats]
    starts: dict[Lang, list[int]]


def background(encoder: Encoder) -> Background:
    """Encode the background with the encoder that made the views."""
    texts: dict[Lang, dict[str, list[str]]] = {}
    table = files(__package__).joinpath("background.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            lang, topic, text = line.split("\t")
            texts.setdefault(lang, {}).setdefault(topic, []).append(text)
    return Background(
        {lang: encoder.encode(list(chain(*topics.values()))) for lang, topics in texts.items()},
        {lang: _starts(map(len, topics.values())) for lang, topics in texts.items()},
    )


def _starts(lengths: Iterable[int]) -> list[int]:
    return [0, *accumulate(lengths)][:-1]


def weights(views: Sequence[DocumentView], groups: Sequence[int] | None = None) -> list[Floats]:
    """Weight of each sentence: its length, less where the same sentence stands in many documents.

    ``groups`` numbers the documents; those of one number, near copies, count once.
    """
    counts = counted((view.prints for view in views), groups or range(len(views)))
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
    groups: tuple[Sequence[int], Sequence[int]] | None = None,
) -> Measured:
    """Compare the candidate pairs (index into ``ko``, index into ``en``): a row a candidate, columns ``MEASURES``.

    ``groups`` numbers the documents of either side; those of one number are no rivals of each other.
    """
    ko_groups, en_groups = groups or (range(len(ko)), range(len(en)))
    columns: list[list[int]] = [[] for _ in en]
    best_en: list[Floats] = [_NOTHING] * len(candidates)
    read = np.zeros((2, len(candidates), 4))
    rivals = np.zeros((2, len(candidates)))
    ko_weights = weights(ko, ko_groups)
    for i, run in groupby(range(len(candidates)), key=lambda number: candidates[number][0]):
        numbers = list(run)
        others = [candidates[number][1] for number in numbers]
        starts = _starts(len(en[j].vectors) for j in others)
        stacked = np.concatenate([en[j].vectors for j in others]).astype(np.float32)
        similar = ko[i].vectors.astype(np.float32) @ stacked.T
        for number, j, found in zip(numbers, others, np.split(similar.max(axis=0), starts[1:]), strict=True):
            columns[j].append(number)
            best_en[number] = found
        best = np.maximum.reduceat(similar, starts, axis=1)
        labels = np.array([en_groups[j] for j in others])
        lengths = np.array([len(en[j].vectors) for j in others], dtype=np.float32)
        read[0, numbers] = _direction(ko[i], ko_weights[i], best, lengths, labels, chance)
        rivals[0, numbers] = len(set(labels.tolist()))
    for view, weight, numbers in zip(en, weights(en, en_groups), columns, strict=True):
        if not numbers:
            continue
        others = [candidates[number][0] for number in numbers]
        labels = np.array([ko_groups[i] for i in others])
        lengths = np.array([len(ko[i].vectors) for i in others], dtype=np.float32)
        best = np.stack([best_en[number] for number in numbers], axis=1)
        read[1, numbers] = _direction(view, weight, best, lengths, labels, chance)
        rivals[1, numbers] = len(set(labels.tolist()))
    both, worse = read.mean(axis=0), read.min(axis=0)
    return np.column_stack([both[:, :3], worse[:, 2:], np.log(np.maximum(rivals.max(axis=0), 1.0))])


def _direction(
    view: DocumentView, weight: Floats, best: Floats, lengths: Floats, labels: Labels, chance: Background
) -> Measured:
    """One direction of all candidates of a document: rows candidates, columns raw, chance, margin, strongest.

    ``best`` holds the best cosine of each sentence in each candidate, ``lengths`` their numbers of sentences,
    ``labels`` their groups.
    """
    level, spread = _chance(view, chance)
    grown = np.log(np.maximum(lengths, _LENGTH) / _LENGTH)
    fair = best - _GROWTH * spread[:, None] * grown[None, :]
    over = fair - level[:, None]
    margin = over - _rivals(over, labels)
    strongest = np.sort(margin, axis=0)[-_STRONGEST:].mean(axis=0)
    share = weight / weight.sum()
    return np.column_stack([share @ fair, share @ over, share @ margin, strongest]).astype(np.float64)


def _rivals(over: Floats, labels: Labels) -> Floats:
    """The mean of the best two that each sentence finds in the candidates of other groups."""
    found, place = np.unique(labels, return_inverse=True)
    table = np.zeros((len(over), len(found) + _RIVALS), dtype=np.float32)
    # Two rivals of no merit stand in where there are few others.
    table[:, : len(found)] = -np.inf
    np.maximum.at(table.T, place, over.T)
    top = _top(table, _RIVALS + 1)
    own = table[:, place]
    within = own >= top[:, _RIVALS - 1 : _RIVALS]
    best_two = top[:, :_RIVALS].sum(axis=1, keepdims=True)
    return np.asarray(np.where(within, top.sum(axis=1, keepdims=True) - own, best_two) / _RIVALS)


def _chance(view: DocumentView, chance: Background) -> tuple[Floats, Floats]:
    """The cosine that each sentence reaches by chance in a document of middle length, and how it spreads."""
    other = "en" if view.lang == "ko" else "ko"
    similar = view.vectors.astype(np.float32) @ chance.vectors[other].T
    best = np.maximum.reduceat(similar, chance.starts[other], axis=1)
    return _top(best, _RIVALS).mean(axis=1), similar.std(axis=1)


def _top(table: Floats, k: int) -> Floats:
    """The k greatest of each row, greatest first."""
    return np.asarray(-np.sort(-table, axis=1)[:, :k], dtype=np.float32)
