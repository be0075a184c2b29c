"""Headline: which draft is the title of the story, and which lines are its decks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np

from kmedtext.cleaning.breaks import BULLET
from kmedtext.cleaning.cues import normal
from kmedtext.cleaning.features import Matrix, names
from kmedtext.cleaning.model import load_forests
from kmedtext.cleaning.reasons import Reason
from kmedtext.cleaning.story import QUESTION
from kmedtext.cleaning.tables import load_toml
from kmedtext.cleaning.view import View
from kmedtext.cleaning.vocabulary import content_words, overlap, story_words

TITLE_HINTS = ("jsonld:headline", "og:title", "twitter:title", "title")
_TRAIL = re.compile(r"\S {4,}\S|\s/\s|\s[>›»]\s|\s\|\s.{0,40}\|\s")
_DASH = re.compile(r"^[-–—▲△■□◆◇○●·ㆍ]\s?")
_DECK = re.compile(r"^[-–—]\s?[^\s\d]")
_TAIL = re.compile(r"\W*\s[-–—|:<>»·]")
_SECTION = re.compile(r"^[\[<【(][^\]>】)]{1,16}[\]>】)]$")
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
    "width", "words", "final", "korean_final", "colon", "comma_end", "dots_end", "sentences", "digits", "capitals", "marks", "function", "hangul",
    "bullet", "bracketed", "indent", "lower", "quotes", "blanks", "blanks_after", "lines", "date", "time", "repeats", "question", "position",
    "near_prose3", "near_prose8", "near_short3", "near_cues3", "head_gap", "gap_prose_after", "width-1", "width+1", "width+2", "bullet-1", "bullet+1",
    "date+1", "date+2", "date+3", "blanks+1", "blanks+2",
)  # fmt: skip
_OWN = (
    "shared", "weighted", "count", "distance", "inside", "odds", "trail", "dash", "section", "strong_cue", "weak_cue",
    "meta_gap", "meta_before", "bullets_between", "short_of_best", "better_behind", "printed",
    "lead", "copied", "suffixed", "labelled", "dash_below", "dash_above", "decks_below", "decks_above", "better_above", "ellipsis", "meta_between", "wider_below",
    "caption", "possible_above",
)  # fmt: skip
_NO_META = 9.0
_OPENING = 8
"""Characters that two copies of a line share at the least."""
_SHARED = 0.4


def find_title(view: View) -> tuple[int | None, list[int]]:
    """(index of the title's draft, or None; indices of other candidates, best first)."""
    table = load_toml("headline.toml")
    indices, rows = title_rows(view)
    if not indices:
        return None, []
    odds = load_forests("weights.json")["title"].log_odds(rows)
    scored = [
        (float(value) + _format_bonus(view, index, table), index)
        for value, index in zip(odds.tolist(), indices, strict=True)
    ]
    best, _ = max(scored, key=lambda pair: pair[0])
    near = [
        index
        for score, index in sorted(scored, key=lambda pair: (-pair[0], pair[1]))
        if score >= table["near"]
    ]
    if best < table["least"]:
        return None, near
    chosen = next(index for score, index in scored if score == best)
    chosen = next(
        (index for score, index in scored if _comes_first(view, score, index, best, chosen, table)), chosen
    )
    chosen = _climb(view, chosen, table)
    chosen = _bare(view, chosen, [index for _, index in scored])
    key = view.measured.keys[chosen]
    last = max(index for _, index in scored if view.measured.keys[index] == key)
    return last, [index for index in near if view.measured.keys[index] != key]


def _comes_first(
    view: View, score: float, index: int, best: float, chosen: int, table: dict[str, Any]
) -> bool:
    """Whether a candidate a little above the best one, and nearly as good, is the title: decks follow titles."""
    far = 0.0 < score >= best - table["far_slack"] and _meta_between(view, index, chosen)
    if (
        not chosen - table["far" if far else "above"] <= index < chosen
        or score < best - table["above_slack"]
        or score < table["least"]
    ):
        return False
    shared, count = view.overlap(index)
    text = view.drafts[index].text
    next_above = index == chosen - 1 and count >= table["next_words"] and shared >= table["next_overlap"]
    return (
        (next_above or (count >= table["above_words"] and shared >= table["above_overlap"]))
        and _bare(view, index, range(len(view.drafts))) == index
        and view.cue(index) is None
        and not view.caption(index)
        and not _TRAIL.search(text)
        and not BULLET.match(text)
        and not text.isupper()
    )


def _meta_between(view: View, index: int, chosen: int) -> bool:
    """Whether a byline or date stands between two lines: then the upper one is a headline, the lower a deck."""
    between = range(index + 1, min(chosen, index + 30))
    return any(view.byline(other) is not None or view.date_line(other) for other in between)


def _bare(view: View, index: int, others: Iterable[int]) -> int:
    """The line that has the same headline without the name of the site behind it, or the line itself."""
    key = view.measured.keys[index]
    for other in others:
        own = view.measured.keys[other]
        rest = key[len(own) :]
        if len(own) >= _OPENING and len(own) < len(key) and key.startswith(own) and _TAIL.match(rest):
            return other
    return index


def _climb(view: View, chosen: int, table: dict[str, Any]) -> int:
    """A line right above that shares the story's words is the title, and the chosen one its deck."""
    for index in range(chosen - 1, max(-1, chosen - 1 - int(table["climb"])), -1):
        shared, count = view.overlap(index)
        if (
            not _possible(view, index, table)
            or count < table["climb_words"]
            or shared < table["climb_overlap"]
            or view.cue(index) is not None
            or view.measured.finals[index]
            or view.caption(index)
            or _TRAIL.search(view.drafts[index].text)
            or BULLET.match(view.drafts[index].text)
            or view.measured.keys[index] == view.measured.keys[chosen]
            or view.drafts[index].text.isupper()
            or _bare(view, index, range(len(view.drafts))) != index
        ):
            break
        chosen = index
    return chosen


def title_rows(view: View) -> tuple[list[int], Matrix]:
    """Indices of the drafts that could be the title, and what is measured of them."""
    table = load_toml("headline.toml")
    if not view.body:
        return [], np.zeros((0, len(_COLUMNS) + len(_OWN)))
    indices = [index for index in _range(view, table) if _possible(view, index, table)]
    if not indices:
        return [], np.zeros((0, len(_COLUMNS) + len(_OWN)))
    taken = view.measured.rows[np.ix_(indices, _taken())]
    return indices, np.hstack([taken, _own(view, indices)])


@lru_cache(maxsize=1)
def _taken() -> tuple[int, ...]:
    place = {name: index for index, name in enumerate(names())}
    return tuple(place[name] for name in _COLUMNS)


def _range(view: View, table: dict[str, Any]) -> range:
    """What stands before the story, and its first lines as far as they are no sentences."""
    stop = view.first
    while stop in view.body and view.width(stop) < table["widest_inside"]:
        if view.measured.finals[stop] and not view.drafts[stop].text.endswith("?"):
            break
        stop += 1
    return range(max(0, view.first - table["reach"]), min(stop, len(view.drafts)))


def _possible(view: View, index: int, table: dict[str, Any]) -> bool:
    draft = view.drafts[index]
    return (
        not draft.furniture
        and draft.pinned is None
        and table["narrowest"] <= view.width(index) <= table["widest"]
        and not (draft.region is not None and draft.region.hidden)
        and not QUESTION.match(draft.text)
        and not view.date_line(index)
        and view.byline(index) is None
    )


def _own(view: View, indices: list[int]) -> Matrix:
    first, drafts = view.first, view.drafts
    low = max(0, min(indices) - 6)
    meta = [
        view.date_line(index) or view.byline(index) is not None
        for index in range(low, min(len(drafts), max(indices) + 7))
    ]
    shares = [view.overlap(index) for index in indices]
    weighted = [shared * min(1.0, count / 5) for shared, count in shares]
    best = max(weighted)
    beside = _beside(view, indices, weighted, meta, low)
    bullets = 0
    between: dict[int, int] = {}
    for index in range(max(indices), low - 1, -1):
        between[index] = bullets
        bullets += bool(BULLET.match(drafts[index].text[:20]))
    rows = []
    for place, index in enumerate(indices):
        text, (shared, count) = drafts[index].text, shares[place]
        cue = view.cue(index)
        ahead = next(
            (step for step in range(1, 7) if index - low + step < len(meta) and meta[index - low + step]),
            None,
        )
        behind = next(
            (step for step in range(1, 7) if index - low - step >= 0 and meta[index - low - step]), None
        )
        rows.append(
            [
                shared, weighted[place], min(count, 12), float(np.log1p(max(0, first - index))), float(index >= first),
                view.odds(index), float(bool(_TRAIL.search(text))), float(bool(_DASH.match(text))), float(bool(_SECTION.match(text))),
                float(cue in _STRONG), float(cue is not None and cue not in _STRONG),
                float(ahead or _NO_META), float(behind or _NO_META), float(np.log1p(between[index])),
                best - weighted[place], float(sum(other > weighted[place] for other in weighted[place + 1 :])),
                float(_in_print_header(view, text)),
                *beside[place],
            ]
        )  # fmt: skip
    return np.asarray(rows, dtype=np.float64)


def _beside(
    view: View, indices: list[int], weighted: list[float], meta: list[bool], low: int
) -> list[list[float]]:
    """What the lines around a candidate, and its copies elsewhere on the page, say of it."""
    drafts, keys = view.drafts, view.measured.keys
    lead = story_words(drafts[index].text for index in sorted(view.body)[:2])
    opened: defaultdict[str, set[str]] = defaultdict(set)
    for key in keys:
        opened[key[:_OPENING]].add(key)
    labels = load_toml("headline.toml")["labels"]
    dashed = {
        index
        for index in range(low, max(indices) + 4)
        if index < len(drafts) and _DECK.match(drafts[index].text[:9])
    }
    good = {index for place, index in enumerate(indices) if weighted[place] >= _SHARED}
    total = np.cumsum([0, *map(int, meta)])
    rows = []
    for place, index in enumerate(indices):
        key, text = keys[index], drafts[index].text
        others = opened[key[:_OPENING]] if len(key) >= _OPENING else set()
        suffixed = any(
            len(other) < len(key) and len(other) >= 0.3 * len(key) and key.startswith(other)
            for other in others
        )
        copied = any(len(other) > len(key) and other.startswith(key) for other in others)
        above = keys[index - 1] if index else ""
        near = index - low
        rows.append(
            [
                overlap(text, lead)[0], float(copied), float(suffixed), float(above in labels),
                float(len(dashed & {index + 1, index + 2})), float(index - 1 in dashed),
                float(min(4, sum(other in good for other in range(index + 1, index + 6)))),
                float(min(4, sum(other in good for other in range(index - 5, index)))),
                float(min(6, sum(value > weighted[place] for value in weighted[:place]))),
                float("…" in text[:-3] or "..." in text[:-3]),
                float(total[-1] - total[min(near, len(total) - 1)]),
                float(index + 1 < len(drafts) and view.width(index + 1) > view.width(index)),
                float(view.caption(index)), float(min(9, place)),
            ]
        )  # fmt: skip
    return rows


def _format_bonus(view: View, index: int, table: dict[str, Any]) -> float:
    """What the format says for a draft: its tag, and the likeness to the titles in the head."""
    region = view.drafts[index].region
    tag = region.tag if region else ""
    trail = _TRAIL.search(view.drafts[index].text) is not None
    bonus = -float(table["trail"]) if trail else 0.0
    bonus += float(table["hinted"]) * _hinted(view, view.drafts[index].text)
    below = index + 1
    if below < len(view.drafts) and below not in view.body and _DECK.match(view.drafts[below].text):
        bonus += float(table["decked"]) if not _DECK.match(view.drafts[index].text) else 0.0
    if index and view.measured.keys[index - 1] in table["labels"]:
        bonus += float(table["labelled"])
    if _in_print_header(view, view.drafts[index].text):
        bonus += float(table["printed"])
    return bonus + (float(table["h1"]) if tag == "h1" else float(table["h2"]) if tag in ("h2", "h3") else 0.0)


def _hinted(view: View, text: str) -> float:
    own = set(content_words(text))
    if not own:
        return 0.0
    best = 0.0
    for name in TITLE_HINTS:
        for value in view.hints.get(name, ()):
            theirs = set(content_words(value))
            if theirs:
                best = max(best, len(own & theirs) / len(own | theirs))
    return best if best >= 0.5 else 0.0


def _in_print_header(view: View, text: str) -> bool:
    key = normal(text)
    return len(key) >= 8 and any(header.startswith(key) for header in view.print_headers)


def find_decks(view: View, title: int) -> list[int]:
    """Indices of the decks: lines between title and story that share the story's words."""
    table = load_toml("headline.toml")
    start = max(view.first, title + 1)
    prose = next(
        (
            i
            for i in sorted(view.body)
            if i >= start and (view.measured.finals[i] or view.width(i) > table["deck_widest"])
        ),
        start,
    )
    decks = [index for index in range(title + 1, prose) if _is_deck(view, index, table)]
    lead = _lead_sentence(view, prose, title, table)
    return decks if lead is None else [*decks, lead]


def _is_deck(view: View, index: int, table: dict[str, Any]) -> bool:
    draft, width = view.drafts[index], view.width(index)
    if draft.furniture or draft.pinned or not table["deck_narrowest"] <= width <= table["deck_widest"]:
        return False
    if view.date_line(index) or view.byline(index) or view.caption(index) or view.credit(index):
        return False
    if view.measured.keys[index] in view.measured.keys[:index]:
        return False
    cue = view.cue(index)
    dashed = bool(_DASH.match(draft.text))
    if cue is not None and not (dashed and cue is Reason.NAVIGATION):
        return False
    if index in view.body:
        return True
    shared, count = view.overlap(index)
    if dashed:
        return count >= 2
    return count >= 3 and shared >= table["deck_overlap"]


def _lead_sentence(view: View, prose: int, title: int, table: dict[str, Any]) -> int | None:
    """A first sentence that stands before the byline or date is a deck, not the story."""
    if prose not in view.body or view.width(prose) > table["deck_widest"] or prose - title > 3:
        return None
    between = range(prose + 1, min(prose + 6, len(view.drafts)))
    following = next((index for index in between if index in view.body), None)
    if following is None:
        return None
    stands_before = any(
        (view.byline(index) is not None or view.date_line(index)) and index not in view.body
        for index in range(prose + 1, following)
    )
    before = any(view.byline(index) is not None or view.date_line(index) for index in range(title + 1, prose))
    return prose if stands_before and not before else None
