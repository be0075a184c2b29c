"""Decision: how probable it is that a draft is body text, and which drafts are."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from kmedtext.cleaning.features import Matrix, Measured
from kmedtext.cleaning.markup import markup_rows
from kmedtext.cleaning.model import load_forests
from kmedtext.cleaning.tables import load_toml
from kmedtext.cleaning.vocabulary import content_words

_REACH = 6
_STRONG = 1.0
_TOPIC_REACH = 500


def body_log_odds(measured: Measured) -> Matrix:
    """Log-odds that each draft is body text.

    The first pass looks at each draft, the second knows the odds of its neighbours, the third,
    for HTML, knows the tags as well.
    """
    if not measured.drafts:
        return np.zeros(0)
    forests = load_forests("weights.json")
    first = forests["first"].log_odds(measured.rows)
    second = forests["second"].log_odds(second_rows(measured, first))
    if any(draft.region is not None for draft in measured.drafts):
        return forests["markup"].log_odds(markup_rows(measured, second)) if "markup" in forests else second
    return second


def second_rows(measured: Measured, first: Matrix) -> Matrix:
    """Rows for the second pass: the first pass's odds around each draft, beside its features."""
    count = len(first)
    odds = np.clip(first, -6.0, 6.0)
    share = 1.0 / (1.0 + np.exp(-odds))
    mass = np.minimum(np.asarray(measured.widths, dtype=np.float64), 800.0) * share
    columns = [odds]
    for step in range(1, _REACH + 1):
        columns.append(_moved(odds, step))
        columns.append(_moved(odds, -step))
    before = np.cumsum(mass) - mass
    total = max(1.0, float(mass.sum()))
    strong = odds > _STRONG
    order = np.arange(count, dtype=np.float64)
    number = np.cumsum(strong)
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
            np.minimum(order - np.maximum.accumulate(np.where(strong, order, -50.0)), 50.0),
            np.minimum(np.minimum.accumulate(np.where(strong, order, count + 50.0)[::-1])[::-1] - order, 50.0),
            np.minimum(number, 30).astype(np.float64),
            np.minimum(number[-1] - number, 30).astype(np.float64),
            *_topic(measured, share),
        ]
    )
    return np.hstack([measured.rows, np.column_stack(columns)])


def _topic(measured: Measured, share: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    """How much of a draft's content words the rest of the story has, and how many words these are."""
    words = [frozenset(content_words(draft.text[:_TOPIC_REACH])) for draft in measured.drafts]
    shares = share.tolist()
    held: Counter[str] = Counter()
    for own, part in zip(words, shares, strict=True):
        if part > 0.05:
            for word in own:
                held[word] += part
    known = np.zeros(len(words))
    deep = np.zeros(len(words))
    for index, (own, part) in enumerate(zip(words, shares, strict=True)):
        if own:
            rest = [held[word] - (part if part > 0.05 else 0.0) for word in own]
            known[index] = sum(value > 0.5 for value in rest) / len(own)
            deep[index] = sum(min(value, 6.0) for value in rest) / len(own)
    return known, deep, np.minimum(np.asarray([len(own) for own in words], dtype=np.float64), 30.0)


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
