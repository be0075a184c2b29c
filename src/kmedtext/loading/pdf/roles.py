"""Roles: what a block of a printed page is, by its font, its place and its mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kmedtext.loading.pdf.paragraphs import MARK, Block, Spacing

_LARGER = 1.12
"""Times the size of the text: headings."""
_SMALLER = 0.93
_HEADING_LINES = 4
_LONGEST_HEADING = 200
_LEVELS = 6
_NOTE = re.compile(
    r"(?:주?\d{1,3}\)?|\(\d{1,3}\)|\[\d{1,3}\]|[¹²³⁴-⁹]{1,3}|[*＊]{1,3}|[†‡§※]|주\s?[:)]|각주)\s?\S"
)
_CAPTION = re.compile(
    r"[\[<(【〈]?(?:(?:Figure|Fig\.|Picture|Photo|Table|Chart|Box)\s?\d{1,3}(?:[-.]\d{1,2})?\s?[.:)|\]]"
    r"|(?:그림|표|사진|도표)\s?\d{1,3}(?:[-.]\d{1,2})?\s?[.:)\]>】〉])\s?\S",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 300
_ENDS = re.compile(r"(?:다|요|[a-z0-9)])[.;:](?:[\"'”’)])?$")


def tags_of(flow: Sequence[Block], spacing: Spacing, levels: dict[float, int]) -> list[str]:
    """The tag of each block of a flow: ``p``, ``h1`` …, ``li``, ``tr``, ``caption`` or ``footnote``."""
    tags = [_tag(block, spacing, levels) for block in flow]
    for at in range(len(flow) - 1, -1, -1):
        block = flow[at]
        if block.row is not None or block.size > _SMALLER * spacing.size:
            break
        if _NOTE.match(block.text):
            # what is as small below it belongs to the notes
            tags[at:] = ["footnote"] * (len(flow) - at)
    return tags


def _tag(block: Block, spacing: Spacing, levels: dict[float, int]) -> str:
    if block.row is not None:
        return "tr"
    text = block.text
    if len(text) <= _LONGEST_CAPTION and _CAPTION.match(text):
        return "caption"
    level = levels.get(rounded(block.size)) if is_heading(block, spacing) else None
    if level is not None:
        return f"h{level}"
    return "li" if MARK.match(text) else "p"


def is_heading(block: Block, spacing: Spacing) -> bool:
    """Whether a block is set in a larger font, and is short."""
    return (
        block.row is None
        and block.size > _LARGER * spacing.size
        and len(block.lines) <= _HEADING_LINES
        and len(block.text) <= _LONGEST_HEADING
        and not _ENDS.search(block.text)
        and any(char.isalpha() for char in block.text)
    )


def levels_of(blocks: Sequence[Block], spacing: Spacing) -> dict[float, int]:
    """The level of headings of each size, the largest first."""
    sizes = sorted({rounded(block.size) for block in blocks if is_heading(block, spacing)}, reverse=True)
    return {size: min(level, _LEVELS) for level, size in enumerate(sizes, 1)}


def rounded(size: float) -> float:
    """A size in half points."""
    return round(2 * size) / 2
