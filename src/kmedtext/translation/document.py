"""A translated article: each sentence with what became of it, and the layout built again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kmedtext.errors import UsageError
from kmedtext.language import TokenizerSpec, glosses
from kmedtext.records import Article, Kind, Lang, Record, Untranslated
from kmedtext.translation.filling import Filled, Filler, Tell
from kmedtext.translation.segments import Segment, segments
from kmedtext.translation.sending import Plan

_LANGS = ("ko", "en")


@dataclass(frozen=True, slots=True)
class Translated:
    """An article and its other side. ``filled`` has one entry for each of ``segments``, in order.

    Segments that are in the other language already stand there with neither translation nor code.
    """

    article: Article
    source: Lang
    target: Lang
    segments: tuple[Segment, ...]
    filled: tuple[Filled, ...]

    @property
    def id(self) -> str:
        """The name of the other side: no page has it."""
        return f"{self.article.id}~{self.target}"

    @property
    def untranslated(self) -> tuple[Untranslated, ...]:
        """The sentences that no engine translated, with the reason."""
        return tuple(
            Untranslated(self.article.id, segment.sentence, item.code, item.reason or "")
            for segment, item in zip(self.segments, self.filled, strict=True)
            if item.code is not None
        )

    def blocks(self) -> Iterator[tuple[Kind, tuple[tuple[Segment, Filled], ...]]]:
        """The article's blocks in order, each with its segments."""
        rows: list[tuple[Segment, Filled]] = []
        for row in zip(self.segments, self.filled, strict=True):
            if rows and row[0].sentence.block != rows[-1][0].sentence.block:
                yield rows[0][0].sentence.kind, tuple(rows)
                rows = []
            rows.append(row)
        if rows:
            yield rows[0][0].sentence.kind, tuple(rows)

    @property
    def text(self) -> str:
        """The other side, laid out like the article; what stayed untranslated stands there as it was."""
        parts = []
        for _, rows in self.blocks():
            parts.append("".join(segment.before + said(segment, item) for segment, item in rows))
        return "\n\n".join(parts)

    def records(
        self, *, with_morphemes: bool = True, tokenizer: TokenizerSpec | None = None
    ) -> tuple[Record, ...]:
        """Make the parallel records, one a segment: :func:`kmedtext.quality.translated_records`.

        The quality room comes after this one; this door to it opens only when it is used.
        """
        from kmedtext.quality.translated import translated_records

        return translated_records(self, with_morphemes=with_morphemes, tokenizer=tokenizer)


def said(segment: Segment, item: Filled) -> str:
    """What stands for a segment on the other side."""
    return item.translation.text if item.translation is not None else segment.text


def translate_article(
    article: Article,
    filler: Filler,
    target: Lang | None = None,
    *,
    round_trip: bool = False,
    tell: Tell | None = None,
) -> Translated:
    """Translate an article sentence by sentence, with the paragraph as context for engines that take it."""
    source, wanted = direction(article, target)
    pieces = segments(article)
    todo = _todo(pieces, wanted)
    texts = [pieces[number].text for number in todo]
    contexts = [pieces[number].context for number in todo]
    made = filler.fill(texts, source, wanted, context=contexts, names=names_of(article, source), tell=tell)
    judged = filler.judge(made, source, wanted, round_trip=round_trip)
    found = dict(zip(todo, judged, strict=True))
    filled = tuple(found.get(number, Filled(piece.text)) for number, piece in enumerate(pieces))
    return Translated(article, source, wanted, pieces, filled)


def plan_article(article: Article, filler: Filler, target: Lang | None = None) -> Plan:
    """Say what would be sent for an article; nothing is sent."""
    source, wanted = direction(article, target)
    pieces = segments(article)
    texts = [pieces[number].text for number in _todo(pieces, wanted)]
    return filler.plan(texts, source, wanted, names=names_of(article, source))


def direction(article: Article, target: Lang | None) -> tuple[Lang, Lang]:
    """The article's language and the one it is translated into: the other one of Korean and English."""
    if article.lang not in _LANGS:
        raise UsageError(f"{article.id} is in {article.lang}; Korean and English articles are translated")
    other = _LANGS[1 - _LANGS.index(article.lang)]
    if target is not None and target != other:
        raise UsageError(
            f"{article.id} is in {article.lang}; it is translated into {other}, not into {target}"
        )
    return article.lang, other


def _todo(pieces: tuple[Segment, ...], target: Lang) -> list[int]:
    return [number for number, piece in enumerate(pieces) if piece.sentence.lang != target]


def names_of(article: Article, source: Lang) -> dict[str, str]:
    """How the article itself writes its people in the other language: 김하늘(Kim Ha-neul)."""
    if source != "ko" or "(" not in article.body:
        return {}
    names: dict[str, str] = {}
    for gloss in glosses(article.body):
        if gloss.kind == "person":
            ko = next((form.text for form in gloss.forms if form.lang == "ko"), None)
            en = next((form.text for form in gloss.forms if form.lang == "en"), None)
            if ko and en:
                names.setdefault(ko, en)
    return names
