"""Bring another encoder's cosines to the level that the thresholds of this room were learned at.

Pairing and alignment were learned with the default encoder, whose unrelated sentences have a mean cosine of .08. Other
models have another zero: .1 to .4, and .7 and more where they were trained with a low temperature (multilingual-e5).
Two steps put that right as far as a shift can. First, where cosines bunch up, the mean vector is taken away ("All-but-the-top", Mu and
Viswanath 2018, without its principal components). Then a number that all vectors share is added, so that the unrelated
sentences of ``background.tsv`` have the default's mean cosine. How cosines spread, and so what a score means as a
probability, stays the other model's own.
"""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.encoders.protocol import Encoder, Vectors, normalised


class _Level(NamedTuple):
    """The vector taken away, and the share of the squared length that goes to the number shared by all."""

    mean: NDArray[np.float64]
    share: float


class LevelledEncoder:
    """Another encoder, with cosines on the default's level; its vectors have one number more.

    The level is found from invented sentences that come with kmedtext, encoded once a process by the encoder behind.
    ``centred`` says whether its mean vector is taken away. The signature says that the vectors are levelled.
    """

    def __init__(self, encoder: Encoder, *, centred: bool = True) -> None:
        """Take the encoder; nothing is encoded yet."""
        self.encoder = encoder
        self.centred = centred
        self._level: _Level | None = None
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the settings only."""
        return _levelled, (self.encoder, self.centred)

    @property
    def name(self) -> str:
        """The name of the encoder behind."""
        return self.encoder.name

    @property
    def dim(self) -> int:
        """Length of a vector: one more than that of the encoder behind."""
        return self.encoder.dim + 1

    @property
    def max_chars(self) -> int:
        """How many characters of a text are read."""
        return self.encoder.max_chars

    @property
    def signature(self) -> str:
        """The signature of the encoder behind, and how its vectors are levelled."""
        return f"{self.encoder.signature};levelled={'centred' if self.centred else 'shifted'} to {_target()}"

    @property
    def arithmetic(self) -> str:
        """What rounds the last digits of the encoder behind."""
        return str(getattr(self.encoder, "arithmetic", ""))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Turn n texts into an (n, dim) array of unit vectors."""
        with self._lock:
            level = self._level = self._level or _find(self.encoder, centred=self.centred)
        return _apply(self.encoder.encode(texts), level)


def _levelled(encoder: Encoder, centred: bool) -> LevelledEncoder:
    return LevelledEncoder(encoder, centred=centred)


def unrelated(vectors: Vectors, langs: Sequence[str], topics: Sequence[str]) -> float:
    """The mean cosine of the Korean and English sentences that are on different topics."""
    ko = [at for at, lang in enumerate(langs) if lang == "ko"]
    en = [at for at, lang in enumerate(langs) if lang == "en"]
    apart = np.array([[topics[i] != topics[j] for j in en] for i in ko])
    return float((vectors[ko].astype(np.float64) @ vectors[en].astype(np.float64).T)[apart].mean())


def background() -> tuple[list[str], list[str], list[str]]:
    """Languages, topics and texts of the sentences of ``background.tsv``."""
    table = files("kmedtext.alignment.pairing").joinpath("background.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]


def _target() -> float:
    table = tomllib.loads(files(__package__).joinpath("level.toml").read_text(encoding="utf-8"))
    return float(table["unrelated"])


def _find(encoder: Encoder, *, centred: bool) -> _Level:
    langs, topics, texts = background()
    vectors = encoder.encode(texts)
    mean = vectors.mean(axis=0, dtype=np.float64) if centred else np.zeros(vectors.shape[1])
    level = unrelated(normalised(vectors - mean), langs, topics)
    # cosines c become share + (1 - share) * c
    return _Level(mean, max(0.0, (_target() - level) / (1.0 - level)))


def _apply(vectors: Vectors, level: _Level) -> Vectors:
    blank = ~vectors.any(axis=1)
    moved = normalised(vectors - level.mean) * np.float32(np.sqrt(1.0 - level.share))
    shared = np.full((len(vectors), 1), np.sqrt(level.share), dtype=np.float32)
    result = np.concatenate([moved, shared], axis=1)
    result[blank] = 0.0
    return np.ascontiguousarray(result, dtype=np.float32)
