"""Cue words: lists of words from the tables, made into regular expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import pairwise


def any_of(words: Iterable[str]) -> str:
    """Make a regular expression that matches one of ``words``, longest first.

    A space in a word matches up to two spaces, or none, where Hangul stands beside it
    (최초 등록, 최초등록), and one to three spaces elsewhere.

    >>> re.fullmatch(any_of(["최초 등록", "등록"]), "최초등록").group()
    '최초등록'
    """
    return _any_of(tuple(words))


@lru_cache(maxsize=512)
def _any_of(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(_spaced(word) for word in sorted(set(words), key=lambda w: (-len(w), w))) + ")"


def _spaced(word: str) -> str:
    parts = word.split(" ")
    out = re.escape(parts[0])
    for before, after in pairwise(parts):
        hangul = before[-1:] >= "가" or after[:1] >= "가"
        out += (r"[^\S\n]{0,2}" if hangul else r"[^\S\n]{1,3}") + re.escape(after)
    return out


def tree(words: Iterable[str], end: Callable[[str], str] = lambda word: "") -> str:  # noqa: ARG005 - most trees need no ends
    """Make a regular expression that matches one of ``words`` as they are, longest first, from their common beginnings.

    ``end`` gives what must follow a word. Literals only: matching cannot backtrack beyond the length of a word.

    >>> tree(["ward", "war", "way"])
    '(?:wa(?:r(?:d|)|y))'
    """
    return f"(?:{_branches([(word, word) for word in sorted(set(words))], end)})"


def _branches(words: list[tuple[str, str]], end: Callable[[str], str]) -> str:
    branches: dict[str, list[tuple[str, str]]] = {}
    ended = ""
    for rest, word in words:
        if rest:
            branches.setdefault(rest[0], []).append((rest[1:], word))
        else:
            ended = word
    parts = [re.escape(char) + _branches(rests, end) for char, rests in branches.items()]
    if ended:
        parts.append(end(ended))
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"
