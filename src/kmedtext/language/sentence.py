"""The sentences of an article or of a text, with offsets into the text as loaded."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from kmedtext.errors import UsageError
from kmedtext.language.identification import identify
from kmedtext.language.splitting import split
from kmedtext.records import BODY_KINDS, Article, Block, Kind, Lang, Sentence

_WHOLE = frozenset({Kind.TITLE, Kind.DECK, Kind.HEADING})
_SPLIT = frozenset({Kind.CAPTION, Kind.PARAGRAPH, Kind.LIST, Kind.TABLE, Kind.QUOTE})
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CELLS = re.compile(r"\t| \| |｜")
_DETECTOR_TRUSTED = 60  # characters from which the detector may contradict the text around


def sentences(source: Article | str, *, lang: Lang | None = None) -> tuple[Sentence, ...]:
    """Give the sentences of an article's kept blocks, or of a text.

    Titles, decks and headings are one sentence each; captions, paragraphs, quotes, lists and tables are split
    (a table's row with cells stays whole); bylines and dates give none. A block that goes on with the block before
    it (``joint``) is joined first, so that a sentence over a page break is whole. In a str, a line break always
    ends a sentence. ``lang`` overrides the language of blocks or lines for splitting.

    >>> [s.text for s in sentences("환자는 회복했다. 퇴원은 3일 뒤다.\\nDr. Han agreed. It was late.")]
    ['환자는 회복했다.', '퇴원은 3일 뒤다.', 'Dr. Han agreed.', 'It was late.']
    """
    if isinstance(source, str):
        return _of_text(source, lang)
    if not isinstance(source, Article):
        raise UsageError(
            f"sentences takes an Article or a str, not {type(source).__name__}; clean makes an Article of a Page"
        )
    return _of_article(source, lang)


def _of_text(text: str, lang: Lang | None) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    whole = lang
    for line in _LINE.finditer(text):
        spoken = lang or identify(line[0]).lang
        if spoken == "und":
            whole = whole or identify(text).lang
            spoken = whole
        for start, end in split(line[0], spoken):
            piece = line[0][start:end]
            found.append(Sentence(piece, _language(piece, spoken), line.start() + start, line.start() + end))
    return tuple(found)


def _language(text: str, around: Lang) -> Lang:
    """The language of a sentence; the text around it decides where the sentence says too little."""
    own = identify(text)
    if own.lang == "und" or (around != "und" and own.reason == "detector" and len(text) < _DETECTOR_TRUSTED):
        return around
    return own.lang


@dataclass(slots=True)
class _Chain:
    """Blocks that are read as one: their joined text, and where each begins in it."""

    kind: Kind
    lang: Lang
    text: str
    begins: list[int]
    blocks: list[tuple[int, Block]]

    def to_page(self, position: int) -> int:
        """Turn an offset into ``text`` into an offset into the page's text."""
        number = max(0, bisect_right(self.begins, position) - 1)
        block = self.blocks[number][1]
        inside = position - self.begins[number]
        if inside >= len(block.text) and number + 1 < len(self.blocks):
            return self.blocks[number + 1][1].to_page(0)  # in the joint, which is not in the page
        return block.to_page(inside)

    def block_at(self, position: int) -> int:
        """Number, in the article, of the block that holds an offset into ``text``."""
        return self.blocks[max(0, bisect_right(self.begins, position) - 1)][0]


def _of_article(article: Article, lang: Lang | None) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    for chain in _chains(article):
        spoken = lang or chain.lang
        if spoken == "und":
            spoken = identify(chain.text).lang
        if spoken == "und":
            spoken = article.lang
        for start, end in _spans(chain, spoken):
            text = chain.text[start:end]
            first, last = chain.to_page(start), chain.to_page(end - 1)
            found.append(
                Sentence(
                    text=text,
                    lang=_language(text, spoken),
                    start=min(
                        first, last
                    ),  # from a column's foot to the next one's head the page runs backwards
                    end=max(first, last) + 1,
                    kind=chain.kind,
                    block=chain.block_at(start),
                )
            )
    return tuple(found)


def _chains(article: Article) -> list[_Chain]:
    chains: list[_Chain] = []
    for number, block in enumerate(article.blocks):
        if not block.kept or not (block.kind in _WHOLE or block.kind in _SPLIT):
            continue
        before = _continued(chains, block) if block.joint is not None else None
        if before is None:
            chains.append(_Chain(block.kind, block.lang, block.text, [0], [(number, block)]))
        else:
            before.text += block.joint or ""
            before.begins.append(len(before.text))
            before.blocks.append((number, block))
            before.text += block.text
    return chains


def _continued(chains: list[_Chain], block: Block) -> _Chain | None:
    """The chain that a block with a joint goes on with: the last one of the body, for a block of the body."""
    if block.kind not in BODY_KINDS:
        return chains[-1] if chains else None
    return next((chain for chain in reversed(chains) if chain.kind in BODY_KINDS), None)


def _spans(chain: _Chain, lang: Lang) -> tuple[tuple[int, int], ...]:
    text = chain.text
    if chain.kind in _WHOLE:
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        return ((start, end),) if start < end else ()
    if chain.kind is not Kind.TABLE:
        return split(text, lang)
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        row = line[0]
        cells = ((0, len(row.rstrip())),) if _CELLS.search(row) else split(row, lang)
        spans.extend((line.start() + a, line.start() + b) for a, b in cells if a < b)
    return tuple(spans)
