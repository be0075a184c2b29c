"""Surroundings: the stretches around a story in which a page says who wrote it, and when.

Where the body begins and ends is an estimate, so the stretches reach a little into it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kmedtext.cleaning.view import View
from kmedtext.records import Block, Kind

LONGEST = 4_000
"""Characters; of a longer line only the two ends are read."""
END = 600
SHORT = 160
"""Columns; longer lines of the story say nothing of the page."""
EARLY, STORY_END, BEHIND, TAIL = 6, 3, 12, 400
"""Blocks of the story's beginning and of its end, blocks behind it, near and far."""
_ENDS_CLOSE = frozenset({Kind.RELATED, Kind.COMMENT})


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Lines, in page order: ``above`` the title, ``head`` between title and body, ``early`` the
    short ones of the body's beginning, ``story_end`` its last ones, ``behind`` those that
    follow it up to the comments or the links to other stories, ``tail`` those of a longer
    stretch behind the body.
    """

    above: tuple[str, ...]
    head: tuple[str, ...]
    early: tuple[str, ...]
    story_end: tuple[str, ...]
    behind: tuple[str, ...]
    tail: tuple[str, ...]


def surroundings(blocks: Sequence[Block], view: View, title: int | None) -> Surroundings:
    """Cut the lines of a page's blocks into the stretches around its story."""
    first, last = min(view.first, len(blocks)), view.last
    start = title + 1 if title is not None else 0
    head_end = max(start, first + 1 if first < len(blocks) else 0)
    early = [index for index in range(head_end, min(head_end + EARLY, len(blocks))) if _short(view, index)]
    behind: list[int] = []
    for index in range(last + 1, min(last + 1 + BEHIND, len(blocks))):
        if blocks[index].kind in _ENDS_CLOSE:
            break
        behind.append(index)
    end = range(max(head_end, last + 1 - STORY_END), last + 1)
    return Surroundings(
        above=tuple(_lines(blocks, view, range(title or 0))),
        head=tuple(_lines(blocks, view, range(start, head_end))),
        early=tuple(_lines(blocks, view, early)),
        story_end=tuple(_lines(blocks, view, [index for index in end if _short(view, index)])),
        behind=tuple(_lines(blocks, view, behind)),
        tail=tuple(_lines(blocks, view, range(last + 1, min(last + 1 + TAIL, len(blocks))))),
    )


def page_lines(blocks: Sequence[Block], view: View) -> tuple[str, ...]:
    """All lines of a page, hard wraps as the page has them."""
    return tuple(_lines(blocks, view, range(len(blocks))))


def outside_lines(blocks: Sequence[Block], view: View) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines behind the story, and those before it or between its parts; no captions in either."""
    outside = [
        index
        for index in range(len(blocks))
        if index not in view.body and blocks[index].kind is not Kind.CAPTION
    ]
    behind = [index for index in outside if index > view.last]
    return tuple(_lines(blocks, view, behind)), tuple(_lines(blocks, view, outside[: -len(behind) or None]))


def story_lines(blocks: Sequence[Block], view: View) -> tuple[str, ...]:
    """The lines of the story."""
    return tuple(_lines(blocks, view, [index for index in sorted(view.body) if index < len(blocks)]))


def _short(view: View, index: int) -> bool:
    return view.width(index) <= SHORT


def _lines(blocks: Sequence[Block], view: View, indices: Sequence[int]) -> Iterator[str]:
    for index in indices:
        block = blocks[index]
        if view.drafts[index].region is None and len(block.pieces) > 1:
            parts = [block.text[piece.at : piece.at + piece.end - piece.start] for piece in block.pieces]
        else:
            parts = block.text.split("\n")
        for part in parts:
            yield part if len(part) <= LONGEST else f"{part[:END]}\n{part[-END:]}"
