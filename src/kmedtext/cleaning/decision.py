"""Decision: how probable it is that a draft is body text, and which drafts are."""

from __future__ import annotations

from typing import Any

import numpy as np

from kmedtext.cleaning.features import Matrix, Measured
from kmedtext.cleaning.model import load_forests
from kmedtext.cleaning.tables import load_toml

_REACH = 6


def body_log_odds(measured: Measured) -> Matrix:
    """Log-odds that each draft is body text: once by itself, then with its neighbours' odds known."""
    if not measured.drafts:
        return np.zeros(0)
    forests = load_forests("weights.json")
    first = forests["first"].log_odds(measured.rows)
    return forests["second"].log_odds(second_rows(measured.rows, first, measured.widths))


def second_rows(rows: Matrix, first: Matrix, widths: list[int]) -> Matrix:
    """Rows for the second pass: the first pass's odds around each draft, beside its features."""
    count = len(first)
    odds = np.clip(first, -6.0, 6.0)
    share = 1.0 / (1.0 + np.exp(-odds))
    mass = np.minimum(np.asarray(widths, dtype=np.float64), 800.0) * share
    columns = [odds]
    for step in range(1, _REACH + 1):
        columns.append(_moved(odds, step))
        columns.append(_moved(odds, -step))
    before = np.cumsum(mass) - mass
    total = max(1.0, float(mass.sum()))
    columns.extend(
        [
            before / total,
            1.0 - (before + mass) / total,
            np.full(count, np.log1p(total)),
            np.full(count, float(share.max())),
            _decayed(mass, 0.6),
            _decayed(mass[::-1], 0.6)[::-1],
            _decayed(mass, 0.9),
            _decayed(mass[::-1], 0.9)[::-1],
            _decayed(1.0 - share, 0.7),
            _decayed((1.0 - share)[::-1], 0.7)[::-1],
        ]
    )
    return np.hstack([rows, np.column_stack(columns)])


def _moved(values: Matrix, step: int) -> Matrix:
    result = np.full(len(values), -6.0)
    if step > 0:
        result[step:] = values[:-step] if step < len(values) else values[:0]
    elif -step < len(values):
        result[:step] = values[-step:]
    return result


def _decayed(values: Matrix, keep: float) -> Matrix:
    """Sum of the values before each place, each step away counting ``keep`` as much."""
    result = np.zeros(len(values))
    held = 0.0
    for index, value in enumerate(values.tolist()):
        result[index] = held
        held = held * keep + value
    return result


def thresholds() -> dict[str, Any]:
    """The tables of ``data/decision.toml``."""
    return load_toml("decision.toml")
