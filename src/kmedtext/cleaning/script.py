"""Scripts: how wide a text is, and in what script it is written."""

from __future__ import annotations

import re
from typing import NamedTuple

_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6]+"
)
_HANGUL = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e]+")
_KANA = re.compile(r"[\u3041-\u30ff]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
_TWO_LATIN = re.compile(
    r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff][^A-Za-z\u00c0-\u024f\u1e00-\u1eff]*+[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
)
_BEYOND_LATIN = re.compile(r"[\u0370-\u1fff\u3041-\u318e\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")
_OTHER = re.compile(r"[\u0370-\u1fff\u0e00-\u0eff]+")
_BRACKETS = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
SAMPLE = 20_000
"""Shares are taken of so many characters at most."""


class Shares(NamedTuple):
    """How many letters of each script a text has."""

    hangul: int
    latin: int
    kana: int
    han: int
    other: int

    @property
    def total(self) -> int:
        """All letters."""
        return self.hangul + self.latin + self.kana + self.han + self.other


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


def columns(text: str) -> int:
    """Width in columns: Hangul, Han and other full-width characters count two.

    >>> columns("의료 AI")
    7
    """
    return len(text) if text.isascii() else len(text) + _count(_WIDE, text)


def shares(text: str) -> Shares:
    """Letters by script, of the first 20,000 characters."""
    sample = text[:SAMPLE]
    latin = _count(_LATIN, sample)
    if sample.isascii():
        return Shares(0, latin, 0, 0, 0)
    other = _count(_OTHER, sample)
    hangul_jamo = sum(1 for char in sample if "\u1100" <= char <= "\u11ff") if other else 0
    return Shares(
        _count(_HANGUL, sample), latin, _count(_KANA, sample), _count(_HAN, sample), other - hangul_jamo
    )


def script_language(text: str) -> str:
    """The language that the script speaks for: ``ko``, ``en`` (any Latin), ``ja``, ``zh`` or ``und``.

    Hangul decides from a fifth of the letters on, brackets discounted, since Korean medical
    text is full of Latin names.

    >>> script_language("EMR(Electronic Medical Record)을 연동했다")
    'ko'
    >>> script_language("12.5%")
    'und'
    """
    sample = text[:SAMPLE]
    if sample.isascii() or not _BEYOND_LATIN.search(sample):
        return "en" if _TWO_LATIN.search(sample) else "und"
    bare = _BRACKETS.sub(" ", sample)
    hangul = _count(_HANGUL, bare)
    if hangul > 1 and 3 * hangul >= len(bare):  # a fifth of the letters, whatever the rest is
        return "ko"
    counted = shares(bare)
    if counted.total < 2:
        counted = shares(sample)
    if counted.total < 2:
        return "und"
    if counted.hangul >= 0.2 * counted.total:
        return "ko"
    if counted.kana >= 0.1 * counted.total:
        return "ja"
    if counted.han >= 0.3 * counted.total:
        return "zh"
    if counted.latin >= 0.5 * counted.total:
        return "en"
    return "und"
