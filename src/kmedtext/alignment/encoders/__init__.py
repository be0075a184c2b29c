"""Sentences as vectors: one protocol, the embedded default, and encoders that the user names."""

from kmedtext.alignment.encoders.cached import CachedEncoder
from kmedtext.alignment.encoders.endpoint import EndpointEncoder
from kmedtext.alignment.encoders.level import LevelledEncoder
from kmedtext.alignment.encoders.protocol import Encoder, Vectors
from kmedtext.alignment.encoders.registry import calibrated, chosen, encoder, encoders
from kmedtext.alignment.encoders.transformer import TransformerEncoder
from kmedtext.alignment.encoders.usem3 import UseEncoder, default_encoder

__all__ = [
    "CachedEncoder",
    "Encoder",
    "EndpointEncoder",
    "LevelledEncoder",
    "TransformerEncoder",
    "UseEncoder",
    "Vectors",
    "calibrated",
    "chosen",
    "default_encoder",
    "encoder",
    "encoders",
]
