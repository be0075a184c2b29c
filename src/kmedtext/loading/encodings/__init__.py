"""Encodings: bytes become text, in the encoding that they are honestly in."""
