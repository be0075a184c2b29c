"""An encoder with a memory on disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kmedtext.alignment.encoders.protocol import Encoder, Vectors
from kmedtext.alignment.encoders.vectorfile import VectorFile
from kmedtext.errors import UsageError


class CachedEncoder:
    """Gives the vectors of another encoder, each worked out once and kept in a file.

    ``path`` is the file, on a local disk; several processes and several encoders may share it. It grows to
    about ``max_bytes`` (a vector of 512 numbers takes 2.2 KB); then what was not asked for the longest goes. Vectors come
    back with the very bytes they went in with, so results do not depend on what the file holds. The file holds no
    texts, only their hashes. A file that is damaged is put aside with a warning, and begun anew.

    >>> import tempfile, pathlib
    >>> from kmedtext.alignment import UseEncoder
    >>> folder = tempfile.TemporaryDirectory()
    >>> plain = UseEncoder()
    >>> cached = CachedEncoder(plain, pathlib.Path(folder.name) / "vectors.db")
    >>> bool((cached.encode(["환자"]) == plain.encode(["환자"])).all())
    True
    >>> cached.encode(["환자", "간호사"]).shape, cached.hits, cached.misses
    ((2, 512), 1, 2)
    >>> folder.cleanup()
    """

    def __init__(
        self, encoder: Encoder, path: str | os.PathLike[str], *, max_bytes: int = 1_000_000_000
    ) -> None:
        """Take the settings; the file is opened at each call of :meth:`encode`, and made where there is none."""
        if max_bytes < 1_000_000:
            raise UsageError(f"max_bytes is {max_bytes}; a vector cache needs 1,000,000 bytes or more")
        place = Path(path)
        if place.is_dir() or not place.absolute().parent.is_dir():
            raise UsageError(f"vector cache {place}: name a file in a folder that exists")
        self.encoder = encoder
        self.path = place
        self.max_bytes = max_bytes
        self.hits = self.misses = 0
        self._file = VectorFile(place, max_bytes)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the settings only."""
        return _cached, (self.encoder, self.path, self.max_bytes)

    @property
    def name(self) -> str:
        """The name of the encoder behind."""
        return self.encoder.name

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self.encoder.dim

    @property
    def max_chars(self) -> int:
        """How many characters of a text are read."""
        return self.encoder.max_chars

    @property
    def signature(self) -> str:
        """The signature of the encoder behind: a cache changes nothing."""
        return self.encoder.signature

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Turn n texts into an (n, dim) array of unit vectors; only what the file does not hold is encoded."""
        limit = self.max_chars
        given = [text[:limit] for text in texts]
        if not given:
            return np.zeros((0, self.dim), dtype=np.float32)
        keys = {text: _key(text) for text in given}
        space = self._space()
        found = self._file.get(space, list(keys.values()))
        missing = [text for text, key in keys.items() if key not in found]
        self.hits += len(keys) - len(missing)
        self.misses += len(missing)
        if missing:
            vectors = np.asarray(self.encoder.encode(missing), dtype=np.float32)
            new = {keys[text]: vector for text, vector in zip(missing, vectors, strict=True)}
            self._file.put(space, new)
            found.update(new)
        return np.stack([found[keys[text]] for text in given])

    def _space(self) -> str:
        # The last digits hang on the machine; a file that was carried to another one must not mix them.
        return f"{self.encoder.signature}|{getattr(self.encoder, 'arithmetic', '')}"


def _cached(encoder: Encoder, path: Path, max_bytes: int) -> CachedEncoder:
    return CachedEncoder(encoder, path, max_bytes=max_bytes)


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
