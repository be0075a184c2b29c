"""Headline: which draft is the title of the story, and which lines are its decks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from kmedtext.cleaning.breaks import BULLET
from kmedtext.cleaning.decision import thresholds
from kmedtext.cleaning.model import load_forests
from kmedtext.cleaning.reasons import Reason
from kmedtext.cleaning.tables import load_toml
from kmedtext.cleaning.titlelines import title_parts
from kmedtext.cleaning.titlerows import (
    DASH,
    DECK,
    OPENING,
    TRAIL,
    in_contents,
    in_print_header,
    possible,
    title_rows,
)
from kmedtext.cleaning.view import View
from kmedtext.cleaning.vocabulary import content_words

TITLE_HINTS = ("jsonld:headline", "og:title", "twitter:title", "title")
_NARROWEST_TRAIL = 16
_WIDEST_TRAIL = 260
_TRAIL_REACH = 3
"""Lines behind the story's beginning down to which breadcrumbs are looked for."""
_WHOLE_REACH = 5
_GOES_ON = re.compile(r"[,:…][^\S\n]*\S{1,80}")
_GAP = re.compile(
    r"\S(?:\s{2}|\t|\s\|\s|\s/\s)|\.(?:hwpx?|pdf|docx?|xlsx?|pptx?|zip|jpe?g|png)\b|[★☆]{2}", re.IGNORECASE
)
"""What stands between fields and links of one line, the name of a file, and stars: no deck has them."""
_TAIL = re.compile(r"\W*\s[-–—|:<>»·]")


class Headline(NamedTuple):
    """Indices of the title's drafts, in order (none: the page shows no title), and of other candidates, best first."""

    parts: tuple[int, ...] = ()
    others: tuple[int, ...] = ()


def find_title(view: View) -> Headline:
    """Find the title of the story; most titles are one draft, a few are two."""
    table = load_toml("headline.toml")
    indices, rows = title_rows(view)
    if not indices:
        return Headline()
    odds = load_forests("weights.json")["title"].log_odds(rows)
    trails = _trails(view)
    scored = {
        index: float(value) + _format_bonus(view, index, trails, table)
        for value, index in zip(odds.tolist(), indices, strict=True)
    }
    best = max(scored.values())
    order = sorted(indices, key=lambda one: (-scored[one], one))
    near = [index for index in order if scored[index] >= table["near"]]
    if best < (table["least_bare"] if _is_bare(view, table) else table["least"]):
        return Headline((), tuple(near))
    chosen = order[0]
    chosen = next(
        (index for index in indices if _comes_first(view, scored[index], index, best, chosen, table)), chosen
    )
    chosen = _climb(view, chosen, scored, table)
    chosen = _bare(view, chosen, indices)
    chosen = _whole(view, chosen, table)
    key = view.measured.keys[chosen]
    last = max((index for index in indices if view.measured.keys[index] == key), default=chosen)
    parts = title_parts(view, last)
    return Headline(
        parts, tuple(index for index in near if index not in parts and view.measured.keys[index] != key)
    )


def _is_bare(view: View, table: dict[str, Any]) -> bool:
    """Whether nothing of a site stands above the story: a page that was copied without its chrome."""
    front = range(view.first)
    return len(front) <= table["bare"] and all(view.cue(index) is None for index in front)


def _trails(view: View) -> list[str]:
    """The breadcrumbs of a page, without marks."""
    near = range(min(len(view.drafts), view.main + _TRAIL_REACH))
    return [
        view.measured.keys[index]
        for index in near
        if _NARROWEST_TRAIL <= view.width(index) <= _WIDEST_TRAIL and TRAIL.search(view.drafts[index].text)
    ]


def _whole(view: View, chosen: int, table: dict[str, Any]) -> int:
    """The line a little below that begins with the chosen one and goes on: the chosen one was its short form."""
    key = view.measured.keys[chosen]
    for index in range(chosen + 1, min(len(view.drafts), chosen + _WHOLE_REACH)):
        longer = view.measured.keys[index]
        rest = longer[len(key) :]
        if (
            len(key) >= OPENING
            and len(longer) > len(key)
            and longer.startswith(key)
            and _GOES_ON.match(rest)
            and possible(view, index, table)
            and not view.measured.finals[index]
        ):
            return index
    return chosen


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
        and not TRAIL.search(text)
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
        if len(own) >= OPENING and len(own) < len(key) and key.startswith(own) and _TAIL.match(rest):
            return other
    return index


def _climb(view: View, chosen: int, scored: dict[int, float], table: dict[str, Any]) -> int:
    """A line right above that shares the story's words is the title, and the chosen one its deck."""
    best = chosen
    for index in range(chosen - 1, max(-1, chosen - 1 - int(table["climb"])), -1):
        shared, count = view.overlap(index)
        if (
            not possible(view, index, table)
            or scored.get(index, scored[best]) < scored[best] - table["climb_slack"]
            or count < table["climb_words"]
            or shared < table["climb_overlap"]
            or view.cue(index) is not None
            or view.measured.finals[index]
            or view.caption(index)
            or TRAIL.search(view.drafts[index].text)
            or BULLET.match(view.drafts[index].text)
            or view.measured.keys[index] == view.measured.keys[chosen]
            or view.drafts[index].text.isupper()
            or _bare(view, index, range(len(view.drafts))) != index
        ):
            break
        chosen = index
    return chosen


def _format_bonus(view: View, index: int, trails: list[str], table: dict[str, Any]) -> float:
    """What the format says for a draft: its tag, and the likeness to the titles in the head."""
    region = view.drafts[index].region
    tag = region.tag if region else ""
    trail = TRAIL.search(view.drafts[index].text) is not None
    bonus = -float(table["trail"]) if trail else 0.0
    key = view.measured.keys[index]
    if not trail and len(key) >= OPENING and any(other.endswith(key) and other != key for other in trails):
        bonus += float(table["trailed"])
    if view.caption(index):
        bonus -= float(table["captioned"])
    if in_contents(view, index):
        bonus -= float(table["listed"])
    bonus += float(table["hinted"]) * _hinted(view, view.drafts[index].text)
    below = index + 1
    if below < len(view.drafts) and below not in view.body and DECK.match(view.drafts[below].text):
        bonus += float(table["decked"]) if not DECK.match(view.drafts[index].text) else 0.0
    if index and view.measured.keys[index - 1] in table["labels"]:
        bonus += float(table["labelled"])
    if in_print_header(view, view.drafts[index].text):
        bonus += float(table["printed"])
    return bonus + (float(table["h1"]) if tag == "h1" else float(table["h2"]) if tag in ("h2", "h3") else 0.0)


def _hinted(view: View, text: str) -> float:
    values = [value for name in TITLE_HINTS for value in view.hints.get(name, ())]
    own = content_words(text) if values else frozenset()
    if not own:
        return 0.0
    best = 0.0
    for theirs in map(content_words, values):
        if theirs:
            best = max(best, len(own & theirs) / len(own | theirs))
    return best if best >= 0.5 else 0.0


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
    decks = [index for index in range(title + 1, prose) if _is_deck(view, index, title, table)]
    lead = _lead_sentence(view, prose, title, table)
    return decks if lead is None else [*decks, lead]


def _is_deck(view: View, index: int, title: int, table: dict[str, Any]) -> bool:
    draft, width = view.drafts[index], view.width(index)
    if index in view.repeats or draft.furniture or draft.pinned:
        return False
    if not table["deck_narrowest"] <= width <= table["deck_widest"]:
        return False
    if view.date_line(index) or view.byline(index) or view.caption(index) or view.credit(index):
        return False
    if view.measured.keys[index] in view.measured.keys[:index]:
        return False
    if draft.text[0] in "▲△" and view.measured.finals[index]:
        return False  # a sentence with this mark stands under a picture
    cue = view.cue(index)
    dashed = bool(DASH.match(draft.text))
    if cue is not None and not (dashed and cue is Reason.NAVIGATION):
        return False
    if not dashed and (_GAP.search(draft.text) or BULLET.match(draft.text)):
        return False
    share = view.share(index, "deck")
    if index in view.body:
        return dashed or index == title + 1 or share >= thresholds()["shaped"]["deck"]
    shared, count = view.overlap(index)
    if dashed:
        return count >= 2
    if view.measured.finals[index] and (
        view.share(index, "caption") > 2 * share or _meta_between(view, title, index)
    ):
        return False
    shaped = view.share(index, "deck") >= thresholds()["shaped"]["deck_outside"]
    return shaped or (count >= 3 and shared >= table["deck_overlap"])


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
