"""True pairs of sentences made wrong in one thing: a number, a unit, a name, a negation, the length."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

from kmedtext.quality.people import english_people

Pair = tuple[str, str]
Corruption = Callable[[Pair, random.Random], Pair | None]

_DIGITS = re.compile(r"\d+")
_UNIT = re.compile(
    r"\b(mg|kg|grams?|percent|per cent|millimeters?|centimeters?|kilometers?|hours?|minutes?|months?|years?|weeks?|days?|won|dollars?)\b|%"
)
_OTHER_UNITS = ("kilograms", "kilometers", "won", "percent", "liters", "months", "hours")
_LATIN = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]{1,11}(?![A-Za-z])")
_OTHER_NAMES = ("Veltro", "Quandis", "Ombrecht", "ZKW", "Pharvane")
_PEOPLE = ("Tak Seon-woo", "Bin Ha-yul", "Geum Do-hee", "Pi Jae-won")
_EN_NEGATIVE = re.compile(
    r"\b(did|do|does|is|was|were|are|has|have|had|would|could|can|will|should)(?: not|n['’]t)\b|\bnever\s|\bno\s(?=[a-z])|\bcannot\b",
    re.IGNORECASE,
)
_EN_ASSERTED = re.compile(r"\b(is|was|were|are|will|has|have|had|can|could)\s(?=[a-z])")
_KO_NEGATIVE = {
    "하지 않았다": "했다", "하지 않는다": "한다", "하지 않": "하", "되지 않았다": "됐다", "되지 않": "되", "지 않는": "는", "지 않았": "았", "지 않": "",
    "하지 못했다": "했다", "하지 못했": "했", "하지 못": "하", "못했다": "했다", "없었다": "있었다", "없다": "있다", "없는": "있는", "없이": "있이", "아니다": "이다", "아니라": "이라",
}  # fmt: skip


def number_changed(pair: Pair, chance: random.Random) -> Pair | None:
    """Another number in the English text."""
    found = list(_DIGITS.finditer(pair[1]))
    if not found:
        return None
    match = chance.choice(found)
    digits = list(match[0])
    at = chance.randrange(len(digits))
    digits[at] = chance.choice([d for d in "123456789" if d != digits[at]])
    return pair[0], pair[1][: match.start()] + "".join(digits) + pair[1][match.end() :]


def unit_changed(pair: Pair, chance: random.Random) -> Pair | None:
    """Another unit behind a number in digits of the English text."""
    found = [m for m in _UNIT.finditer(pair[1]) if pair[1][: m.start()].rstrip(" -")[-1:].isdigit()]
    if not found:
        return None
    match = chance.choice(found)
    other = chance.choice([unit for unit in _OTHER_UNITS if unit[:4] != match[0][:4]])
    space = "" if match[0] != "%" else " "
    return pair[0], pair[1][: match.start()] + space + other + pair[1][match.end() :]


def person_swapped(pair: Pair, chance: random.Random) -> Pair | None:
    """Another person in the English text, wherever the first stands by the whole name."""
    people = [name.whole for name in english_people(pair[1]) if name.whole and name.whole in pair[1]]
    if not people:
        return None
    return pair[0], pair[1].replace(chance.choice(people), chance.choice(_PEOPLE))


def latin_swapped(pair: Pair, chance: random.Random) -> Pair | None:
    """Another name in Latin letters in the Korean text."""
    found = [m for m in _LATIN.finditer(pair[0]) if m[0].casefold() in pair[1].casefold()]
    if not found:
        return None
    match = chance.choice(found)
    return pair[0][: match.start()] + chance.choice(_OTHER_NAMES) + pair[0][match.end() :], pair[1]


def english_negation_dropped(pair: Pair, _chance: random.Random) -> Pair | None:
    """Every negative of the English text dropped."""
    if not _EN_NEGATIVE.search(pair[1]):
        return None
    return pair[0], _EN_NEGATIVE.sub(
        lambda match: match[1] or "can" if match[0].lower() == "cannot" else match[1] or "", pair[1]
    )


def korean_negation_dropped(pair: Pair, _chance: random.Random) -> Pair | None:
    """Every negative of the Korean text turned into its opposite."""
    text = pair[0]
    for negative, positive in _KO_NEGATIVE.items():
        text = text.replace(negative, positive)
    return None if text == pair[0] else (text, pair[1])


def negation_added(pair: Pair, chance: random.Random) -> Pair | None:
    """A *not* put behind a verb of the English text."""
    found = list(_EN_ASSERTED.finditer(pair[1]))
    if not found or re.search(
        r"\b(?:not|no|never|without|none|neither|nor)\b|n['’]t", pair[1], re.IGNORECASE
    ):
        return None
    match = chance.choice(found)
    return pair[0], f"{pair[1][: match.end()]}not {pair[1][match.end() :]}"


def halved(pair: Pair, _chance: random.Random) -> Pair | None:
    """Two thirds of the English text dropped."""
    return (pair[0], pair[1][: len(pair[1]) // 3]) if len(pair[1]) > 60 else None


CORRUPTIONS: Mapping[str, tuple[str, Corruption]] = {
    "number changed": ("numbers", number_changed),
    "unit changed": ("units", unit_changed),
    "person swapped": ("names", person_swapped),
    "Latin name swapped": ("names", latin_swapped),
    "English negation dropped": ("negation", english_negation_dropped),
    "Korean negation dropped": ("negation", korean_negation_dropped),
    "negation added": ("negation", negation_added),
    "two thirds dropped": ("length", halved),
}
"""What is done to a pair, and the check that should see it."""
