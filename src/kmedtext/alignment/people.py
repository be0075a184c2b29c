"""People whom both texts name: in Hangul in one, in Latin letters in the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_KOREAN = re.compile("[가-힣]{2,}")
_CAPITALISED = re.compile(r"[A-Z][A-Za-z'’-]+")
_LONGEST_RUN = 6  # syllables of a run that may be a name with what is attached to it
_NAME = 3  # syllables of most names
_SAME = 0.7
_SOUNDS = str.maketrans({"k": "g", "t": "d", "p": "b", "r": "l", "c": "j", "z": "j", "f": "b", "q": "g"})
_SILENT = re.compile(r"[aeiouwyh'’-]+")

Named = frozenset[tuple[str, str]]
"""Names as (consonants of the given name, what is written): who has other consonants is somebody else."""


def named(text: str, lang: str) -> Named:
    """Everything in a text that could be the full name of a Korean."""
    return frozenset(_named_ko(text) if lang == "ko" else _named_en(text))


def _named_ko(text: str) -> set[tuple[str, str]]:
    return {name for run in _KOREAN.findall(text) if len(run) <= _LONGEST_RUN for name in _names_of(run)}


@lru_cache(maxsize=16_384)
def _names_of(run: str) -> tuple[tuple[str, str], ...]:
    from kmedtext.language.names import could_be_person
    from kmedtext.language.romanisation import romanise

    forms = {run, run[:_NAME]}
    return tuple(
        (consonants(romanise(form[-2:] if len(form) > 2 else form[1:])), form)
        for form in sorted(forms)
        if len(form) <= _NAME + 1 and could_be_person(form)
    )


def _named_en(text: str) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    row: list[str] = []
    end = -1
    for word in _CAPITALISED.finditer(text):
        row = [*row[-2:], word[0]] if text[end : word.start()] == " " else [word[0]]
        end = word.end()
        if len(row) > 1:
            written = " ".join(row[-2:])
            found |= {(consonants(given), written) for given in row[-2:]}
        if len(row) > 2:
            written = " ".join(row)
            found |= {(consonants("".join(given)), written) for given in (row[1:], row[:2])}
    return found


@lru_cache(maxsize=16_384)
def consonants(latin: str) -> str:
    """What is left of a romanised name whichever way it is spelled.

    >>> consonants("Chan-young") == consonants("chanyeong") != consonants("chanyeon")
    True
    """
    return _SILENT.sub("", latin.lower().replace("ch", "j").replace("sh", "s")).translate(_SOUNDS)


def same_people(ko: Sequence[Named], en: Sequence[Named]) -> dict[str, str]:
    """Korean names of one text by the English ones of the other, as written."""
    from kmedtext.language.names import match_name

    ko_all, en_all = frozenset[tuple[str, str]]().union(*ko), frozenset[tuple[str, str]]().union(*en)
    by_sound: dict[str, list[str]] = {}
    for sound, written in sorted(ko_all):
        by_sound.setdefault(sound, []).append(written)
    found: dict[str, str] = {}
    for sound, written in sorted(en_all):
        for name in by_sound.get(sound, ()):
            if written not in found and match_name(name, written) >= _SAME:
                found[written] = name
    return found
