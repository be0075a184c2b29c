"""People whom both texts name: in Hangul in one, in Latin letters in the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_KOREAN = re.compile("[가-힣]{2,}")
_CAPITALISED = re.compile(r"[A-Z][A-Za-z'’-]+")
_LONGEST_RUN = 6  # syllables of a run that may be a name with what is attached to it
_NAME = 3  # syllables of most names
_MOST_COST = 0.5
_SOUNDS = str.maketrans({"k": "g", "t": "d", "p": "b", "r": "l", "c": "j", "z": "j", "f": "b", "q": "g"})
_SILENT = re.compile("[aeiouwyh]+")
_MARKS = re.compile("[^A-Za-z]+")


class Name(NamedTuple):
    """A name as written, as surname and given name, and the consonants of the latter, which tell most people apart."""

    sound: str
    written: str
    surname: str
    given: str


Named = frozenset[Name]


def named(text: str, lang: str) -> Named:
    """Everything in a text that could be the full name of a Korean."""
    return frozenset(_named_ko(text) if lang == "ko" else _named_en(text))


def _named_ko(text: str) -> set[Name]:
    return {name for run in _KOREAN.findall(text) if len(run) <= _LONGEST_RUN for name in _names_of(run)}


@lru_cache(maxsize=16_384)
def _names_of(run: str) -> tuple[Name, ...]:
    from kmedtext.language.names import could_be_person
    from kmedtext.language.romanisation import romanise

    found = []
    for form in sorted({run, run[:_NAME]}):
        if len(form) <= _NAME + 1 and could_be_person(form):
            surname, given = (form[:-2], form[-2:]) if len(form) > 2 else (form[:1], form[1:])
            found.append(Name(consonants(romanise(given)), form, surname, given))
    return tuple(found)


def _named_en(text: str) -> set[Name]:
    found: set[Name] = set()
    row: list[str] = []
    end = -1
    for word in _CAPITALISED.finditer(text):
        row = [*row[-2:], word[0]] if text[end : word.start()] == " " else [word[0]]
        end = word.end()
        for many in range(2, len(row) + 1):
            last = row[-many:]
            found |= {_name(last, last[0], last[1:]), _name(last, last[-1], last[:-1])}
    return found


def _name(words: Sequence[str], surname: str, given: Sequence[str]) -> Name:
    letters = _MARKS.sub("", "".join(given)).lower()
    return Name(consonants(letters), " ".join(words), surname.lower(), letters)


@lru_cache(maxsize=16_384)
def consonants(latin: str) -> str:
    """What is left of a romanised name whichever way it is spelled.

    >>> consonants("Chan-young") == consonants("chanyeong") != consonants("chanyeon")
    True
    """
    return _SILENT.sub("", _MARKS.sub("", latin).lower().replace("ch", "j").replace("sh", "s")).translate(
        _SOUNDS
    )


def same_people(ko: Sequence[Named], en: Sequence[Named]) -> dict[str, str]:
    """Korean names of one text by the English ones of the other, as written."""
    by_sound: dict[str, list[Name]] = {}
    for name in sorted(frozenset[Name]().union(*ko)):
        by_sound.setdefault(name.sound, []).append(name)
    found: dict[str, str] = {}
    for name in sorted(frozenset[Name]().union(*en)):
        for other in by_sound.get(name.sound, ()):
            if name.written not in found and _same(other.surname, other.given, name.surname, name.given):
                found[name.written] = other.written
    return found


@lru_cache(maxsize=16_384)
def _same(ko_surname: str, ko_given: str, surname: str, given: str) -> bool:
    from kmedtext.language.name_spellings import cost, of_surname

    return of_surname(ko_surname).get(surname, 1.0) + cost(ko_given, given) <= _MOST_COST
