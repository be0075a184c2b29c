"""Scripts: how wide a text is, and in what script it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Counters = npt.NDArray[np.uint64]

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
_FIELD = 0xFFFF


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


def span_columns(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Widths in columns of stretches of a text, all at once.

    >>> span_columns("의료 AI", [(0, 2), (3, 5)])
    [4, 2]
    """
    if text.isascii():
        return [end - start for start, end in spans]
    if len(spans) < _MANY or max(end - start for start, end in spans) > _FIELD:
        return [columns(text[start:end]) for start, end in spans]
    counts = _counts(text, _is_wide(), spans)
    return [end - start + wide for (start, end), wide in zip(spans, counts, strict=True)]


_MANY = 8
"""For so many stretches one count over the whole text pays."""


@cache
def _is_wide() -> Counters:
    return _counters(_WIDE)


def _counters(*patterns: re.Pattern[str]) -> Counters:
    """A number for each character of the basic plane: a counter of 16 bits for each pattern, 1 where it matches."""
    plane = "".join(map(chr, range(0x10000)))
    table: Counters = np.zeros(0x10001, dtype=np.uint64)  # the last is for all characters beyond
    for place, pattern in enumerate(patterns):
        for found in pattern.finditer(plane):
            table[found.start() : found.end()] += np.uint64(1 << 16 * place)
    return table


def _counts(text: str, counters: Counters, spans: Sequence[tuple[int, int]]) -> list[int]:
    """Sums of the counters over each stretch, from one running sum over the text.

    A running sum may wrap around; the difference of two is right for stretches below 65,536 characters.
    """
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    running: Counters = np.zeros(len(codes) + 1, dtype=np.uint64)
    counters.take(codes, mode="clip").cumsum(out=running[1:])
    bounds = running[np.asarray(spans, dtype=np.int64)]
    sums: list[int] = (bounds[:, 1] - bounds[:, 0]).tolist()
    return sums


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


def script_languages(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """Languages of stretches of a text, as :func:`script_language` tells them, all at once.

    >>> script_languages("혈압 Blood pressure 12", [(0, 2), (3, 17), (18, 20)])
    ['ko', 'en', 'und']
    """
    if len(spans) < _MANY:
        return [script_language(text[start:end]) for start, end in spans]
    result = []
    for (start, end), sums in zip(spans, _counts(text, _scripts(), spans), strict=True):
        latin, beyond, brackets = sums & _FIELD, sums >> 16 & _FIELD, sums >> 32 & _FIELD
        hangul = sums >> 48
        if end - start > SAMPLE:
            result.append(script_language(text[start:end]))
        elif not beyond:
            result.append("en" if latin > 1 else "und")
        elif not brackets and hangul > 1 and 3 * hangul >= end - start:
            result.append("ko")
        else:
            result.append(script_language(text[start:end]))
    return result


@cache
def _scripts() -> Counters:
    return _counters(_LATIN, _BEYOND_LATIN, re.compile(r"[(\[]"), _HANGUL)
