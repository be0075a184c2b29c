"""Numbers of a text, read to their values, so that 10억원 and *1 billion won* are the same.

Korean and English have a reader each; text in other languages is read as English.
"""

from __future__ import annotations

from kmedtext.language import numbers_en, numbers_ko
from kmedtext.language.numerals import NumberMention, table

__all__ = ["NumberMention", "find_numbers", "same_number"]


def find_numbers(text: str, lang: str) -> tuple[NumberMention, ...]:
    """Find the numbers of ``text``, in order, without overlap; offsets are characters of ``text``.

    Dates give their parts (year, month, day), ranges both ends. Digits inside names (HbA1c), links,
    telephone numbers and runs of more than 18 digits are not numbers.

    >>> [(str(n.value), n.unit) for n in find_numbers("3천812명 중 21.4%에 10억원을 지원했다.", "ko")]
    [('3812', None), ('21.4', 'percent'), ('1000000000', 'won')]
    >>> [(str(n.value), n.unit) for n in find_numbers("1 billion won for 21.4 percent of 3,812.", "en")]
    [('1000000000', 'won'), ('21.4', 'percent'), ('3812', None)]
    """
    return tuple((numbers_ko if lang == "ko" else numbers_en).find(text))


def same_number(one: NumberMention, other: NumberMention) -> bool:
    """Tell whether two mentions agree: the same value, and units that may stand for each other.

    >>> (ko,) = find_numbers("28일", "ko")
    >>> (en,) = find_numbers("the 28th", "en")
    >>> same_number(ko, en)
    True
    """
    if one.value != other.value:
        return False
    if one.unit is None or other.unit is None or one.unit == other.unit:
        return True
    families: dict[str, str] = table()["families"]
    return families.get(one.unit, one.unit) == families.get(other.unit, other.unit)
