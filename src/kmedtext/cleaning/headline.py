"""Headline: which draft is the title of the story, and which lines are its decks."""

from __future__ import annotations

import re
from typing import Any

from kmedtext.cleaning.cues import normal
from kmedtext.cleaning.furniture import stamped
from kmedtext.cleaning.reasons import Reason
from kmedtext.cleaning.tables import load_toml
from kmedtext.cleaning.view import View
from kmedtext.cleaning.vocabulary import content_words

TITLE_HINTS = ("jsonld:headline", "og:title", "twitter:title", "title")
_TRAIL = re.compile(r"\s/\s|\s[>›»]\s|\s\|\s.{0,40}\|\s")
_DASH = re.compile(r"^[-–—▲△■□◆◇○●·ㆍ]\s?")
_SECTION = re.compile(r"^[\[<【(][^\]>】)]{1,16}[\]>】)]$")
_STRONG = frozenset({Reason.SHARE, Reason.TOOL, Reason.MEMBER, Reason.COMMENT, Reason.COPYRIGHT, Reason.MASTHEAD, Reason.REACTION, Reason.FORM})


def find_title(view: View) -> tuple[int | None, list[int]]:
    """(index of the title's draft, or None; indices of other candidates, best first)."""
    table = load_toml("headline.toml")
    scored = [(score, index) for index in _range(view, table) if (score := _score(view, index, table)) is not None]
    if not scored:
        return None, []
    best = max(score for score, _ in scored)
    near = [index for score, index in sorted(scored, key=lambda pair: (-pair[0], pair[1])) if score >= table["near"]]
    if best < table["least"]:
        return None, near
    chosen = next(index for score, index in scored if score >= best - table["slack"] and score >= table["least"])
    key = view.measured.keys[chosen]
    last = max(index for _, index in scored if view.measured.keys[index] == key)
    return last, [index for index in near if view.measured.keys[index] != key]


def _range(view: View, table: dict[str, Any]) -> range:
    """Everything before the story, and its first lines as far as they are no sentences."""
    stop = view.first
    while stop in view.body and not view.measured.finals[stop] and view.width(stop) < table["widest"]:
        stop += 1
    return range(max(0, stop - table["reach"]), min(stop, len(view.drafts)))


def _score(view: View, index: int, table: dict[str, Any]) -> float | None:
    draft, text, width = view.drafts[index], view.drafts[index].text, view.width(index)
    if draft.furniture or draft.pinned or not table["narrowest"] <= width <= table["widest"]:
        return None
    tag = draft.region.tag if draft.region else ""
    if view.date_line(index) or view.byline(index) or _SECTION.match(text) or stamped(text):
        return None
    shared, count = view.overlap(index)
    hinted = _hinted(view, text)
    score = table["overlap"] * shared * min(1.0, count / 4) + table["words"] * min(count, 8) / 8
    repeats = sum(1 for other, key in enumerate(view.measured.keys) if key == view.measured.keys[index] and other != index)
    if repeats and count >= 3:
        score += table["repeated"]
    score += table["hinted"] * hinted
    if tag == "h1":
        score += table["h1"]
    elif tag in ("h2", "h3"):
        score += table["h2"]
    if _in_print_header(view, text):
        score += table["printed"]
    if view.caption(index):
        score -= table["caption"]
    cue = view.cue(index)
    if cue is not None:
        score -= table["cue"] if cue in _STRONG or width < 30 else table["weak_cue"]
    if view.measured.finals[index]:
        score -= table["final"]
    if _TRAIL.search(text):
        score -= table["trail"]
    if _DASH.match(text):
        score -= table["dash"]
    return score


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
    return len(key) >= 8 and any(
        draft.furniture and stamped(draft.text) and key in normal(draft.text) for draft in view.drafts[:60]
    )


def find_decks(view: View, title: int) -> list[int]:
    """Indices of the decks: lines between title and story that share the story's words."""
    table = load_toml("headline.toml")
    start = max(view.first, title + 1)
    prose = next(
        (i for i in sorted(view.body) if i >= start and (view.measured.finals[i] or view.width(i) > table["deck_widest"])),
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
    least = table["deck_dashed"] if dashed else table["deck_overlap"]
    return count >= 3 and shared >= least


def _lead_sentence(view: View, prose: int, title: int, table: dict[str, Any]) -> int | None:
    """A first sentence that stands before the byline or date is a deck, not the story."""
    if prose not in view.body or view.width(prose) > table["deck_widest"] or prose - title > 3:
        return None
    between = range(prose + 1, min(prose + 6, len(view.drafts)))
    following = next((index for index in between if index in view.body), None)
    if following is None:
        return None
    stands_before = any(
        (view.byline(index) is not None or view.date_line(index)) and index not in view.body for index in range(prose + 1, following)
    )
    before = any(view.byline(index) is not None or view.date_line(index) for index in range(title + 1, prose))
    return prose if stands_before and not before else None
