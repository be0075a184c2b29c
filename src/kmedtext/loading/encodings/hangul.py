"""Hangul taken apart into jamo (NFD, as macOS writes it) is put together again."""

from __future__ import annotations

import re
import unicodedata

_JAMO = "\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb"
_HAS_JAMO = re.compile(f"[{_JAMO}]")
# A composed syllable may be followed by its final consonant alone, so it belongs to the run.
_RUN = re.compile(f"[\uac00-\ud7a3]?[{_JAMO}]+")


def has_jamo(text: str) -> bool:
    """Tell whether a text holds conjoining jamo."""
    return not text.isascii() and _HAS_JAMO.search(text) is not None


def compose(text: str) -> str:
    """Compose conjoining jamo to syllables and leave every other character as it is.

    >>> compose(unicodedata.normalize("NFD", "폐암"))
    '폐암'
    >>> compose("e\\u0301") == "e\\u0301"
    True
    """
    if not has_jamo(text):
        return text
    return _RUN.sub(lambda run: unicodedata.normalize("NFC", run[0]), text)
