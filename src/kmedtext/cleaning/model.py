"""The model: boosted trees, read from a data file and run with numpy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from kmedtext.cleaning.tables import read_text

Matrix = npt.NDArray[np.float64]
_ROWS = 4096


@dataclass(frozen=True, slots=True)
class Forest:
    """An additive ensemble of binary trees, all nodes in one row.

    A leaf points to itself; ``depth`` steps from ``roots`` lead to the leaves, whose values are
    summed and added to ``base``: the log-odds.
    """

    features: npt.NDArray[np.int64]
    thresholds: Matrix
    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    values: Matrix
    roots: npt.NDArray[np.int64]
    depth: int
    base: float

    def log_odds(self, rows: Matrix) -> Matrix:
        """Log-odds of each row."""
        parts = [self._log_odds(rows[start : start + _ROWS]) for start in range(0, len(rows), _ROWS)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _log_odds(self, rows: Matrix) -> Matrix:
        flat = np.ascontiguousarray(rows).ravel()
        width = rows.shape[1]
        offsets = (np.arange(len(rows), dtype=np.int64) * width)[:, None]
        node = np.tile(self.roots, (len(rows), 1))
        for _ in range(self.depth):
            below = flat[offsets + self.features[node]] <= self.thresholds[node]
            node = np.where(below, self.left[node], self.right[node])
        total: Matrix = self.base + self.values[node].sum(axis=1)
        return total


@lru_cache(maxsize=4)
def load_forests(name: str) -> dict[str, Forest]:
    """Read the ensembles of a weights file (see ``benchmarks/train_cleaning.py`` for its making)."""
    record = json.loads(read_text(name))
    return {key: _forest(value) for key, value in record["forests"].items()}


def _forest(record: dict[str, list[list[float]] | float]) -> Forest:
    """A tree is a flat list in preorder: feature, threshold for a split; -1, value for a leaf."""
    features: list[int] = []
    thresholds: list[float] = []
    left: list[int] = []
    right: list[int] = []
    values: list[float] = []
    roots: list[int] = []
    deepest = 0
    trees = record["trees"]
    if not isinstance(trees, list):
        raise TypeError("trees must be a list")
    for tree in trees:
        roots.append(len(features))
        waiting: list[tuple[int, bool, int]] = []
        depth = 0
        for feature, number in zip(tree[::2], tree[1::2], strict=True):
            here = len(features)
            leaf = feature < 0
            features.append(0 if leaf else int(feature))
            thresholds.append(0.0 if leaf else number)
            values.append(number if leaf else 0.0)
            left.append(here)
            right.append(here)
            if not leaf:
                left[here] = here + 1
                waiting.append((here, False, depth))
                depth += 1
                deepest = max(deepest, depth)
            else:
                while waiting and waiting[-1][1]:
                    waiting.pop()
                if waiting:
                    parent, _, level = waiting.pop()
                    waiting.append((parent, True, level))
                    right[parent] = here + 1
                    depth = level + 1
    base = record["base"]
    return Forest(
        np.asarray(features),
        np.asarray(thresholds),
        np.asarray(left),
        np.asarray(right),
        np.asarray(values),
        np.asarray(roots),
        deepest,
        float(base) if isinstance(base, int | float) else 0.0,
    )
