"""Names of people and organisations matched across Korean and English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from kmedtext.language import equivalence
from kmedtext.language.name_spellings import NEVER, cost, of_surname, of_syllable, surnames
from kmedtext.language.romanisation import romanise

_WORD: Final = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?\.?")
_TITLES: Final = frozenset(
    [
        "dr",
        "prof",
        "professor",
        "mr",
        "mrs",
        "ms",
        "miss",
        "md",
        "phd",
        "mph",
        "rn",
        "dds",
        "dmd",
        "ms",
        "jr",
        "sr",
        "sir",
    ]
)
_LONGEST: Final = 80
_INITIALS: Final = 0.75
_OTHER_GIVEN: Final = 0.35
_EXTRA_WORD: Final = 0.2


def match_name(ko: str, en: str) -> float:
    """Tell how well an English name can be the Korean one, 0…1; from 0.7 on it is the same by all that is written.

    People: usual spellings of surnames and given names, both orders, with and without hyphens, initials, titles
    aside. Organisations: what their words mean, and how the others sound. The names are all that is compared:
    two people of one name are the same to it.

    >>> round(match_name("이해진", "Hae-Jin Lee"), 2), round(match_name("이해진", "Rhee Haejin"), 2)
    (1.0, 1.0)
    >>> match_name("이해진", "Hae-Jun Lee") < 0.5
    True
    >>> match_name("하늘메디컬", "Haneul Medical") > 0.9
    True
    """
    korean = re.sub(r"\s+", "", ko)[:_LONGEST]
    english = unicodedata.normalize("NFKD", en[:_LONGEST])
    english = "".join(char for char in english if not unicodedata.combining(char))
    if not korean or not re.search("[가-힣]", korean):
        return 0.0
    organisation = equivalence.match_phrase(ko[:_LONGEST], english)
    if not could_be_person(korean) or equivalence.says_organisation(english):
        return organisation
    words = _words(english)
    if len(words) < 2:
        return organisation
    return max((_person(korean, words, size) for size in _surname_sizes(korean)), default=0.0)


def could_be_person(korean: str) -> bool:
    """Whether a word has the shape of a Korean's full name."""
    return all("가" <= char <= "힣" for char in korean) and any(_surname_sizes(korean))


def _surname_sizes(korean: str) -> Iterator[int]:
    if len(korean) in (3, 4) and korean[:2] in surnames():
        yield 2
    if len(korean) in (2, 3) and korean[0] in surnames():
        yield 1
    if len(korean) == 4 and korean[0] in surnames() and korean[:2] in surnames():
        yield 1


def _words(english: str) -> list[list[str]]:
    """The words of a name without titles, each as its hyphened parts, in lower case (capitals alone stay)."""
    found: list[list[str]] = []
    for piece in re.split(r"[\s,;()]+", english):
        parts = [part for part in _WORD.findall(piece) if part]
        bare = "".join(parts).lower().replace(".", "")
        if not parts or bare in _TITLES:
            continue
        initials = [letter for part in parts for letter in part.split(".") if letter]
        found.append(initials)
    return found


def _person(korean: str, words: Sequence[Sequence[str]], size: int) -> float:
    """The best reading with one word, at either end, as the surname."""
    family, given = korean[:size], korean[size:]
    spellings = of_surname(family)
    best = 0.0
    for at, rest in ((0, words[1:]), (len(words) - 1, words[:-1])):
        price = spellings.get("".join(words[at]).lower())
        if price is None:
            continue
        best = max(best, _given(given, rest) * (1 - price))
    return best


def _given(syllables: str, words: Sequence[Sequence[str]]) -> float:
    parts = [part for word in words for part in word]
    if _are_initials(parts):
        letters = "".join(parts).lower()
        fits = len(letters) == len(syllables) and all(
            any(spelling.startswith(letter) for spelling in of_syllable(syllable))
            for syllable, letter in zip(syllables, letters, strict=True)
        )
        return _INITIALS if fits else 0.0
    lower = [part.lower() for part in parts]
    whole = _fit(syllables, lower)
    if whole < NEVER:
        return max(0.0, 1 - whole)
    # A Western or baptismal name beside the Korean one.
    for word in words:
        price = _fit(syllables, [part.lower() for part in word])
        if price < NEVER:
            return max(0.0, 1 - price - _EXTRA_WORD)
    return _OTHER_GIVEN * _share(syllables, "".join(lower))


def _are_initials(parts: Sequence[str]) -> bool:
    if all(len(part) == 1 for part in parts):
        return True
    return len(parts) == 1 and len(parts[0]) == 2 and parts[0].isupper()


def _fit(syllables: str, parts: Sequence[str]) -> float:
    """Cost of the parts for the syllables: part by syllable where there are as many, else run together."""
    if len(parts) == len(syllables) > 1:
        return sum(cost(s, part) for s, part in zip(syllables, parts, strict=True))
    return cost(syllables, "".join(parts))


def _share(syllables: str, letters: str) -> float:
    """How alike two given names look that are not the same: for ranking only."""
    from difflib import SequenceMatcher

    return SequenceMatcher(None, romanise(syllables), letters, autojunk=False).ratio()
