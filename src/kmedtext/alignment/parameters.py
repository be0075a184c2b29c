"""The settings of sentence alignment, read from ``alignment.toml`` beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from kmedtext.alignment.features import SHAPES, Array, Measures


@dataclass(frozen=True, slots=True)
class Parameters:
    """``weights`` of the measures and of the shapes, ``jump``: the price of going back in the English text.

    ``ratio`` is the natural logarithm of English over Korean length in characters.
    """

    ratio: float
    jump: float
    weights: Mapping[str, float]
    shapes: Mapping[str, float]

    def gains(self, measures: Measures) -> Array:
        """What every possible bead is worth beside leaving its sentences alone; −inf: not possible."""
        total = self.weights["cosine"] * measures.cosine
        for name, value in measures.values.items():
            total += self.weights[name] * value
        total += np.array([self.shapes[f"{a}-{b}"] for a, b in SHAPES])[:, None, None]
        total[~measures.valid] = -np.inf
        return total


@cache
def parameters() -> Parameters:
    """Read the settings that come with the package."""
    table = tomllib.loads(files("kmedtext.alignment").joinpath("alignment.toml").read_text(encoding="utf-8"))
    return Parameters(table["ratio"], table["jump"], table["weights"], table["shapes"])
