"""The alignment room: which articles tell the same story, and which sentences translate each other."""

from __future__ import annotations

from kmedtext.alignment.bitext import Bitext
from kmedtext.alignment.documents import DocumentView, view
from kmedtext.alignment.encoders import Encoder, UseEncoder, default_encoder
from kmedtext.alignment.pairing import Matches, match_views, pair, pair_views
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
