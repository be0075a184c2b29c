"""Regions: drafts of a page whose format told its blocks (HTML, and documents that know their paragraphs)."""

from __future__ import annotations

from dataclasses import replace

from kmedtext.cleaning.asides import CAPTION, FOOTNOTE
from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.layout import is_printed, layout_of
from kmedtext.cleaning.lines import split_lines
from kmedtext.cleaning.wrapping import unwrap
from kmedtext.records import Page, Piece, Region

_PINNED = {"footnote": FOOTNOTE, "endnote": FOOTNOTE, "caption": CAPTION}


def drafts_of_regions(page: Page) -> list[Draft]:
    """One draft for each region with text; what stands between regions becomes drafts line by line."""
    layout = layout_of(page)
    drafts: list[Draft] = []
    at = 0
    for region in page.regions:
        if region.start < at or region.end <= region.start:
            continue
        drafts.extend(_drafts(page.text, at, region.start, None))
        printed = layout.draft(region) if layout and is_printed(region) else None
        if printed is not None:
            drafts.append(_told(printed, region.tag))
        else:
            drafts.extend(_drafts(page.text, region.start, region.end, region))
        at = region.end
    drafts.extend(_drafts(page.text, at, len(page.text), None))
    return layout.bridge(drafts) if layout else drafts


def _drafts(text: str, start: int, end: int, region: Region | None) -> list[Draft]:
    part = text[start:end]
    if not part or part.isspace():
        return []
    if region is not None and not region.path:
        return [_told(draft, region.tag) for draft in _cut(part, start, region)]
    return _cut(part, start, region)


def _cut(part: str, start: int, region: Region | None) -> list[Draft]:
    lines = split_lines(part)
    if len(lines) == 1:  # a line by itself cannot be wrapped
        line = lines[0]
        piece = Piece(0, start + line.start, start + line.end)
        return [Draft(line.text, (piece,), blanks=line.blanks, indent=line.indent, region=region)]
    return [_moved(draft, start, region) for draft in unwrap(lines)]


def _told(draft: Draft, tag: str) -> Draft:
    """Take a document's word for what belongs to the printed page, and for notes and captions."""
    if tag in ("header", "footer"):
        return replace(draft, furniture=True)
    pinned = _PINNED.get(tag)
    return draft if pinned is None else replace(draft, pinned=pinned)


def _moved(draft: Draft, by: int, region: Region | None) -> Draft:
    pieces = tuple(Piece(piece.at, piece.start + by, piece.end + by) for piece in draft.pieces)
    return replace(draft, pieces=pieces, region=region)
