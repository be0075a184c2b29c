"""Naming: every draft gets its kind, and what is set aside a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kmedtext.cleaning.asides import CAPTION, FOOTNOTE
from kmedtext.cleaning.breaks import BULLET
from kmedtext.cleaning.captions import numbered, opens_with_scene, scene
from kmedtext.cleaning.cues import classes
from kmedtext.cleaning.decision import thresholds
from kmedtext.cleaning.edges import CREDIT, DATELINE
from kmedtext.cleaning.headline import find_decks
from kmedtext.cleaning.reasons import CUE_REASON, KIND_OF_REASON, Reason
from kmedtext.cleaning.view import View
from kmedtext.records import Kind

_TABLE = re.compile(r"\S\t+\S|\s\|\s.*\s\|\s|.\s{3,}\S.*\s{3,}\S")
_LABEL = re.compile(r"\s?[:：]\s?\S")
_LETTER = re.compile(r"[^\W_]")
_MARK = re.compile(r"\(?(?:(?P<number>\d{1,2})|(?P<letter>[가-힣a-zA-Z])|(?P<circle>[①-⑳❶-❿㉠-㉯]))[.)]?\s?")
_SIGNS = ("■", "□", "◆", "◇", "▲", "△", "●", "○", "◎", "▶", "▷", "<", "[", "※", "★", "☆")
_WIDEST_HEADING = 110
_WIDEST_MARKED = 70
_WIDEST_CELL = 30
_CELLS = 6
"""So many narrow lines in a row are the cells of a table."""
_WIDEST_CREDIT = 90
_NARROWEST_CAPTION = 36
_NEAR_META = 25
_WIDEST_SCENE = 160


@dataclass(frozen=True, slots=True)
class Name:
    """What a draft is. ``reason`` is set if and only if it is not kept."""

    kind: Kind
    reason: Reason | None = None

    @property
    def kept(self) -> bool:
        """Whether the draft is kept."""
        return self.reason is None


def name_drafts(view: View, parts: Sequence[int] = ()) -> list[Name]:
    """Name all drafts of a page; ``parts`` are those of its title."""
    names: list[Name | None] = [None] * len(view.drafts)
    title = parts[-1] if parts else None
    if title is not None:
        for index in parts:
            names[index] = Name(Kind.TITLE)
        for index in find_decks(view, title):
            names[index] = Name(Kind.DECK)
    for index, draft in enumerate(view.drafts):
        if names[index] is None:
            names[index] = _fixed(view, index, draft.furniture, draft.pinned)
    _captions(view, names, title)
    _meta(view, names, title)
    _body(view, names, title)
    _duplicates(view, names)
    zone: Reason | None = None
    for index in range(len(names)):
        zone = _zone(view, index, zone)
        if names[index] is None:
            names[index] = _aside(view, index, zone)
    return [name for name in names if name is not None]


def _fixed(view: View, index: int, furniture: bool, pinned: str | None) -> Name | None:
    if furniture:
        return _set(Reason.PRINT_MARK)
    draft = view.drafts[index]
    if not draft.text[0].isalnum() and not _LETTER.search(draft.text[:400]):
        return _set(Reason.DIVIDER)
    if draft.region is not None and draft.region.hidden:
        return _set(Reason.HIDDEN)
    if pinned == DATELINE:
        return Name(Kind.BYLINE) if view.byline(index) else _set(Reason.DATELINE)
    if pinned == CAPTION:
        return Name(Kind.CAPTION)
    if pinned == FOOTNOTE:
        return _set(Reason.FOOTNOTE)
    if pinned == CREDIT:
        return Name(Kind.BYLINE) if view.byline(index) else _set(view.cue(index) or Reason.CREDIT)
    return None


def _captions(view: View, names: list[Name | None], title: int | None) -> None:
    begin = title + 1 if title is not None else max(0, view.first - 8)
    if not view.body:
        return
    doubled: dict[str, int] = {}
    for index in range(begin, view.last + 3):
        if index >= len(names) or names[index] is not None:
            continue
        key = view.measured.keys[index]
        captioned = (
            view.caption(index)
            or _pictured(view, index)
            or (_shaped(view, index, "caption") and not _otherwise(view, index))
            or _scene(view, index)
            or _lone_sentence(view, index, title)
            or numbered(view.drafts[index].text)
        )
        if captioned and index in view.repeats:
            names[index] = _set(view.cue(index) or Reason.REPEATS)
        elif captioned:
            names[index] = Name(Kind.CAPTION)
            doubled.setdefault(key, index)
            _lead_of_credit(view, names, index)
        elif (
            view.width(index) >= 60
            and view.measured.keys[index + 1 : index + 3].count(key) == 1
            and (
                view.measured.keys[index + 1] == key
                and key not in view.measured.keys[max(0, index - 1) : index]
            )
        ):
            names[index] = Name(Kind.CAPTION)


def _shaped(view: View, index: int, kind: str) -> bool:
    """Whether the network is sure enough of a draft's kind to go by it where no wording speaks."""
    table = thresholds()["shaped"]
    if kind == "caption" and view.width(index) < table["caption_narrowest"]:
        return False
    least = table[kind] if index in view.body else table[f"{kind}_outside"]
    return bool(view.share(index, kind) >= least)


def _otherwise(view: View, index: int) -> bool:
    """Whether a line that looks like a caption speaks for something else: a link, a byline, a heading."""
    text = view.drafts[index].text
    return (
        view.cue(index) is not None
        or view.byline(index) is not None
        or _mark(text) in _SIGNS
        or (
            not view.measured.finals[index]
            and view.share(index, "heading") >= thresholds()["shaped"]["heading"]
        )
    )


def _scene(view: View, index: int) -> bool:
    """Whether a line tells what is to be seen, and the network does not take it for a paragraph outright."""
    table, share, text = thresholds()["shaped"], view.share(index, "caption"), view.drafts[index].text
    if view.width(index) > _WIDEST_SCENE:
        return False
    if index in view.body:
        doubted = view.probability[index] < table["scene_sure"]
        return doubted and bool(share >= table["scene"]) and scene(text)
    return bool(share >= table["scene_outside"]) and (
        scene(text) or (bool(share >= table["caption_lone"]) and opens_with_scene(text))
    )


def _lone_sentence(view: View, index: int, title: int | None) -> bool:
    """Whether a line is a sentence that stands alone between title and story; several are a summary."""
    if title is None or not title < index < view.main or not _set_apart(view, index):
        return False
    beside = (_set_apart(view, other) for other in (index - 1, index + 1) if title < other < len(view.drafts))
    return view.share(index, "caption") >= thresholds()["shaped"]["caption_lone"] and not any(beside)


def _set_apart(view: View, index: int) -> bool:
    return index not in view.body and view.measured.finals[index]


def _pictured(view: View, index: int) -> bool:
    """A line with the mark of a caption that is no item of a list: no line beside it has the mark."""
    text = view.drafts[index].text
    if text[0] not in "▲△" or view.width(index) < _NARROWEST_CAPTION:
        return False
    if index not in view.body and not view.measured.finals[index]:
        return False
    beside = [view.drafts[other].text for other in (index - 1, index + 1) if 0 <= other < len(view.drafts)]
    return not any(other[0] in "▲△" or other[-1] in ":：" for other in beside)


def _lead_of_credit(view: View, names: list[Name | None], index: int) -> None:
    """A line that is only a picture credit belongs to the caption line right before it."""
    before = index - 1
    if view.width(index) > 60 or before < 0 or names[before] is not None or view.drafts[index].blanks:
        return
    key = view.drafts[before].text.rstrip(".")
    if any(
        key in view.drafts[other].text and names[other] == Name(Kind.CAPTION)
        for other in range(max(0, before - 3), before)
    ):
        names[before] = _set(Reason.DUPLICATE)


def _meta(view: View, names: list[Name | None], title: int | None) -> None:
    if not view.body:
        return
    low = max(0, (title if title is not None else view.first) - _NEAR_META)
    for index in range(low, min(len(names), view.last + 6)):
        if names[index] is not None or (index in view.body and view.measured.finals[index]):
            continue
        near = index <= view.first + 2 or index >= view.last - 1
        if not near:
            continue
        if view.byline(index) is not None:
            names[index] = Name(Kind.BYLINE)
        elif view.date_line(index) and index <= view.first + 2 and not BULLET.match(view.drafts[index].text):
            names[index] = Name(Kind.DATE)


def _body(view: View, names: list[Name | None], title: int | None) -> None:
    order = [index for index in sorted(view.body) if names[index] is None]
    texts = [view.drafts[index].text for index in order]
    whole = "\n".join(texts) if sum(map(len, texts)) < 200_000 else ""
    for place, index in enumerate(order):
        if title is not None and index < title:
            continue
        contact = (
            view.width(index) <= _WIDEST_CREDIT and "@" in view.drafts[index].text and view.credit(index)
        )
        names[index] = _set(Reason.CREDIT) if contact else _body_name(view, index, order, place, whole)
    for run in _cells(view, names):
        for index in run:
            names[index] = Name(Kind.TABLE)


def _cells(view: View, names: list[Name | None]) -> Iterator[list[int]]:
    """Runs of narrow lines with figures among them: the cells of a table, a line each."""
    run: list[int] = []
    kinds = (Kind.PARAGRAPH, Kind.HEADING, Kind.TABLE)
    for index in range(view.first, view.last + 2):
        name = names[index] if index < len(names) else None
        if (
            name is not None
            and name.kept
            and name.kind in kinds
            and view.width(index) <= _WIDEST_CELL
            and not view.measured.finals[index]
            and view.drafts[index].text[-1] not in ":："
        ):
            run.append(index)
            continue
        figures = sum(any(map(str.isdigit, view.drafts[other].text)) for other in run)
        if len(run) >= _CELLS and 4 * figures >= len(run):
            yield run
        run = []


def _body_name(view: View, index: int, order: list[int], place: int, whole: str) -> Name:
    draft, text, width = view.drafts[index], view.drafts[index].text, view.width(index)
    tag = draft.region.tag if draft.region else ""
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return Name(Kind.HEADING)
    if tag == "figcaption":
        return Name(Kind.CAPTION)
    if tag in ("tr", "td", "th", "table", "caption"):
        return Name(Kind.TABLE)
    bare = text.strip("\"“”'‘’ ")
    if (
        whole
        and 24 <= width <= 240
        and len(bare) >= 16
        and whole.count(bare) > 1
        and not _standing(view, index, order, bare)
    ):
        return Name(Kind.QUOTE)
    following = order[place + 1] if place + 1 < len(order) else None
    if tag in ("li", "dd", "dt"):
        return Name(Kind.LIST)
    if _shaped(view, index, "table") and not view.measured.finals[index]:
        return Name(Kind.TABLE)
    if _heading(view, index, following):
        return Name(Kind.HEADING)
    if BULLET.match(text):
        return Name(Kind.LIST)
    if _TABLE.search(text[:400]) and not view.measured.finals[index]:
        return Name(Kind.TABLE)
    return Name(Kind.LIST if _shaped(view, index, "list") else Kind.PARAGRAPH)


def _standing(view: View, index: int, order: list[int], bare: str) -> bool:
    """Whether the other place where the words occur is a draft of the same size: then it is no pull quote."""
    return not any(
        other != index and len(view.drafts[other].text) > len(bare) + 20 and bare in view.drafts[other].text
        for other in order
    )


def _heading(view: View, index: int, following: int | None) -> bool:
    draft, text = view.drafts[index], view.drafts[index].text
    if view.width(index) > _WIDEST_HEADING or draft.lines > 2 or following is None or draft.joint is not None:
        return False
    if view.drafts[following].joint is not None or (view.measured.finals[index] and not text.endswith("?")):
        return False
    if text[-1] in ",:;，：-" or text[0] in "-–—•·*①②③④⑤⑥⑦⑧⑨":
        return False
    if BULLET.match(text):
        return _marked_heading(view, index, following)
    return view.width(following) > max(60, view.width(index)) or bool(
        BULLET.match(view.drafts[following].text)
    )


def _marked_heading(view: View, index: int, following: int) -> bool:
    """Whether a line with a mark or number is a heading: what follows has another mark, or none."""
    text, below = view.drafts[index].text, view.drafts[following].text
    mark = _mark(text)
    if view.width(index) > _WIDEST_MARKED or mark == _mark(below) or not (mark in _SIGNS or mark == "number"):
        return False
    return not _LABEL.search(text) and (
        view.width(following) > view.width(index) or bool(BULLET.match(below)) or "\t" in below
    )


def _mark(text: str) -> str:
    """The kind of mark that a line opens with; empty if it has none."""
    if not BULLET.match(text):
        return ""
    found = _MARK.match(text)
    return (found.lastgroup or "") if found else text[0]


def _duplicates(view: View, names: list[Name | None]) -> None:
    first: dict[str, int] = {}
    for index, name in enumerate(names):
        if (
            name is not None
            and name.kept
            and name.kind in (Kind.TITLE, Kind.CAPTION, Kind.DECK)
            and len(view.measured.keys[index]) > 6
        ):
            first.setdefault(view.measured.keys[index], index)
    for index, key in enumerate(view.measured.keys):
        if key in first and first[key] != index:
            name = names[index]
            told = name is not None and name.kind is Kind.PARAGRAPH and view.measured.finals[index]
            if told and names[first[key]] == Name(Kind.DECK):
                names[first[key]] = _set(Reason.DUPLICATE)  # the story says it itself
            elif name is None or (name.kept and name.kind not in (Kind.HEADING, Kind.LIST)):
                names[index] = _set(Reason.DUPLICATE)


def _zone(view: View, index: int, zone: Reason | None) -> Reason | None:
    """The part of chrome that a draft stands in, by the last line that opened one."""
    if index in view.body:
        return None
    found = view.measured.cues[index].lines
    return (_opened(found) or zone) if found else zone


@cache
def _opened(bitset: int) -> Reason | None:
    """The part of chrome that a line with these cues opens."""
    return next((CUE_REASON[cue.name] for cue in classes() if cue.opens and bitset & (1 << cue.index)), None)


def _aside(view: View, index: int, zone: Reason | None) -> Name:
    cue = view.cue(index)
    if cue is not None:
        return _set(cue)
    if view.credit(index):
        return _set(Reason.CREDIT)
    region = view.drafts[index].region
    if region is not None and region.tag == "button":
        return _set(Reason.TOOL)
    if zone is not None:
        return _set(zone)
    if index in view.repeats:
        return _set(Reason.REPEATS)
    if not view.body:
        return _set(Reason.NO_STORY)
    if index < view.first:
        return _set(Reason.BEFORE_BODY)
    return _set(Reason.AFTER_BODY if index > view.last else Reason.BETWEEN_BODY)


@cache
def _set(reason: Reason) -> Name:
    return Name(KIND_OF_REASON[reason], reason)


def other_language(name: Name) -> Name:
    """The name of a draft of a page in a language that is not treated."""
    return _set(Reason.OTHER_LANGUAGE) if name.kept or name.reason is Reason.NO_STORY else name
