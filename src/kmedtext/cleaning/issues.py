"""Issues: the month of a magazine's issue, 2026년 5월호, June 2025 issue."""

from __future__ import annotations

import re
from functools import cache

from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.tables import load_toml


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    months = any_of(load_toml("dates.toml")["months"])
    return (
        re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[^\S\n]?년[^\S\n]?(?P<month>\d{1,2})[^\S\n]?월[^\S\n]?호"),
        re.compile(
            r"(?<![\d.])(?P<year>(?:19|20)\d\d)[^\S\n]?[./-][^\S\n]?(?P<month>\d{1,2})[^\S\n]?월?[^\S\n]?호"
        ),
        re.compile(
            rf"(?<![^\W_])(?P<name>{months})\.?,?[^\S\n](?P<year>(?:19|20)\d\d)[^\S\n](?:issue|edition)\b",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:issue|edition)(?:[^\S\n]of|:)?[^\S\n](?P<name>{months})\.?,?[^\S\n](?P<year>(?:19|20)\d\d)(?!\d)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\bvol(?:ume|\.)?[^\S\n]?\d{{1,4}}\b[^\n\d]{{0,6}}(?:no\.?|issue|#)?[^\S\n]?(?:\d{{1,3}})?[^\w\n]{{1,5}}(?P<name>{months})\.?,?[^\S\n](?P<year>(?:19|20)\d\d)(?!\d)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?<![^\W_])(?P<name>{months})\.?,?[^\S\n](?P<year>(?:19|20)\d\d)(?!\d)[^\w\n]{{1,5}}(?:vol|no|issue)\b",
            re.IGNORECASE,
        ),
    )


def issue_month(line: str) -> str | None:
    """Read the month of the issue that a short line names.

    >>> issue_month("2025년 6월호 Vol.118"), issue_month("From the May 2026 issue"), issue_month("2025년 6월 말")
    ('2025-06', '2026-05', None)
    """
    if len(line) > 120 or ("19" not in line and "20" not in line):
        return None
    for pattern in _patterns():
        found = pattern.search(line)
        if found is not None:
            parts = found.groupdict()
            name = parts.get("name")
            month = load_toml("dates.toml")["months"][name.lower()] if name else int(parts["month"])
            if 1 <= month <= 12:
                return f"{found['year']}-{month:02d}"
    return None
