"""What the number readers of all languages share: the record, the table, and the digit patterns."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Final

MAX_DIGITS: Final = 18
"""Longer runs of digits are identifiers, not amounts."""


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number in a text. ``text[start:end]`` is what was read, its unit included.

    ``value`` is exact (10억 → 1000000000); ``unit`` is a name of the table ``numbers.toml`` (``percent``,
    ``won``, ``day``, ``ordinal`` …) or None; ``words`` tells a number written in letters (*three*, 세 명),
    which translators drop and add freely. Signs are not read: the value is a magnitude.
    """

    start: int
    end: int
    value: Decimal
    unit: str | None = None
    words: bool = False


@cache
def table() -> Mapping[str, Any]:
    """The table of scales, units and guards, read once."""
    raw: dict[str, Any] = tomllib.loads(
        files(__package__).joinpath("numbers.toml").read_text(encoding="utf-8")
    )
    return raw


def longest_first(words: Mapping[str, object] | list[str]) -> str:
    """Join words to a regex alternation in which the longest match wins."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def currency_prefix() -> str:
    """A regex group for the signs that stand before an amount."""
    return rf"(?:(?<![A-Za-z])(?P<currency>{longest_first(table()['currency'])})\s?)?"


# Every piece begins with a digit and goes forward only, with no two neighbours that could share a
# character, so none can backtrack further than one number.
NUMBER: Final = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
DATE: Final = (
    r"(?P<year>(?:19|20)\d\d)\s?(?P<sep>[-./])\s?(?P<month>\d{1,2})\s?(?P=sep)\s?(?P<day>\d{1,2})(?!\d)"
)
CLOCK: Final = r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d)?(?!\d)"
SKIPPED: Final = (
    r"(?P<skipped>https?://\S+"  # links
    r"|(?<=[A-Za-z])\d[\dA-Za-z]*(?:[.,]\d+)*"  # HbA1c, T4: names
    r"|\d{2,4}-\d{3,4}-\d{4}(?!\d)|1[568]\d\d-\d{4}(?!\d)"  # telephones
    r"|\d+[A-Z](?![A-Za-z])"  # 5G, 3D: names
    r"|\d+(?:\.\d+){2,})"  # versions, addresses
)


def plain(digits: str) -> Decimal | None:
    """Read digits with commas and a point; None where there are too many for an amount."""
    bare = digits.replace(",", "")
    return Decimal(bare) if len(bare) <= MAX_DIGITS else None


def date_parts(match: re.Match[str]) -> Iterator[NumberMention]:
    """Give the year, month and day of a numeric date, or nothing where it is none."""
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return
    for name, value in (("year", year), ("month", month), ("day", day)):
        yield NumberMention(match.start(name), match.end(name), Decimal(value), name)


def clock_parts(match: re.Match[str], *, afternoon: bool | None = None) -> Iterator[NumberMention]:
    """Give the hour (of 24) and the minute of a time of day."""
    hour = Decimal(on_24_hours(int(match["hour"]), afternoon))
    yield NumberMention(match.start("hour"), match.end("hour"), hour, "hour")
    yield NumberMention(match.start("minute"), match.end("minute"), Decimal(int(match["minute"])), "minutes")


def on_24_hours(hour: int, afternoon: bool | None) -> int:
    """Turn an hour of 12 into one of 24, where the half of the day is known.

    >>> on_24_hours(2, True), on_24_hours(12, True), on_24_hours(12, False), on_24_hours(14, None)
    (14, 12, 0, 14)
    """
    if afternoon is None or hour > 12:
        return hour
    return hour % 12 + (12 if afternoon else 0)


def ratio(top: Decimal, bottom: Decimal) -> Decimal:
    """A fraction's value, to six places."""
    return (top / bottom).quantize(Decimal("0.000001"))
