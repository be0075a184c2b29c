"""What the addresses of two pages say: one names the other as its translation, or they differ in the language only.

There is no development data for this: what each hint adds is set by hand in ``pairing.toml``. The sum is small beside
what the texts say, and counts only where the texts do not speak against the pair.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

from kmedtext.records import Source

_LANGS: Final = frozenset(["ko", "kr", "kor", "korean", "ko_kr", "en", "eng", "english", "en_us", "en_gb"])
_NUMBER: Final = re.compile(r"(?<![0-9])[0-9]{4,12}(?![0-9])")
_YEARLY: Final = re.compile(r"(?:19|20)[0-9]{2}(?:[01][0-9](?:[0-3][0-9])?)?")
_LONGEST: Final = 2000
_ALTERNATES: Final = 16


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page stands: its address without scheme, what it is without marks of language, its numbers.

    ``alternates`` are the addresses that the page names as itself in other languages.
    """

    full: str
    neutral: str
    host: str
    numbers: frozenset[str]
    alternates: frozenset[str]


def address_of(source: Source) -> Address | None:
    """The address of a page, None where its source has none.

    >>> ko, en = (address_of(Source(url=f"https://a.example/{lang}/news/20231")) for lang in ("ko", "en"))
    >>> ko.neutral == en.neutral, ko.full == en.full
    (True, False)
    """
    base = source.url or source.metadata.get("canonical")
    if not base:
        return None
    full = _bare(base)
    listed = [
        value for name, value in sorted(source.metadata.items()) if name.startswith("hreflang:") and value
    ]
    alternates = frozenset(_bare(_joined(base, value)) for value in listed) - {full, ""}
    host = full.partition("/")[0]
    numbers = frozenset(
        number for number in _NUMBER.findall(full.partition("/")[2]) if not _YEARLY.fullmatch(number)
    )
    return Address(full, neutral(full), _site(host), numbers, alternates)


def neutral(address: str) -> str:
    """An address without the parts that only say the language.

    >>> neutral("a.example/ko/news?id=7") == neutral("a.example/en/news?id=7") == neutral("a.example/news?lang=en&id=7")
    True
    """
    before, _, query = address.partition("?")
    host, _, path = before.partition("/")
    kept = sorted(one for one in query.split("&") if one and _plain_value(one) not in _LANGS)
    steps = [_without_lang(step) for step in path.split("/")]
    return _site(host) + "/" + "/".join(step for step in steps if step) + "?" * bool(kept) + "&".join(kept)


def _plain_value(parameter: str) -> str:
    return parameter.partition("=")[2].replace("-", "_").lower()


def _without_lang(step: str) -> str:
    """A step of a path without a mark of language: all of it, or what a - or _ sets off at its end."""
    if step.replace("-", "_").lower() in _LANGS:
        return ""
    stem, dot, ending = step.partition(".")
    for sign in "-_":
        head, found, tail = stem.rpartition(sign)
        if found and head and tail.lower() in _LANGS:
            return head + dot + ending
    return step


def hint(one: Address | None, other: Address | None) -> str | None:
    """The strongest that two addresses say: ``alternate``, ``twin``, ``number``, or None.

    >>> ko = address_of(Source(url="https://a.example/view?no=20231"))
    >>> en = address_of(Source(url="https://eng.a.example/article/20231"))
    >>> hint(ko, en), hint(ko, None)
    ('number', None)
    """
    if one is None or other is None or one.full == other.full:
        return None
    if one.full in other.alternates or other.full in one.alternates:
        return "alternate"
    if one.neutral == other.neutral and one.neutral.partition("/")[2]:
        return "twin"
    return "number" if one.host == other.host and one.numbers & other.numbers else None


def hinted(ko: Sequence[Address | None], en: Sequence[Address | None], most: int) -> list[tuple[int, int]]:
    """Pairs of pages that name each other as translations, or differ in the language only; sorted.

    What more than ``most`` pages of a side share is not followed: no page's own address is that common.

    >>> ko, en = ([address_of(Source(url=f"https://a.example/{lang}/{n}")) for n in (1, 2)] for lang in ("ko", "en"))
    >>> hinted(ko, en, 4)
    [(0, 0), (1, 1)]
    """
    found: set[tuple[int, int]] = set()
    full, neutral_ones = _places(en, "full"), _places(en, "neutral")
    korean = _places(ko, "full")
    for i, one in enumerate(ko):
        for key in sorted(one.alternates)[:_ALTERNATES] if one else ():
            found.update((i, j) for j in _few(full.get(key), most))
    for j, other in enumerate(en):
        for key in sorted(other.alternates)[:_ALTERNATES] if other else ():
            found.update((i, j) for i in _few(korean.get(key), most))
    for key, rows in _places(ko, "neutral").items():
        found.update((i, j) for j in _few(neutral_ones.get(key), most) for i in _few(rows, most))
    return sorted((i, j) for i, j in found if hint(ko[i], en[j]) in ("alternate", "twin"))


def _places(pages: Sequence[Address | None], part: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, page in enumerate(pages):
        if page is not None:
            found.setdefault(getattr(page, part), []).append(index)
    return found


def _few(rows: list[int] | None, most: int) -> list[int]:
    return rows if rows and len(rows) <= most else []


def _bare(address: str) -> str:
    parts = _split(address[:_LONGEST])
    if parts is None:
        return ""
    host, path, query = parts
    return host + "/" + path.strip("/") + ("?" + query if query else "")


def _split(address: str) -> tuple[str, str, str] | None:
    try:
        parts = urlsplit(address.strip())
        return (parts.hostname or "").lower(), parts.path, parts.query
    except ValueError:
        return None


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _site(host: str) -> str:
    """A host without the labels that say the language; the last one (kr) is a country and stays."""
    *labels, last = host.split(".")
    return ".".join([*(label for label in labels if label not in _LANGS and label != "www"), last])
