"""Section names: usual names of sections, and when two spellings are the same name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from kmedtext.cleaning.tables import load_toml

EDGES = " \t\u00a0\u3000:：|·•-–—/,"
"""What may stand around a name."""


@cache
def words() -> Mapping[str, frozenset[str]]:
    """The words of the table by their use, as keys."""
    table = load_toml("facts.toml")["section"]
    return {
        name: frozenset(key(word) for word in table[name])
        for name in ("home", "not", "bracketed_not", "names", "colon")
    }


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """Make a key that is equal for spellings of one name: case, spaces and the signs between words aside."""
    return re.sub(r"[\s·ㆍ・/,&]+|(?<=\s)and(?=\s)", "", text.casefold())


def is_known_section(text: str) -> bool:
    """Whether the text is a usual name of a section.

    >>> is_known_section("제약 · 바이오"), is_known_section("한별병원")
    (True, False)
    """
    return key(text) in words()["names"]


def squeezed(text: str) -> str:
    """The text without anything but letters and digits, in lower case."""
    return re.sub(r"[\W_]+", "", text.casefold())
