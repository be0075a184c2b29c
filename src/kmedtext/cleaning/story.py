"""Story: which drafts are the body of the page, and whether the page has one."""

from __future__ import annotations

import re

from kmedtext.cleaning.cues import bits
from kmedtext.cleaning.decision import thresholds
from kmedtext.cleaning.features import Measured
from kmedtext.records import PageKind

_LETTER = re.compile(r"[^\W_]")
QUESTION = re.compile(r"^(?:Q|A|문|답|질문|답변)\s?\d{0,2}\s?[.:]\s?\S")
"""A turn of an interview."""
_ISLAND = 3
_LONGEST = 100_000
_SENTENCE = 30
NO_STORY = "no story was found: the page seems to be made of site furniture only"
LISTING = "the page looks like a list of links to stories; no story was found"


def find_story(measured: Measured, scores: list[float]) -> tuple[set[int], PageKind, tuple[str, ...]]:
    """(indices of the body's drafts, kind of page, warnings)."""
    table = thresholds()
    marked = any(draft.region is not None for draft in measured.drafts)
    least = table["body_markup"] if marked else table["body"]
    cued = sum(bits()[name] for name in (*table["closing"], "notice", "report", "contact"))
    body = {
        index
        for index, score in enumerate(scores)
        if score >= (table["cued"] if measured.cues[index].any & cued else least)
        and _possible(measured, index)
    }
    for index in range(1, len(scores) - 1):
        if (
            index not in body
            and index - 1 in body
            and index + 1 in body
            and scores[index] >= table["fill"]
            and _possible(measured, index)
        ):
            body.add(index)
    _questions(measured, body)
    _drop_summary(measured, body)
    _shouting(measured, body)
    _cut_tail(measured, scores, body)
    if not body:
        body = _bare_prose(measured)
    if _walled(measured, body):
        body = set()
    mass = sum(measured.widths[index] for index in body)
    if mass < table["smallest"]:
        titles = sum(
            1
            for width, final in zip(measured.widths, measured.finals, strict=True)
            if 24 <= width <= 160 and not final
        )
        listing = titles >= table["listing"]
        kind = PageKind.LISTING if listing else PageKind.EMPTY
        return set(), kind, (LISTING if listing else NO_STORY,)
    return body, PageKind.ARTICLE, ()


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


def _walled(measured: Measured, body: set[int]) -> bool:
    """Whether what was taken for a story is the text of a wall: cookies, login, terms."""
    table = thresholds()
    if sum(measured.widths[index] for index in body) > table["wall_widest"]:
        return False
    wall = sum(bits()[name] for name in table["wall"])
    speaks = {index for index in range(len(measured.drafts)) if measured.cues[index].any & wall}
    held = sum(measured.widths[index] for index in body & speaks)
    return bool(body) and held >= table["wall_share"] * sum(measured.widths[index] for index in body)


def _drop_summary(measured: Measured, body: set[int]) -> None:
    """A summary set apart from the story and made of its own sentences goes."""
    islands: list[list[int]] = []
    for index in sorted(body):
        if islands and index - islands[-1][-1] <= _ISLAND:
            islands[-1].append(index)
        else:
            islands.append([index])
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
