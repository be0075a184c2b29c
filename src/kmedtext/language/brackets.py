"""Brackets of a text with what stands in them, nested ones too, and the parts that commas and dots make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_PAIRS: Final = {")": "(", "）": "(", "]": "[", "］": "["}
_OPENERS: Final = {"(": "(", "（": "(", "[": "[", "［": "["}
_MARKS: Final = re.compile(r"[()（）\[\]［］\n]")
_DEPTH: Final = 8
_SPLIT: Final = re.compile(r"\s*(?:[,;、:·ㆍ=]|\s/\s)\s*")


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket: ``text[start:end]`` with its marks; ``depth`` is 0 for the outermost."""

    start: int
    end: int
    depth: int


def brackets(text: str, longest: int) -> tuple[Bracket, ...]:
    """The closed brackets of up to ``longest`` characters, in the order of their beginnings.

    A bracket closes on the line where it opens; what has no partner is none.

    >>> text = "기구(Organization(WHO))가"
    >>> [text[b.start : b.end] for b in brackets(text, 80)]
    ['(Organization(WHO))', '(WHO)']
    """
    stack: list[tuple[str, int]] = []
    found: list[Bracket] = []
    for match in _MARKS.finditer(text):
        mark, at = match[0], match.start()
        if mark == "\n":
            stack.clear()
        elif mark in _OPENERS:
            stack.append((_OPENERS[mark], at))
            del stack[:-_DEPTH]
        elif stack and stack[-1][0] == _PAIRS[mark]:
            _, start = stack.pop()
            if at + 1 - start <= longest + 2:
                found.append(Bracket(start, at + 1, len(stack)))
        else:
            stack.clear()
    return tuple(sorted(found, key=lambda bracket: bracket.start))


def split_parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of ``text[start:end]`` between commas, semicolons and middle dots, nested brackets opened.

    >>> text = "Organization(WHO), 세계기구"
    >>> [text[a:b] for a, b in split_parts(text, 0, len(text))]
    ['Organization', 'WHO', '세계기구']
    """
    borders = [(match.start(), match.end()) for match in _SPLIT.finditer(text, start, end)]
    borders += [(match.start(), match.end()) for match in _MARKS.finditer(text, start, end)]
    found: list[tuple[int, int]] = []
    begin = start
    for stop, following in [*sorted(borders), (end, end)]:
        first, last = _stripped(text, begin, stop)
        if first < last:
            found.append((first, last))
        begin = max(begin, following)
    return found


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    inner = piece.strip(" \t\u00a0\u3000'\"‘’“”「」『』<>〈〉《》")
    if not inner:
        return start, start
    first = start + piece.index(inner)
    return first, first + len(inner)
