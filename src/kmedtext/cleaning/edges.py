"""Edges: datelines in front of a sentence and credits behind it become drafts of their own."""

from __future__ import annotations

import re
from dataclasses import replace

from kmedtext.cleaning.captions import caption_cue
from kmedtext.cleaning.credits import dateline, trailing_credit
from kmedtext.cleaning.cuewords import tree
from kmedtext.cleaning.drafts import Draft, cut
from kmedtext.cleaning.gutters import PARAGRAPHS

DATELINE = "dateline"
CREDIT = "credit"
REACH = 600
"""Only so many characters at either end of a draft are looked at."""
_OPENING = re.compile(r"[(\[<【/A-Z\uac00-\ud7a3]")
_SIGN = re.compile(r"[=—–@\-](?:(?<!-)|-)")
_SIGNED = 82
"""Characters within which the sign stands that ends a dateline without a bracket."""
_CLOSING = re.compile(
    tree([*"[<【〈〔(▶►▷☞☎※■◆ⓒ©@/#=", "opyright", "저작권", "기자", "특파원", "위원", "통신원"])
)


def split_edges(drafts: list[Draft]) -> list[Draft]:
    """Cut datelines and credit tails off the drafts that have them; texts and offsets stay true."""
    result: list[Draft] = []
    for draft in drafts:
        text = draft.text
        if draft.furniture or len(text) < 12 or PARAGRAPHS in text:
            result.append(draft)
            continue
        opens, closes = _opens(text), _CLOSING.search(text, max(0, len(text) - REACH)) is not None
        if opens or closes:
            result.extend(_split(draft, opens=opens))
        else:
            result.append(draft)
    return result


def _opens(text: str) -> bool:
    """Whether a text may begin with a dateline."""
    found = _OPENING.match(text)
    return found is not None and (found.group() in "([<【/" or _SIGN.search(text, 1, _SIGNED) is not None)


def _split(draft: Draft, *, opens: bool) -> list[Draft]:
    front: list[Draft] = []
    back: list[Draft] = []
    opening = dateline(draft.text[:REACH]) if opens else None
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
