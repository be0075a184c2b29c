"""The alignment room: which articles tell the same story, and which sentences translate each other."""

from __future__ import annotations

from kmedtext.alignment.bitext import Bitext, Part
from kmedtext.alignment.constraints import Constraints
from kmedtext.alignment.encoders import (
    CachedEncoder,
    Encoder,
    EndpointEncoder,
    LevelledEncoder,
    TransformerEncoder,
    UseEncoder,
    default_encoder,
    encoder,
    encoders,
)
from kmedtext.alignment.given import bitext_of, bitexts, read_bitext
from kmedtext.alignment.pairing import DocumentView, Matches, match_views, pair, pair_views, view
from kmedtext.alignment.sentence import align

__all__ = [
    "Bitext",
    "CachedEncoder",
    "Constraints",
    "DocumentView",
    "Encoder",
    "EndpointEncoder",
    "LevelledEncoder",
    "Matches",
    "Part",
    "TransformerEncoder",
    "UseEncoder",
    "align",
    "bitext_of",
    "bitexts",
    "default_encoder",
    "encoder",
    "encoders",
    "match_views",
    "pair",
    "pair_views",
    "read_bitext",
    "view",
]
