"""Marks that both languages write alike: numbers by value, and names in Latin letters.

They say little about a sentence, but much about whether two documents tell the same story:
figures such as 96.4 or 1,137 and names such as KMX-12 hardly meet by chance.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from kmedtext.alignment.pairing.settings import settings
from kmedtext.language.numerals import NumberMention, table
from kmedtext.language.quantities import quantities
from kmedtext.records import Lang

_LATIN: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9]*(?:[.&/-][A-Za-z0-9]+)*")
_MARKED: Final = re.compile(r"[A-Z0-9]")
_LONGEST_NAME: Final = 40
_DIGIT: Final = re.compile(r"\d")
_NUMBERS_READ: Final = 2000  # characters of a sentence


def numbers_in(texts: Sequence[str], lang: Lang) -> frozenset[str]:
    """The numbers of some sentences as keys: value and family of unit; numbers written as words are left out.

    A date gives its parts, and a key of its own where month and day are both said.

    >>> numbers_in(["10억원을 지원했다."], "ko") == numbers_in(["1 billion won was given."], "en")
    True
    >>> "3-14@date" in numbers_in(["2025년 3월 14일"], "ko") & numbers_in(["on March 14"], "en")
    True
    """
    found: set[str] = set()
    for text in texts:
        if not _DIGIT.search(text):
            continue  # reading is slow beside the rest, and numbers in words are left out
        for quantity in quantities(text[:_NUMBERS_READ], lang):
            found.update(_key(one) for one in quantity.numbers if not one.words)
            if quantity.kind == "date":
                said = {one.unit: int(one.value) for one in quantity.numbers}
                if "month" in said and "day" in said:
                    found.add(f"{said['month']}-{said['day']}@date")
    return frozenset(found)


def _key(mention: NumberMention) -> str:
    # The unit stays out of the key: one side often leaves it to the context (96.4점 / 96.4, 28일 / 28th).
    value = mention.value.normalize()
    calendar = mention.unit in {"month", "hour", "minutes"}
    return f"{value:f}" + ("@" + table()["families"].get(mention.unit, mention.unit) if calendar else "")


def names_in(texts: Sequence[str], lang: Lang) -> frozenset[str]:
    """Latin words of Korean text; of other text, those with a capital or a digit. Lower case.

    >>> sorted(names_in(["루온메드가 LLM ‘MedOne.ai’를 공개했다."], "ko"))
    ['llm', 'medone.ai']
    """
    found: set[str] = set()
    for text in texts:
        for match in _LATIN.finditer(text):
            word = match[0]
            if 2 <= len(word) <= _LONGEST_NAME and (lang == "ko" or _MARKED.search(word)):
                found.add(word.casefold())
                found.update(part.casefold() for part in re.split(r"[/-]", word) if len(part) > 1)
    return frozenset(found)


@cache
def number_weight(key: str) -> float:
    """How much a number says when both have it: its significant digits, up to 4; calendar figures say little.

    >>> weights = [number_weight(key) for key in ("3", "28", "2025", "96.4", "1137")]
    >>> weights == sorted(weights)
    True
    """
    if "@" in key:
        return 2.0 if key.endswith("@date") else 0.3
    digits = len(key.replace(".", "").strip("0"))
    if "." not in key and len(key) <= 2:
        return 0.3 if int(key) <= 12 else 0.9
    if len(key) == 4 and key[:2] in {"19", "20"}:
        return 1.2
    return float(min(digits + ("." in key) * 0.3, 4.0))


@cache
def name_weight(key: str) -> float:
    """How much a Latin name says when both have it: its length, little where everybody uses it (AI, MOU)."""
    if key in _common_names():
        return 0.2
    return min(len(key), 8) / 3.0


@cache
def _common_names() -> frozenset[str]:
    return frozenset(settings()["common_names"]["words"])
