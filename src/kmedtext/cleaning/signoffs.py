"""Sign-offs: the writers of a page that names them only at the end of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kmedtext.cleaning.bylinechoice import said_names
from kmedtext.cleaning.bylines import find_byline
from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.dates import find_dates
from kmedtext.cleaning.names import is_bare_name, is_korean_name
from kmedtext.cleaning.tables import load_toml

_NAME = r"[가-힣]{2,4}"
_EDGES = " \t\u00a0\u3000•·*[]()<>【】〈〉《》「」|"
_DASH = re.compile(r"[-–—―]{1,2}[^\S\n]?(?P<name>[^-–—―\n]{2,40}?)[^\S\n]?[-–—―]{0,2}$")


def signing_writers(story: Sequence[str], behind: Sequence[str]) -> tuple[str, ...]:
    """Name the writers that sign a text at its end.

    ``story`` holds the last lines of the text, ``behind`` those that follow it. In order: the
    first lines there that are bylines, a reporter who signs off (…뉴스 나은채입니다.), a name
    behind a dash, the people who sign a notice beside its date, and what is told of a
    contributor (Dana Whitlock is a writer …; 나은채 한별병원 교수).

    >>> signing_writers(["환자는 줄었습니다.", "한별뉴스 나은채입니다."], [])
    ('나은채',)
    >>> signing_writers(["병원은 문을 열었다."], ["한별뉴스를 구독하세요"])
    ()
    """
    limits = load_toml("bylines.toml")["signoffs"]
    return (
        _bylines([*story, *behind])
        or _on_air(story)
        or _regards([*story[-1:], *behind[: limits["near"]]])
        or _dashed([*story[-1:], *behind[: limits["near"]]])
        or _signed([*story, *behind])
        or contributor([*story[-1:], *behind[: limits["near"]]])
    )


def mailed_writer(lines: Sequence[str]) -> tuple[str, ...]:
    """Name the writers of the first line that gives their address too, wherever it stands behind a text."""
    return next(
        (found.names for line in lines if "@" in line and len(line) <= 120 and (found := find_byline(line))),
        (),
    )


def is_column(title: str | None, head: Sequence[str]) -> bool:
    """Whether a title, or a short line beside it, says that the text is a contribution: [기고], 칼럼."""
    cue = _patterns()["column"]
    if title is not None and re.match(rf"[\[<【(〈「]\s?[^\])>】〉」\n]{{0,12}}(?:{cue.pattern})", title):
        return True
    return any(len(line.strip()) <= 20 and cue.search(line) for line in head)


def _bylines(lines: Sequence[str]) -> tuple[str, ...]:
    """The names of the first line that is a byline and of those directly behind it."""
    names: dict[str, None] = {}
    stripped = [line.strip() for line in lines]
    for number in range(len(stripped)):
        found = said_names(stripped, number)
        if found:
            names.update(dict.fromkeys(found))
        elif names:
            break
    return tuple(names)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = load_toml("bylines.toml")
    signs, weak = table["signoffs"], any_of(table["korean"]["weak_titles"])
    jobs = any_of(signs["jobs"])
    return {
        "on air": re.compile(
            rf"(?:^|[^\S\n])[가-힣A-Za-z0-9]{{0,12}}{any_of(signs['houses'])}[^\S\n](?P<name>{_NAME}?)(?:이었습|였습|입)니다\.?$"
        ),
        "signer": re.compile(
            rf"(?:^|[^\S\n]|[가-힣])(?:{any_of(signs['offices'])})[^\S\n]?(?P<name>[가-힣]{{3,4}}|[가-힣](?:[^\S\n][가-힣]){{1,2}}|[가-힣][^\S\n][가-힣]{{2}})"
            r"(?:[^\S\n](?:드림|올림|배상|拜上))?$"
        ),
        "regards": re.compile(r"(?:[^\n]{0,30}[^\S\n])?(?P<name>[가-힣]{3})[^\S\n]?(?:드림|올림|拜上)"),
        "titled": re.compile(
            rf"(?P<house>[가-힣A-Za-z0-9·() ]{{2,40}}?)[^\S\n](?P<name>[가-힣]{{3}})[^\S\n]?(?:{weak}|{any_of(signs['titles'])})"
        ),
        "affiliated": re.compile(
            rf"(?P<name>[가-힣]{{3,4}})(?:[^\S\n]?[·/,|:=-][^\S\n]?|[^\S\n])(?P<house>[가-힣A-Za-z0-9·() ]{{2,40}}?)[^\S\n]?(?:{weak}|{any_of(signs['titles'])})$"
        ),
        "column": re.compile(any_of(signs["columns"])),
        "bio": re.compile(
            rf"(?:About the (?:author|writer)[:.]?[^\S\n]+)?(?P<name>[A-Z][^,.:;()\n]{{3,40}}?)(?:,[^,.\n]{{2,30}},)?[^\S\n](?:is|was|has been|works as|covers|reports)[^\S\n](?:[^.\n]{{0,80}}?\b)?(?:{jobs})\b",
            re.IGNORECASE,
        ),
    }


def _on_air(story: Sequence[str]) -> tuple[str, ...]:
    for line in reversed(story):
        found = _patterns()["on air"].search(line[-60:].rstrip(_EDGES))
        if found is not None and is_korean_name(found["name"]):
            return (found["name"],)
    return ()


def _dashed(lines: Sequence[str]) -> tuple[str, ...]:
    for line in lines:
        found = _DASH.match(line.strip(" \t\u00a0\u3000"))
        if found is not None and _is_person(found["name"]):
            return (found["name"],)
    return ()


def _regards(lines: Sequence[str]) -> tuple[str, ...]:
    """A name that signs a letter: 편집장 나은채 드림."""
    for line in lines:
        found = _patterns()["regards"].fullmatch(line.strip(_EDGES))
        if found is not None and is_korean_name(found["name"]):
            return (found["name"],)
    return ()


def _is_person(name: str) -> bool:
    return is_bare_name(name) or (len(name) > 2 and " " not in name and is_korean_name(name))


def _signed(lines: Sequence[str]) -> tuple[str, ...]:
    """Those who sign with their office, directly before or behind a line that is a date."""
    for number, line in enumerate(lines):
        if not _is_date(line):
            continue
        for place in (number + 1, number + 2, number - 1):
            if 0 <= place < len(lines):
                parts = [part.strip(_EDGES) for part in re.split(r"[/,|]|[^\S\n]{2,}", lines[place][:120])]
                found = [_patterns()["signer"].search(part) for part in parts if part]
                names = [re.sub(r"\s", "", match["name"]) for match in found if match is not None]
                if names and len(names) == len(found) and all(map(is_korean_name, names)):
                    return tuple(dict.fromkeys(names))
    return ()


def _is_date(line: str) -> bool:
    text = line.strip(_EDGES)
    if not 6 <= len(text) <= 40:
        return False
    dates = find_dates(text)
    return bool(dates) and not re.search(r"[^\W_]", text[: dates[0].start] + text[dates[0].end :])


def contributor(lines: Sequence[str], *, column: bool = False) -> tuple[str, ...]:
    """Name the one of whom a line tells who it is: 나은채 한별병원 교수; Dana Whitlock is a writer …

    In a column also with the office first: 한별병원 나은채 원장.
    """
    institutions = tuple(load_toml("bylines.toml")["signoffs"]["not_endings"])
    keys = ("affiliated", "titled") if column else ("affiliated",)
    for line in lines:
        text = line.strip(_EDGES + "▶▲■◆※☞#=:")
        text = re.sub(
            rf"^(?:{any_of(load_toml('bylines.toml')['signoffs']['leads'])})[^\S\n]?[:：=|]?[^\S\n]?",
            "",
            text,
        )
        if len(text) <= 60:
            for key in keys:
                found = _patterns()[key].fullmatch(text)
                if (
                    found is not None
                    and is_korean_name(found["name"])
                    and not found["name"].endswith(institutions)
                ):
                    return (found["name"],)
        if text.isascii() or not re.search("[가-힣]", text):
            bio = _patterns()["bio"].match(_untitled(text[:240]))
            if bio is not None and is_bare_name(bio["name"]):
                return (bio["name"],)
    return ()


def _untitled(text: str) -> str:
    """The text without an honorific in front."""
    first, _, rest = text.partition(" ")
    return rest.lstrip() if first in load_toml("bylines.toml")["english"]["honorifics"] else text
