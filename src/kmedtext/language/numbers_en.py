"""Numbers in English text: 1 billion won, $2.11 billion, 21.4 per cent, Nov. 28, the 28th, two-thirds."""

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

_ORDINAL: Final = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_DECADE: Final = re.compile(r"['’]?s\b")
_HALF: Final = re.compile(r"\s?(?P<half>[ap])\.?\s?m\b\.?", re.IGNORECASE)
_SLASH: Final = re.compile(r"/(?P<bottom>\d{1,3})(?![\d/])")
_RANGE: Final = re.compile(rf"(?:\s?[~–-]\s?|\sto\s)(?P<far>{NUMBER})")
_AFTER_MONTH: Final = re.compile(r"\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d,.:]\d|\d|%)")
_BEFORE_MONTH: Final = re.compile(
    r"(?:\b(?:in|since|of|by|until|till|from|to|through|during|last|this|next|early|mid|late|every|between|and)[\s-]|\d(?:st|nd|rd|th)?\s(?:of\s)?)$",
    re.IGNORECASE,
)
_DAY_BEFORE: Final = re.compile(r"\s(?:of\s)?(?P<name>[A-Z][a-z]{2,8})\b")
_MONTH_YEAR: Final = re.compile(r"\.?,?\s(?:of\s)?(?:19|20)\d\d\b")


@cache
def _finder() -> re.Pattern[str]:
    rules = table()
    months = longest_first(rules["months"]["en"])
    words = longest_first(rules["words"]["en"])
    scales = "hundred|thousand|million|billion|trillion"
    return re.compile(
        rf"{DATE}|{SKIPPED}|{CLOCK}"
        rf"|{currency_prefix()}(?P<number>{NUMBER})"
        rf"|\b(?i:(?P<name>{months}))\b"
        rf"|\b(?i:(?P<part>one|two|three|four|five)[\s-](?P<whole>{longest_first(rules['fractions']['en'])}))\b"
        rf"|\b(?i:(?P<fold>{words})fold)\b"
        rf"|\b(?i:(?P<words>(?:{words}|(?:an?|one)(?=\s(?:{scales})\b))(?:[\s-](?:and\s)?(?:{words}|one|{scales})\b){{0,8}}))\b"
        rf"|\b(?i:(?P<rank>{longest_first(rules['ordinals']['en'])}))\b"
    )


@cache
def _units() -> re.Pattern[str]:
    rules = table()
    signs, names = longest_first(rules["units"]["any"]), longest_first(rules["units"]["en"])
    return re.compile(
        rf"[\s-]?(?P<sign>{signs})(?![A-Za-z])|[\s-]?(?:(?:U\.?S\.?|Korean)\s)?(?P<unit>{names})\b",
        re.IGNORECASE,
    )


@cache
def _scale() -> re.Pattern[str]:
    return re.compile(rf"[\s-]?(?P<scale>{longest_first(table()['scales']['en'])})\b", re.IGNORECASE)


def find(text: str) -> Iterator[NumberMention]:
    """Give the numbers of an English text, in order."""
    position, finder = 0, _finder()
    while match := finder.search(text, position):
        position = match.end()
        if match["skipped"] is not None:
            continue
        if match["year"] is not None:
            yield from date_parts(match)
        elif match["hour"] is not None:
            half = _HALF.match(text, match.end())
            yield from clock_parts(match, afternoon=_afternoon(half))
            position = half.end() if half else position
        elif match["name"] is not None:
            for mention in _month(text, match):
                position = mention.end
                yield mention
        elif match["part"] is not None:
            yield _fraction(match)
        elif match["fold"] is not None:
            value = Decimal(table()["words"]["en"][match["fold"].lower()])
            yield NumberMention(match.start(), match.end(), value, "times", words=True)
        elif match["words"] is not None:
            mention = _with_unit(
                text, NumberMention(match.start(), match.end(), _spelled(match["words"]), words=True)
            )
            position = mention.end
            yield mention
        elif match["rank"] is not None:
            value = Decimal(table()["ordinals"]["en"][match["rank"].lower()])
            yield NumberMention(match.start(), match.end(), value, "ordinal", words=True)
        else:
            mentioned, position = _amount(text, match)
            if mentioned is not None:
                yield mentioned


def _amount(text: str, match: re.Match[str]) -> tuple[NumberMention | None, int]:
    """Read on from the digits: ordinal, decade, fraction, scale, unit. Gives where to go on, too."""
    value, end = plain(match["number"]), match.end()
    if value is None:
        return None, end
    found = NumberMention(match.start(), end, value)
    if after := _ORDINAL.match(text, end):
        return replace(found, end=after.end(), unit="ordinal"), after.end()
    if (
        (name := _DAY_BEFORE.match(text, end))
        and name["name"].lower() in table()["months"]["en"]
        and 1 <= value <= 31
    ):
        return replace(found, unit="day"), end
    if (after := _DECADE.match(text, end)) and value % 10 == 0:
        return replace(found, end=after.end(), unit="decade"), after.end()
    if (half := _HALF.match(text, end)) and 1 <= value <= 12 and value == int(value):
        hour = Decimal(on_24_hours(int(value), _afternoon(half)))
        return replace(found, end=half.end(), value=hour, unit="hour"), half.end()
    if (under := _SLASH.match(text, end)) and 0 < value < Decimal(under["bottom"]) and value == int(value):
        return replace(found, end=under.end(), value=ratio(value, Decimal(under["bottom"]))), under.end()
    while scale := _scale().match(text, found.end):
        found = replace(
            found, end=scale.end(), value=found.value * table()["scales"]["en"][scale["scale"].lower()]
        )
    if match["currency"] is not None:
        return replace(found, unit=table()["currency"][match["currency"]]), found.end
    found = _with_unit(text, found)
    if found.unit is None and (range_ := _RANGE.match(text, found.end)):
        found = replace(found, unit=_with_unit(text, NumberMention(found.end, range_.end(), value)).unit)
    return found, found.end


def _with_unit(text: str, mention: NumberMention) -> NumberMention:
    """Add the unit that stands behind the number, if it is one of the table."""
    match = _units().match(text, mention.end)
    if match is None:
        return mention
    units = table()["units"]
    if match["sign"] is not None:
        unit: str | None = units["any"].get(match["sign"])
    else:
        unit = units["en"].get(match["unit"].lower())
    return mention if unit is None else replace(mention, end=match.end(), unit=unit)


def _month(text: str, match: re.Match[str]) -> Iterator[NumberMention]:
    """Give the month, and the day behind it. *May* and *march* are months only beside a date or a preposition."""
    number = Decimal(table()["months"]["en"][match["name"].lower()])
    if not match["name"][0].isupper():
        return
    after = _AFTER_MONTH.match(text, match.end())
    before = _BEFORE_MONTH.search(text[max(0, match.start() - 12) : match.start()])
    if match["name"].lower() in {"may", "march", "mar", "jan", "dec", "sep"} and not (
        after or before or _MONTH_YEAR.match(text, match.end())
    ):
        return
    yield NumberMention(match.start(), match.end(), number, "month")
    if after and 1 <= int(after["day"]) <= 31:
        yield NumberMention(after.start("day"), after.end(), Decimal(int(after["day"])), "day")


def _fraction(match: re.Match[str]) -> NumberMention:
    rules = table()
    top = Decimal(rules["words"]["en"].get(match["part"].lower(), 1))
    bottom = Decimal(rules["fractions"]["en"][match["whole"].lower()])
    return NumberMention(match.start(), match.end(), ratio(top, bottom), words=True)


def _spelled(words: str) -> Decimal:
    """Read *two hundred and fifty thousand*."""
    rules = table()
    total = section = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in {"a", "an", "one"}:
            section += 1
        elif word == "hundred":
            section = (section or 1) * 100
        elif word in rules["scales"]["en"]:
            total, section = total + (section or 1) * rules["scales"]["en"][word], 0
        elif word != "and":
            section += rules["words"]["en"][word]
    return Decimal(total + section)


def _afternoon(half: re.Match[str] | None) -> bool | None:
    return None if half is None else half["half"].lower() == "p"
