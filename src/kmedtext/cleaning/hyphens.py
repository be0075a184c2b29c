"""Hyphens at a line's end: part of the word, or a mark of its cut."""

from __future__ import annotations

from functools import cache
from typing import Any

from kmedtext.cleaning.tables import load_toml
from kmedtext.cleaning.wordstock import EDGES, Vocabulary, key


@cache
def _table() -> dict[str, Any]:
    table = load_toml("wrapping.toml")["hyphen"]
    return {name: frozenset(value) if isinstance(value, list) else value for name, value in table.items()}


def hyphen_stays(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether the hyphen at the end of ``left`` belongs to the word that ``right`` goes on with.

    The document's own words decide first, then endings, then parts that make compounds.
    """
    head, tail = left[:-1].lstrip(EDGES), right.strip(EDGES)
    low_head, low_tail = key(head), key(tail)
    words = vocabulary.words
    together, hyphened = words[low_head + low_tail], words[f"{low_head}-{low_tail}"]
    if together != hyphened:
        return hyphened > together
    if not head.isalpha() or not tail[:1].islower() or len(head) == 1 or head[1:] != head[1:].lower():
        return True
    table = _table()
    if "-" in head or vocabulary.parts[low_head + "-"]:
        return True
    # of a hyphenated tail ("decision-mak") only the first part stands beside the hyphen
    first = low_tail.split("-", 1)[0].split("’", 1)[0].split("'", 1)[0]
    if first in table["endings"]:
        return False
    if low_head in table["loose"]:
        known = len(low_tail) > 4 and words[low_tail]
        return bool(known) or low_tail.startswith(tuple(table["loose"][low_head]))
    if low_head in table["keep"]:
        return first not in table["never"]
    if first in table["tails"] and len(low_head) >= 3:
        return True
    return bool(words[low_head] and words[low_tail] and len(low_tail) > 3)
