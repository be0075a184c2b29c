"""UTF-16 and UTF-32 without a byte-order mark, by where the NULs stand."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Wide = Literal["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]

_SAMPLE = 1 << 16
# Spaces and digits alone put a NUL into one unit of 25 in the densest text we write.
_NUL_UNITS = 0.01
# ASCII text with stray NULs has two letters in most units.
_ASCII_PAIRS = 0.4
_PLAUSIBLE = 0.95
# Blocks that text in UTF-16 is made of: Latin, Greek, Cyrillic, jamo, punctuation and symbols,
# CJK punctuation to hanzi, Hangul, compatibility and full-width forms; surrogates for the rest.
_BLOCKS = (
    (0x20, 0x7E),
    (0xA0, 0x52F),
    (0x1100, 0x11FF),
    (0x2000, 0x27BF),
    (0x3000, 0x9FFF),
    (0xAC00, 0xDFFF),
)
_TAIL_BLOCKS = ((0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF))


def wide_encoding(data: bytes) -> Wide | None:
    """Name the UTF-16 or UTF-32 that ``data`` is written in, if its NULs say so.

    >>> wide_encoding("a 진료".encode("utf-16-be"))
    'utf-16-be'
    >>> wide_encoding(b"plain") is None
    True
    """
    head = data[:_SAMPLE]
    if b"\x00" not in head or len(head) < 4:
        return None
    return _four_bytes(head) or _two_bytes(head)


def _four_bytes(head: bytes) -> Wide | None:
    units = len(head) // 4
    low = np.frombuffer(head, "<u4", units)
    high = np.frombuffer(head, ">u4", units)
    if (low < 0x110000).all() and (low > 0).all():
        return "utf-32-le"
    if (high < 0x110000).all() and (high > 0).all():
        return "utf-32-be"
    return None


def _two_bytes(head: bytes) -> Wide | None:
    units = len(head) // 2
    pairs = np.frombuffer(head, np.uint8, units * 2).reshape(units, 2)
    if int(((pairs >= 0x20) & (pairs < 0x7F)).all(axis=1).sum()) > _ASCII_PAIRS * units:
        return None
    # A NUL beside an ASCII byte tells the order; one beside another byte does not: 가 and 대 end in 00.
    ascii_bytes = (pairs > 0) & (pairs < 0x7F)
    little = int(((pairs[:, 1] == 0) & ascii_bytes[:, 0]).sum())
    big = int(((pairs[:, 0] == 0) & ascii_bytes[:, 1]).sum())
    if max(little, big) < _NUL_UNITS * units:
        return None
    values = np.frombuffer(head, "<u2" if little > big else ">u2", units)
    if int(_plausible(values).sum()) < _PLAUSIBLE * units:
        return None
    return "utf-16-le" if little > big else "utf-16-be"


def _plausible(values: NDArray[np.uint16]) -> NDArray[np.bool_]:
    good: NDArray[np.bool_] = np.isin(values, (0x09, 0x0A, 0x0C, 0x0D))
    for low, high in _BLOCKS + _TAIL_BLOCKS:
        good |= (values >= low) & (values <= high)
    return good
