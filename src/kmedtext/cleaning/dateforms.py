"""Date forms: the ways in which Korean and English pages write a date and a time.

Every pattern begins with a digit or a name and holds no unbounded repetition, so one pass
over a text takes time in proportion to its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.tables import load_toml


class WrittenDate(NamedTuple):
    """A date as written: offsets, its readings in ISO 8601 (the likelier first), and how it was written.

    ``form`` is ``numeric`` (2023.06.18), ``short`` (two-digit year) or ``words``
    (2023년 6월 18일, 18 June 2023); ``timed`` tells whether a time stands with it;
    ``zone`` is the named zone, if the page names one.
    """

    start: int
    end: int
    readings: tuple[str, ...]
    form: str
    timed: bool
    zone: str | None


_S = r"[^\S\n]{0,3}"


@cache
def _dates() -> re.Pattern[str]:
    table = load_toml("dates.toml")
    month = any_of(table["months"])
    weekday = any_of(table["weekdays"]["en"])
    return re.compile(
        rf"""
        (?=['’\d]|\b[JFMASONDTW])(?: # a cheap test first: most characters begin no date
          (?<![\d.])(?P<ky>\d{{4}}|['’]?\d{{2}}){_S}년{_S}(?P<km>\d{{1,2}}){_S}월{_S}(?P<kd>\d{{1,2}}){_S}일
        | (?<![\d./\-])(?P<ny>\d{{4}}){_S}(?P<sep>[./\-]){_S}(?P<nm>\d{{1,2}}){_S}(?P=sep){_S}(?P<nd>\d{{1,2}})
          (?!\d|[\-/]\d)
        | (?<![\d./\-])['’]?(?P<sy>\d{{2}})(?P<ssep>[.\-]){_S}(?P<sm>\d{{1,2}})(?P=ssep){_S}(?P<sd>\d{{1,2}})(?!\d|[\-/]\d)
        | (?<![\d./\-])(?P<a>\d{{1,2}})(?P<xsep>[./\-])(?P<b>\d{{1,2}})(?P=xsep)(?P<xy>\d{{4}})(?!\d|[\-/]\d)
        | (?<![\d./\-])(?P<a2>\d{{1,2}})/(?P<b2>\d{{1,2}})/(?P<c2>\d{{2}})(?!\d|[\-/]\d|\.\d)
        | (?<![^\W_])(?:{weekday}[.,]{{0,2}}{_S})?
          (?: (?P<y3>\d{{4}}),?{_S}(?P<m3>{month})\.?{_S}(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?
            | (?P<m1>{month})\.?{_S}(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?{_S},?{_S}(?P<y1>\d{{4}})
            | (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:{_S}of\b)?[\-.]?{_S}(?P<m2>{month})\.?[,\-]?{_S}(?P<y2>\d{{4}})
          )(?!\d)
        )""",
        re.VERBOSE | re.IGNORECASE,
    )


_WEEKDAY_KO = r"(?:\(?[월화수목금토일](?:요일)?\)|[월화수목금토일](?=[^\S\n]\d{1,2}:)|[월화수목금토일]요일(?![가-힣])|\([A-Za-z]{3,9}\.?\))"
_BEFORE_TIME = re.compile(
    rf"\.?{_S}(?:{_WEEKDAY_KO})?,?(?:{_S}(?:\bat\b|@|[|\-–—·/ㅣ,(]){_S}|[Tt](?=\d)|{_S})", re.IGNORECASE
)
_WEEKDAY_BEHIND = re.compile(rf"\.?{_S}{_WEEKDAY_KO}")
_TIME = re.compile(
    rf"""
      \[?(?P<half>오전|오후|AM|PM)?{_S}
      (?: (?P<h>\d{{1,2}}):(?P<m>\d{{2}})(?::(?P<s>\d{{2}})(?:[.,]\d{{1,9}})?)?
        | (?P<kh>\d{{1,2}}){_S}시(?![가-힣])(?:{_S}(?P<km>\d{{1,2}}){_S}분(?:{_S}(?P<ks>\d{{1,2}}){_S}초)?)?
        | (?P<kh2>\d{{1,2}})시(?P<km2>\d{{1,2}})분(?:(?P<ks2>\d{{1,2}})초)?
        | (?P<ph>\d{{1,2}})(?:\.(?P<pm>\d{{2}}))?(?={_S}[ap]\.?m\b)
      )(?!\d|:\d)
      (?:{_S}(?P<after>[ap]\.?m\b\.?))?[\])]?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OFFSET = re.compile(
    rf"(?P<z>Z\b)|{_S}\(?(?:UTC|GMT)?{_S}(?P<sign>[+\-−])(?P<oh>\d{{1,2}})(?::?(?P<om>\d{{2}}))?(?![\d:])\)?"
)


@cache
def _zone() -> re.Pattern[str]:
    names = any_of(load_toml("dates.toml")["zones"]["names"])
    return re.compile(rf"{_S}(?:\((?P<a>{names})\)|(?P<b>{names})(?![^\W\d_]))")


@cache
def _time_ahead() -> re.Pattern[str]:
    """A time that stands before its date: ``10:15 a.m. KST, Nov. 20, 2025``."""
    zone = any_of(load_toml("dates.toml")["zones"]["names"])
    weekday = any_of(load_toml("dates.toml")["weekdays"]["en"])
    return re.compile(
        rf"(?<![\d:.])(?P<h>\d{{1,2}}):(?P<m>\d{{2}})(?:{_S}(?P<after>[ap]\.?m\b\.?))?"
        rf"(?:{_S}\(?(?P<zone>{zone})\)?)?(?:,|{_S}[·|])?{_S}(?:\bon\b)?{_S}(?:{weekday}[.,]{{0,2}}{_S})?$",
        re.IGNORECASE,
    )


MAY_DATE = re.compile(r"[0-9０-９](?:[0-9０-９]{3}|[0-9０-９]?[^\S\n]{0,3}[./\-년])")
"""What all forms hold: a year of four digits, or one of two with a mark behind."""


def may_date(text: str) -> bool:
    """Whether a text can hold a date: most lines cannot, and this is told far faster."""
    return MAY_DATE.search(text) is not None


def written_dates(text: str) -> Iterator[WrittenDate]:
    """Find all dates that have a day, a month and a year and can exist."""
    floor = 0
    for match in _dates().finditer(text):
        if match.start() < floor:
            continue
        readings, form = _readings(match)
        if not readings or _inside_number(text, match):
            continue
        start, end = match.start(), match.end()
        clock = zone = None
        found = _time(text, end)
        if found is not None:
            clock, end, zone = found
        else:
            weekday = _WEEKDAY_BEHIND.match(text, end)
            end = weekday.end() if weekday else end
            ahead = _time_ahead().search(text[max(floor, start - 40) : start])
            if ahead is not None and form == "words":
                clock = _clock(ahead["h"], ahead["m"], None, ahead["after"])
                if clock is not None:
                    start -= len(ahead.group())
                    zone = ahead["zone"]
        if form == "short" and clock is None and match["sy"] and not _tight(match):
            continue
        floor = end
        yield WrittenDate(
            start, end, tuple(day + (clock or "") for day in readings), form, clock is not None, zone
        )


def _inside_number(text: str, match: re.Match[str]) -> bool:
    """Whether what looks like a date is a part of a longer number or of an address."""
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 2]
    if match["ky"] or match["m1"] or match["m2"] or match["m3"]:
        return False
    return before in ("/", "_", "=", "#", "$", "￦", "v") or (
        after[:1] in (".", ":") and after[1:].isdigit() and not match["ny"]
    )


def _tight(match: re.Match[str]) -> bool:
    """Whether a two-digit year without a time is written with two digits each, 23.06.18, or with its mark: ’23. 6. 18."""
    if match.group()[0] in "'’":
        return True
    return len(match["sm"]) == len(match["sd"]) == 2 and match.end() - match.start() <= 9


def _readings(match: re.Match[str]) -> tuple[tuple[str, ...], str]:
    months: dict[str, int] = load_toml("dates.toml")["months"]
    if match["ky"]:
        return _valid([(match["ky"].lstrip("'’"), match["km"], match["kd"])]), "words"
    if match["ny"]:
        return _valid([(match["ny"], match["nm"], match["nd"])]), "numeric"
    if match["m1"]:
        return _valid([(match["y1"], months[match["m1"].lower()], match["d1"])]), "words"
    if match["m2"]:
        return _valid([(match["y2"], months[match["m2"].lower()], match["d2"])]), "words"
    if match["m3"]:
        return _valid([(match["y3"], months[match["m3"].lower()], match["d3"])]), "words"
    if match["sy"]:
        return _valid([(match["sy"], match["sm"], match["sd"])]), "short"
    if match["xy"]:
        a, b, year = match["a"], match["b"], match["xy"]
        orders = [(year, a, b), (year, b, a)]
        # A dot between the numbers is the continental manner, where the day comes first.
        return _valid(orders[::-1] if match["xsep"] == "." else orders), "numeric"
    a, b, c = match["a2"], match["b2"], match["c2"]
    return _valid([(c, a, b), (c, b, a), (a, b, c)] if len(a) == 2 else [(c, a, b), (c, b, a)]), "short"


def _valid(orders: list[tuple[str, str | int, str]]) -> tuple[str, ...]:
    """The orders that give a day of the calendar within the years of the table."""
    years = load_toml("dates.toml")["years"]
    out: list[str] = []
    for year_text, month, day in orders:
        year = int(year_text)
        if len(year_text) == 2:
            year += 2000 if year <= years["pivot"] else 1900
        if not years["first"] <= year <= years["last"]:
            continue
        try:
            iso = date(year, int(month), int(day)).isoformat()
        except ValueError:
            continue
        if iso not in out:
            out.append(iso)
    return tuple(out)


def _time(text: str, end: int) -> tuple[str, int, str | None] | None:
    gap = _BEFORE_TIME.match(text, end)
    found = _TIME.match(text, gap.end() if gap else end)
    if found is None:
        return None
    hour = found["h"] or found["kh"] or found["kh2"] or found["ph"]
    minute = found["m"] or found["km"] or found["km2"] or found["pm"] or "00"
    second = found["s"] or found["ks"] or found["ks2"]
    clock = _clock(hour, minute, second, found["half"] or found["after"])
    if clock is None:
        return None
    end = found.end()
    zone = _zone().match(text, end)
    offset = _OFFSET.match(text, end)
    if offset is not None:
        return clock + _offset(offset), offset.end(), None
    if zone is not None:
        return clock, zone.end(), zone["a"] or zone["b"]
    return clock, end, None


def _clock(hour_text: str, minute: str, second: str | None, half: str | None) -> str | None:
    hour = int(hour_text)
    sign = (half or "").lower()
    if sign in ("오후",) or sign.startswith("p"):
        hour += 12 if hour < 12 else 0
    elif sign and hour == 12:
        hour = 0
    if hour > 23 or int(minute) > 59 or int(second or 0) > 59:
        return None
    return f"T{hour:02d}:{int(minute):02d}" + (f":{int(second):02d}" if second else "")


def _offset(match: re.Match[str]) -> str:
    if match["z"]:
        return "Z"
    sign = "+" if match["sign"] == "+" else "-"
    return f"{sign}{int(match['oh']):02d}:{match['om'] or '00'}"
