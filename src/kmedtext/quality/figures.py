"""Do the numbers of two texts agree?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kmedtext.language.numbers import NumberMention, same_number
from kmedtext.quality.measures import amount, amounts, mentions_of
from kmedtext.quality.rules import rules


def numbers_agree(ko: str, en: str) -> bool | None:
    """Tell whether each number of either side is on the other, by value; None where neither side has one.

    Numbers written in words may stand for digits but need no counterpart (*one of the two*), nor does a bare 1
    (1인당, *per person*), nor do the parts of a date, as long as the other side does not name another year,
    month or day. An amount may be told in another unit (1.5㎏, 1,500 g). How often a number comes does not matter.

    >>> numbers_agree("환자 1만2000명 중 21.4%", "21.4 percent of 12,000 patients")
    True
    >>> numbers_agree("환자 1만2000명", "1,200 patients")
    False
    >>> numbers_agree("환자가 늘었다.", "There were more patients.") is None
    True
    """
    first, second = mentions_of(ko, "ko"), mentions_of(en, "en")
    found = [*_verdicts(first, second), *_verdicts(second, first)]
    return all(found) if found else None


def _verdicts(mentions: Sequence[NumberMention], others: Sequence[NumberMention]) -> Iterable[bool]:
    """One verdict for each number that must have a counterpart among ``others``."""
    settings = rules()["numbers"]
    calendar, free_ones = frozenset(settings["calendar"]), frozenset(settings["free_ones"])
    by_value: dict[Decimal, dict[str | None, NumberMention]] = {}
    for other in others:
        by_value.setdefault(other.value, {})[other.unit] = other
    named = {other.unit for other in others}
    told, summed = amounts(others), _summed(mentions, others)
    for mention in mentions:
        if mention.words or (mention.unit in calendar and mention.unit not in named):
            continue
        if mention.value == 1 and (mention.unit or "") in free_ones:
            continue
        if any(same_number(mention, other) for other in by_value.get(mention.value, {}).values()):
            yield True
            continue
        measured = amount(mention)
        # itself in another unit, or a part of what the other side tells in one number (1시간 30분, 90 minutes)
        yield measured is not None and (
            measured in told or summed.get(measured[0], measured[1]) > measured[1]
        )


def _summed(mentions: Sequence[NumberMention], others: Sequence[NumberMention]) -> dict[str, Decimal]:
    """The greatest amount of each sort that one side tells in two numbers and the other in one."""
    whole = (amounts(mentions) & amounts(others)) - {amount(mention) for mention in mentions}
    found: dict[str, Decimal] = {}
    for what, value in whole:
        found[what] = max(value, found.get(what, value))
    return found
