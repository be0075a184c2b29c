"""Title lines: a title that stands on two lines which are no one draft."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kmedtext.cleaning.breaks import BULLET
from kmedtext.cleaning.titlerows import DASH
from kmedtext.cleaning.view import View
from kmedtext.records import Block

_OPEN = re.compile(r"[:：,]$|(?:\b(?:a|an|the|of|in|on|for|to|and|or|with|by|from|as|at|than)|[-–—])$")
"""How a first line of two ends that cannot be the whole."""
_LOWER = re.compile(r"[a-z]+[,;]?\s")
_PAIRS = (("‘", "’"), ("“", "”"), ("(", ")"), ("[", "]"), ("「", "」"))
_WIDEST = 130
_ODDS = -6.0
"""Log-odds of being a title below which the second line of a wrapped page is none."""


def title_parts(view: View, index: int) -> tuple[int, ...]:
    """The drafts of a title of which one was found: mostly that one, or the line above or below it as well."""
    if _goes_on(view, index):
        return (index, index + 1)
    if index and _possible(view, index - 1) and _goes_on(view, index - 1):
        return (index - 1, index)
    return (index,)


def title_text(blocks: Sequence[Block], parts: Sequence[int]) -> str | None:
    """The text of a title that stands on these drafts."""
    return " ".join(blocks[index].text for index in parts) or None


def _possible(view: View, index: int) -> bool:
    draft = view.drafts[index]
    return (
        not draft.furniture
        and draft.pinned is None
        and draft.region is None
        and view.width(index) <= _WIDEST
        and view.byline(index) is None
        and not view.date_line(index)
        and view.cue(index) is None
        and not view.caption(index)
        and not DASH.match(draft.text)
        and not BULLET.match(draft.text)
    )


def _goes_on(view: View, index: int) -> bool:
    """Whether the line below goes on with a line of the title: by its end, the other's beginning, or a hard wrap."""
    below = index + 1
    if below >= len(view.drafts) or view.drafts[below].blanks or not _possible(view, below):
        return False
    if view.drafts[index].region is not None or view.measured.finals[index] or view.measured.finals[below]:
        return False
    first, second = view.drafts[index].text, view.drafts[below].text
    if _OPEN.search(first) or _LOWER.match(second):
        return True
    if any(first.count(begin) > first.count(end) and end in second for begin, end in _PAIRS):
        return True
    return _wrapped(view, index)


def _wrapped(view: View, index: int) -> bool:
    """Whether two lines that stand alone on a page of hard wraps are one: the second is the shorter one, and no deck."""
    below = index + 1
    behind = index + 2
    wraps = sum(view.drafts[other].lines > 1 for other in view.body)
    return (
        2 * wraps >= len(view.body)
        and view.drafts[index].lines == view.drafts[below].lines == 1
        and view.width(below) < view.width(index)
        and (index == 0 or view.drafts[index].blanks > 0)
        and (behind >= len(view.drafts) or view.drafts[behind].blanks > 0)
        and float(view.tagged.title[below]) >= _ODDS
        and view.share(below, "deck") < 0.5
    )
