"""Sentences as vectors: one protocol, the embedded default, and encoders that the user names."""

from kmedtext.alignment.encoders.protocol import Encoder, Vectors
from kmedtext.alignment.encoders.usem3 import UseEncoder, default_encoder

__all__ = ["Encoder", "UseEncoder", "Vectors", "default_encoder"]
