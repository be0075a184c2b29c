"""Author lists: the line of a journal or a report that names its authors and nothing else."""

from __future__ import annotations

import re
from functools import cache

from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.names import is_bare_name, is_korean_name, is_name_part
from kmedtext.cleaning.tables import load_toml

_BETWEEN = re.compile(r"[^\S\n]*(?:[,;·ㆍ]|\band\b|&)[^\S\n]*")
_MARKS = re.compile(r"[^\S\n]*[\d⁰¹²³⁴-⁹*＊†‡§¶#]+(?:,[\d⁰¹²³⁴-⁹*†‡§¶#]+)*")
_LONGEST = 400
_NOTE = re.compile(r"[^\S\n]?\([가-힣A-Za-z·/ ]{2,24}\)$")


@cache
def _degree() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(load_toml('bylines.toml')['english']['degrees'])})\.?", re.IGNORECASE)


def listed_authors(line: str) -> tuple[str, ...]:
    """Name the authors that a line lists; none if anything else stands on it.

    Two at least, behind commas, with or without the marks of their institutions, degrees and titles.

    >>> listed_authors("Ha-eun Kim1, Ines Calloway, MD1,2*, and Dana Whitlock2")
    ('Ha-eun Kim', 'Ines Calloway', 'Dana Whitlock')
    >>> listed_authors("나은채¹, 고유진²"), listed_authors("서울, 부산, 대구")
    (('나은채', '고유진'), ())
    """
    text = _NOTE.sub("", line.strip(" \t\u00a0\u3000•"))
    if not 6 <= len(text) <= _LONGEST or not re.search(r"[,;·ㆍ&]|\band\b", text):
        return ()
    names: dict[str, None] = {}
    marked = len(_MARKS.findall(text)) > 1
    for part in _BETWEEN.split(_MARKS.sub(",", text)):
        if not part or _degree().fullmatch(part):
            continue
        found = _titled().fullmatch(part)
        name = found["name"] if found is not None else part
        if not (_is_name(name) or (marked and _can_be_name(name))):
            return ()
        names[name] = None
    hangul = all("가" <= name[0] <= "힣" for name in names)
    return tuple(names) if len(names) > (1 if marked or hangul or _degree_on(text) else 2) else ()


@cache
def _titled() -> re.Pattern[str]:
    """A Hangul name with its title: 나은채 연구위원."""
    table = load_toml("bylines.toml")["korean"]
    titles = any_of([*table["weak_titles"], *table["strong_titles"]])
    return re.compile(rf"(?P<name>[가-힣]{{3,4}})[^\S\n]{titles}")


def _degree_on(text: str) -> bool:
    return bool(re.search(rf",[^\S\n]?{_degree().pattern}(?![^\W\d_])", text))


def _is_name(part: str) -> bool:
    return is_bare_name(part) or (len(part) > 2 and " " not in part and is_korean_name(part))


def _can_be_name(part: str) -> bool:
    """Whether the marks of institutions on the line may make a name of the part."""
    tokens = part.split()
    return 2 <= len(tokens) <= 4 and all(is_name_part(token) for token in tokens)
