"""Margins: line numbers beside the text are no part of it."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from kmedtext.cleaning.lines import Line
from kmedtext.cleaning.script import columns
from kmedtext.cleaning.wrap import find_wrap

_NUMBERED = re.compile(r"(\d{1,4})(?: {1,8}|\t)(?=\S)")
_LEAST = 8
"""So many lines must bear a number, each one or each fifth of the page."""
_STEPS = (1, 5)
_SHARE = 0.9


def without_numbers(lines: list[Line]) -> list[Line]:
    """Take the line numbers off the lines of a page, if it has them; what is left must be wrapped text."""
    found = {
        index: (int(match[1]), match.end())
        for index, line in enumerate(lines)
        if line.text[0].isdigit() and (match := _NUMBERED.match(line.text[:16]))
    }
    if len(found) < _LEAST:
        return lines
    step = next((step for step in _STEPS if _counts(found, step, len(lines))), None)
    if step is None:
        return lines
    stripped = [
        _behind(line, found[index][1]) if index in found else line for index, line in enumerate(lines)
    ]
    return stripped if find_wrap(stripped) is not None else lines


def _counts(found: dict[int, tuple[int, int]], step: int, total: int) -> bool:
    """Whether the numbers rise by ``step`` on every ``step``-th line; a page may begin anew."""
    if len(found) * step < 0.7 * total:
        return False
    rises = [later[0] - earlier[0] for earlier, later in itertools.pairwise(found.values())]
    return sum(rise == step for rise in rises) >= _SHARE * len(rises)


def _behind(line: Line, cut: int) -> Line:
    text = line.text[cut:]
    return replace(line, text=text, start=line.start + cut, width=columns(text), indent=0)
