"""What alignment asks of an encoder, and how encoders read texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One row a text, L2-normalised; a row of zeros for a text with nothing in it."""


@runtime_checkable
class Encoder(Protocol):
    """What alignment asks of an encoder.

    ``signature`` names the model, its version and the settings that change vectors, never a key: two
    encoders with one signature give the same vectors, up to the rounding of the machine. Characters after
    ``max_chars`` are not read. Encoders are pickled into worker processes: by their settings, not their models.
    """

    @property
    def name(self) -> str:
        """Short name, for people."""
        ...

    @property
    def dim(self) -> int:
        """Length of a vector."""
        ...

    @property
    def max_chars(self) -> int:
        """How many characters of a text are read."""
        ...

    @property
    def signature(self) -> str:
        """What decides the vectors, in one line; a key for caches."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Turn n texts into an (n, dim) array of unit vectors."""
        ...


def readable(text: str, max_chars: int) -> str:
    """Cap a text and make it encodable: a lone surrogate becomes a question mark.

    >>> readable("  환자가 퇴원했다.", 5)
    '환자가'
    """
    return text[:max_chars].encode("utf-8", "replace").decode("utf-8").strip()


def normalised(vectors: NDArray[np.floating]) -> Vectors:
    """Bring rows to length 1, as float32; rows of zeros stay.

    >>> normalised(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    exact = np.asarray(vectors, dtype=np.float64)
    lengths = np.sqrt(np.einsum("ij,ij->i", exact, exact))[:, None]
    return np.asarray(exact / np.where(lengths > 0.0, lengths, 1.0), dtype=np.float32)
