"""The model: boosted trees, read from a data file and run with numpy."""

from __future__ import annotations

import json
import math
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

    The right child of a node stands right behind its ``left`` one; a leaf points to itself, with
    an infinite threshold. ``depth`` steps from ``roots`` lead to the leaves, whose values are summed
    and added to ``base``: the log-odds.
    """

    features: npt.NDArray[np.int64]
    thresholds: Matrix
    left: npt.NDArray[np.int64]
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
            value = flat.take(self.features.take(node) + offsets)
            node = self.left.take(node) + (value > self.thresholds.take(node))
        total: Matrix = self.base + self.values.take(node).sum(axis=1)
        return total


@lru_cache(maxsize=4)
def load_forests(name: str) -> dict[str, Forest]:
    """Read the ensembles of a weights file (see ``benchmarks/train_cleaning.py`` for its making)."""
    record = json.loads(read_text(name))
    return {key: _forest(value) for key, value in record["forests"].items()}


def _forest(record: dict[str, list[list[float]] | float]) -> Forest:
    """A tree is a flat list in preorder: feature, threshold for a split; -1, value for a leaf."""
    nodes: list[tuple[int, float, int, float]] = []
    roots: list[int] = []
    deepest = 0
    trees, base = record["trees"], record["base"]
    if not isinstance(trees, list) or not isinstance(base, int | float):
        raise TypeError("trees must be a list, base a number")
    for tree in trees:
        roots.append(len(nodes))
        nodes.append((0, math.inf, len(nodes), 0.0))
        places = [(len(nodes) - 1, 0)]  # where the next nodes of the list go, and how deep they stand
        for feature, number in zip(tree[::2], tree[1::2], strict=True):
            place, depth = places.pop()
            deepest = max(deepest, depth)
            if feature < 0:
                nodes[place] = (0, math.inf, place, number)
                continue
            left = len(nodes)
            nodes[place] = (int(feature), number, left, 0.0)
            nodes += [(0, math.inf, left, 0.0), (0, math.inf, left + 1, 0.0)]
            places += [(left + 1, depth + 1), (left, depth + 1)]
    features, thresholds, left_ones, values = zip(*nodes, strict=True)
    return Forest(
        np.asarray(features, dtype=np.int64),
        np.asarray(thresholds, dtype=np.float64),
        np.asarray(left_ones, dtype=np.int64),
        np.asarray(values, dtype=np.float64),
        np.asarray(roots, dtype=np.int64),
        deepest,
        float(base),
    )
