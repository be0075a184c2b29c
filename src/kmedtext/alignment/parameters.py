"""The settings of sentence alignment, read from ``alignment.toml`` beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any

import numpy as np

from kmedtext.alignment.features import NAMES, SHAPES, Measures
from kmedtext.alignment.stretches import Array


@dataclass(frozen=True, slots=True)
class Weights:
    """``measures``: one for each measure, ``shapes``: one for each shape, ``jump``: the price of going back."""

    measures: Array
    shapes: Array
    jump: float

    @classmethod
    def read(cls, table: Mapping[str, Any]) -> Weights:
        """Take the weights from a table of the settings."""
        return cls(
            np.array([table["measures"][name] for name in NAMES]),
            np.array([table["shapes"][f"{a}-{b}"] for a, b in SHAPES]),
            float(table["jump"]),
        )

    def blend(self, other: Weights, share: float) -> Weights:
        """Go the given share of the way to ``other``."""
        return Weights(
            self.measures + share * (other.measures - self.measures),
            self.shapes + share * (other.shapes - self.shapes),
            self.jump + share * (other.jump - self.jump),
        )

    def gains(self, measures: Measures) -> Array:
        """What every bead is worth beside leaving its sentences alone (log odds); −inf: not possible."""
        total: Array = np.einsum("f,fsij->sij", self.measures, measures.values)
        total += self.shapes[:, None, None]
        return np.where(measures.possible, total, -np.inf)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Weights for free and for close translations, and the closeness at which either holds alone.

    ``ratio`` is the usual natural logarithm of English over Korean length in characters; it counts as
    much as ``ratio_trust`` beads of the texts themselves. ``score_slope`` and
    ``score_offset`` turn a gain into the estimated probability that the bead is right.
    """

    ratio: float
    ratio_trust: float
    free_until: float
    close_from: float
    free: Weights
    close: Weights
    score_slope: float = 1.0
    score_offset: float = 0.0

    def score(self, gain: float) -> float:
        """Estimated probability (0…1) that a bead with that gain, chosen in decoding, is right."""
        return 1.0 / (1.0 + exp(-min(max(self.score_slope * gain + self.score_offset, -50.0), 50.0)))

    def share(self, closeness: float) -> float:
        """How much the weights of close translations count (0…1)."""
        return min(1.0, max(0.0, (closeness - self.free_until) / (self.close_from - self.free_until)))

    def weights(self, closeness: float) -> Weights:
        """The weights for two texts that follow each other as closely as that."""
        return self.free.blend(self.close, self.share(closeness))


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
        table["score_slope"],
        table["score_offset"],
    )
