"""One of the two texts, as alignment sees it: vectors, lengths, kinds and numbers of its sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.encoders import Vectors
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
    readable = vectors.any(axis=1) & np.array([any(map(str.isalnum, one.text)) for one in sentences])
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
    # the values that both texts hold come first, so that only they are compared
    ko_all, en_all = set().union(*ko), set().union(*en)
    common = sorted(ko_all & en_all)
    ko_has, en_has = (
        _presence(side, [*common, *sorted(every - set(common))])
        for side, every in ((ko, ko_all), (en, en_all))
    )
    for at, (a, b) in enumerate(shapes):
        ko_count, en_count = ko_has[a].sum(axis=1)[:, None], en_has[b].sum(axis=1)[None, :]
        agree = np.einsum("iv,jv->ij", ko_has[a][:, : len(common)], en_has[b][:, : len(common)])
        # a side without numbers says nothing
        both = (ko_count > 0.0) & (en_count > 0.0)
        shared[at] = np.where(both, np.minimum(agree, _MOST_NUMBERS), 0.0)
        missed[at] = np.where(both, np.minimum(np.minimum(ko_count, en_count) - agree, _MOST_NUMBERS), 0.0)


def _presence(numbers: Numbers, values: Sequence[Decimal]) -> dict[int, Array]:
    """For every number of sentences in a row, from every position on: which of the values they hold (1 or 0)."""
    column = {value: at for at, value in enumerate(values)}
    one = np.zeros((len(numbers), len(values)))
    for at, held in enumerate(numbers):
        one[at, [column[value] for value in held]] = 1.0
    result = {1: one}
    for many in range(2, MAX_SENTENCES):
        longer = result[many - 1].copy()
        last = max(0, len(numbers) - many + 1)
        np.maximum(longer[:last], one[many - 1 :], out=longer[:last])
        result[many] = longer
    return result
