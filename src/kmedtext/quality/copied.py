"""Copies: the same text on both sides, which looks like a perfect pair and is none."""

from __future__ import annotations

import unicodedata
from collections import Counter

from kmedtext.quality.rules import rules


def is_copied(one: str, other: str) -> bool:
    """Tell whether two texts are the same, or nearly so, but for case, width, spaces and punctuation.

    Texts without letters (numbers, signs) are no copies: there is nothing to translate in them.

    >>> is_copied("Haneul Insight CXR 3.0", "HANEUL INSIGHT CXR 3.0.")
    True
    >>> is_copied("CXR 판독을 도입했다.", "It introduced CXR reading.")
    False
    """
    first, second = _letters(one), _letters(other)
    if not any(map(str.isalpha, first)) or not any(map(str.isalpha, second)):
        return False
    if first == second:
        return True
    settings = rules()["copied"]
    return _dice(_shingles(first, settings["shingle"]), _shingles(second, settings["shingle"])) >= float(
        settings["similarity"]
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _shingles(text: str, size: int) -> Counter[str]:
    return Counter(text[at : at + size] for at in range(max(1, len(text) - size + 1)))


def _dice(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())
