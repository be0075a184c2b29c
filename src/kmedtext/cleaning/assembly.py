"""Assembly: named drafts become the blocks of an article, whose spans partition the page's text."""

from __future__ import annotations

from collections.abc import Sequence

from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.naming import Name
from kmedtext.cleaning.reasons import Reason
from kmedtext.cleaning.script import script_language, script_languages
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
    languages = _languages(text, drafts, lang)
    return tuple(
        Block(
            name.kind,
            draft.text,
            starts[index],
            starts[index + 1],
            name.kept,
            None if name.reason is None else str(name.reason),
            languages[index],
            round(scores[index], PLACES),
            draft.joint if name.kept else None,
            draft.pieces,
            draft.region.page if draft.region else None,
            draft.region.section if draft.region else None,
        )
        for index, (draft, name) in enumerate(zip(drafts, names, strict=True))
    )


def _languages(text: str, drafts: Sequence[Draft], lang: str) -> list[str]:
    """The language of each draft. Latin script is of the page's language, where that is none told by its script."""
    found = script_languages(text, [(draft.start, draft.end) for draft in drafts])
    for index, draft in enumerate(drafts):
        if len(draft.pieces) > 1:
            found[index] = script_language(draft.text)
    if lang not in ("ko", "und", "en", "ja", "zh"):
        return [lang if one == "en" else one for one in found]
    return found
