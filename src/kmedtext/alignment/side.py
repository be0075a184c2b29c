"""One of the two texts, as alignment sees it: vectors, lengths, kinds and numbers of its sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.encoder import Vectors
from kmedtext.alignment.stretches import MAX_SENTENCES, Array
from kmedtext.records import Kind, Sentence

_TITLE, _CAPTION, _BLANK = 1, 2, -1
_CODES = {Kind.TITLE: _TITLE, Kind.CAPTION: _CAPTION, Kind.DECK: 3, Kind.HEADING: 4}
_DIGIT = re.compile("[0-9]")
_NUMBERS_READ = 2000  # characters of a sentence in which numbers are looked for
_MOST_NUMBERS = 3.0

Kinds = NDArray[np.int8]
Numbers = tuple[frozenset[Decimal], ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A text of n sentences: their vectors (n, d), lengths in characters, kinds, and values of their numbers.

    Kinds are 1 title, 2 caption, 3 deck, 4 heading, 0 anything else, −1 where there is nothing to read.
    """

    vectors: Vectors
    sizes: Array
    kinds: Kinds
    numbers: Numbers

    def part(self, start: int, end: int) -> Side:
        """The sentences from ``start`` to before ``end``."""
        return Side(
            self.vectors[start:end], self.sizes[start:end], self.kinds[start:end], self.numbers[start:end]
        )


def side(sentences: Sequence[Sentence], vectors: Vectors, lang: str) -> Side:
    """Look at the sentences of a text in the language ``lang``."""
    kinds = np.array([_CODES.get(sentence.kind, 0) for sentence in sentences], dtype=np.int8)
    readable = vectors.any(axis=1) & np.array([bool(sentence.text.strip()) for sentence in sentences])
    return Side(
        vectors,
        np.array([len(sentence.text) for sentence in sentences], dtype=np.float64),
        np.where(readable, kinds, np.int8(_BLANK)),
        tuple(_values(sentence.text[:_NUMBERS_READ], lang) for sentence in sentences),
    )


def _values(text: str, lang: str) -> frozenset[Decimal]:
    # reading numbers is slow beside the rest, and few sentences have numbers in words only
    if not _DIGIT.search(text):
        return frozenset()
    from kmedtext.language.numbers import find_numbers

    return frozenset(Decimal(mention.value) for mention in find_numbers(text, lang))


def same_kind(kinds: Kinds) -> dict[int, NDArray[np.bool_]]:
    """For every number of sentences: from where on that many in a row exist, can be read and are of one kind."""
    count = len(kinds)
    run = kinds != _BLANK
    result = {1: run}
    for many in range(2, MAX_SENTENCES):
        longer = np.zeros(count, dtype=bool)
        if many <= count:
            last = count - many + 1
            longer[:last] = run[:last] & (kinds[many - 1 :] == kinds[:last])
        result[many] = run = longer
    return result


def compare_kinds(ko: Kinds, en: Kinds, pair: Array, clash: Array) -> None:
    """Mark, for every shape, first Korean and first English sentence, titles that meet and kinds that do not."""
    ko_special, en_special = (ko == _TITLE) | (ko == _CAPTION), (en == _TITLE) | (en == _CAPTION)
    if ko_special.any() or en_special.any():
        pair[:] = (ko == _TITLE)[:, None] & (en == _TITLE)[None, :]
        clash[:] = (ko_special[:, None] | en_special[None, :]) & (ko[:, None] != en[None, :])


def compare_numbers(
    ko: Numbers, en: Numbers, shapes: Sequence[tuple[int, int]], shared: Array, missed: Array
) -> None:
    """Count, for every shape, first Korean and first English sentence, the numbers that agree and that do not."""
    common = sorted(set().union(*ko) & set().union(*en))
    ko_has, en_has = _presence(ko, common), _presence(en, common)
    for at, (a, b) in enumerate(shapes):
        ko_values, ko_count = ko_has[a]
        en_values, en_count = en_has[b]
        agree = np.einsum("iv,jv->ij", ko_values, en_values)
        fewer = np.minimum(ko_count[:, None], en_count[None, :]) - agree
        # a side without numbers says nothing
        both = (ko_count > 0)[:, None] & (en_count > 0)[None, :]
        shared[at] = np.where(both, np.minimum(agree, _MOST_NUMBERS), 0.0)
        missed[at] = np.where(both, np.minimum(fewer, _MOST_NUMBERS), 0.0)


def _presence(numbers: Numbers, common: Sequence[Decimal]) -> dict[int, tuple[Array, Array]]:
    """For every number of sentences: which of the common values they hold, and how many values in all."""
    column = {value: at for at, value in enumerate(common)}
    count = len(numbers)
    result: dict[int, tuple[Array, Array]] = {}
    held: list[frozenset[Decimal]] = list(numbers)
    for many in range(1, MAX_SENTENCES):
        if many > 1:
            held = [
                one | numbers[at + many - 1] if at + many <= count else one for at, one in enumerate(held)
            ]
        values = np.zeros((count, len(common)))
        for at, one in enumerate(held):
            values[at, [column[value] for value in one if value in column]] = 1.0
        result[many] = values, np.array([float(len(one)) for one in held])
    return result
