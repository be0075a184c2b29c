"""Matrix products whose rows hang on nothing but themselves.

A BLAS does not promise that: it takes rows in blocks, by kernels that round differently, so the last digits of a
row change with its place and with the number of rows. Here rows are multiplied in small blocks of one shape, and
that shape is one whose rows, as tried out on this machine, all come out alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# In the order of their speed. With OpenBLAS's kernels SkylakeX takes the first, Haswell (AVX2, Zen) the third;
# a block of one row is alike by nature.
_SHAPES: Final = ((48, False), (32, True), (16, True), (8, True), (8, False), (1, False))


@dataclass(frozen=True, slots=True)
class Blocks:
    """How rows are multiplied: ``rows`` at a time, and ``turned``: as columns of the transposed product."""

    rows: int
    turned: bool

    def padded(self, count: int) -> int:
        """The least number of rows that holds ``count`` of them in whole blocks."""
        return -(-count // self.rows) * self.rows

    def times(self, left: Floats, right: Floats) -> Floats:
        """Multiply (n, k) by (k, m); n a multiple of ``rows``, both C-contiguous, on one BLAS thread."""
        blocks = left.reshape(-1, self.rows, left.shape[1])
        if not self.turned:
            straight: Floats = np.matmul(blocks, right).reshape(len(left), -1)
            return straight
        product = np.matmul(right.T, blocks.transpose(0, 2, 1))
        # a copy even of a single block: what comes after must not round by the way its input lies in memory
        return np.ascontiguousarray(product.transpose(0, 2, 1).reshape(len(left), -1))

    def alike(self, inner: int, outer: int) -> bool:
        """Whether equal rows come out equal, wherever they stand in a block: tried with random numbers."""
        drawn = np.random.default_rng(0)
        right = drawn.standard_normal((inner, outer), dtype=np.float32)
        for row in drawn.standard_normal((2, inner), dtype=np.float32):
            product = self.times(np.repeat(row[None], 2 * self.rows, axis=0), right)
            if not (product == product[0]).all():
                return False
        return True


@cache
def blocks(shapes: tuple[tuple[int, int], ...]) -> Blocks:
    """The fastest way that gives equal rows equal bytes for all these shapes (k, m) of the right-hand matrix.

    Call it under the limit of one BLAS thread that the products will run under.
    """
    able = (way for way in map(Blocks, *zip(*_SHAPES, strict=True)) if all(way.alike(*one) for one in shapes))
    return next(able, Blocks(*_SHAPES[-1]))
