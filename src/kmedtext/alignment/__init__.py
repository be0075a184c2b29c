"""The alignment room: which articles tell the same story, and which sentences translate each other."""

from __future__ import annotations

from kmedtext.alignment.bitext import Bitext
from kmedtext.alignment.encoder import Encoder, UseEncoder, default_encoder
from kmedtext.alignment.pairing import DocumentView, Matches, match_views, pair, pair_views, view
from kmedtext.alignment.sentence import align

__all__ = [
    "Bitext",
    "DocumentView",
    "Encoder",
    "Matches",
    "UseEncoder",
    "align",
    "default_encoder",
    "match_views",
    "pair",
    "pair_views",
    "view",
]
