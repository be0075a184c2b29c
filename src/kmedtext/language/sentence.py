"""The sentences of an article or of a text, with offsets into the text as loaded."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from kmedtext.errors import UsageError
from kmedtext.language import clauses, korean
from kmedtext.language.identification import identify, share_of
from kmedtext.language.splitting import Spans, cut, split
from kmedtext.records import BODY_KINDS, Article, Block, Kind, Lang, Sentence

_WHOLE = frozenset({Kind.TITLE, Kind.DECK, Kind.HEADING})
_SPLIT = frozenset({Kind.CAPTION, Kind.PARAGRAPH, Kind.LIST, Kind.TABLE, Kind.QUOTE})
_CREDITED = frozenset({Kind.CAPTION, Kind.PARAGRAPH, Kind.QUOTE})
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CELLS = re.compile(r"\t| \| |｜")
_DETECTOR_TRUSTED = 60  # characters from which the detector may contradict the text around


def sentences(
    source: Article | str, *, lang: Lang | None = None, max_chars: int | None = None
) -> tuple[Sentence, ...]:
    """Give the sentences of an article's kept blocks, or of a text.

    Titles, decks and headings are one sentence each; captions, paragraphs, quotes, lists and tables are split
    (a table's row with cells stays whole); bylines and dates give none, and no more do the dateline at the
    beginning of a paragraph and the credits within it. A block that goes on with the block before
    it (``joint``) is joined first, so that a sentence over a page break is whole. In a str, a line break always
    ends a sentence, and every line is split by the rules of its own language. ``lang`` overrides the language of
    blocks or lines for splitting. What is longer than ``max_chars`` characters is cut at clause borders, each piece
    a record with its own offsets.

    >>> [s.text for s in sentences("환자는 회복했다. 퇴원은 3일 뒤다.\\nDr. Han agreed. It was late.")]
    ['환자는 회복했다.', '퇴원은 3일 뒤다.', 'Dr. Han agreed.', 'It was late.']
    """
    limit = clauses.checked(max_chars)
    if isinstance(source, str):
        return _of_text(source, lang, limit)
    if not isinstance(source, Article):
        raise UsageError(
            f"sentences takes an Article or a str, not {type(source).__name__}; clean makes an Article of a Page"
        )
    return _of_article(source, lang, limit)


def _of_text(text: str, lang: Lang | None, max_chars: int | None) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    whole = lang
    for line in _LINE.finditer(text):
        spoken = lang or identify(line[0]).lang
        if spoken == "und":
            whole = whole or identify(text).lang
            spoken = whole
        for start, end in split(line[0], spoken, max_chars):
            piece = line[0][start:end]
            own, share = _language(piece, spoken)
            found.append(Sentence(piece, own, line.start() + start, line.start() + end, share=share))
    return tuple(found)


def _language(text: str, around: Lang) -> tuple[Lang, float]:
    """The language of a sentence and its share; the text around it decides where the sentence says too little."""
    own = identify(text)
    if own.lang == "und" or (around != "und" and own.reason == "detector" and len(text) < _DETECTOR_TRUSTED):
        return around, share_of(text, around) if around != "und" else 0.0
    return own.lang, own.share


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


def _of_article(article: Article, lang: Lang | None, max_chars: int | None) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    for chain in _chains(article):
        spoken = lang or chain.lang
        if spoken == "und":
            spoken = identify(chain.text).lang
        if spoken == "und":
            spoken = article.lang
        for start, end in cut(chain.text, _spans(chain, spoken), spoken, max_chars):
            text = chain.text[start:end]
            own, share = _language(text, spoken)
            first, last = chain.to_page(start), chain.to_page(end - 1)
            found.append(
                Sentence(
                    text=text,
                    lang=own,
                    # from a column's foot to the next one's head the page runs backwards
                    start=min(first, last),
                    end=max(first, last) + 1,
                    kind=chain.kind,
                    block=chain.block_at(start),
                    share=share,
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


def _spans(chain: _Chain, lang: Lang) -> Spans:
    text = chain.text
    if chain.kind in _WHOLE:
        start, end = len(text) - len(text.lstrip()), len(text.rstrip())
        return ((start, end),) if start < end else ()
    if chain.kind in _CREDITED:
        return _without_credits(text, lang)
    if chain.kind is not Kind.TABLE:
        return split(text, lang)
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        row = line[0]
        cells = ((0, len(row.rstrip())),) if _CELLS.search(row) else split(row, lang)
        spans.extend((line.start() + a, line.start() + b) for a, b in cells if a < b)
    return tuple(spans)


def _without_credits(text: str, lang: Lang) -> Spans:
    """The sentences of a paragraph without its dateline and its credits: 오하늘 기자 sky@daily.example, 사진=가온대병원."""
    from kmedtext.cleaning.credits import credit_line, dateline, trailing_credit

    begin, end = dateline(text) or 0, trailing_credit(text)
    spans = split(text[begin:end], lang)
    found = [(begin + a, begin + b) for a, b in spans]
    return tuple((a, b) for a, b in found if _is_told(text[a:b]) or not credit_line(text[a:b]))


def _is_told(text: str) -> bool:
    """Tell whether a text ends like a Korean sentence: no credit does."""
    word = text.rstrip(" .\"'”’)").rpartition(" ")[2]
    return korean.is_final(word)
