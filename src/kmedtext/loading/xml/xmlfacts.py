"""The facts that an XML document tells of itself: title, authors, dates, publisher …"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from itertools import islice
from xml.etree.ElementTree import Element

from kmedtext.loading.encodings.hangul import compose, has_jamo
from kmedtext.loading.xml.dialects import Dialect
from kmedtext.loading.xml.xmltree import outermost

HINTS = {
    "title": "jsonld:headline",
    "author": "jsonld:author",
    "published": "article:published_time",
    "modified": "article:modified_time",
    "publisher": "jsonld:publisher",
    "section": "article:section",
    "copyright": "jsonld:copyrightNotice",
    "license": "license",
    "language": "html:lang",
}
"""Facts that cleaning reads, and the hint's name under which it finds the like in HTML."""
_MAX_VALUES = 32
_LONGEST = 2000
_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?(Z|[+-]\d\d:?\d\d)?)?$")
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_HANGUL = re.compile("[가-힣]")
# The day on which readers could read it, before those on which it was received or accepted.
_WHEN = ("epub", "pub", "ppub", "epub-ppub", "collection", "electronic", "print", "")
_MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
)}  # fmt: skip

Facts = Mapping[str, tuple[str, ...]]


def facts_of(root: Element, dialect: Dialect) -> Facts:
    """Read the facts, by their names in ``data/xml.toml``; dates as ISO 8601 where they can be read."""
    found: dict[str, tuple[str, ...]] = {}
    for name, paths in dialect.facts.items():
        for path in paths:
            values = tuple(dict.fromkeys(_values(root, path)))[:_MAX_VALUES]
            if name in ("published", "modified"):
                values = tuple(map(iso, values))
            if values:
                found[name] = values
                break
    return found


def hints_of(facts: Facts, dialect: Dialect) -> dict[str, tuple[str, ...]]:
    """The facts under the names of hints that cleaning knows."""
    hints = {HINTS[name]: values for name, values in facts.items() if name in HINTS}
    return {**hints, "jsonld:@type": (dialect.type,)} if dialect.known else hints


def _values(root: Element, path: str) -> Iterator[str]:
    if path == "names":
        people = outermost(root, ("contrib", "author"))
        yield from (name for person in people if (name := name_of(person, root)))
        return
    if path == "dates":
        yield from _dates(root)
        return
    steps, _, attribute = path.partition("@") if "[" not in path else (path, "", "")
    for element in [root] if steps in (".", "") else islice(root.iterfind(steps), _MAX_VALUES):
        value = element.get(attribute) if attribute else text_of(element)
        if value and value.strip():
            yield _plain(value)


def _plain(value: str) -> str:
    text = " ".join(value.split())[:_LONGEST]
    return compose(text) if has_jamo(text) else text


def text_of(element: Element) -> str:
    """All text of an element on one line.

    >>> from xml.etree.ElementTree import fromstring
    >>> text_of(fromstring("<t>혈압 <b>관리</b></t>"))
    '혈압 관리'
    """
    return _plain("".join(element.itertext()))


def name_of(person: Element, root: Element) -> str | None:
    """The name of a contributor of a journal's article; of several spellings that in the article's language."""
    if person.tag == "contrib" and person.get("contrib-type", "author") != "author":
        return None
    names = [element for element in person.iter() if element.tag in ("name", "string-name")]
    own = [name for name in names if name.get("lang") == root.get("lang")]
    chosen = (own or names or [person])[0]
    parts = {element.tag: text_of(element) for element in chosen.iter()}
    family = parts.get("surname") or parts.get("lastname") or ""
    given = parts.get("given-names") or parts.get("forename") or ""
    if family or given:
        korean = _HANGUL.search(family + given) is not None
        return family + given if korean else f"{given} {family}".strip()
    collective = parts.get("collab") or parts.get("collectivename") or parts.get("string-name")
    return collective or None


def _dates(root: Element) -> Iterator[str]:
    found: dict[str, str] = {}
    for element in outermost(root, ("pub-date", "pubdate", "articledate")):
        if day := _day(element):
            sort = element.get("pub-type") or element.get("date-type") or ""
            found.setdefault(element.get("publication-format") or sort if sort == "pub" else sort, day)
    yield from (found[sort] for sort in _WHEN if sort in found)


def _day(element: Element) -> str | None:
    if given := element.get("iso-8601-date"):
        return given
    parts = {child.tag: text_of(child) for child in element}
    year, month, day = (parts.get(name, "") for name in ("year", "month", "day"))
    month = str(_MONTHS.get(month[:3].lower(), month))
    if not (year.isdecimal() and len(year) == 4):
        return None
    if not (month.isdecimal() and 1 <= int(month) <= 12):
        return year
    return f"{year}-{int(month):02}" + (f"-{int(day):02}" if day.isdecimal() and 1 <= int(day) <= 31 else "")


def iso(value: str) -> str:
    """Write a date of a feed or a news item as ISO 8601; as it stands where it cannot be read.

    >>> iso("20310405T101500+0900"), iso("Sat, 05 Apr 2031 10:15:00 +0900"), iso("어제")
    ('2031-04-05T10:15:00+09:00', '2031-04-05T10:15:00+09:00', '어제')
    """
    value = value.strip()
    if match := _BASIC.match(value):
        year, month, day, hour, minute, second, zone = match.groups()
        try:
            date(int(year), int(month), int(day))
        except ValueError:
            return value
        if zone and len(zone) == 5:
            zone = f"{zone[:3]}:{zone[3:]}"
        clock = f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else ""
        return f"{year}-{month}-{day}{clock}"
    if _DATE.match(value):
        return value
    try:
        found: datetime = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return value
    return found.isoformat()
