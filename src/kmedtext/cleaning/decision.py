"""Decision: how probable it is that a draft is body text, a title, a caption …"""

from __future__ import annotations

from typing import Any

import numpy as np

from kmedtext.cleaning.declared import Hints
from kmedtext.cleaning.features import Column, Measured
from kmedtext.cleaning.markup import markup_rows
from kmedtext.cleaning.model import load_forests
from kmedtext.cleaning.network import Tagged, tag
from kmedtext.cleaning.tables import load_toml


def tag_drafts(measured: Measured, hints: Hints | None = None) -> Tagged:
    """What the network says of each draft by its text and place; for HTML, ``body`` by its tags as well."""
    tagged = tag(measured.rows, measured.grams)
    if any(draft.marked for draft in measured.drafts):
        odds = load_forests("weights.json")["markup"].log_odds(markup_rows(measured, tagged, hints))
        return tagged._replace(body=odds.astype(np.float32))
    return tagged


def with_profile(odds: Column, shares: Column) -> Column:
    """Log-odds of drafts of which ``shares`` of their site's pages hold a copy: what repeats is chrome."""
    return odds - float(load_toml("profile.toml")["weight"]) * shares


def thresholds() -> dict[str, Any]:
    """The tables of ``data/decision.toml``."""
    return load_toml("decision.toml")
