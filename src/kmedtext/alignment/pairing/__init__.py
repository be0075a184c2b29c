"""Pairing: which articles tell the same story in Korean and in English.

Candidates come from mean vectors (:mod:`.candidates`), evidence from sentences and marks (:mod:`.bimax`,
:mod:`.marks`), and the choice is one-to-one with the greatest total evidence (:mod:`.assignment`). Weights and
thresholds are in ``pairing.toml``, with their origin.
"""

from __future__ import annotations

from kmedtext.alignment.pairing.articles import pair, pair_views, unpairable
from kmedtext.alignment.pairing.documents import DocumentView, view
from kmedtext.alignment.pairing.matching import Matches, match_views

__all__ = ["DocumentView", "Matches", "match_views", "pair", "pair_views", "unpairable", "view"]
