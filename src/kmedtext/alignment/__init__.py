"""The alignment room: which articles tell the same story, and which sentences translate each other."""

from __future__ import annotations

from kmedtext.alignment.bitext import Bitext, Part
from kmedtext.alignment.constraints import Constraints
from kmedtext.alignment.documents import DocumentView, view
from kmedtext.alignment.encoder import Encoder, UseEncoder, default_encoder
from kmedtext.alignment.given import bitext_of, bitexts, read_bitext
from kmedtext.alignment.pairing import Matches, match_views, pair, pair_views
from kmedtext.alignment.sentence import align

__all__ = [
    "Bitext",
    "Constraints",
    "DocumentView",
    "Encoder",
    "Matches",
    "Part",
    "UseEncoder",
    "align",
    "bitext_of",
    "bitexts",
    "default_encoder",
    "match_views",
    "pair",
    "pair_views",
    "read_bitext",
    "view",
]
