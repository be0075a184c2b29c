"""Glyphs: characters that stand for a shape, and what they mean."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

HYPHEN = "\ufffe"
"""What the PDF library gives for a hyphen at a line's end; it puts the next line right behind it. Also what it gives for
a letter that the file maps to no character."""
_SHAPES = re.compile(
    "[\x00-\x08\x0b\x0e-\x1b\x7f-\x9f\u0300-\u036f\u1100-\u11ff\ud800-\udfff\uf000-\uf0ff\ufb00-\ufb06]"
)
UNMAPPED = "\ufffd"
"""What such a letter becomes."""
_NO_TEXT = dict.fromkeys([*range(9), 11, 14, 15, *range(16, 28), 0x7F], UNMAPPED)
"""Control characters are no text: a font's code that the file maps to no character comes out as one."""


@cache
def _table() -> dict[int, str]:
    raw = tomllib.loads(files("kmedtext.loading").joinpath("data/glyphs.toml").read_text("utf-8"))
    found: dict[int, str] = {int(code, 16): text for code, text in raw["symbols"].items()}
    found.update({int(code, 16): text for code, text in raw["ligatures"].items()})
    return {**found, **_NO_TEXT}


def meant(text: str) -> str:
    """Replace shapes by what they mean; what is mapped to no character becomes U+FFFD.

    >>> meant("\\uf0b7 eﬃcient"), meant("혈압\\x00")
    ('• efficient', '혈압\\ufffd')
    """
    return text.translate(_table())


def has_shapes(text: str) -> bool:
    """Whether a text holds what :func:`meant` replaces, or letters taken apart into jamo."""
    return _SHAPES.search(text) is not None
