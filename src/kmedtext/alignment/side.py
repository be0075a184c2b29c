"""One of the two texts, as alignment sees it: vectors, lengths, kinds and numbers of its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.clues import Clues
from kmedtext.alignment.encoders import Vectors
from kmedtext.alignment.separators import separator
from kmedtext.alignment.stretches import MOST, Array
from kmedtext.records import Kind, Sentence

TITLE, CAPTION, BLANK = 1, 2, -1
_CODES = {Kind.TITLE: TITLE, Kind.CAPTION: CAPTION, Kind.DECK: 3, Kind.HEADING: 4}

Kinds = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Side:
    """A text of n sentences: their vectors (n, d), lengths in characters, kinds, clues and separators.

    Kinds are 1 title, 2 caption, 3 deck, 4 heading, 0 anything else, −1 where there is nothing to read.
    """

    vectors: Vectors
    sizes: Array
    kinds: Kinds
    clues: Clues
    separators: tuple[str, ...]

    def part(self, start: int, end: int) -> Side:
        """The sentences from ``start`` to before ``end``."""
        kept = slice(start, end)
        return Side(
            self.vectors[kept],
            self.sizes[kept],
            self.kinds[kept],
            self.clues.part(start, end),
            self.separators[kept],
        )


def side(sentences: Sequence[Sentence], vectors: Vectors, lang: str) -> Side:
    """Look at the sentences of a text in the language ``lang``."""
    kinds = np.array([_CODES.get(sentence.kind, 0) for sentence in sentences], dtype=np.int8)
    readable = vectors.any(axis=1) & np.array([any(map(str.isalnum, one.text)) for one in sentences])
    return Side(
        vectors,
        np.array([len(sentence.text) for sentence in sentences], dtype=np.float64),
        np.where(readable, kinds, np.int8(BLANK)),
        Clues.of([sentence.text for sentence in sentences], lang),
        tuple(separator(sentence.text) for sentence in sentences),
    )


def same_kind(kinds: Kinds) -> NDArray[np.bool_]:
    """Where 1 … MOST sentences in a row exist, can be read and are of one kind: [how many − 1, first]."""
    count = len(kinds)
    runs = np.zeros((MOST, count), dtype=bool)
    runs[0] = kinds != BLANK
    for more in range(1, min(MOST, count)):
        last = count - more
        runs[more, :last] = runs[more - 1, :last] & (kinds[more:] == kinds[:last])
    return runs


def is_special(kinds: Kinds) -> NDArray[np.bool_]:
    """Which are of a kind that stands beside its like only: titles and captions."""
    special: NDArray[np.bool_] = (kinds == TITLE) | (kinds == CAPTION)
    return special
