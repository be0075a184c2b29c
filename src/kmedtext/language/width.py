"""Width of text in columns: a Hangul syllable or another wide character counts two."""

from __future__ import annotations

import re

# East Asian Wide and Fullwidth blocks (Unicode Standard Annex 11), and emoji
_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f"
    r"\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001faff\U00020000-\U0003fffd]+"
)
# Combining marks, medial and final jamo (they stack on the syllable before), joiners, variation selectors, controls
_ZERO = re.compile(
    r"[\u0000-\u0008\u000e-\u001f\u007f\u0300-\u036f\u1160-\u11ff\ud7b0-\ud7ff\u200b-\u200f\u2060-\u2064"
    r"\ufe00-\ufe0f\ufeff\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]+"
)


def columns(text: str) -> int:
    """Count the columns that ``text`` takes: wide characters two, combining ones none, others one.

    >>> columns("MRI 검사")
    8
    >>> columns("㈜한빛메디")
    10
    """
    if text.isascii():
        return len(text)
    wide = sum(len(run) for run in _WIDE.findall(text))
    return len(text) + wide - sum(len(run) for run in _ZERO.findall(text))
