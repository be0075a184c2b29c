"""Which pairs of documents are worth a closer look: nearest mean vectors, in blocks of bounded memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.pairing.documents import DocumentView

Floats = NDArray[np.float32]

_BLOCK_CELLS: Final = 16_000_000  # 64 MB of float32 a block
_CENTRED_FROM: Final = 50


def mean_vectors(views: Sequence[DocumentView], weights: Sequence[Floats]) -> Floats:
    """One unit vector a document: the weighted mean of its sentences; large collections are centred.

    Sentences that stand in many documents weigh little, so that shared page leftovers do not make documents alike.
    """
    if not views:
        return np.zeros((0, 1), dtype=np.float32)
    means = np.stack(
        [weight @ view.vectors.astype(np.float32) for view, weight in zip(views, weights, strict=True)]
    ).astype(np.float32)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    if len(views) >= _CENTRED_FROM:
        means -= means.mean(axis=0, keepdims=True)
        means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    return means


def nearest(one: Floats, other: Floats, k: int) -> list[tuple[int, int]]:
    """Pairs (row of ``one``, row of ``other``) in which either is among the ``k`` nearest of the other; sorted.

    All pairs, where there are no more than ``k`` documents on both sides. Takes n × m products of
    vectors in time and one block of them in memory.

    >>> import numpy as np
    >>> eye = np.eye(3, dtype=np.float32)
    >>> nearest(eye, eye, 1)
    [(0, 0), (1, 1), (2, 2)]
    """
    if not len(one) or not len(other):
        return []
    if max(len(one), len(other)) <= k:
        return [(i, j) for i in range(len(one)) for j in range(len(other))]
    found = set(_top(one, other, k))
    found.update((i, j) for j, i in _top(other, one, k))
    return sorted(found)


def _top(one: Floats, other: Floats, k: int) -> list[tuple[int, int]]:
    k = min(k, len(other))
    step = max(1, _BLOCK_CELLS // len(other))
    found: list[tuple[int, int]] = []
    for start in range(0, len(one), step):
        similar = one[start : start + step] @ other.T
        if k < len(other):
            columns = np.argpartition(-similar, k - 1, axis=1)[:, :k]
        else:
            columns = np.broadcast_to(np.arange(k), (len(similar), k))
        found.extend((start + row, int(column)) for row in range(len(columns)) for column in columns[row])
    return found
