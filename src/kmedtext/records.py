"""The nouns: the frozen records that pass from room to room.

Offsets are always counted in characters (Unicode code points), never bytes, and
point into ``Page.text``, the text as loaded. ``page.text[start:end]`` is what a
record came from. Scores lie in 0…1 unless a field says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kmedtext.kinds import BODY_KINDS as BODY_KINDS
from kmedtext.kinds import KEPT_KINDS as KEPT_KINDS
from kmedtext.kinds import Kind as Kind
from kmedtext.kinds import PageKind as PageKind
from kmedtext.machine import Machine as Machine
from kmedtext.sources import Region as Region
from kmedtext.sources import Source as Source

Lang = str
"""ISO 639-1 code of a language (``ko``, ``en``, ``ja`` …) or ``und`` where the text is too short to tell."""

Origin = Literal["human", "machine"]
"""Who wrote the translation: a person, or an engine."""


Verdict = Literal["parallel", "comparable", "related", "none"]
"""What two texts are to each other: a translation, two reports of one story, on one subject, or nothing."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as loaded. ``text`` is what all offsets point into.

    ``regions`` and ``hints`` are empty for plain text. For HTML, ``regions`` are in order, do
    not overlap, and ``hints`` holds what the head says, by name (``og:title``,
    ``article:published_time``, ``jsonld:headline``, ``title``, ``html:lang`` …), and under
    ``payload:`` what stood beside a story that a script would have drawn.
    """

    id: str
    text: str
    source: Source = field(default_factory=Source)
    regions: tuple[Region, ...] = ()
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def from_text(cls, text: str, *, id: str | None = None) -> Page:  # noqa: A002 - the field's own name
        """Make a page of a plain-text dump.

        >>> Page.from_text("서울대병원은 28일 밝혔다.", id="a").text
        '서울대병원은 28일 밝혔다.'
        """
        from kmedtext.loading import page_from_text

        return page_from_text(text, id=id)

    @classmethod
    def from_html(cls, html: str | bytes, *, id: str | None = None) -> Page:  # noqa: A002 - the field's own name
        """Make a page of HTML; ``text`` becomes its text with one line for each block element.

        >>> Page.from_html("<h1>Title</h1><p>One <b>two</b>.</p>", id="a").text
        'Title\\nOne two.\\n'
        """
        from kmedtext.loading import page_from_html

        return page_from_html(html, id=id)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a block's clean text that is a slice of the page.

    ``block.text[at : at + end - start] == page.text[start:end]``. What stands between two
    pieces of one block (a space where a hard wrap was undone) is not in the page.
    """

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the page with one function. The blocks of an article partition its page's text.

    ``text`` is clean (hard wraps undone, outer space stripped) and made of ``pieces``;
    ``start`` and ``end`` cover everything that belongs to the block, its trailing space too.
    ``reason`` says why a block is set aside. ``score`` is the estimated probability that the
    block is body text. ``joint`` is set on a block that goes on with the sentence of the
    kept block before it (a paragraph over a page break): what to put between the two.
    ``page`` and ``section`` tell the page of the document, from 1, and the slide or sheet,
    where the format has such.
    """

    kind: Kind
    text: str
    start: int
    end: int
    kept: bool = True
    reason: str | None = None
    lang: Lang = "und"
    score: float | None = None
    joint: str | None = None
    pieces: tuple[Piece, ...] = ()
    page: int | None = None
    section: str | None = None

    @property
    def span(self) -> tuple[int, int]:
        """(start, end) in the page's text."""
        return self.start, self.end

    def to_page(self, position: int) -> int:
        """Turn an offset into ``text`` into an offset into the page's text."""
        if not self.pieces:
            return self.start + position
        found = self.pieces[0]
        for piece in self.pieces:
            if piece.at > position:
                break
            found = piece
        return min(found.start + (position - found.at), found.end)


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned page: what it says of itself, and all its blocks in order.

    ``published`` and ``modified`` are ISO 8601, with the time when the page shows it
    (``2023-06-18T16:31``; ``2026-05`` where the issue of a magazine is all there is).
    ``section`` is the category that the page shows for its story, ``views`` how often it was
    read, ``copyright`` the line that names the owner, as it stands, and ``licence`` a public
    licence by its short name (``공공누리 제1유형``, ``CC BY-NC-ND 4.0``). A field is None where
    the page does not say; ``candidates`` lists what came near, by field name.
    """

    id: str
    lang: Lang
    kind: PageKind = PageKind.ARTICLE
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    modified: str | None = None
    publisher: str | None = None
    section: str | None = None
    views: int | None = None
    copyright: str | None = None
    licence: str | None = None
    blocks: tuple[Block, ...] = ()
    source: Source = field(default_factory=Source)
    candidates: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    duplicate_of: str | None = None

    @classmethod
    def from_text(cls, text: str, *, lang: Lang | None = None, id: str | None = None) -> Article:  # noqa: A002
        """Make an article of text that is clean already: every line with text is kept as a paragraph.

        >>> article = Article.from_text("첫 문단이다.\\n\\n둘째 문단이다.", lang="ko")
        >>> [block.text for block in article.blocks]
        ['첫 문단이다.', '둘째 문단이다.']
        """
        from kmedtext.cleaning import article_from_text

        return article_from_text(text, lang=lang, id=id)

    @property
    def body(self) -> str:
        """The kept headings, paragraphs, lists and tables, joined by blank lines."""
        parts: list[str] = []
        for block in self.blocks:
            if not block.kept or block.kind not in BODY_KINDS:
                continue
            if block.joint is not None and parts:
                parts[-1] += block.joint + block.text
            else:
                parts.append(block.text)
        return "\n\n".join(parts)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence. ``start`` and ``end`` point into the page's text, or into the str that was split.

    ``text`` is clean: it differs from the slice where a hard wrap or page furniture stood inside.
    ``kind`` is that of its block, ``share`` (0…1) the part of its letters that is in ``lang``.
    """

    text: str
    lang: Lang
    start: int
    end: int
    kind: Kind = Kind.PARAGRAPH
    block: int = 0
    share: float = 1.0

    @property
    def span(self) -> tuple[int, int]:
        """(start, end), in characters."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Morpheme:
    """A morpheme with its Sejong part-of-speech tag; the offsets point into the text that was tokenized.

    ``text[start:end]`` is the written form, which may differ from ``form`` where morphemes
    contract (됐 → 되 + 었). ``lemma`` adds 다 to verbs and adjectives. ``word`` is the number
    of the eojeol.
    """

    form: str
    tag: str
    start: int
    end: int
    lemma: str
    word: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles that tell the same story. ``score`` is the evidence for it; higher is better.

    ``verdict`` is ``parallel`` or ``comparable``; ``evidence`` says in words what speaks for the pair.
    ``reprint`` is set where one of the two is a near copy of an article in the best pair of the same story.
    """

    ko: Article
    en: Article
    score: float
    verdict: Verdict = "comparable"
    evidence: tuple[str, ...] = ()
    reprint: bool = False


@dataclass(frozen=True, slots=True)
class Unpaired:
    """An article without a partner, its nearest candidate, and why it stays alone.

    ``verdict`` is what the two are to each other: ``related`` or ``none``, or better where the candidate has
    a better partner.
    """

    article: Article
    reason: str
    candidate: Article | None = None
    score: float | None = None
    verdict: Verdict = "none"


@dataclass(frozen=True, slots=True)
class Pairing:
    """What was paired and what was not; every article is in one of the two, once (in several pairs as a reprint)."""

    pairs: tuple[Pair, ...]
    unpaired: tuple[Unpaired, ...]


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences that translate each other: indices into the two lists of sentences.

    ``score`` is the estimated probability (0…1) that the bead is right; ``similarity`` is the cosine of the two
    sides, ``margin`` by how much they are closer to each other than to what stands outside the bead.
    """

    ko: tuple[int, ...]
    en: tuple[int, ...]
    score: float
    similarity: float
    margin: float = 0.0

    @property
    def type(self) -> str:
        """How many sentences on either side, Korean first: ``1-2``."""
        return f"{len(self.ko)}-{len(self.en)}"


@dataclass(frozen=True, slots=True)
class Checks:
    """What was checked on a record. None means that there was nothing to check.

    ``numbers``: all numbers of one side are on the other; ``length_ratio``: English over
    Korean, in columns (Hangul counts two); ``copied``: a side repeats the other;
    ``lang_ko``/``lang_en``: each side is in its language. ``units``: numbers that both sides hold
    have the same units; ``names``: people and names in Latin letters are on the other side;
    ``negation``: what one side denies, the other does not assert; ``length``: the ratio of
    lengths is one that translations have.
    """

    numbers: bool | None
    length_ratio: float
    copied: bool
    lang_ko: bool
    lang_en: bool
    units: bool | None = None
    names: bool | None = None
    negation: bool | None = None
    length: bool | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A parallel record. ``morphemes`` are of ``ko``, their offsets point into ``ko``.

    ``ko_span`` and ``en_span`` point into the pages' texts, from the first sentence to the last; that of a side without
    a page into the side itself. ``similarity`` and ``margin`` are those of the bead; ``crossing`` says that it leaves
    the common order of the two texts. ``part_of`` is set on a part of a bead that was split (see ``Bitext.split``):
    the id that the whole record has where nothing is split. ``machine`` says who made it where ``origin`` is machine.
    ``opinion`` is what a machine's translation thinks of the pair (chrF, 0…1), None where nobody asked.
    """

    id: str
    ko: str
    en: str
    score: float
    bead: str
    ko_doc: str
    en_doc: str
    ko_span: tuple[int, int]
    en_span: tuple[int, int]
    kind: Kind
    origin: Origin
    checks: Checks
    morphemes: tuple[Morpheme, ...] = ()
    similarity: float = 0.0
    margin: float = 0.0
    crossing: bool = False
    part_of: str | None = None
    machine: Machine | None = None
    opinion: float | None = None


@dataclass(frozen=True, slots=True)
class Unaligned:
    """A sentence of a paired article that has no counterpart."""

    doc: str
    partner: str
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Untranslated:
    """A sentence that no engine translated. ``code`` and ``reason`` say why."""

    doc: str
    sentence: Sentence
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be processed. ``advice`` says what to do about it."""

    path: str
    code: str
    message: str
    advice: str
