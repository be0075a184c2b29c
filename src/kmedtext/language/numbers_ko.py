"""Numbers in Korean text: 10억원, 1만4,000, 3천812, 21.4%, 11월 28일, 3분의 1, 세 가지."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Final

from kmedtext.language.numerals import (
    CLOCK,
    DATE,
    NUMBER,
    SKIPPED,
    NumberMention,
    clock_parts,
    currency_prefix,
    date_parts,
    longest_first,
    on_24_hours,
    plain,
    ratio,
    table,
)

_DIGITS: Final = re.compile(NUMBER)
_HANGUL: Final = re.compile("[가-힣]")
_DURATION: Final = re.compile(r"간|동안|째|여\s?간")
_RANGE: Final = re.compile(r"\s?[~∼～–-]\s?")
_FRACTION: Final = re.compile(rf"\s?분의\s?(?P<top>{NUMBER})")
_SLASH: Final = re.compile(r"/(?P<bottom>\d{1,3})(?![\d/])")


@cache
def _finder() -> re.Pattern[str]:
    """What a number may begin with; the rest is read by hand, because the scales nest."""
    rules = table()
    native = longest_first(rules["native"]["ko"])
    sino = (
        "".join(rules["digits"]["ko"])
        + "".join(rules["scales"]["ko"]["small"])
        + "".join(rules["scales"]["ko"]["big"])
    )
    counters = longest_first(rules["guards"]["ko"]["counters"])
    return re.compile(
        rf"{DATE}|{SKIPPED}|(?:(?P<half>오전|오후)\s?)?{CLOCK}"
        rf"|(?P<nth>제\s?)?(?:(?P<half2>오전|오후)\s?)?{currency_prefix()}(?P<number>{NUMBER})"
        rf"|(?<![가-힣])(?P<native>{native})\s?(?P<counter>{counters})"
        rf"|(?<![가-힣])(?P<sino>[{sino}]{{2,9}}|[백천만](?=\s))(?=여?\s?(?:명|개|건|원|달러|곳|회|배|시간|여))"
    )


@cache
def _units() -> re.Pattern[str]:
    rules = table()
    names = {**rules["units"]["any"], **rules["units"]["ko"]}
    blocked = longest_first(rules["guards"]["ko"]["no_unit"])
    return re.compile(rf"여?(?P<space>\s?)(?!{blocked})(?P<unit>{longest_first(names)})(?![A-Za-z])")


@cache
def _no_scale() -> re.Pattern[str]:
    return re.compile(longest_first(table()["guards"]["ko"]["no_scale"]))


def find(text: str) -> Iterator[NumberMention]:
    """Give the numbers of a Korean text, in order."""
    position, finder = 0, _finder()
    while match := finder.search(text, position):
        position = match.end()
        if match["skipped"] is not None:
            continue
        if match["year"] is not None:
            yield from date_parts(match)
        elif match["hour"] is not None:
            yield from clock_parts(match, afternoon=_afternoon(match["half"]))
        elif match["native"] is not None:
            unit = _counted(match["counter"])
            value = Decimal(table()["native"]["ko"][match["native"]])
            yield NumberMention(match.start(), match.end(), value, unit, words=True)
        elif match["sino"] is not None:
            if (spelled := _spelled(match["sino"])) is not None:
                yield _with_unit(text, NumberMention(match.start(), match.end(), spelled, words=True))
        else:
            mention, position = _amount(text, match)
            if mention is not None:
                yield mention


def _amount(text: str, match: re.Match[str]) -> tuple[NumberMention | None, int]:
    """Read on from the first digits: scales, fraction, unit. Gives where to go on, too."""
    ordinal = match["nth"] is not None
    value, end = _scaled(text, match.start("number"), scaled=not ordinal)
    if value is None:
        return None, end
    found = NumberMention(match.start(), end, value)
    if (over := _FRACTION.match(text, end)) and value:
        top = plain(over["top"])
        return (
            (replace(found, end=over.end(), value=ratio(top, value)), over.end())
            if top is not None
            else (None, over.end())
        )
    if (under := _SLASH.match(text, end)) and 0 < value < Decimal(under["bottom"]) and value == int(value):
        return replace(found, end=under.end(), value=ratio(value, Decimal(under["bottom"]))), under.end()
    if match["currency"] is not None:
        return replace(found, unit=table()["currency"][match["currency"]]), end
    if ordinal:
        return replace(found, unit="ordinal"), end
    found = _with_unit(text, found)
    if found.unit == "hour":
        found = replace(found, value=Decimal(on_24_hours(int(value), _afternoon(match["half2"]))))
    if (
        found.unit is None
        and (range_ := _RANGE.match(text, end))
        and (other := _DIGITS.match(text, range_.end()))
    ):
        _, far = _scaled(text, other.start())
        found = replace(found, unit=_with_unit(text, NumberMention(end, far, value)).unit)
    return found, found.end


def _scaled(text: str, start: int, *, scaled: bool = True) -> tuple[Decimal | None, int]:
    """Read ``2조 3,000억``, ``1만4,000``, ``3천812`` from ``start``; sections close with falling scales."""
    scales = table()["scales"]["ko"]
    total, section, end = Decimal(0), Decimal(0), start
    big_left = small_left = Decimal("Infinity")
    while digits := _DIGITS.match(text, end):
        value = plain(digits[0])
        if value is None:
            return None, digits.end()
        if value >= min(big_left, small_left):
            break
        end, section = digits.end(), section + value
        if not scaled:
            break
        added = value
        while (
            (small := scales["small"].get(text[end : end + 1]))
            and small < small_left
            and _is_small(text, end)
        ):
            section, small_left, end, added = (
                section - added + added * small,
                Decimal(small),
                end + 1,
                Decimal(0),
            )
        if (
            (big := scales["big"].get(text[end : end + 1]))
            and big < big_left
            and not _no_scale().match(text, end)
        ):
            total, section, end = total + section * big, Decimal(0), end + 1
            big_left, small_left = Decimal(big), Decimal("Infinity")
            if text[end : end + 1] == " " and _goes_on(text, end + 1):
                end += 1
        elif small_left == Decimal("Infinity"):
            break
    return total + section, end


def _is_small(text: str, at: int) -> bool:
    """Tell whether the letter at ``at`` is a scale, not the first of a word."""
    after = text[at + 1 : at + 2]
    if _no_scale().match(text, at):
        return False
    return not _HANGUL.match(after) or after in table()["guards"]["ko"]["after_small"]


def _goes_on(text: str, at: int) -> bool:
    """Tell whether the number goes on behind the space of ``2조 3,000억`` or ``1만 4,000명``."""
    digits = _DIGITS.match(text, at)
    if digits is None:
        return False
    scales = table()["scales"]["ko"]
    after = text[digits.end() : digits.end() + 1]
    return after in scales["big"] or after in scales["small"] or ("," in digits[0] and "." not in digits[0])


def _with_unit(text: str, mention: NumberMention) -> NumberMention:
    """Add the unit that stands behind the number, if it is one of the table."""
    match = _units().match(text, mention.end)
    if match is None:
        return mention
    names = {**table()["units"]["any"], **table()["units"]["ko"]}
    unit: str = names[match["unit"]]
    after = text[match.end() : match.end() + 1]
    if (
        match["space"]
        and match["unit"] not in table()["units"]["any"]
        and (unit not in {"won", "dollar", "percent", "euro"} or (unit == "won" and after in "내장칙"))
        and after
    ):
        return mention
    value = mention.value
    if unit == "year" and not (Decimal(1000) <= value <= Decimal(2999) and value == int(value)):
        unit = "years"
    elif (unit == "month" and not 1 <= value <= 12) or (unit == "hour" and value > 24):
        return mention
    elif unit == "day" and (value > 31 or _DURATION.match(text, match.end())):
        unit = "days"
    if unit in {"hour", "month", "day", "year"} and value != int(value):
        return mention
    return replace(mention, end=match.end(), unit=unit)


def _counted(counter: str) -> str | None:
    unit: str | None = table()["units"]["ko"].get(counter)
    return unit


def _spelled(letters: str) -> Decimal | None:
    """Read Sino-Korean numerals written in Hangul (삼십, 백만)."""
    rules = table()
    digits, small, big = rules["digits"]["ko"], rules["scales"]["ko"]["small"], rules["scales"]["ko"]["big"]
    total = section = current = 0
    for letter in letters:
        if letter in digits:
            if current:
                return None
            current = digits[letter]
        elif letter in small:
            section, current = section + (current or 1) * small[letter], 0
        else:
            total, section, current = total + (section + current or 1) * big[letter], 0, 0
    return Decimal(total + section + current)


def _afternoon(word: str | None) -> bool | None:
    return None if word is None else word == "오후"
