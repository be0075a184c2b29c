"""Numbers of spreadsheets as a reader sees them: percent, thousands, decimals; dates as ISO 8601 has them.

A format's colours, conditions and fillers are passed over; what is not simple (fractions, powers of
ten) is written as the number itself.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache, lru_cache
from importlib.resources import files

_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet's dates have no zone
# Excel takes 1900 for a leap year: before its 29 February the days are one less.
_LEAP = 60
_LAST_DAY = 2958466
_DAY = 86400
# Excel takes no longer format.
_LONGEST = 255
# A binary fraction is exact to 15 digits; Excel's General shows 11.
_DIGITS, _GENERAL = 15, 11
_LARGEST = Decimal(10) ** _DIGITS
_PLACES = 10
_PLAIN = frozenset({"", "General", "@"})
# What needs no rounding to be shown.
_SHORT = re.compile(r"-?(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{0,3}[1-9])?")
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[\$(?P<sign>[^\]-]*)[^\]]*\]|\[(?P<span>[hms]+)\]|\[[^\]]*\]'
    r"|(?P<half>am/pm|a/p|오전/오후)|(?P<general>general)|(?P<digits>[#0?][#0?,]*(?:\.[#0?]*)?|\.[#0?]+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)


@cache
def built_in_formats() -> dict[str, str]:
    """The formats that a workbook names by a number alone."""
    raw = tomllib.loads(files("kmedtext.loading").joinpath("data/numberformats.toml").read_text("utf-8"))
    return dict(raw["formats"])


@dataclass(frozen=True, slots=True)
class _Format:
    """One section of a format: letters of a date, or what stands before and after the digits.

    ``plain`` is what is not simple, and General: the number itself.
    """

    date: str = ""
    before: str = ""
    digits: str = ""
    after: str = ""
    plain: bool = False


def shown(number: str, code: str, *, since_1904: bool = False) -> str:
    """Write a number in a format; as it stands where it is none.

    >>> shown("0.125", "0.0%"), shown("-1234.5", "#,##0"), shown("0.30000000000000004", "General")
    ('12.5%', '-1,235', '0.3')
    >>> shown("45292.5", "yyyy-mm-dd h:mm"), shown("0.75", "h:mm"), shown("5", '0"mg"')
    ('2024-01-01 12:00', '18:00', '5mg')
    """
    if code in _PLAIN and _SHORT.fullmatch(number):
        return number
    try:
        exact = Decimal(number.strip())
    except InvalidOperation:
        return number
    if not exact.is_finite() or abs(exact) >= _LARGEST:
        return number
    sections = _sections(code)
    if exact < 0 and len(sections) > 1:
        form, exact = sections[1], -exact
    else:
        form = sections[2 if exact == 0 and len(sections) > 2 else 0]
    if form.date:
        return _date(float(exact), form.date, since_1904=since_1904) or _general(exact)
    sign = "-" if exact < 0 else ""
    text = _general(abs(exact)) if form.plain else _fixed(abs(exact), form)
    return f"{sign}{form.before}{text}{form.after}"


@lru_cache(1024)
def _sections(code: str) -> tuple[_Format, ...]:
    sections: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code[:_LONGEST]):
        if token["other"] == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    return tuple(map(_section, sections))


def _section(tokens: list[re.Match[str]]) -> _Format:
    letters = "".join((token["other"] or "").lower() for token in tokens)
    spans = "".join(f"[{token['span'].lower()}]" for token in tokens if token["span"])
    if set(letters + spans) & set("ymdhs"):
        return _Format(date=letters + spans)
    places = [at for at, token in enumerate(tokens) if token["digits"]]
    if len(places) > 1 or set(letters) & set("/e@") or any(token["general"] for token in tokens):
        return _Format(plain=True)
    at = places[0] if places else len(tokens)
    return _Format(
        before="".join(map(_literal, tokens[:at])).lstrip(),
        digits=tokens[at]["digits"] if places else "",
        after="".join(map(_literal, tokens[at + 1 :])).rstrip(),
        plain=not tokens,
    )


def _literal(token: re.Match[str]) -> str:
    return token["quoted"] or token["escaped"] or token["sign"] or token["other"] or ""


def _fixed(exact: Decimal, form: _Format) -> str:
    whole, _, part = form.digits.partition(".")
    if "%" in form.before + form.after:
        exact *= 100
    # Commas at the end divide by thousands, the others part them.
    grouped = whole.rstrip(",")
    exact = exact.scaleb(-3 * (len(whole) - len(grouped)))
    rounded = exact.quantize(Decimal(1).scaleb(-min(len(part), _PLACES)), ROUND_HALF_UP)
    if not rounded and "0" not in form.digits:
        return ""
    text = f"{rounded:,f}" if "," in grouped else f"{rounded:f}"
    # Places marked # are shown only where there is something.
    for _ in range(len(part) - len(part.rstrip("#?"))):
        text = text.removesuffix("0")
    return text.removesuffix(".")


def _general(exact: Decimal) -> str:
    if exact == exact.to_integral_value():
        return f"{exact.quantize(Decimal(1)):f}"
    text = f"{float(exact):.{_GENERAL}g}"
    return text.upper() if "e" in text else f"{Decimal(text):f}"


def _date(days: float, letters: str, *, since_1904: bool) -> str | None:
    """The date, the time, or both, as the letters of the format ask."""
    if not 0 <= days < _LAST_DAY:
        return None
    has_time = bool(set(letters) & set("hs["))
    seconds = round(days * _DAY)
    if has_time and not set(letters) & set("yd"):
        minutes, second = divmod(seconds if "[" in letters else seconds % _DAY, 60)
        text = f"{minutes // 60:02d}:{minutes % 60:02d}"
        return f"{text}:{second:02d}" if "s" in letters else text
    early = not since_1904 and 1 <= days < _LEAP
    moment = (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(seconds=seconds, days=early)
    if not has_time:
        return moment.date().isoformat()
    return moment.isoformat(" ", timespec="seconds" if moment.second else "minutes")
