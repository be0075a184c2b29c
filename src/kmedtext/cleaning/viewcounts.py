"""View counts: how often a page says that its story was read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.dates import find_dates
from kmedtext.cleaning.tables import load_toml

_SENTENCE = re.compile(r"[가-힣][다요][.?!]|[a-z][.?!]$")
_APART = "|/·•ㅣ∣｜,;)]}>\t"


def view_counts(line: str) -> tuple[int, ...]:
    """Read the counts that a line of facts shows, each behind or before its label.

    >>> view_counts("작성일 2024.03.11 | 조회수 1.2만"), view_counts("3.4K views")
    ((12000,), (3400,))
    >>> view_counts("유튜브 조회수 100만 넘긴 의사"), view_counts("5 min read")
    ((), ())
    """
    limit: int = load_toml("facts.toml")["views"]["line"]
    if len(line) > limit or not any(map(str.isdigit, line)) or not _may_count().search(line):
        return ()
    if _SENTENCE.search(line):
        return ()
    found: dict[int, None] = {}
    for match in _labelled().finditer(line):
        if _stands_apart(line, match):
            found.setdefault(_value(match), None)
    for match in () if found else _counted().finditer(line):
        if _ends(line, match.end()) and not re.search(r"[가-힣A-Za-z][^\S\n]$", line[: match.start()][-2:]):
            found.setdefault(_value(match), None)
    return tuple(found)


def find_views(places: Sequence[Sequence[str]]) -> tuple[int | None, tuple[str, ...]]:
    """Find how often the story was read, and what came near.

    ``places`` are stretches of lines, the likeliest first. The first stretch that shows a count
    decides; if it shows several there is no answer.

    >>> find_views([["입력 2024.03.11"], ["조회수", "1,384"]])
    (1384, ())
    >>> find_views([["조회 12", "조회 40"]])
    (None, ('12', '40'))
    """
    chosen: int | None = None
    decided = False
    near: dict[str, None] = {}
    for lines in places:
        found = tuple(dict.fromkeys(_of(lines)))
        if found and not decided:
            decided = True
            chosen = found[0] if len(found) == 1 else None
        near.update(dict.fromkeys(map(str, found)))
    return chosen, tuple(value for value in near if value != str(chosen))


def _of(lines: Sequence[str]) -> Iterator[int]:
    before = ""
    for line in lines:
        own = view_counts(line)
        if not own and before and _lone().fullmatch(line.strip()):
            own = view_counts(f"{before}: {line.strip()}")
        yield from own
        bare = line.strip(" :：\t|·")
        before = bare if len(bare) <= 12 and _label_only().fullmatch(bare) else ""


_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d{1,2})?)"


@cache
def _unit() -> str:
    return rf"(?:[^\S\n]?(?P<unit>{any_of(load_toml('facts.toml')['views']['units'])})(?![a-z]))?"


@cache
def _may_count() -> re.Pattern[str]:
    return re.compile(r"조회|읽|열람|view|hit|read", re.IGNORECASE)


@cache
def _labelled() -> re.Pattern[str]:
    table = load_toml("facts.toml")["views"]
    return re.compile(
        rf"(?<![^\W_])(?P<label>{any_of(table['labels'])}|View(?=[^\S\n]{{2}}|[^\S\n]?[:：\t]))[^\S\n]{{0,4}}(?P<sign>[:：|ㅣ\t(\[\]=][^\S\n]{{0,4}}){{0,2}}"
        rf"{_NUMBER}{_unit()}(?:[^\S\n]?(?:{any_of(table['counted'])}))?(?![^\W_]|[.,:/-]\d)",
        re.IGNORECASE,
    )


@cache
def _counted() -> re.Pattern[str]:
    table = load_toml("facts.toml")["views"]
    return re.compile(
        rf"(?<![^\W_])(?<![.,:/-]){_NUMBER}{_unit()}\+?[^\S\n]{{0,2}}(?:{any_of(table['behind'])})(?![^\W_])",
        re.IGNORECASE,
    )


@cache
def _label_only() -> re.Pattern[str]:
    return re.compile(any_of(load_toml("facts.toml")["views"]["labels"]), re.IGNORECASE)


@cache
def _lone() -> re.Pattern[str]:
    return re.compile(rf"[:：]?[^\S\n]?{_NUMBER}{_unit()}회?", re.IGNORECASE)


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(any_of(load_toml("facts.toml")["views"]["beside"]), re.IGNORECASE)


def _stands_apart(line: str, match: re.Match[str]) -> bool:
    """Whether the label and its number are a fact by themselves rather than words of a headline."""
    if not _ends(line, match.end()):
        return False
    before = line[: match.start()]
    if match["sign"] and match["sign"][0] in "|ㅣ" and re.search(r"\d[^\S\n]{0,2}$", before):
        return False  # 1,204 views | 3 comments
    if not before.strip() or not re.search(r"[^\W\d_][^\S\n]$", before):
        return True
    if _beside().match(line[match.end() :].lstrip()):
        return True
    return bool(re.search(r"[:：|]", before) or find_dates(before) or _beside().search(before))


def _ends(line: str, at: int) -> bool:
    rest = line[at : at + 40]
    after = rest.lstrip(" \u00a0\u3000")
    if not after or after[0] in _APART or len(rest) - len(after) >= 2:
        return True
    return bool(_beside().match(after) or after[0].isdigit() or not after[0].isalnum())


def _value(match: re.Match[str]) -> int:
    units: dict[str, int] = load_toml("facts.toml")["views"]["units"]
    number = match["number"].replace(",", "")
    whole, _, part = number.partition(".")
    factor = units[match["unit"].lower()] if match["unit"] else 1
    return int(whole) * factor + (int(part) * factor // 10 ** len(part) if part else 0)
