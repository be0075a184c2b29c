"""Numerals: the numbers that 한글 counts itself (of notes, tables, figures), as it prints them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

# What is counted anew on each printed page is no text.
PAGE_COUNTERS = frozenset({"PAGE", "TOTAL_PAGE", "TOTALPAGE"})


def numeral(number: int, form: str, before: str = "", after: str = "") -> str:
    """Write a number in one of 한글's forms, with the characters around it.

    >>> numeral(3, "HANGUL_SYLLABLE", after=")"), numeral(12, "Digit"), numeral(99, "CircledDigit")
    ('다)', '12', '99')
    """
    signs = _numerals().get(form.replace("_", "").upper(), "")
    body = signs[number - 1] if 0 < number <= len(signs) else str(number)
    return "".join(part for part in (before, body, after) if part.isprintable())


def form_of(code: int) -> str:
    """The name of a form that HWP gives by number."""
    names = tuple(_numerals())
    return names[code] if code < len(names) else names[0]


@cache
def _numerals() -> dict[str, str]:
    raw = tomllib.loads(files("kmedtext.loading.hancom").joinpath("numerals.toml").read_text("utf-8"))
    return {str(row["name"]).replace("_", ""): str(row.get("signs", "")) for row in raw["form"]}
