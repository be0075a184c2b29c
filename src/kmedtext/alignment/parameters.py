"""The settings of sentence alignment, read from ``alignment.toml`` beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any

import numpy as np

from kmedtext.alignment.features import NAMES, Measures
from kmedtext.alignment.stretches import SHAPES, Array

SIZES = ("a bead", "one to one", "more Korean", "more English", "many to many")
"""What the number of sentences in a bead says; the columns of :data:`SIZE_TABLE`."""

SIZE_TABLE = np.array(
    [[1, (a, b) == (1, 1), a - 1, b - 1, min(a, b) - 1] for a, b in SHAPES], dtype=np.float64
)
"""[shape, size]: a 1–3 bead is a bead with two more English sentences, for instance."""

EVIDENCE = ("cosine", "best rival", "margin", "length", "marks missed", "gain", "coverage", "mean cosine")
"""What a score is made of: measures of the bead, what it is worth to decoding, the share of all sentences that
stand in beads, and the mean cosine of all beads: in texts that do not belong together little is found, and that
is not close."""


GIVEN = ("cosine", "length", "coverage", "mean cosine")
"""What the score of a bead is made of that was given or demanded, and so has no rivals and no gain."""


@dataclass(frozen=True, slots=True)
class Weights:
    """``measures``: one for each measure, ``sizes``: one for each of SIZES, ``jump``: the price of going back."""

    measures: Array
    sizes: Array
    jump: float

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> Weights:
        """Take the weights from a table of the settings."""
        return cls(
            np.array([table["measures"][name] for name in NAMES]),
            np.array([table["sizes"][name] for name in SIZES]),
            float(table["jump"]),
        )

    def blend(self, other: Weights, share: float) -> Weights:
        """Go the given share of the way to ``other``."""
        return Weights(
            self.measures + share * (other.measures - self.measures),
            self.sizes + share * (other.sizes - self.sizes),
            self.jump + share * (other.jump - self.jump),
        )

    def gains(self, measures: Measures) -> Array:
        """What every bead is worth beside leaving its sentences alone (log odds); −inf: not possible."""
        total: Array = np.einsum("f,fc->c", self.measures, measures.values)
        return measures.spread(total + (SIZE_TABLE @ self.sizes)[measures.shape])


@dataclass(frozen=True, slots=True)
class Parameters:
    """Weights for free and for close translations, and the closeness at which either holds alone.

    ``ratio`` is the usual natural logarithm of English over Korean length in characters; it counts as
    much as ``ratio_trust`` beads of the texts themselves. ``score`` are weights of EVIDENCE and a constant,
    ``given`` those of GIVEN.
    """

    ratio: float
    ratio_trust: float
    free_until: float
    close_from: float
    free: Weights
    close: Weights
    score: tuple[float, ...] = (0.0,) * (len(EVIDENCE) + 1)
    given: tuple[float, ...] = (0.0,) * (len(GIVEN) + 1)

    def chance(self, evidence: Sequence[float]) -> float:
        """Estimated probability (0…1) that a bead with the values of EVIDENCE, chosen in decoding, is right."""
        return _chance(self.score, evidence)

    def chance_of_given(self, evidence: Sequence[float]) -> float:
        """Estimated probability (0…1) that a bead with the values of GIVEN, which nobody chose, is right."""
        return _chance(self.given, evidence)

    def share(self, closeness: float) -> float:
        """How much the weights of close translations count (0…1)."""
        return min(1.0, max(0.0, (closeness - self.free_until) / (self.close_from - self.free_until)))

    def weights(self, share: float) -> Weights:
        """The weights where those of close translations count so much."""
        return self.free.blend(self.close, share)


def _chance(weights: Sequence[float], evidence: Sequence[float]) -> float:
    odds = sum(weight * value for weight, value in zip(weights, (*evidence, 1.0), strict=True))
    return 1.0 / (1.0 + exp(-min(max(odds, -50.0), 50.0)))


@cache
def parameters() -> Parameters:
    """Read the settings that come with the package."""
    table = tomllib.loads(files("kmedtext.alignment").joinpath("alignment.toml").read_text(encoding="utf-8"))
    return Parameters(
        table["ratio"],
        table["ratio_trust"],
        table["free_until"],
        table["close_from"],
        Weights.read(table["free"]),
        Weights.read(table["close"]),
        (*(table["score"][name] for name in EVIDENCE), table["score"]["constant"]),
        (*(table["given"][name] for name in GIVEN), table["given"]["constant"]),
    )
