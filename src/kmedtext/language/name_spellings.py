"""How the syllables of Korean names are spelled in Latin letters, each spelling with a cost."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

from kmedtext.language.romanisation import jamo
from kmedtext.language.tables import toml

NEVER: Final = 9.0
"""The cost of a spelling that cannot be."""

_LONGEST: Final = 9  # letters of one syllable


def _costs(entry: str) -> dict[str, float]:
    """Read ``"lee yi li:.1"``."""
    found: dict[str, float] = {}
    for spelling in entry.split() or [""]:
        letters, _, cost = spelling.partition(":")
        found[letters] = float(cost or 0)
    return found


@lru_cache(maxsize=4096)
def of_syllable(syllable: str) -> dict[str, float]:
    """The spellings of one syllable of a given name.

    >>> of_syllable("현")["hyun"], "hyeon" in of_syllable("현"), "han" in of_syllable("현")
    (0.0, True, False)
    """
    if not "가" <= syllable <= "힣":
        return {}
    table = toml("names.toml")
    onset, vowel, coda = jamo(syllable)
    found: dict[str, float] = {}
    for first, one in _costs(table["onsets"]["list"][onset]).items():
        for middle, two in _costs(table["vowels"]["list"][vowel]).items():
            for last, three in _costs(table["codas"]["list"][coda]).items():
                if last and middle.endswith("h"):
                    continue  # "ah" is an open syllable's
                spelling = first + middle + last
                found[spelling] = min(found.get(spelling, NEVER), one + two + three)
    found.update(_costs(table["syllables"].get(syllable, "")) if syllable in table["syllables"] else {})
    return found


@lru_cache(maxsize=1024)
def of_surname(surname: str) -> dict[str, float]:
    """The spellings of a surname: the usual ones of the table, and what its syllables give, at a cost."""
    found = {"": 0.0}
    for syllable in surname:
        found = {a + b: x + y + 0.1 for a, x in found.items() for b, y in of_syllable(syllable).items()}
    found.update(_costs(toml("names.toml")["surnames"].get(surname, "")) if surname in surnames() else {})
    return found


@cache
def surnames() -> frozenset[str]:
    """The surnames whose usual spellings are known."""
    return frozenset(toml("names.toml")["surnames"])


def cost(syllables: str, letters: str) -> float:
    """What it costs to read ``letters`` as a given name of these syllables; NEVER where it cannot be.

    >>> cost("해진", "haejin"), cost("해진", "haejun") >= NEVER
    (0.0, True)
    """
    best = {0: 0.0}
    for syllable in syllables:
        spellings = of_syllable(syllable)
        reached: dict[int, float] = {}
        for at, spent in best.items():
            for end in range(at + 1, min(at + _LONGEST, len(letters)) + 1):
                price = spellings.get(letters[at:end])
                if price is not None and spent + price < reached.get(end, NEVER):
                    reached[end] = spent + price
        best = reached
    return best.get(len(letters), NEVER)
