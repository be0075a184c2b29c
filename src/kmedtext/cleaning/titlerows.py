"""Title rows: the drafts that could be the title of the story, and what is measured of each."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from functools import lru_cache
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

from kmedtext.cleaning.breaks import BULLET
from kmedtext.cleaning.cues import normal
from kmedtext.cleaning.features import places
from kmedtext.cleaning.network import KINDS
from kmedtext.cleaning.reasons import Reason
from kmedtext.cleaning.story import QUESTION
from kmedtext.cleaning.tables import load_toml
from kmedtext.cleaning.view import View
from kmedtext.cleaning.vocabulary import SHORT, content_words, overlap, story_words

Matrix = npt.NDArray[np.float64]

TRAIL = re.compile(r"\S {4,}\S|\s/\s|\s[>›»]\s|\s\|\s.{0,40}\|\s")
"""A breadcrumb."""
DASH = re.compile(r"^[-–—▲△■□◆◇○●·ㆍ]\s?")
DECK = re.compile(r"^[-–—]\s?[^\s\d]")
OPENING = 8
"""Characters that two copies of a line share at the least."""
CONTENTS = re.compile(
    r"(?:\d{1,3}\s?(?:[.)면]|p\b|쪽)?\s{1,3}\S|(?:자료|부록|첨부|Part|Page)\s?\d)|\S.{0,80}[.·…]{3,}\s?\d{1,3}$"
)
"""An entry of a table of contents."""
CLOSING = 6
"""… and characters that a breadcrumb and its last part share."""
_SECTION = re.compile(r"^[\[<【(][^\]>】)]{1,16}[\]>】)]$")
_SHARED = 0.4
_NO_META = 9.0
_NO_RIVAL = 40.0
_FAR = 7
"""Lines from which on a line of facts says nothing."""
_STRONG = frozenset(
    {
        Reason.SHARE,
        Reason.TOOL,
        Reason.MEMBER,
        Reason.COMMENT,
        Reason.COPYRIGHT,
        Reason.MASTHEAD,
        Reason.REACTION,
        Reason.FORM,
    }
)
_COLUMNS = (
    "width", "words", "final", "last_ending", "last_colon", "last_comma", "last_dots", "sentences", "digits", "capitals", "marks",
    "particles", "hangul", "bullet", "first_open", "indent", "first_lower", "quotes", "blanks", "blanks_after", "lines", "date", "time",
    "repeats", "position", "share_before",
)  # fmt: skip
_KINDS = ("deck", "byline", "date", "heading", "title", "caption", "aside", "paragraph")


def title_rows(view: View) -> tuple[list[int], Matrix]:
    """Indices of the drafts that could be the title, and what is measured of them."""
    table = load_toml("headline.toml")
    if not view.body:
        return [], np.zeros((0, 1))
    indices = [index for index in _range(view, table) if possible(view, index, table)]
    if not indices:
        return [], np.zeros((0, 1))
    taken = view.measured.rows[np.ix_(indices, _taken())]
    return indices, np.hstack([taken, _tagged(view, indices), _own(view, indices)])


@lru_cache(maxsize=1)
def _taken() -> tuple[int, ...]:
    return tuple(places()[name] for name in _COLUMNS)


def _tagged(view: View, indices: list[int]) -> Matrix:
    """What the network says of each candidate and of the drafts beside it."""
    tagged, size = view.tagged, len(view.drafts)
    title = tagged.title.astype(np.float64)
    chosen = np.asarray(indices)
    shares = [tagged.kinds[:, KINDS.index(kind)] for kind in _KINDS]
    columns = [title[chosen], title[chosen] - title.max(), tagged.body[chosen]]
    columns += [share[chosen] for share in shares]
    for step in (-2, -1, 1, 2):
        near = np.clip(chosen + step, 0, size - 1)
        columns += [title[near], tagged.body[near], *(share[near] for share in shares[:4])]
    own = title[chosen]
    columns += [np.where(own == own.max(), own - _second(own), own - own.max())]
    columns += [np.full(len(indices), share) for share in tagged.page]
    return np.column_stack(columns).astype(np.float64)


def _second(values: Matrix) -> float:
    """The second greatest of some values; the least there can be if there is no second."""
    return float(np.partition(values, -2)[-2]) if len(values) > 1 else -_NO_RIVAL


def _range(view: View, table: dict[str, Any]) -> list[int]:
    """What stands before the story, its first lines as far as they are no sentences, and what the network says.

    The network's word counts a little behind the story's beginning too, where an intro or a notice opened it.
    """
    main, size = view.main, len(view.drafts)
    stop = main
    while stop in view.body and view.width(stop) < table["widest_inside"]:
        if view.measured.finals[stop] and not view.drafts[stop].text.endswith("?"):
            break
        stop += 1
    title = view.tagged.title
    behind = range(stop, min(size, main + table["reach_behind"]))
    start = max(0, main - table["reach"])
    return [
        *(index for index in range(start) if title[index] >= table["least_far"]),
        *range(start, min(stop, size)),
        *(index for index in behind if title[index] >= table["least_behind"]),
    ]


def _periodical(view: View, index: int) -> bool:
    key = view.measured.keys[index]
    return len(key) >= OPENING and any(header.startswith(key) for header in view.periodicals)


def possible(view: View, index: int, table: dict[str, Any]) -> bool:
    """Whether a draft could be a title at all: wide enough, no date, no byline, no question of an interview."""
    draft = view.drafts[index]
    return (
        not draft.furniture
        and draft.pinned is None
        and table["narrowest"] <= view.width(index) <= table["widest"]
        and not (draft.region is not None and draft.region.hidden)
        and not QUESTION.match(draft.text)
        and not view.date_line(index)
        and view.byline(index) is None
        and not _periodical(view, index)
    )


def _own(view: View, indices: list[int]) -> Matrix:
    first, drafts = view.main, view.drafts
    low = max(0, min(indices) - 6)
    meta = [
        view.date_line(index) or view.byline(index) is not None
        for index in range(low, min(len(drafts), max(indices) + 7))
    ]
    shares = [view.overlap(index) for index in indices]
    weighted = [shared * min(1.0, count / 5) for shared, count in shares]
    best = max(weighted)
    beside = _beside(view, indices, weighted, meta, low)
    behind = _distances(meta)
    ahead = _distances(meta[::-1])[::-1]
    better_behind = _better(weighted, behind=True)
    bullets = 0
    between: dict[int, int] = {}
    for index in range(max(indices), low - 1, -1):
        between[index] = bullets
        bullets += bool(BULLET.match(drafts[index].text[:20]))
    mass = list(
        accumulate(
            (view.width(index) if index in view.body else 0 for index in range(len(drafts))), initial=0
        )
    )
    rows = []
    for place, index in enumerate(indices):
        text, (shared, count) = drafts[index].text, shares[place]
        cue = view.cue(index)
        near = index - low
        rows.append(
            [
                shared, weighted[place], min(count, 12), math.log1p(max(0, first - index)), float(index >= first),
                view.odds(index), float(bool(TRAIL.search(text))), float(bool(DASH.match(text))), float(bool(_SECTION.match(text))),
                float(cue in _STRONG), float(cue is not None and cue not in _STRONG),
                ahead[near], behind[near], math.log1p(between[index]),
                best - weighted[place], better_behind[place],
                float(in_print_header(view, text)), mass[index] / max(1, mass[-1]), float(in_contents(view, index)), float(index > 0 and bool(TRAIL.search(drafts[index - 1].text))),
                float(index > 0 and view.cue(index - 1) is not None),
                float(drafts[index].blanks == 0 and index > 0),
                float(index + 1 < len(drafts) and drafts[index + 1].blanks == 0),
                *beside[place],
            ]
        )  # fmt: skip
    return np.asarray(rows, dtype=np.float64)


def _distances(flags: list[bool]) -> list[float]:
    """How far behind the last flagged line each line stands, six lines at most."""
    found, last = [], -_FAR
    for place, flag in enumerate(flags):
        found.append(float(place - last) if place - last < _FAR else _NO_META)
        if flag:
            last = place
    return found


def _better(values: list[float], *, behind: bool) -> list[float]:
    """How many values behind each, or before it, are greater."""
    column = np.asarray(values)
    greater = column[None, :] > column[:, None]
    counts: list[float] = (
        (np.triu(greater) if behind else np.tril(greater)).sum(axis=1).astype(float).tolist()
    )
    return counts


def _beside(
    view: View, indices: list[int], weighted: list[float], meta: list[bool], low: int
) -> list[list[float]]:
    """What the lines around a candidate, and its copies elsewhere on the page, say of it."""
    drafts, keys = view.drafts, view.measured.keys
    lead = story_words(
        drafts[index].text for index in sorted(view.body) if view.main <= index < view.main + 3
    )
    closed: defaultdict[str, set[str]] = defaultdict(set)
    for index in range(min(len(keys), max(indices) + 4)):
        closed[keys[index][-CLOSING:]].add(keys[index])
    opened: defaultdict[str, set[str]] = defaultdict(set)
    wanted = {keys[index][:OPENING] for index in indices}
    for key in keys:
        if key[:OPENING] in wanted:
            opened[key[:OPENING]].add(key)
    labels = load_toml("headline.toml")["labels"]
    dashed = {
        index
        for index in range(low, max(indices) + 4)
        if index < len(drafts) and DECK.match(drafts[index].text[:9])
    }
    good = {index for place, index in enumerate(indices) if weighted[place] >= _SHARED}
    better_above = _better(weighted, behind=False)
    total = list(accumulate(meta, initial=0))
    rows = []
    for place, index in enumerate(indices):
        key, text = keys[index], drafts[index].text
        others = opened[key[:OPENING]] if len(key) >= OPENING else set()
        suffixed = any(
            len(other) < len(key) and len(other) >= 0.3 * len(key) and key.startswith(other)
            for other in others
        )
        copied = any(len(other) > len(key) and other.startswith(key) for other in others)
        trailed = len(key) >= CLOSING and any(
            len(other) > len(key) and other.endswith(key) for other in closed[key[-CLOSING:]]
        )
        counts = [view.word_counts[word] for word in content_words(text[:SHORT])]
        above = keys[index - 1] if index else ""
        near = index - low
        rows.append(
            [
                overlap(text, lead)[0], float(trailed), sum(counts) / (len(counts) or 1) / len(view.body),
                max(counts, default=0) / len(view.body), float(copied), float(suffixed), float(above in labels),
                float(len(dashed & {index + 1, index + 2})), float(index - 1 in dashed),
                float(min(4, len(good.intersection(range(index + 1, index + 6))))),
                float(min(4, len(good.intersection(range(index - 5, index))))),
                min(6.0, better_above[place]),
                float("…" in text[:-3] or "..." in text[:-3]),
                float(total[-1] - total[min(near, len(total) - 1)]),
                float(index + 1 < len(drafts) and view.width(index + 1) > view.width(index)),
                float(view.caption(index)), float(min(9, place)),
            ]
        )  # fmt: skip
    return rows


def in_contents(view: View, index: int) -> bool:
    """Whether a line is an entry of a table of contents: so is one beside it."""
    drafts = view.drafts
    if not CONTENTS.match(drafts[index].text):
        return False
    beside = (other for other in (index - 1, index + 1) if 0 <= other < len(drafts))
    return any(CONTENTS.match(drafts[other].text) for other in beside)


def in_print_header(view: View, text: str) -> bool:
    """Whether a text stands at the head of each printed page."""
    key = normal(text) if view.print_headers else ""
    return len(key) >= 8 and any(header.startswith(key) for header in view.print_headers)
