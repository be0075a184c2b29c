"""Quantities: the numbers of a text put together to dates, times, ranges, ages and measures.

The readers of :mod:`kmedtext.language.numbers` find the single numbers; here neighbours that make one statement
(2023년 6월 18일, *Nov. 28, 2025*, 3~5%, 120/80 mmHg) are joined, and each gets its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Final, Literal

from kmedtext.language.numbers import find_numbers, same_number
from kmedtext.language.numerals import NumberMention, longest_first, table

QuantityKind = Literal[
    "number", "money", "percent", "measure", "date", "time", "duration", "age", "ordinal", "multiple"
]
"""What a quantity tells."""

_DATE_PARTS: Final = ("year", "month", "day")
_DATE_GAP: Final = re.compile(r"[,.]?\s?(?:of\s)?|\s?[-./]\s?")
_TIME_GAP: Final = re.compile(r":|\s?")
_RANGE_GAP: Final = re.compile(r"\s?[~∼～–—−-]\s?|\sto\s|\sand\s|(?:에서|부터|내지)\s")
_LOOSE_GAPS: Final = frozenset({" and "})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a text; ``text[start:end]`` is what was read.

    ``value`` is an exact number (1조 2,000억 원 → 1200000000000 with the unit ``won``), or ISO 8601 text for the
    kinds ``date`` (``2023-06-18``, ``--06-18`` without a year, ``---28`` for a day alone) and ``time`` (``15:00``).
    ``unit`` is a name of the table ``numbers.toml`` or None. ``high`` is the other end of a range, of which
    ``value`` is the low one. ``numbers`` are the numbers it was put together from. Signs are not read.
    """

    value: Decimal | str
    unit: str | None
    kind: QuantityKind
    start: int
    end: int
    high: Decimal | str | None = None
    numbers: tuple[NumberMention, ...] = ()


def quantities(text: str, lang: str) -> tuple[Quantity, ...]:
    """Find the quantities of a Korean (``ko``) or English text, in order, without overlap.

    >>> [(str(q.value), q.unit, q.kind) for q in quantities("45세 여성, 0.5㎎, 1조 2,000억 원", "ko")]
    [('45', 'years', 'age'), ('0.5', 'mg', 'measure'), ('1200000000000', 'won', 'money')]
    >>> [(str(q.value), str(q.high), q.kind) for q in quantities("3-5% on June 18, 2023 at 3 p.m.", "en")]
    [('3', '5', 'percent'), ('2023-06-18', 'None', 'date'), ('15:00', 'None', 'time')]
    """
    single = [_aged(text, q, lang) for q in _grouped(text, find_numbers(text, lang))]
    return tuple(_ranged(text, single))


def same_quantity(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities agree: by value and unit; dates by the parts that both name.

    >>> (ko,), (en,) = quantities("28일", "ko"), quantities("the 28th", "en")
    >>> same_quantity(ko, en)
    True
    """
    if one.kind == other.kind == "date" and isinstance(one.value, str) and isinstance(other.value, str):
        mine, theirs = _parts(one), _parts(other)
        shared = mine.keys() & theirs.keys()
        return bool(shared) and all(mine[name] == theirs[name] for name in shared)
    if len(one.numbers) != len(other.numbers):
        return False
    return all(same_number(a, b) for a, b in zip(one.numbers, other.numbers, strict=True))


def _parts(date: Quantity) -> dict[str, Decimal]:
    return {n.unit: n.value for n in date.numbers if n.unit is not None}


def _grouped(text: str, mentions: Sequence[NumberMention]) -> Iterator[Quantity]:
    """Join the parts of dates and times of day, and the two figures of a blood pressure."""
    number = 0
    while number < len(mentions):
        for join in (_date, _time, _over):
            if joined := join(text, mentions, number):
                yield joined
                number += len(joined.numbers) if joined.kind != "measure" else 1
                break
        else:
            yield _plain(mentions[number])
            number += 1


def _plain(mention: NumberMention) -> Quantity:
    unit = mention.unit
    kind: QuantityKind = "number" if unit is None else table()["kinds"].get(unit, "measure")
    start, end, numbers = mention.start, mention.end, (mention,)
    if unit in _DATE_PARTS:
        return Quantity(_iso(numbers), None, "date", start, end, numbers=numbers)
    if unit == "hour":
        return Quantity(f"{int(mention.value):02}:00", None, "time", start, end, numbers=numbers)
    return Quantity(mention.value, unit, kind, start, end, numbers=numbers)


def _date(text: str, mentions: Sequence[NumberMention], first: int) -> Quantity | None:
    """A date of two or three parts in any order that either language writes."""
    found: list[NumberMention] = []
    for mention in mentions[first : first + 3]:
        if found and not _DATE_GAP.fullmatch(text, found[-1].end, mention.start):
            break
        part = _date_part(mention, found)
        if part is None or any(part.unit == other.unit for other in found):
            break
        found.append(part)
    if len(found) < 2 or not any(part.unit == "month" for part in found):
        return None
    return Quantity(_iso(found), None, "date", found[0].start, found[-1].end, numbers=tuple(found))


def _date_part(mention: NumberMention, before: Sequence[NumberMention]) -> NumberMention | None:
    """The mention as a part of a date: a bare 2025 behind a month is a year, *the 2nd* before one a day."""
    if mention.unit in _DATE_PARTS:
        return mention
    if mention.unit == "ordinal" and not mention.words and 1 <= mention.value <= 31:
        return replace(mention, unit="day")
    if mention.unit is None and before and 1000 <= mention.value <= 2999 and mention.value % 1 == 0:
        return replace(mention, unit="year")
    return None


def _iso(parts: Sequence[NumberMention]) -> str:
    named = {part.unit: int(part.value) for part in parts}
    year, month, day = (named.get(name) for name in _DATE_PARTS)
    if year is not None:
        return f"{year:04}" + "".join(f"-{part:02}" for part in (month, day) if part is not None)
    if month is not None:
        return f"--{month:02}" + (f"-{day:02}" if day is not None else "")
    return f"---{day:02}"


def _time(text: str, mentions: Sequence[NumberMention], first: int) -> Quantity | None:
    """A time of day with minutes."""
    if mentions[first].unit != "hour" or first + 1 == len(mentions):
        return None
    hour, minute = mentions[first : first + 2]
    if (
        minute.unit != "minutes"
        or minute.value >= 60
        or not _TIME_GAP.fullmatch(text, hour.end, minute.start)
    ):
        return None
    clock = f"{int(hour.value):02}:{int(minute.value):02}"
    return Quantity(clock, None, "time", hour.start, minute.end, numbers=(hour, minute))


def _over(text: str, mentions: Sequence[NumberMention], first: int) -> Quantity | None:
    """The upper figure of 120/80 mmHg, with the unit of the lower one."""
    if mentions[first].unit is not None or first + 1 == len(mentions):
        return None
    upper, lower = mentions[first : first + 2]
    if lower.unit != "mmhg" or text[upper.end : lower.start].strip() != "/":
        return None
    return _plain(replace(upper, unit="mmhg"))


@cache
def _age_patterns() -> dict[str, re.Pattern[str]]:
    ages = table()["ages"]
    return {
        "after_ko": re.compile(rf"(?:{longest_first(ages['after_ko'])})$"),
        "group_ko": re.compile(rf"대(?=\s?(?:{longest_first(ages['group_ko'])})|$)"),
        "old_en": re.compile(rf"[\s-](?:{longest_first(ages['old_en'])})\b"),
        "before_en": re.compile(rf"\b(?:{longest_first(ages['before_en'])})\s$", re.IGNORECASE),
    }


def _aged(text: str, quantity: Quantity, lang: str) -> Quantity:
    """Turn years into an age, and 30대 or *30s* into an age group, where the words around say so."""
    patterns = _age_patterns()
    if lang == "ko":
        if quantity.unit == "years" and patterns["after_ko"].search(text[quantity.start : quantity.end]):
            return replace(quantity, kind="age")
        if quantity.unit is None and quantity.value in _tens():
            after = patterns["group_ko"].match(text, quantity.end)
            if after:
                return _regrouped(quantity, after.end())
        return quantity
    if quantity.unit == "decade" and quantity.value in _tens():
        return replace(quantity, kind="age")
    if quantity.unit == "years" and (old := patterns["old_en"].match(text, quantity.end)):
        return replace(quantity, kind="age", end=old.end())
    if quantity.unit in {"years", None} and quantity.kind in {"number", "duration"}:
        before = text[max(0, quantity.start - 12) : quantity.start]
        if patterns["before_en"].search(before):
            numbers = tuple(replace(n, unit="years") for n in quantity.numbers)
            return replace(quantity, unit="years", kind="age", numbers=numbers)
    return quantity


@cache
def _tens() -> frozenset[Decimal]:
    return frozenset(Decimal(ten) for ten in range(10, 100, 10))


def _regrouped(quantity: Quantity, end: int) -> Quantity:
    numbers = tuple(replace(n, unit="decade") for n in quantity.numbers)
    return replace(quantity, unit="decade", kind="age", end=end, numbers=numbers)


def _ranged(text: str, single: Sequence[Quantity]) -> Iterator[Quantity]:
    """Join the two ends of ranges."""
    number = 0
    while number < len(single):
        low = single[number]
        joined = _range(text, low, single[number + 1]) if number + 1 < len(single) else None
        yield joined or low
        number += 2 if joined else 1


def _range(text: str, low: Quantity, high: Quantity) -> Quantity | None:
    gap = text[low.end : high.start]
    if not _RANGE_GAP.fullmatch(gap) or low.high is not None:
        return None
    if gap in _LOOSE_GAPS and not text[: low.start].rstrip().endswith("between"):
        return None
    if high.kind == "number" or (low.kind == "date" and high.kind == "date"):
        high = _completed(low, high)
    elif low.kind == "number" and high.kind not in {"date", "time", "ordinal"}:
        low = replace(low, unit=high.unit, kind=high.kind)
    elif low.kind == "number" and high.kind == "date" and high.numbers[0].unit == "year":
        low = _plain(replace(low.numbers[0], unit="year"))
    if (low.kind, low.unit) != (high.kind, high.unit) or type(low.value) is not type(high.value):
        return None
    if str(low.value) >= str(high.value) if isinstance(low.value, str) else low.value >= high.value:  # type: ignore[operator]
        return None
    numbers = (*low.numbers, *high.numbers)
    return replace(low, end=high.end, high=high.value, numbers=numbers)


def _completed(low: Quantity, high: Quantity) -> Quantity:
    """The far end of a range with what only the near end says: its unit, or its year and month."""
    if low.kind != "date":
        numbers = tuple(replace(n, unit=low.unit) for n in high.numbers)
        return replace(high, unit=low.unit, kind=low.kind, numbers=numbers)
    parts = _parts(low)
    own = tuple(
        replace(n, unit="day") if n.unit is None and "day" in parts and 1 <= n.value <= 31 else n
        for n in high.numbers
    )
    if any(n.unit not in _DATE_PARTS for n in own):
        return high
    named = {n.unit for n in own}
    lent = [n for n in low.numbers if n.unit not in named and _coarser(n.unit, named)]
    return Quantity(_iso([*lent, *own]), None, "date", high.start, high.end, numbers=own)


def _coarser(unit: str | None, named: set[str | None]) -> bool:
    """Whether ``unit`` is a larger part of a date than all of ``named``."""
    order = {name: place for place, name in enumerate(_DATE_PARTS)}
    return all(order[str(unit)] < order[str(name)] for name in named)
