"""Quotations and brackets: the stretches of a line in which a full stop ends no sentence."""

from __future__ import annotations

import re
from functools import cache

from kmedtext.language.tables import toml

_DEPTH = 16  # openers remembered; more are not nesting but noise, and a bound keeps the pass linear


@cache
def _pairs() -> tuple[dict[str, str], frozenset[str], re.Pattern[str], int, int]:
    table = toml("nesting.toml")
    opener_of = {pair[1]: pair[0] for pair in table["pairs"].split()}
    openers = frozenset(opener_of.values())
    marks = re.compile("[" + re.escape("".join({*openers, *opener_of, '"', "'"})) + "]")
    return opener_of, openers, marks, table["longest_quotation"], table["longest_bracket"]


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _straight_quote(text: str, at: int, start: int, end: int, *, is_open: bool) -> str:
    """Tell what a straight quotation mark does: ``open``, ``close`` or ``none``."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if text[at] == "'" and _is_latin(before) and _is_latin(after):
        return "none"  # an apostrophe
    if before.isspace() or before in "([{“‘":
        return "none" if after.isspace() else "open"
    if is_open:
        return "none" if text[at] == "'" and after.isascii() and after.isalpha() else "close"
    if after.isspace() or _is_latin(before):
        return "none"
    return "open"


def regions(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The outermost quotations and brackets of the line ``text[start:end]``, marks included, in order.

    A mark without its partner, or with a partner too far away, opens nothing.

    >>> line = '그는 "괜찮다. 곧 낫는다"고 했다(웃음).'
    >>> [line[a:b] for a, b in regions(line, 0, len(line))]
    ['"괜찮다. 곧 낫는다"', '(웃음)']
    """
    opener_of, openers, marks, longest_quotation, longest_bracket = _pairs()
    stack: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for match in marks.finditer(text, start, end):
        mark, at = match[0], match.start()
        if mark in "\"'":
            act = _straight_quote(text, at, start, end, is_open=any(mark == m for m, _ in stack))
            opener = mark
        elif mark in openers:
            act = "open"
            if mark == "<" and (at + 1 >= end or not text[at + 1].isalpha()):
                act = "none"  # p < 0.05
        else:
            opener = opener_of[mark]
            act = "close"
            if mark == "’" and start < at < end - 1 and _is_latin(text[at - 1]) and _is_latin(text[at + 1]):
                act = "none"  # an apostrophe
        if act == "open":
            if mark in "\"'" and any(mark == m for m, _ in stack):
                while stack.pop()[0] != mark:
                    pass
            if len(stack) == _DEPTH:
                del stack[0]
            stack.append((mark, at))
        elif act == "close":
            for depth in range(len(stack) - 1, -1, -1):
                if stack[depth][0] == opener:
                    begin = stack[depth][1]
                    del stack[depth:]
                    limit = longest_bracket if opener in "([{（［" else longest_quotation
                    if at - begin <= limit:
                        while found and found[-1][0] > begin:
                            found.pop()
                        found.append((begin, at + 1))
                    break
    return found
