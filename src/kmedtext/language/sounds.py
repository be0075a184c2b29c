"""How words sound, roughly: the consonants that Hangul and English spelling agree on."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kmedtext.language.romanisation import jamo
from kmedtext.language.tables import toml

_ONSETS: Final = "KKNTTLMPPSS-JJJKTPH"
_CODAS: Final = (
    "", "K", "K", "K", "N", "N", "N", "T", "L", "K", "M", "L", "L", "L", "P", "L", "M", "P", "P", "T", "T", "N", "T",
    "T", "K", "T", "P", "T",
)  # fmt: skip
_ENGLISH: Final = re.compile(r"tion|sion|sch|ph|th|sh|ch|ck|gh|qu|[a-z]")
_CODES: Final = {
    "tion": "SN", "sion": "SN", "sch": "S", "ph": "P", "th": "T", "sh": "S", "ch": "J", "ck": "K", "gh": "K",
    "qu": "K", "c": "K", "b": "P", "d": "T", "f": "P", "g": "K", "h": "H", "j": "J", "k": "K", "l": "L", "m": "M",
    "n": "N", "p": "P", "q": "K", "r": "L", "s": "S", "t": "T", "v": "P", "x": "KS", "z": "J",
}  # fmt: skip
_NEAR: Final = frozenset(
    {("S", "T"), ("T", "S"), ("J", "K"), ("K", "J"), ("S", "J"), ("J", "S"), ("J", "T"), ("T", "J")}
)
_LONGEST: Final = 24


@lru_cache(maxsize=4096)
def of_hangul(text: str) -> str:
    """The consonants of a Hangul word, names of Latin letters read as letters.

    >>> of_hangul("테라퓨틱스"), of_hangul("케이메드에이아이")
    ('TLPTKS', 'KMT')
    """
    found: list[str] = []
    for syllable in text.replace("닷", ""):
        if not "가" <= syllable <= "힣":
            continue
        onset, _, coda = jamo(syllable)
        found.append(_ONSETS[onset].replace("-", "") + _CODAS[coda])
    return _squeezed("".join(found))


@lru_cache(maxsize=4096)
def of_latin(word: str) -> str:
    """The consonants of an English word.

    >>> of_latin("therapeutics"), of_latin("KMed.ai")
    ('TLPTKS', 'KMT')
    """
    lower = word.lower()
    codes = []
    for match in _ENGLISH.finditer(lower):
        soft = match[0] == "c" and lower[match.end() : match.end() + 1] in tuple("eiy")
        codes.append("S" if soft else _CODES.get(match[0], ""))
    return _squeezed("".join(codes))


def _squeezed(codes: str) -> str:
    return re.sub(r"(.)\1+", r"\1", codes)[:_LONGEST]


def spelled_letters(text: str) -> str:
    """Latin letters written by their names in Hangul, read back; all else stays.

    >>> spelled_letters("하늘닷에이아이")
    '하늘ai'
    """
    names = toml("names.toml")["letters"]
    pattern = "|".join(sorted(names, key=len, reverse=True))
    return re.sub(pattern, lambda match: names[match[0]], text)


def distance(one: str, other: str) -> float:
    """Edits from Hangul's sounds to English ones, by the longer one's length; the English r after a vowel is cheap."""
    if not one or not other:
        return 1.0
    row = [0.0]
    for code in other:
        row.append(row[-1] + _gap(code))
    for here in one:
        before, row = row, [row[0] + 1.0]
        for at, there in enumerate(other):
            change = 0.0 if here == there else (0.5 if (here, there) in _NEAR else 1.0)
            row.append(min(before[at] + change, before[at + 1] + 1.0, row[at] + _gap(there)))
    return row[-1] / max(len(one), len(other))


def _gap(code: str) -> float:
    return 0.4 if code == "L" else 1.0
