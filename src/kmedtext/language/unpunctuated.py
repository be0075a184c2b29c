"""Borders in Korean without punctuation (chats, notes, some blogs), found by Kiwi's morphology.

Kiwi is slow and its model is large, so it is asked only about a long stretch in which no mark and no certain
ending was found, and in which some word may end a sentence. It is a Kiwi without lexicon: user words move borders.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from kmedtext.language.tables import toml, words
from kmedtext.language.tokenizer import TokenizerSpec, kiwi_of

_MARK = re.compile(r"[.!?…。！？](?![0-9A-Za-z])")
_PIECE = 1000  # characters given to Kiwi at a time, cut at a space, so that time stays linear


@cache
def _table() -> tuple[int, int, int, re.Pattern[str], tuple[str, ...]]:
    table = toml("korean.toml")["unpunctuated"]
    endings = "".join(table["hints"].split())
    return (
        table["shortest"],
        table["longest"],
        table["fewest"],
        re.compile(rf"[가-힣]{{0,3}}[{endings}](?=\s)"),
        tuple(words("korean.toml", "unpunctuated", "not_hints")),
    )


def wanted(text: str, start: int, end: int) -> bool:
    """Tell whether the stretch ``text[start:end]`` is one for Kiwi."""
    shortest, longest, fewest, hint, not_hints = _table()
    if not shortest <= end - start <= longest or _MARK.search(text, start, end):
        return False
    found = (word for word in hint.finditer(text, start, end) if not word[0].endswith(not_hints))
    return sum(1 for _ in islice(found, fewest)) == fewest


def breaks(text: str, start: int, end: int) -> list[int]:
    """Where Kiwi cuts the stretch ``text[start:end]``, the last border left out."""
    kiwi = kiwi_of(TokenizerSpec(lexicons=(), keep_mixed=False))
    cuts: list[int] = []
    while start < end:
        stop = min(end, start + _PIECE)
        if stop < end:
            space = text.rfind(" ", start + 1, stop)
            stop = space if space > 0 else stop
        found = [start + sentence.end for sentence in kiwi.split_into_sents(text[start:stop])]
        cuts.extend(found[:-1])
        # a piece that ends in the middle of a sentence is read again from that sentence's beginning
        if stop < end and found[:-1]:
            stop = found[-2]
        start = stop
    return cuts
