"""Abbreviations and their long forms in Latin letters.

After A. Schwartz and M. Hearst, *A simple algorithm for identifying abbreviation definitions in biomedical
text* (PSB 2003): the letters of the short form are found in the long one from the right, the first at a word's beginning.
"""

from __future__ import annotations

import re
from typing import Final

_SHORT: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.&/+-]{0,11}")
_LONGEST_LONG: Final = 120
_SMALL: Final = frozenset({"of", "and", "for", "the", "in", "on"})


def is_short_form(text: str) -> bool:
    """Whether a word can be an abbreviation: short, one word, with two capitals or a capital and a digit.

    >>> [word for word in ("EMR", "HbA1c", "CO2", "LDL-C", "Lunit", "A", "2024") if is_short_form(word)]
    ['EMR', 'HbA1c', 'CO2', 'LDL-C']
    """
    if not 2 <= len(text) <= 12 or not _SHORT.fullmatch(text):
        return False
    capitals = sum(char.isupper() for char in text)
    return capitals >= 2 or (capitals == 1 and any(char.isdigit() for char in text))


def long_form(short: str, before: str) -> str | None:
    """The end of ``before`` that ``short`` abbreviates, or None.

    >>> long_form("EMRs", "They read electronic medical records")
    'electronic medical records'
    >>> long_form("PD-L1", "programmed death-ligand 1")
    'programmed death-ligand 1'
    """
    before = before[-_LONGEST_LONG:].rstrip()
    letters = [char.lower() for char in short if char.isalnum()]
    if len(letters) > 2 and short[-1] == "s" and short[-2].isupper():
        letters.pop()
    at = len(before) - 1
    for number in range(len(letters) - 1, -1, -1):
        while at >= 0 and (
            before[at].lower() != letters[number] or (number == 0 and at > 0 and before[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
        at -= 1
    long = before[at + 1 :]
    words = re.findall(r"[A-Za-z0-9]+", long)
    weighty = sum(word.lower() not in _SMALL for word in words)
    if weighty > min(len(letters) + 5, len(letters) * 2) or len(long) <= len(short):
        return None
    if short.lower() in (word.lower() for word in words) or not _led(letters, words):
        return None
    return long


def _led(letters: list[str], words: list[str]) -> bool:
    """Whether at least half of the short form's letters begin a word: chance finds letters anywhere."""
    heads = [word[0].lower() for word in words]
    led = 0
    for letter in letters:
        if letter in heads:
            heads.remove(letter)
            led += 1
    return led * 2 >= len(letters)
