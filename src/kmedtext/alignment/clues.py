"""Clues: what a Korean sentence and its English one show alike, whatever the encoder makes of them.

Numbers are held against each other by value. Words are in English on both sides: those in Latin letters that
a Korean sentence has, and the translations that the medical lexicon knows of parts of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.people import Named, named, same_people
from kmedtext.alignment.stretches import MOST, Array, Places

_DIGIT = re.compile("[0-9]")
_LATIN = re.compile("[A-Za-z][A-Za-z0-9]+")
_KOREAN = re.compile("[가-힣]{2,}")
_STEM = 6  # letters of a word that are compared
_LEAST = 2  # syllables of a Korean part that is translated
_MOST = 3.0
_READ = 2000  # characters of a sentence that are read


@dataclass(frozen=True, slots=True)
class Clues:
    """The sentences of a text in the language ``lang``, read when they are asked for."""

    texts: tuple[str, ...]
    lang: str

    def part(self, start: int, end: int) -> Clues:
        """Those of the sentences from ``start`` to before ``end``."""
        return Clues(self.texts[start:end], self.lang)

    def numbers(self) -> list[frozenset[str]]:
        """Of every sentence the values of its numbers."""
        return [_numbers(text[:_READ], self.lang) for text in self.texts]

    def words(self) -> list[frozenset[str]]:
        """Of every sentence the stems of its words, in English."""
        return [_words(text[:_READ], translate=self.lang == "ko") for text in self.texts]

    def names(self) -> list[Named]:
        """Of every sentence what may be names of people."""
        return [named(text[:_READ], self.lang) for text in self.texts]


def _numbers(text: str, lang: str) -> frozenset[str]:
    # reading numbers is slow beside the rest, and few sentences have numbers in words only
    if not _DIGIT.search(text):
        return frozenset()
    from kmedtext.language.numbers import find_numbers

    return frozenset(f"{mention.value.normalize():f}" for mention in find_numbers(text, lang))


def _words(text: str, *, translate: bool) -> frozenset[str]:
    found = {word[:_STEM].lower() for word in _LATIN.findall(text)}
    if translate:
        for word in _KOREAN.findall(text):
            found |= _translations(word)
    return frozenset(found)


@lru_cache(maxsize=16_384)
def _translations(word: str) -> frozenset[str]:
    from kmedtext.language.equivalence import english_words, parts

    return frozenset(
        english[:_STEM].lower()
        for part in parts(word)
        if part.words and len(part.text) >= _LEAST
        for phrase in part.words
        for english in english_words(phrase)
        if len(english) > 2
    )


def compare_numbers(ko: Clues, en: Clues, i: Places, j: Places, a: Places, b: Places) -> tuple[Array, Array]:
    """Of beads, how many numbers both sides hold, and how many either has that the other has not."""
    # the numbers that both texts hold come first, so that only they are compared
    ko_numbers, en_numbers = ko.numbers(), en.numbers()
    ko_all, en_all = frozenset[str]().union(*ko_numbers), frozenset[str]().union(*en_numbers)
    common = sorted(ko_all & en_all)
    ko_has, en_has = (
        _presence(numbers, [*common, *sorted(every - set(common))])
        for numbers, every in ((ko_numbers, ko_all), (en_numbers, en_all))
    )
    ko_count, en_count = ko_has.sum(axis=2)[a - 1, i], en_has.sum(axis=2)[b - 1, j]
    # a side without numbers says nothing
    both = np.flatnonzero((ko_count > 0.0) & (en_count > 0.0))
    shared, missed = np.zeros(len(i)), np.zeros(len(i))
    ko_rows, en_rows = ko_has[:, :, : len(common)], en_has[:, :, : len(common)]
    agree = (ko_rows[a[both] - 1, i[both]] * en_rows[b[both] - 1, j[both]]).sum(axis=1)
    shared[both] = np.minimum(agree, _MOST)
    missed[both] = np.minimum(np.minimum(ko_count[both], en_count[both]) - agree, _MOST)
    return shared, missed


def compare_words(ko: Clues, en: Clues, i: Places, j: Places, a: Places, b: Places) -> tuple[Array, Array]:
    """Of beads, the weight of the words that both sides hold, and of those that either has and the other has not.

    Only words that both texts hold are counted; the more sentences hold a word, the less it weighs.
    """
    ko_names, en_names = ko.names(), en.names()
    people = same_people(ko_names, en_names)
    ko_words = [
        words.union(name for _, name in names) for words, names in zip(ko.words(), ko_names, strict=True)
    ]
    en_words = [
        words.union(people[name] for _, name in names if name in people)
        for words, names in zip(en.words(), en_names, strict=True)
    ]
    common = sorted(frozenset[str]().union(*ko_words) & frozenset[str]().union(*en_words))
    ko_has, en_has = _presence(ko_words, common), _presence(en_words, common)
    often = np.maximum(ko_has[0].sum(axis=0), en_has[0].sum(axis=0))
    weight = (1.0 / np.maximum(often, 1.0)).astype(np.float32)
    ko_has *= weight
    ko_all, en_all = ko_has.sum(axis=2)[a - 1, i], (en_has @ weight)[b - 1, j]
    agree = np.einsum("cv,cv->c", ko_has[a - 1, i], en_has[b - 1, j])
    return np.minimum(agree, _MOST), np.minimum(ko_all + en_all - 2 * agree, _MOST)


def _presence(clues: Sequence[frozenset[str]], values: Sequence[str]) -> NDArray[np.float32]:
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
