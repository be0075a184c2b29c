"""Korean in Latin letters: the Revised Romanization, by sound for words and by syllable for names."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kmedtext.language.tables import toml

_HANGUL: Final = re.compile("[가-힣]+")
_FIRST: Final = 0xAC00
_NIEUN_HIEUH, _RIEUL_HIEUH, _HIEUH, _TIEUT, _DIGEUT = 6, 15, 27, 25, 7  # trailing consonants
_SILENT, _I = 11, 20  # the leading consonant without sound, the vowel ㅣ
_ASPIRATED: Final = {0: "k", 3: "t", 12: "ch", 7: "p"}


def jamo(syllable: str) -> tuple[int, int, int]:
    """The numbers of a syllable's leading consonant, vowel and trailing consonant (0: none).

    >>> jamo("한")
    (18, 0, 4)
    """
    place = ord(syllable) - _FIRST
    return place // 588, place % 588 // 28, place % 28


def romanise(text: str) -> str:
    """Write the Hangul of a text in the Revised Romanization, as it sounds; all else stays.

    >>> romanise("신라 종로 해돋이 좋고 없었다")
    'silla jongno haedoji joko eopseotda'
    """
    return _HANGUL.sub(lambda match: _word(match[0]), text)


def _word(word: str) -> str:
    letters = toml("romanisation.toml")
    sounds = [jamo(syllable) for syllable in word]
    written: list[str] = []
    head = letters["onsets"][sounds[0][0]]
    for number, (_, vowel, coda) in enumerate(sounds):
        written += (head, letters["vowels"][vowel])
        after = sounds[number + 1] if number + 1 < len(sounds) else None
        tail, head = _border(coda, after)
        written.append(tail)
    return "".join(written)


def _border(coda: int, after: tuple[int, int, int] | None) -> tuple[str, str]:
    """What stands for a trailing consonant, and for the leading one of the next syllable."""
    letters = toml("romanisation.toml")
    closed: str = letters["codas"][coda]
    if after is None:
        return closed, ""
    onset, vowel, _ = after
    opened: str = letters["onsets"][onset]
    if onset == _SILENT:
        if vowel == _I and coda in (_DIGEUT, _TIEUT):
            return "", "j" if coda == _DIGEUT else "ch"
        return "", letters["liaison"][coda]
    if coda in (_NIEUN_HIEUH, _RIEUL_HIEUH, _HIEUH):
        kept = {_NIEUN_HIEUH: "n", _RIEUL_HIEUH: "l", _HIEUH: ""}[coda]
        if onset in _ASPIRATED:
            return kept, _ASPIRATED[onset]
        if opened == "n" and coda == _HIEUH:
            return "n", "n"
        if opened == "s":
            return kept, "ss"
        closed = kept
    met: str | None = letters["meeting"].get(f"{closed}+{opened}")
    return (met, "") if met else (closed, opened)


def romanise_name(name: str) -> str:
    """Write a person's name in the Revised Romanization: surname, then given name with a hyphen.

    Sounds do not change between the syllables of a given name. How people spell themselves is another matter:
    :func:`kmedtext.language.match_name` knows the usual spellings.

    >>> romanise_name("홍빛나"), romanise_name("남궁설")
    ('Hong Bit-na', 'Namgung Seol')
    """
    size = 2 if name[:2] in _compounds() and len(name) > 2 else 1
    family = _word(name[:size])
    given = "-".join(_word(syllable) for syllable in name[size:])
    return f"{family.capitalize()} {given.capitalize()}".strip()


@cache
def _compounds() -> frozenset[str]:
    return frozenset(name for name in toml("names.toml")["surnames"] if len(name) == 2)
