"""Logistic regression by Newton's method, small and exact: for a few weights on a few thousand rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_STEPS, _RIDGE = 50, 1.0


def fitted(
    rows: NDArray[np.float64], right: NDArray[np.float64], *, ridge: float = _RIDGE
) -> NDArray[np.float64]:
    """Weights of the columns and a constant, with a ridge on the weights as if all columns were equally spread."""
    matrix = np.hstack([rows, np.ones((len(rows), 1))])
    weights = np.zeros(matrix.shape[1])
    penalty = np.diag([*(ridge * rows.var(axis=0)), 0.0])
    penalty[-1, -1] = 1e-6
    for _ in range(_STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(matrix @ weights, -30.0, 30.0)))
        slope = matrix.T @ (right - chance) - penalty @ weights
        curve = (matrix * (chance * (1.0 - chance))[:, None]).T @ matrix + penalty
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return weights
