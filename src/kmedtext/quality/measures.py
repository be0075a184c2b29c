"""Do the units of two texts agree? Amounts are compared by what they measure: 1.5㎏ is 1,500 grams."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache, lru_cache

from kmedtext.language.numbers import NumberMention, same_number
from kmedtext.language.numerals import table
from kmedtext.language.quantities import quantities
from kmedtext.quality.rules import rules

Amount = tuple[str, Decimal]
"""What is measured, and how much of its smallest unit."""


@cache
def _factors() -> dict[str, tuple[str, Decimal]]:
    return {
        unit: (dimension, Decimal(factor))
        for dimension, units in rules()["measures"].items()
        for unit, factor in units.items()
    }


@cache
def _calendar() -> frozenset[str]:
    """Units of dates, ages and ranks, that are no measures; lengths of time among them are."""
    return frozenset(table()["families"]) - frozenset(_factors())


def amount(mention: NumberMention) -> Amount | None:
    """What a number measures and how much of it, in the smallest unit; None without a unit that is known."""
    if mention.unit is None or mention.unit in _calendar():
        return None
    dimension, factor = _factors().get(mention.unit, (mention.unit, Decimal(1)))
    return dimension, mention.value * factor


def amounts(mentions: Sequence[NumberMention]) -> frozenset[Amount]:
    """The amounts of a text, and the sums of those that are told in two units (1시간 30분, 1 year and 6 months)."""
    single = [amount(mention) for mention in mentions]
    found = {one for one in single if one is not None}
    for (first, one), (second, other) in zip(
        zip(mentions, single, strict=True), list(zip(mentions, single, strict=True))[1:], strict=False
    ):
        near = second.start - first.end <= len(" and ")
        if near and one and other and one[0] == other[0] and first.unit != second.unit:
            found.add((one[0], one[1] + other[1]))
    return frozenset(found)


@lru_cache(maxsize=4)  # both sides of the pair at hand, which several checks read
def mentions_of(text: str, lang: str) -> tuple[NumberMention, ...]:
    """The numbers of a text, ranges and dates taken apart, with the units that their neighbours lend them."""
    return tuple(number for quantity in quantities(text, lang) for number in quantity.numbers)


def units_agree(ko: str, en: str) -> bool | None:
    """Tell whether numbers that stand on both sides have the same units; None where no unit meets one.

    Units may differ where the amounts are the same (1.5㎏, 1,500 g). A number that only one side has is not for
    this check, nor is one that has a unit on one side alone.

    >>> units_agree("5㎎을 투여했다.", "Patients received 5 mg."), units_agree("5㎎을 투여했다.", "They received 5 g.")
    (True, False)
    >>> units_agree("90분 걸렸다.", "It took 1.5 hours."), units_agree("5명이 왔다.", "Five people came.")
    (True, None)
    """
    first, second = mentions_of(ko, "ko"), mentions_of(en, "en")
    verdicts = [*_verdicts(first, second), *_verdicts(second, first)]
    return all(verdicts) if verdicts else None


def _verdicts(mentions: Sequence[NumberMention], others: Sequence[NumberMention]) -> list[bool]:
    told = amounts(others)
    by_value: dict[Decimal, list[NumberMention]] = {}
    for other in others:
        by_value.setdefault(other.value, []).append(other)
    found: list[bool] = []
    for mention in mentions:
        measured = amount(mention)
        if measured is None:
            continue
        same = by_value.get(mention.value, [])
        if measured in told or any(other.unit and same_number(mention, other) for other in same):
            found.append(True)
        elif any(_clash(measured[0], other) for other in same) and all(other.unit for other in same):
            found.append(False)
    return found


def _clash(dimension: str, other: NumberMention) -> bool:
    """Whether a number of the same value measures another thing, or the same thing in another unit."""
    there = amount(other)
    if there is None:
        return False
    loose = rules()["units"]["loose"]
    return (dimension in loose) == (there[0] in loose)
