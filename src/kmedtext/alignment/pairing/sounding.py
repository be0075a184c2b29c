"""Names by their sound: what a Korean name and its romanisation share, however the spelling goes.

Spellings of one name differ in their vowels (*Jun-hyeok*, *Joonhyuk*), and Hangul has sounds that Latin letters
do not keep apart. So both are reduced to keys of broad classes: a letter a consonant, one of four a vowel.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kmedtext.language.latin import is_english
from kmedtext.language.name_spellings import surnames
from kmedtext.language.romanisation import jamo

Codes = NDArray[np.uint32]

_ONSETS: Final = "KKNTTLMPPSS-JJJKTPH"
_CODAS: Final = "-KKKNNNTLKMLLLPLMPPTTNTTKTPT"
#                ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅘ ㅙ ㅚ ㅛ ㅜ ㅝ ㅞ ㅟ ㅠ ㅡ ㅢ ㅣ
_VOWELS: Final = "AEAEOEOEOAEEOOOEIOOII"
_SOUND: Final = re.compile(r"ng(?![aeiouwy])|ch|sh|ck|kk|tt|pp|ss|jj|[aeiouwy]+h?(?![aeiouwy])|[a-z]")
_CONSONANTS: Final = {
    "ng": "N", "ch": "J", "sh": "S", "ck": "K", "kk": "K", "tt": "T", "pp": "P", "ss": "S", "jj": "J", "b": "P",
    "c": "K", "d": "T", "f": "P", "g": "K", "h": "H", "j": "J", "k": "K", "l": "L", "m": "M", "n": "N", "p": "P",
    "q": "K", "r": "L", "s": "S", "t": "T", "v": "P", "x": "S", "z": "J",
}  # fmt: skip
_WORD: Final = re.compile(r"[A-Z][a-z]+(?:[-'’][A-Za-z]+)*")
_HANGUL: Final = re.compile(r"[가-힣]{2,16}")
_RUNS: Final = re.compile(r"[aeiouwy]+|[^aeiouwy]+")
_VOWEL_LETTERS: Final = frozenset("aeiouwy")
_BEGINNINGS: Final = frozenset([*"kgdtbpjmnhrsl", "ch", "kk", "tt", "pp", "ss", "jj", "sh", ""])
_ENDS: Final = frozenset([*"knlmptgbrh", "ng", "ck", ""])
_PLACES: Final = frozenset(["do", "si", "gu", "gun", "eup", "myeon", "dong", "ri", "ro", "gil"])
_SHORTEST: Final = 4
_LONGEST_WORD: Final = 40
_LONGEST_NAME: Final = 5


def of_latin(word: str) -> str:
    """The key of a romanised name.

    >>> of_latin("Jun-hyeok"), of_latin("Joonhyuk"), of_latin("Saesol")
    ('JONHOK', 'JONHOK', 'SESOL')
    """
    sounds = (match[0] for part in re.split(r"[-'’ ]", word.lower()) for match in _SOUND.finditer(part))
    return _squeezed("".join(_CONSONANTS.get(sound) or _vowel(sound.removesuffix("h")) for sound in sounds))


def _vowel(letters: str) -> str:
    bare = letters.lstrip("yw") or letters
    if bare in {"ee", "i", "y", "ui", "eui"}:
        return "I"
    if bare in {"ae", "ai", "ay", "e", "ea", "oe", "oi"}:
        return "E"
    return "A" if "a" in bare else "O"


@lru_cache(maxsize=65536)
def of_hangul(word: str) -> str:
    """The key of a Korean name.

    >>> of_hangul("준혁"), of_hangul("새솔")
    ('JONHOK', 'SESOL')
    """
    codes: list[str] = []
    for syllable in word:
        onset, vowel, coda = jamo(syllable)
        codes += (_ONSETS[onset], _VOWELS[vowel], _CODAS[coda])
    return _squeezed("".join(codes).replace("-", ""))


def _squeezed(codes: str) -> str:
    return re.sub(r"(.)\1+", r"\1", codes)


def romanised_in(texts: Sequence[str]) -> dict[str, str]:
    """What may be romanised names in English sentences: a name by its key.

    >>> romanised_in(["Roh Jun-hyeok leads the Saesol Medical Center."])
    {'JONHOK': 'Jun-hyeok', 'LOJONHOK': 'Roh Jun-hyeok', 'SESOL': 'Saesol'}
    """
    found: dict[str, str] = {}
    for text in texts:
        for key, name in _english(text):
            if len(key) >= _SHORTEST:
                found.setdefault(key, name)
    return found


def sounds_in(texts: Sequence[str]) -> Codes:
    """The codes of all that may be a name in Korean sentences, sorted."""
    keys = {key for text in texts for key in _korean(text) if len(key) >= _SHORTEST}
    return np.array(sorted({code_of(key) for key in keys}), dtype=np.uint32)


@lru_cache(maxsize=65536)
def code_of(key: str) -> int:
    """A key in 32 bits, the same on every machine: a Korean document has hundreds."""
    return zlib.crc32(key.encode())


def sound_weight(key: str) -> float:
    """How much a key says when both have it: the more letters, the less it meets by chance.

    On development documents unrelated texts share a key of 4 letters in 4 to 8 of 100 cases, of 5 in 1 to 3, of 6 in
    less than 1, of 8 and more hardly ever.

    >>> sound_weight("KAON") < sound_weight("JONHOK")
    True
    """
    return 0.3 if len(key) <= _SHORTEST else min(len(key) - _SHORTEST, 4.0)


def _korean(text: str) -> Iterator[str]:
    """Beginnings of words, and what stands behind a surname: where a name ends is not written."""
    for match in _HANGUL.finditer(text):
        word = match[0]
        for end in range(2, min(len(word), _LONGEST_NAME) + 1):
            yield of_hangul(word[:end])
        if word[0] in surnames() and len(word) >= 3:
            yield of_hangul(word[1:3])


def _english(text: str) -> Iterator[tuple[str, str]]:
    """Words with a capital that can be Korean and are no English ones, alone and two together (*Soo Hyun*)."""
    before: re.Match[str] | None = None
    for match in _WORD.finditer(text):
        word = match[0]
        if len(word) > _LONGEST_WORD or not could_be_korean(word) or is_english(word.lower()):
            before = None
            continue
        yield of_latin(word), word
        if before is not None and match.start() == before.end() + 1 and text[before.end()] == " ":
            yield of_latin(before[0] + word), f"{before[0]} {word}"
        before = match


def could_be_korean(word: str) -> bool:
    """Whether a word in Latin letters has the shape of romanised Korean.

    No syllable has two consonants at an end; hyphens part single syllables, or set off the sort of a place (-gu, -do).

    >>> [could_be_korean(word) for word in ("Jun-hyeok", "Saesol", "Gangnam-gu", "Trump", "Thailand", "Home-made")]
    [True, True, True, False, False, False]
    """
    parts = [part for part in re.split(r"[-'’]", word.lower()) if part]
    if len(parts) > 1 and parts[-1] not in _PLACES and any(map(_is_long, parts)):
        return False
    return all(map(_is_romanised, parts))


def _is_long(part: str) -> bool:
    return sum(run[0] in _VOWEL_LETTERS for run in _RUNS.findall(part)) > 1


def _is_romanised(part: str) -> bool:
    runs = _RUNS.findall(part)
    last = len(runs) - 1
    if last == 0 and runs[0][0] not in _VOWEL_LETTERS:
        return False
    for at, run in enumerate(runs):
        if run[0] in _VOWEL_LETTERS:
            continue
        if at not in (0, last):
            fits = any(run[:cut] in _ENDS and run[cut:] in _BEGINNINGS for cut in range(len(run) + 1))
        else:
            fits = run in (_BEGINNINGS if at == 0 else _ENDS)
        if not fits:
            return False
    return True
