"""Regions: drafts of a page whose format told its blocks (HTML)."""

from __future__ import annotations

from dataclasses import replace

from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.lines import split_lines
from kmedtext.cleaning.wrapping import unwrap
from kmedtext.records import Page, Piece


def drafts_of_regions(page: Page) -> list[Draft]:
    """One draft for each region with text; what stands between regions becomes drafts line by line."""
    drafts: list[Draft] = []
    at = 0
    for region in page.regions:
        if region.start < at or region.end <= region.start:
            continue
        drafts.extend(_lines(page.text, at, region.start))
        drafts.extend(replace(draft, region=region) for draft in _lines(page.text, region.start, region.end))
        at = region.end
    drafts.extend(_lines(page.text, at, len(page.text)))
    return drafts


def _lines(text: str, start: int, end: int) -> list[Draft]:
    if start >= end:
        return []
    return [_moved(draft, start) for draft in unwrap(split_lines(text[start:end]))]


def _moved(draft: Draft, by: int) -> Draft:
    return replace(
        draft, pieces=tuple(Piece(piece.at, piece.start + by, piece.end + by) for piece in draft.pieces)
    )
