"""Decision: how probable it is that a draft is body text."""

from __future__ import annotations

from typing import Any

import numpy as np

from kmedtext.cleaning.features import Matrix, Measured
from kmedtext.cleaning.markup import markup_rows
from kmedtext.cleaning.model import load_forests
from kmedtext.cleaning.tables import load_toml


def body_log_odds(measured: Measured) -> Matrix:
    """Log-odds that each draft is body text: by its text and place, and for HTML by its tags as well."""
    if not measured.drafts:
        return np.zeros(0)
    forests = load_forests("weights.json")
    odds = forests["text"].log_odds(measured.rows)
    if any(draft.region is not None for draft in measured.drafts):
        return forests["markup"].log_odds(markup_rows(measured, odds))
    return odds


def with_profile(odds: Matrix, shares: Matrix) -> Matrix:
    """Log-odds of drafts of which ``shares`` of their site's pages hold a copy: what repeats is chrome."""
    return odds - float(load_toml("profile.toml")["weight"]) * shares


def thresholds() -> dict[str, Any]:
    """The tables of ``data/decision.toml``."""
    return load_toml("decision.toml")
