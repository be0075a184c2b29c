"""Which pairs of documents are worth a closer look: nearest mean vectors, in blocks of bounded memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.pairing.documents import DocumentView

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]

_BLOCK_CELLS: Final = 16_000_000  # 64 MB of float32 a block
_CENTRED_FROM: Final = 50
_FOLD: Final = 16


def mean_vectors(views: Sequence[DocumentView], weights: Sequence[Floats]) -> Floats:
    """One unit vector a document: the weighted mean of its sentences; large collections are centred.

    Sentences that stand in many documents weigh little, so that shared page leftovers do not make documents alike.
    """
    if not views:
        return np.zeros((0, 1), dtype=np.float32)
    means = np.empty((len(views), views[0].vectors.shape[1]), dtype=np.float32)
    for row, (view, weight) in enumerate(zip(views, weights, strict=True)):
        means[row] = weight @ view.vectors.astype(np.float32)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    if len(views) >= _CENTRED_FROM:
        means -= means.mean(axis=0, keepdims=True)
        means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    return means


def nearest(one: Floats, other: Floats, k: int) -> list[tuple[int, int]]:
    """Pairs (row of ``one``, row of ``other``) in which either is among the ``k`` nearest of the other; sorted.

    All pairs, where there are no more than ``k`` documents on both sides. The search is exact: n × m products of
    vectors in time, each made once, and one block of them in memory.

    >>> import numpy as np
    >>> eye = np.eye(3, dtype=np.float32)
    >>> nearest(eye, eye, 1)
    [(0, 0), (1, 1), (2, 2)]
    """
    if not len(one) or not len(other):
        return []
    if max(len(one), len(other)) <= k:
        return [(i, j) for i in range(len(one)) for j in range(len(other))]
    step = max(1, _BLOCK_CELLS // len(other))
    ours: list[Rows] = []
    best = np.full((len(other), 0), -np.inf, dtype=np.float32)
    theirs: Rows = np.zeros((len(other), 0), dtype=np.intp)
    for start in range(0, len(one), step):
        similar = one[start : start + step] @ other.T
        ours.append(_greatest(similar, k))
        rows = _greatest(similar.T, k)
        best = np.concatenate([best, np.take_along_axis(similar.T, rows, axis=1)], axis=1)
        theirs = np.concatenate([theirs, rows + start], axis=1)
        kept = _greatest(best, k)
        best, theirs = np.take_along_axis(best, kept, axis=1), np.take_along_axis(theirs, kept, axis=1)
    rows = np.concatenate(ours)
    codes = np.concatenate(
        [
            (np.arange(len(one))[:, None] * len(other) + rows).ravel(),
            (theirs * len(other) + np.arange(len(other))[:, None]).ravel(),
        ]
    )
    first, second = np.divmod(np.unique(codes), len(other))
    return list(zip(first.tolist(), second.tolist(), strict=True))


def _greatest(table: Floats, k: int) -> Rows:
    """Columns of the k greatest of each row (fewer where there are fewer), in no order.

    The k greatest cells lie in the k folds with the greatest maxima, so that all but one pass over the table works
    on a sixteenth of it.
    """
    rows, columns = table.shape
    if columns <= k:
        return np.broadcast_to(np.arange(columns), (rows, columns))
    width = columns // _FOLD
    if width <= 2 * k:
        return np.argpartition(table, columns - k, axis=1)[:, columns - k :]
    even = width * _FOLD
    tops = table[:, :width].copy()
    for start in range(width, even, width):
        np.maximum(tops, table[:, start : start + width], out=tops)
    folds = np.argpartition(tops, width - k, axis=1)[:, width - k :]
    spread = (folds[:, :, None] + np.arange(0, even, width)[None, None, :]).reshape(rows, -1)
    rest = np.broadcast_to(np.arange(even, columns), (rows, columns - even))
    chosen = np.concatenate([spread, rest], axis=1)
    values = np.take_along_axis(table, chosen, axis=1)
    last = values.shape[1] - k
    return np.take_along_axis(chosen, np.argpartition(values, last, axis=1)[:, last:], axis=1)
