"""The alignment room: which articles tell the same story, and which sentences translate each other."""

from __future__ import annotations

from kmedtext.alignment.bitext import Bitext
from kmedtext.alignment.documents import DocumentView, view
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
from kmedtext.alignment.pairing import Matches, match_views, pair, pair_views
from kmedtext.alignment.sentence import align

__all__ = [
    "Bitext",
    "CachedEncoder",
    "DocumentView",
    "Encoder",
    "EndpointEncoder",
    "LevelledEncoder",
    "Matches",
    "TransformerEncoder",
    "UseEncoder",
    "align",
    "default_encoder",
    "encoder",
    "encoders",
    "match_views",
    "pair",
    "pair_views",
    "view",
]
