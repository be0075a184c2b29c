"""What of an article is translated: sentences, cells of tables, without the marks of lists; and its layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kmedtext.language import sentences
from kmedtext.records import Article, Block, Kind, Sentence

_CELL: Final = re.compile(r"[\t\n]+|\s\|\s|｜")
_BULLET: Final = re.compile(r"[-–•·▪◦○●□■▶▷※]\s{1,3}(?=\S)")
_LEAD: Final = re.compile(
    rf"(?:{_BULLET.pattern}|\*\s{{1,3}}|(?:\(?[0-9]{{1,2}}[.)]|[①-⑳]|[가-하][.)])\s{{1,3}}(?=\S))"
)
_CONTEXT: Final = 1500
"""Characters of a paragraph that go along as context."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence or a cell. ``before`` is what stands between it and the segment before, in the same block.

    ``sentence`` has its own text and offsets; ``context`` is the paragraph it stands in.
    """

    sentence: Sentence
    before: str
    context: str | None

    @property
    def text(self) -> str:
        """What is translated."""
        return self.sentence.text


def segments(article: Article) -> tuple[Segment, ...]:
    """Cut an article into what is translated piece by piece; joined in order with ``before`` it is whole again."""
    found: list[Segment] = []
    by_block: dict[int, list[Sentence]] = {}
    for sentence in sentences(article):
        by_block.setdefault(sentence.block, []).append(sentence)
    for number, listed in by_block.items():
        found.extend(_of_block(article.blocks[number], listed))
    return tuple(found)


def _of_block(block: Block, listed: Sequence[Sentence]) -> Iterator[Segment]:
    at = 0
    context = (
        block.text[:_CONTEXT] if block.kind in (Kind.PARAGRAPH, Kind.QUOTE) and len(listed) > 1 else None
    )
    for number, sentence in enumerate(listed):
        place = block.text.find(sentence.text, at)
        between = " " if number else ""
        if place >= 0:
            between = _gap(block.text[at:place], first=not number)
            at = place + len(sentence.text)
        for piece, before in _pieces(sentence, block.kind):
            yield Segment(piece, between + before, context)
            between = ""


def _gap(text: str, *, first: bool) -> str:
    """The layout in what stands between two sentences: line breaks and list marks, else one space."""
    if text.strip():
        return text if first else f" {text.strip()} " if "\n" not in text else text
    if "\n" in text:
        return text
    return "" if first else " "


def _pieces(sentence: Sentence, kind: Kind) -> Iterator[tuple[Sentence, str]]:
    """The sentence without its list mark, or the cells of a row, each with what stands before it."""
    text = sentence.text
    if lead := (_LEAD if kind is Kind.LIST else _BULLET).match(text):
        yield _part(sentence, lead.end(), len(text)), lead[0]
        return
    at = 0
    before = ""
    if kind is Kind.TABLE:
        for gap in _CELL.finditer(text):
            if text[at : gap.start()].strip():
                yield _part(sentence, at, gap.start()), before
                before = ""
            before += gap[0]
            at = gap.end()
    if text[at:].strip():
        yield _part(sentence, at, len(text)), before


def _part(sentence: Sentence, start: int, end: int) -> Sentence:
    """A part of a sentence with its own offsets; those of the whole where the page runs otherwise than the text."""
    text = sentence.text[start:end]
    start, end = start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
    if sentence.end - sentence.start != len(sentence.text):
        return replace(sentence, text=text.strip())
    return replace(sentence, text=text.strip(), start=sentence.start + start, end=sentence.start + end)
