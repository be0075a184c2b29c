"""Story: which drafts are the body of the page, and whether the page has one."""

from __future__ import annotations

import re

from kmedtext.cleaning.decision import thresholds
from kmedtext.cleaning.features import Measured
from kmedtext.records import PageKind

_LETTER = re.compile(r"[^\W_]")
NO_STORY = "no story was found: the page seems to be made of site furniture only"
LISTING = "the page looks like a list of links to stories; no story was found"


def find_story(measured: Measured, scores: list[float]) -> tuple[set[int], PageKind, tuple[str, ...]]:
    """(indices of the body's drafts, kind of page, warnings)."""
    table = thresholds()
    body = {
        index for index, score in enumerate(scores) if score >= table["body"] and _possible(measured, index)
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


def _possible(measured: Measured, index: int) -> bool:
    draft = measured.drafts[index]
    if not _LETTER.search(draft.text[:400]):
        return False
    return (
        not draft.furniture
        and draft.pinned is None
        and not (draft.region is not None and draft.region.hidden)
    )
