"""Story: which drafts are the body of the page, and whether the page has one."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from kmedtext.cleaning.core import by_core, core_prose
from kmedtext.cleaning.cues import bits, opening
from kmedtext.cleaning.decision import thresholds
from kmedtext.cleaning.features import Measured, places
from kmedtext.cleaning.network import KINDS, PAGES, Tagged
from kmedtext.cleaning.vocabulary import content_words, story_words
from kmedtext.records import PageKind

_LETTER = re.compile(r"[^\W_]")
QUESTION = re.compile(r"^(?:Q|A|문|답|질문|답변)\s?\d{0,2}\s?[.:]\s?\S")
"""A turn of an interview."""
_STRUCTURE = ("bullet", "numbered", "label", "cells", "last_ending", "first_note")
_MARGIN = 3
_ABOUT = re.compile(r"\W{0,3}About\s(?=[A-Z\uac00-\ud7a3])(?!the\s|us$)(.{2,70})$")
_ABOUT_REACH = 8
_ABOUT_LEAD = 160
_ISLAND = 3
_LONGEST = 100_000
_SENTENCE = 30
NO_STORY = "no story was found: the page seems to be made of site furniture only"
LISTING = "the page looks like a list of links to stories; no story was found"
TEASERS = "the page looks like a list; its text may be teasers of other pages"


class Story(NamedTuple):
    """The indices of the body's drafts, the kind of page, and what a reader should know."""

    body: set[int]
    kind: PageKind
    warnings: tuple[str, ...]


def find_story(measured: Measured, tagged: Tagged, scores: list[float], *, declared: bool = False) -> Story:
    """Decide which drafts are the body, by their probabilities and what stands around them.

    ``declared``: the head of the page calls it an article.
    """
    table = thresholds()
    marked = any(draft.marked for draft in measured.drafts)
    kind = _kind(measured, tagged, declared=declared)
    story = kind in (PageKind.ARTICLE, PageKind.PRESS_RELEASE)
    least = table["body_markup"] if marked else table["body" if story else "body_other"]
    if declared:
        least = table["body_declared"]
    possible = [_possible(measured, index) for index in range(len(scores))]
    cued = sum(bits()[name] for name in (*table["closing"], "notice", "report", "contact"))
    body = {
        index
        for index, score in enumerate(scores)
        if possible[index]
        and score >= (max(table["cued"], least) if measured.cues[index].any & cued else least)
    }
    for index in range(1, len(scores) - 1):
        if (
            index not in body
            and index - 1 in body
            and index + 1 in body
            and possible[index]
            and (scores[index] >= table["fill"] or _subhead(measured, tagged, index))
        ):
            body.add(index)
    _lead(measured, scores, body)
    _questions(measured, body)
    _drop_summary(measured, body)
    _shouting(measured, body)
    _cut_tail(measured, scores, body)
    if story:
        _drop_islands(measured, scores, body)
    _trim(measured, scores, body, table["trailing_marked" if story else "trailing_other"])
    if declared and body:
        body = by_core(measured, scores, body, possible)
    body |= _bare_prose(measured)
    _about(measured, body)
    _inside(measured, body, possible)
    if _walled(measured, body) or _listed(measured, body) or _thin(measured, scores, body):
        body = set()
    mass = sum(measured.widths[index] for index in body)
    if declared and mass < table["smallest"]:
        body = core_prose(measured, scores, possible)
        mass = sum(measured.widths[index] for index in body)
    if mass < table["smallest"]:
        titles = sum(
            1
            for width, final in zip(measured.widths, measured.finals, strict=True)
            if 24 <= width <= 160 and not final
        )
        listing = titles >= table["listing"]
        kind = PageKind.LISTING if listing else PageKind.EMPTY
        return Story(set(), kind, (LISTING if listing else NO_STORY,))
    return Story(body, kind, (TEASERS,) if kind is PageKind.LISTING else ())


def _kind(measured: Measured, tagged: Tagged, *, declared: bool) -> PageKind:
    """The kind of a page, given that it has a body; prose on end, or a head that says so, is no listing."""
    shares = dict(zip(PAGES, tagged.page.tolist(), strict=True))
    del shares[PageKind.EMPTY]
    if declared or _longest_prose(measured) >= thresholds()["listing_run"]:
        del shares[PageKind.LISTING]
    return PageKind(max(shares, key=lambda name: shares[name]))


def _longest_prose(measured: Measured) -> int:
    """How many drafts of prose stand directly under each other."""
    run = longest = 0
    for prose in (measured.column("prose") > 0).tolist():
        run = run + 1 if prose else 0
        longest = max(longest, run)
    return longest


def _subhead(measured: Measured, tagged: Tagged, index: int) -> bool:
    """Whether a short line right between two sentences of the story, of which nothing speaks for chrome, may head one."""
    table = thresholds()
    aside = float(tagged.kinds[index, KINDS.index("aside")])
    return bool(
        measured.widths[index] <= table["subhead_widest"]
        and aside < table["subhead_aside"]
        and not measured.finals[index]
        and not measured.cues[index].any
        and measured.finals[index - 1]
        and not measured.dated[index]
    )


def _bare_prose(measured: Measured) -> set[int]:
    """The sentences of a page of few lines that has nothing else."""
    table = thresholds()
    count = len(measured.drafts)
    prose = {
        index
        for index in range(count)
        if measured.finals[index]
        and measured.widths[index] >= table["smallest"]
        and not measured.cues[index].any
        and _possible(measured, index)
    }
    return prose if count <= table["few"] and 2 * len(prose) >= count else set()


def _lead(measured: Measured, scores: list[float], body: set[int]) -> None:
    """Prose directly above the story, with nothing that speaks for chrome, is its lead."""
    table = thresholds()
    index = min(body, default=0) - 1
    while (
        index >= 0
        and measured.finals[index]
        and measured.widths[index] >= table["lead_narrowest"]
        and scores[index] >= table["lead"]
        and not measured.cues[index].any
        and _possible(measured, index)
    ):
        body.add(index)
        index -= 1


def _drop_islands(measured: Measured, scores: list[float], body: set[int]) -> None:
    """What stands apart from the story, is little beside it and not sure to be text, belongs to other stories."""
    table = thresholds()
    islands = _islands(body, int(table["island_gap"]))
    if len(islands) < 2:
        return
    widths = [sum(measured.widths[index] for index in island) for island in islands]
    masses = [sum(measured.widths[index] * scores[index] for index in island) for island in islands]
    largest = max(masses)
    for island, width, mass in zip(islands, widths, masses, strict=True):
        if mass < table["island_share"] * largest and mass < table["island_score"] * width:
            body.difference_update(island)


def _islands(body: set[int], gap: int) -> list[list[int]]:
    """The body's drafts in runs that stand so many drafts apart or less."""
    islands: list[list[int]] = []
    for index in sorted(body):
        if islands and index - islands[-1][-1] <= gap:
            islands[-1].append(index)
        else:
            islands.append([index])
    return islands


def _trim(measured: Measured, scores: list[float], body: set[int], marked: float) -> None:
    """Last lines of little certainty that are no sentences are links to other stories.

    ``marked`` is the certainty that saves an item of a list, a cell or a labelled line.
    """
    table = thresholds()
    columns = [places()[name] for name in _STRUCTURE]
    for index in sorted(body, reverse=True):
        structure = measured.rows[index, columns].any()
        if (
            measured.finals[index]
            or scores[index] >= (marked if structure else table["trailing"])
            or measured.widths[index] > table["trailing_widest_marked" if structure else "trailing_widest"]
        ):
            return
        body.discard(index)


def _about(measured: Measured, body: set[int]) -> None:
    """What a release says of its house at the end belongs to it: "About" and a name of the story, then prose on it."""
    last = max(body, default=-1)
    if last < 0:
        return
    words: frozenset[str] | None = None
    for index in range(last + 1, min(last + _ABOUT_REACH, len(measured.drafts) - 1)):
        found = _ABOUT.match(measured.drafts[index].text)
        if measured.cues[index].any & opening() and not found:
            return
        own = content_words(found.group(1)) if found else frozenset()
        if own and words is None:
            words = story_words(measured.drafts[index].text for index in sorted(body))
        below = index + 1
        if (
            own
            and words is not None
            and own <= words
            and measured.finals[below]
            and _possible(measured, below)
            and own & content_words(measured.drafts[below].text[:_ABOUT_LEAD])
        ):
            body |= {index, below}


def _inside(measured: Measured, body: set[int], possible: list[bool]) -> None:
    """A document that is no web page has no chrome inside its story: between two parts of it all is story."""
    if body and any(draft.told for draft in measured.drafts):
        body.update(index for index in range(min(body), max(body)) if possible[index])


def _walled(measured: Measured, body: set[int]) -> bool:
    """Whether what was taken for a story is the text of a wall: cookies, login, terms."""
    table = thresholds()
    if sum(measured.widths[index] for index in body) > table["wall_widest"]:
        return False
    wall = sum(bits()[name] for name in table["wall"])
    speaks = {index for index in range(len(measured.drafts)) if measured.cues[index].any & wall}
    held = sum(measured.widths[index] for index in body & speaks)
    return bool(body and held >= table["wall_share"] * sum(measured.widths[index] for index in body))


def _thin(measured: Measured, scores: list[float], body: set[int]) -> bool:
    """Whether what was taken for a story is a line or two, none of them sure, of a page that is more than that."""
    table = thresholds()
    mass = sum(measured.widths[index] for index in body)
    sure = sum(measured.widths[index] * scores[index] for index in body)
    return bool(
        body
        and mass <= table["thin_widest"]
        and sure < table["thin_score"] * mass
        and len(measured.drafts) > table["thin_blocks"]
    )


def _listed(measured: Measured, body: set[int]) -> bool:
    """Whether what was taken for a story is a list of stories: rows with dates, or "more" links, that come again and again."""
    table = thresholds()
    if not body or max(measured.widths[index] for index in body) > table["teaser_widest"]:
        return False
    beside = range(max(0, min(body) - _MARGIN), min(len(measured.drafts), max(body) + _MARGIN + 1))
    near = [index for index in beside if not measured.drafts[index].furniture]
    sentences = sum(measured.finals[index] for index in body)
    dated = measured.dated
    rows = [index for index in near if dated[index] and measured.widths[index] <= table["row_widest"]]
    rows = [index for index in rows if not measured.finals[index]]
    link = bits()["navigation"]
    links = [measured.keys[index] for index in near if measured.cues[index].lines & link]
    repeated = max(Counter(links).values(), default=0)
    run = longest = 0
    for index in range(min(body), max(body) + 1):
        run = run + 1 if index in body and measured.finals[index] else 0
        longest = max(longest, run)
    if longest >= table["prose_run"]:
        return False
    enough = max(table["rows"], table["row_share"] * len(near), table["row_sentences"] * sentences)
    return bool(max(len(rows), repeated) >= enough)


def _drop_summary(measured: Measured, body: set[int]) -> None:
    """A summary set apart from the story and made of its own sentences goes."""
    islands = _islands(body, _ISLAND)
    if len(islands) < 2:
        return
    largest = max(islands, key=lambda island: sum(measured.widths[index] for index in island))
    whole = "\n".join(measured.drafts[index].text for index in largest)[:_LONGEST]
    for island in islands:
        if island is largest:
            continue
        texts = [measured.drafts[index].text for index in island]
        sizes = [len(text) for text in texts]
        held = sum(size for text, size in zip(texts, sizes, strict=True) if text in whole)
        if held >= 0.5 * sum(sizes) and max(sizes) >= _SENTENCE:
            body.difference_update(island)


def _shouting(measured: Measured, body: set[int]) -> None:
    """Lines of capitals in front of the first sentence are names, places and sections."""
    for index in sorted(body):
        if measured.finals[index]:
            return
        if measured.drafts[index].text.isupper() and measured.widths[index] <= 60:
            body.discard(index)


def _cut_tail(measured: Measured, scores: list[float], body: set[int]) -> None:
    """What little comes behind a line that closes a story (comments, copyright, related links) goes."""
    table = thresholds()
    closing = sum(bits()[name] for name in table["closing"])
    widths = measured.widths
    total = sum(widths[index] for index in body)
    behind = 0
    for index in range(len(scores) - 1, -1, -1):
        if index in body:
            behind += widths[index]
            if behind > table["tail_share"] * total:
                return
        elif (
            behind
            and measured.cues[index].any & closing
            and _weak_tail(index, scores, body, float(table["tail_score"]))
        ):
            body.difference_update(range(index, len(scores)))
            total -= behind
            behind = 0


def _weak_tail(index: int, scores: list[float], body: set[int], least: float) -> bool:
    later = [scores[other] for other in range(index + 1, len(scores)) if other in body]
    return bool(later) and sum(later) / len(later) < least


def _questions(measured: Measured, body: set[int]) -> None:
    """An interview's turns belong together: a question right before an answer that is kept, and the other way round."""
    turns = [index for index, draft in enumerate(measured.drafts) if QUESTION.match(draft.text[:20])]
    if len(turns) < 3:
        return
    for index in (*turns, *reversed(turns)):
        if index + 1 in body or index - 1 in body:
            body.add(index)


def _possible(measured: Measured, index: int) -> bool:
    draft = measured.drafts[index]
    if not _LETTER.search(draft.text[:400]):
        return False
    return (
        not draft.furniture
        and draft.pinned is None
        and not (draft.region is not None and draft.region.hidden)
    )
