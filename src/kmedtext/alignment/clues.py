"""Clues: what a Korean sentence and its English one show alike, whatever the encoder makes of them.

Numbers are held against each other by value. Words are in English on both sides: those in Latin letters that
a Korean sentence has, and the translations that the medical lexicon knows of parts of its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.people import Named, named, same_people
from kmedtext.alignment.stretches import MOST, Table

Keys = frozenset[str]

_DIGIT = re.compile("[0-9]")
_LATIN = re.compile("[a-z][a-z0-9]+")
_KOREAN = re.compile("[가-힣]{2,}")
_STEM = 6  # letters of a word that are compared
_LEAST = 2  # syllables of a Korean part that is translated
_MOST = 3.0
_READ = 2000  # characters of a sentence that are read


@dataclass(frozen=True)
class Clues:
    """Of every sentence of a text in the language ``lang``: the values of its numbers, and its words in Latin letters.

    What takes longer is read from the ``texts`` when it is asked for first.
    """

    texts: tuple[str, ...]
    lang: str
    numbers: tuple[Keys, ...]
    latin: tuple[Keys, ...]

    @classmethod
    def of(cls, texts: Sequence[str], lang: str) -> Clues:
        """Read the sentences of a text."""
        read = tuple(text[:_READ] for text in texts)
        return cls(
            read,
            lang,
            tuple(_numbers(text, lang) for text in read),
            tuple(frozenset(_LATIN.findall(text.lower())) for text in read),
        )

    def part(self, start: int, end: int) -> Clues:
        """Those of the sentences from ``start`` to before ``end``."""
        kept = slice(start, end)
        return Clues(self.texts[kept], self.lang, self.numbers[kept], self.latin[kept])

    @cached_property
    def translations(self) -> list[Keys]:
        """Of every Korean sentence the stems of English words that parts of its words are told by."""
        return [frozenset[str]().union(*map(_translations, _KOREAN.findall(text))) for text in self.texts]

    @cached_property
    def names(self) -> list[Named]:
        """Of every sentence what may be names of people."""
        return [named(text, self.lang) for text in self.texts]


def marks(ko: Clues, en: Clues) -> tuple[list[Keys], list[Keys]]:
    """Of every sentence of the two texts its numbers, and the words in Latin letters of the Korean one."""
    both = frozenset[str]().union(*ko.latin) & frozenset[str]().union(*en.latin)
    return (
        [numbers | words & both for numbers, words in zip(ko.numbers, ko.latin, strict=True)],
        [numbers | words & both for numbers, words in zip(en.numbers, en.latin, strict=True)],
    )


def meanings(ko: Clues, en: Clues) -> tuple[list[Keys], list[Keys]]:
    """Of every sentence of the two texts the translated words and the people that both texts have."""
    ko_names, en_names = ko.names, en.names
    people = same_people(ko_names, en_names)
    ko_words = [
        words.union(name.written for name in names)
        for words, names in zip(ko.translations, ko_names, strict=True)
    ]
    en_words = [
        frozenset(word[:_STEM] for word in words).union(
            people[name.written] for name in names if name.written in people
        )
        for words, names in zip(en.latin, en_names, strict=True)
    ]
    both = frozenset[str]().union(*ko_words) & frozenset[str]().union(*en_words)
    return [words & both for words in ko_words], [words & both for words in en_words]


def compare(ko: Sequence[Keys], en: Sequence[Keys], shapes: Sequence[tuple[int, int]]) -> tuple[Table, Table]:
    """Of all beads, what both sides hold, and what either has that the other has not: the smaller of the two.

    The more sentences hold a key, the less it weighs; a side without any says nothing. Both results are tables
    [shape, first ko, first en].
    """
    common = sorted(frozenset[str]().union(*ko) & frozenset[str]().union(*en))
    ko_has, en_has = _presence(ko, common), _presence(en, common)
    often = np.maximum(np.maximum(ko_has[0].sum(axis=0), en_has[0].sum(axis=0)), 1.0)
    weight = (1.0 / often).astype(np.float32)
    ko_count, en_count = ko_has @ weight + _others(ko, common), en_has @ weight + _others(en, common)
    ko_has *= weight
    shared = np.empty((len(shapes), len(ko), len(en)), dtype=np.float32)
    missed = np.empty_like(shared)
    for at, (a, b) in enumerate(shapes):
        # rounded, so that the last bits of a matrix product do not matter
        agree = np.round(ko_has[a - 1] @ en_has[b - 1].T, 4)
        less = np.minimum(ko_count[a - 1][:, None], en_count[b - 1])
        np.minimum(agree, _MOST, out=shared[at])
        np.clip(less - agree, 0.0, _MOST, out=missed[at])
    return shared, missed


def _others(clues: Sequence[Keys], common: Sequence[str]) -> NDArray[np.float32]:
    """How many keys 1 … MOST sentences in a row hold that the other text has nowhere: [how many − 1, first]."""
    count = len(clues)
    known = frozenset(common)
    one = np.zeros(count + MOST, dtype=np.float32)
    one[:count] = [len(held - known) for held in clues]
    total: NDArray[np.float32] = np.cumsum([one[more : more + count] for more in range(MOST)], axis=0)
    return total


def _numbers(text: str, lang: str) -> Keys:
    # reading numbers is slow beside the rest, and few sentences have numbers in words only
    if not _DIGIT.search(text):
        return frozenset()
    from kmedtext.language.numbers import find_numbers

    return frozenset(f"{mention.value.normalize():f}" for mention in find_numbers(text, lang))


@lru_cache(maxsize=16_384)
def _translations(word: str) -> Keys:
    from kmedtext.language.equivalence import english_words, parts

    return frozenset(
        english[:_STEM].lower()
        for part in parts(word)
        if part.words and len(part.text) >= _LEAST
        for phrase in part.words
        for english in english_words(phrase)
        if len(english) > 2
    )


def _presence(clues: Sequence[Keys], values: Sequence[str]) -> NDArray[np.float32]:
    """Which of the values 1 … MOST sentences in a row hold: [how many − 1, first, value], 1 or 0."""
    column = {value: at for at, value in enumerate(values)}
    count = len(clues)
    one = np.zeros((count + MOST, len(values)), dtype=np.float32)
    for at, held in enumerate(clues):
        one[at, [column[value] for value in held if value in column]] = 1.0
    result = np.empty((MOST, count, len(values)), dtype=np.float32)
    result[0] = one[:count]
    for many in range(1, MOST):
        np.maximum(result[many - 1], one[many : many + count], out=result[many])
    return result
