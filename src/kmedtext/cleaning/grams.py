"""Grams: short runs of characters at both ends of each draft, as numbers of buckets.

What the words of a line say is learned from them (Weinberger et al. 2009, "Feature hashing for large scale
multitask learning"): two and three syllables of Hangul are about a stem and a word, four and six letters of
Latin a stem and a word.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kmedtext.cleaning.charcount import Characters

BUCKETS = 1 << 14
HEAD, TAIL = 96, 48
"""Characters at the beginning and at the end of a draft that are looked at."""
_FACTORS = tuple(
    np.uint64(number) for number in (2654435761, 40503, 2246822519, 3266489917, 668265263, 374761393)
)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(64 - 14)
_DIGIT, _SPACE = np.uint64(48), np.uint64(32)


class Grams(NamedTuple):
    """``buckets`` of all drafts on end, and how many each draft has."""

    buckets: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]


def grams_of(lowered: Characters, chars: Characters) -> Grams:
    """The grams of each text; ``lowered`` are the characters in lower case, ``chars`` as they stand."""
    codes = lowered.codes.astype(np.uint64)
    codes = np.where(chars.has("digit"), _DIGIT, np.where(chars.has("space"), _SPACE, codes))
    count = len(codes)
    padded = np.concatenate([codes, np.full(len(_FACTORS), _SPACE)])
    terms = [padded[step : step + count] * factor for step, factor in enumerate(_FACTORS)]
    two = terms[0] ^ terms[1]
    three = two ^ terms[2]
    four = three ^ terms[3]
    six = four ^ terms[4] ^ terms[5]
    hangul = chars.has("hangul")
    owner = np.repeat(np.arange(len(chars.sizes)), chars.sizes + 1)
    offset = np.arange(count) - chars.starts[owner]
    left = chars.sizes[owner] - offset
    used = ((offset < HEAD) | (left <= TAIL)) & (left > 0) & (~chars.has("space") | (offset == 0))
    short = _bucket(np.where(hangul, two, four)[used], 1)
    long = _bucket(np.where(hangul, three, six)[used], 2)
    counts = 2 * np.bincount(owner[used], minlength=len(chars.sizes))
    return Grams(np.stack([short, long], axis=1).ravel(), counts.astype(np.int64))


def _bucket(hashes: npt.NDArray[np.uint64], salt: int) -> npt.NDArray[np.int64]:
    return (((hashes + np.uint64(salt)) * _MIX) >> _SHIFT).astype(np.int64)
