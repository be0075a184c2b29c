"""Which texts are like each other: sketches to find them by, and the score.

A sketch is the grams of a text with the smallest hashes (bottom-k sampling, Broder 1997): texts that share many
grams share some of the sketch, and a text costs the same few rows of an index however long it is.
"""

from __future__ import annotations

import zlib
from collections import Counter
from heapq import nsmallest

from kmedtext.translation.memory.settings import settings

_SPREAD = 0x9E3779B97F4A7C15


def sketch(text: str, direction: str) -> tuple[int, ...]:
    """The hashes that stand for a text in the index, smallest first; texts of another direction have others.

    >>> len(sketch("혈압이 높은 환자 120명을 진료했다.", "ko>en"))
    12
    """
    rules = settings()["similar"]
    salt = zlib.crc32(direction.encode())
    hashes = {_hash(gram, salt) for gram in _grams(text)}
    return tuple(nsmallest(rules["sketch"], hashes))


def likeness(one: str, other: str) -> float:
    """Dice's coefficient over the grams of two texts, 0…1; case and the width of gaps do not count.

    >>> likeness("혈압이 높은 환자", "혈압이  높은 환자")
    1.0
    >>> likeness("혈압이 높은 환자", "주차는 무료다")
    0.0
    """
    first, second = Counter(_grams(one)), Counter(_grams(other))
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def _grams(text: str) -> list[str]:
    size = settings()["similar"]["gram"]
    squeezed = " ".join(text.casefold().split())
    if not squeezed:
        return []
    padded = f" {squeezed} "
    return [padded[at : at + size] for at in range(max(1, len(padded) - size + 1))]


def _hash(gram: str, salt: int) -> int:
    # crc32 alone keeps neighbours together; the product's upper bits do not
    return ((zlib.crc32(gram.encode("utf-8", "replace"), salt) * _SPREAD) >> 24) & 0xFFFFFFFF
