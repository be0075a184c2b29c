"""The alignment room: which articles tell the same story, and which sentences translate each other."""

from __future__ import annotations

from kmedtext.alignment.bitext import Bitext
from kmedtext.alignment.encoder import Encoder, UseEncoder, default_encoder
from kmedtext.alignment.sentence import align

__all__ = ["Bitext", "Encoder", "UseEncoder", "align", "default_encoder"]
