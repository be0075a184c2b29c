"""Copyright: the line in which a page says who owns the rights, as it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.tables import load_toml

COPYRIGHT_WORDS = ("ⓒ", "©", "(c)", "copyright", "저작권", "무단", "재배포", "전재", "rights", "reproduc")
_BETWEEN = re.compile(r"[|ㅣ∣｜\n\t]|[^\S\n]{3,}")


def find_copyright(
    behind: Sequence[str], above: Sequence[str] = (), hinted: Sequence[str] = ()
) -> tuple[str | None, tuple[str, ...]]:
    """Find the copyright line, and the others.

    ``behind`` holds the lines behind the story and ``above`` those before it, without captions;
    ``hinted`` what the head of the HTML says. A line that names an owner goes before one that
    only forbids.

    >>> find_copyright(["ⓒ 한별일보, 무단전재 및 재배포 금지", "Copyright © 2024 Hanbyul. All rights reserved."])
    ('ⓒ 한별일보, 무단전재 및 재배포 금지', ('Copyright © 2024 Hanbyul. All rights reserved.',))
    >>> find_copyright(["저작권 정책", "사진 ⓒ 한별일보"])
    (None, ())
    """
    named: dict[str, None] = {}
    forbidding: dict[str, None] = {}
    for line in (*behind, *above):
        if not _may_speak(line):
            continue
        found = copyright_line(line)
        if found is None:
            continue
        (named if _owned().search(found) else forbidding)[found] = None
    ranked = [*named, *hinted, *forbidding]
    return (ranked[0], tuple(dict.fromkeys(ranked[1:]))) if ranked else (None, ())


def _may_speak(text: str) -> bool:
    """Whether a text holds one of the words, in whatever capitals, without which no copyright is told."""
    return any(map(text.lower().__contains__, COPYRIGHT_WORDS))


def copyright_line(line: str) -> str | None:
    """Cut the copyright out of a line; None if it holds none. What other facts stand beside it stay off.

    >>> copyright_line("대표전화 02-000-0000 | Copyright ⓒ 2024 한별병원. All rights reserved. | 이용약관")
    'Copyright ⓒ 2024 한별병원. All rights reserved.'
    """
    table = load_toml("facts.toml")["copyright"]
    text = line.strip()
    parts: list[tuple[int, int]] = []
    at = 0
    for match in [*_BETWEEN.finditer(text), None]:
        end = match.start() if match is not None else len(text)
        if _speaks(text[at:end]):
            parts.append((at, end))
        at = match.end() if match is not None else end
    if not parts:
        return None
    found = text[parts[0][0] : parts[-1][1]].strip()
    if "\n" in found or len(found) > table["longest"]:
        found = text[parts[0][0] : parts[0][1]]
        mark = _owned().search(found) or _formula().search(found)
        if len(found) > table["longest"] and mark is not None:
            found = _whole(found, mark.start(), table["longest"])
    return found.strip() or None


def _whole(text: str, mark: int, longest: int) -> str:
    """The sentence that the mark stands in, and what fits behind it up to the next end of a sentence."""
    start = max(text.rfind(". ", 0, mark) + 2, text.rfind("] ", 0, mark) + 1, 0) if mark else 0
    cut = text[start : start + longest]
    end = cut.rfind(". ")
    return cut[: end + 1] if end > 20 else cut


@cache
def _owned() -> re.Pattern[str]:
    """A mark with a year or a name behind it."""
    marks = any_of(load_toml("facts.toml")["copyright"]["marks"])
    return re.compile(
        rf"(?<![a-z]){marks}(?:[^\S\n]?(?:{marks}|by\b))*[^\S\n]?[:：]?[^\S\n]{{0,3}}['\"(<]?(?:\d{{4}}|[^\W\d_]{{2}}|\(주\)|㈜)",
        re.IGNORECASE,
    )


@cache
def _formula() -> re.Pattern[str]:
    return re.compile(any_of(load_toml("facts.toml")["copyright"]["formulas"]), re.IGNORECASE)


@cache
def _no_line() -> re.Pattern[str]:
    return re.compile(any_of(load_toml("facts.toml")["copyright"]["not"]), re.IGNORECASE)


@cache
def _pictured() -> re.Pattern[str]:
    words = any_of(load_toml("facts.toml")["copyright"]["pictures"])
    return re.compile(rf"^\W{{0,3}}{words}", re.IGNORECASE)


def _speaks(part: str) -> bool:
    if not _may_speak(part) or _pictured().search(part):
        return False
    mark = _owned().search(part)
    if _no_line().search(part) and (mark is None or len(part) < 40) and not _formula().search(part):
        return False
    return mark is not None or _formula().search(part) is not None
