"""Assembly: named drafts become the blocks of an article, whose spans partition the page's text."""

from __future__ import annotations

from collections.abc import Sequence

from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.naming import Name
from kmedtext.cleaning.reasons import Reason
from kmedtext.cleaning.script import script_language
from kmedtext.records import Block, Kind

PLACES = 3
"""Decimal places of a score."""


def blocks_of(
    text: str, drafts: Sequence[Draft], names: Sequence[Name], scores: Sequence[float], lang: str
) -> tuple[Block, ...]:
    """Make blocks of drafts; space goes to the block before it, space at the very front to the first.

    ``lang`` is the article's language: the one of blocks that are too short to tell stays ``und``.
    """
    if not text:
        return ()
    if not drafts:
        return (Block(Kind.OTHER, "", 0, len(text), kept=False, reason=Reason.BLANK.value, score=0.0),)
    starts = [0, *(draft.start for draft in drafts[1:]), len(text)]
    return tuple(
        Block(
            kind=name.kind,
            text=draft.text,
            start=starts[index],
            end=starts[index + 1],
            kept=name.kept,
            reason=None if name.reason is None else name.reason.value,
            lang=_language(draft.text, lang),
            score=round(scores[index], PLACES),
            joint=draft.joint if name.kept else None,
            pieces=draft.pieces,
        )
        for index, (draft, name) in enumerate(zip(drafts, names, strict=True))
    )


def _language(text: str, lang: str) -> str:
    found = script_language(text)
    return lang if found == "en" and lang not in ("ko", "und", "en", "ja", "zh") else found
