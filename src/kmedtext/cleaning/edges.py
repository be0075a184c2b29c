"""Edges: datelines in front of a sentence and credits behind it become drafts of their own."""

from __future__ import annotations

import re
from dataclasses import replace

from kmedtext.cleaning.captions import caption_cue
from kmedtext.cleaning.credits import dateline, trailing_credit
from kmedtext.cleaning.drafts import Draft, cut
from kmedtext.cleaning.gutters import PARAGRAPHS

DATELINE = "dateline"
CREDIT = "credit"
REACH = 600
"""Only so many characters at either end of a draft are looked at."""
_OPENING = re.compile(r"[(\[<【]|[A-Z\uac00-\ud7a3][^\n]{0,80}?(?:--|=|—|–|@)|/")
_CLOSING = re.compile(r"[\[<【〈〔(▶►▷☞☎※■◆ⓒ©@/#=]|opyright|저작권|기자|특파원|위원|통신원")


def split_edges(drafts: list[Draft]) -> list[Draft]:
    """Cut datelines and credit tails off the drafts that have them; texts and offsets stay true."""
    result: list[Draft] = []
    for draft in drafts:
        if draft.furniture or len(draft.text) < 12 or PARAGRAPHS in draft.text:
            result.append(draft)
            continue
        result.extend(_split(draft))
    return result


def _split(draft: Draft) -> list[Draft]:
    front: list[Draft] = []
    back: list[Draft] = []
    opening = dateline(draft.text[:REACH]) if _OPENING.match(draft.text) else None
    if opening and 0 < opening < len(draft.text):
        first, rest = cut(draft, opening)
        if first.pieces and rest.pieces:
            front.append(replace(first, pinned=DATELINE))
            draft = rest
    base = max(0, len(draft.text) - REACH)
    closing = trailing_credit(draft.text[base:]) if _CLOSING.search(draft.text, base) else None
    if closing and not (base == 0 and caption_cue(draft.text)):
        first, rest = cut(draft, base + closing)
        if first.pieces and rest.pieces:
            draft = first
            back.append(replace(rest, pinned=CREDIT))
    return [*front, draft, *back]
