"""Beads become records, and what stands in no bead is listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

from kmedtext.language import TokenizerSpec, tokenize
from kmedtext.quality.checking import check
from kmedtext.records import Kind, Morpheme, Record, Sentence, Unaligned

if TYPE_CHECKING:
    from kmedtext.alignment.bitext import Bitext, Part


def records(
    bitext: Bitext, *, with_morphemes: bool = True, tokenizer: TokenizerSpec | None = None
) -> tuple[Record, ...]:
    """Make one record of each bead, in the order of ``bitext.beads``, and one of each part of a bead that was split.

    The sentences of a side are joined by one space; its span goes from the first to the last. ``id`` ends in
    the bead's index, behind a point in the part's number; parts stand in place of their bead. ``with_morphemes`` tells whether the Korean is tokenized, which takes most of the time; ``tokenizer`` how.
    """
    drafts = list(_drafts(bitext))
    morphemes = tokenize([one.ko for one in drafts], spec=tokenizer) if with_morphemes else repeat(())
    crossing = frozenset(bitext.crossing)
    return tuple(
        _record(bitext, one, found, crossing=one.bead in crossing)
        for one, found in zip(drafts, morphemes, strict=False)
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a record is made of: a bead, or a part of one (from 0; None: the whole)."""

    bead: int
    part: int | None
    ko: str
    en: str
    ko_span: tuple[int, int]
    en_span: tuple[int, int]
    kind: Kind
    score: float
    similarity: float


def _drafts(bitext: Bitext) -> Iterator[_Draft]:
    parts: dict[int, list[Part]] = {}
    for part in bitext.parts:
        parts.setdefault(part.bead, []).append(part)
    for number, bead in enumerate(bitext.beads):
        kind = bitext.ko[bead.ko[0]].kind
        for at, part in enumerate(parts.get(number, ())):
            ko, en = part.ko, part.en
            yield _Draft(number, at, ko.text, en.text, ko.span, en.span, kind, part.score, part.similarity)
        if number not in parts:
            yield _Draft(
                number,
                None,
                _joined(bitext.ko, bead.ko),
                _joined(bitext.en, bead.en),
                _span(bitext.ko, bead.ko),
                _span(bitext.en, bead.en),
                kind,
                bead.score,
                bead.similarity,
            )


def _record(bitext: Bitext, one: _Draft, morphemes: tuple[Morpheme, ...], *, crossing: bool) -> Record:
    whole = f"{bitext.ko_doc}+{bitext.en_doc}#{one.bead}"
    bead = bitext.beads[one.bead]
    return Record(
        id=whole if one.part is None else f"{whole}.{one.part}",
        ko=one.ko,
        en=one.en,
        score=one.score,
        bead=bead.type,
        ko_doc=bitext.ko_doc,
        en_doc=bitext.en_doc,
        ko_span=one.ko_span,
        en_span=one.en_span,
        kind=one.kind,
        origin="human",
        checks=check(one.ko, one.en),
        morphemes=morphemes,
        similarity=one.similarity,
        margin=bead.margin,
        crossing=crossing,
        part_of=None if one.part is None else whole,
    )


def _joined(sentences: Sequence[Sentence], indices: Sequence[int]) -> str:
    return " ".join(sentences[index].text for index in indices)


def _span(sentences: Sequence[Sentence], indices: Sequence[int]) -> tuple[int, int]:
    """From the first to the last, wherever they stand in the page: beads of moved sentences may be out of order."""
    return min(sentences[index].start for index in indices), max(sentences[index].end for index in indices)


def unaligned(bitext: Bitext) -> tuple[Unaligned, ...]:
    """List the sentences that stand in no bead: the Korean ones in order, then the English ones."""
    return (
        *(Unaligned(bitext.ko_doc, bitext.en_doc, bitext.ko[index]) for index in bitext.unaligned_ko),
        *(Unaligned(bitext.en_doc, bitext.ko_doc, bitext.en[index]) for index in bitext.unaligned_en),
    )
