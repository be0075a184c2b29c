"""Beads become records, and what stands in no bead is listed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import TYPE_CHECKING

from kmedtext.language import TokenizerSpec, tokenize
from kmedtext.quality.checking import check
from kmedtext.records import Bead, Morpheme, Record, Sentence, Unaligned

if TYPE_CHECKING:
    from kmedtext.alignment.bitext import Bitext


def records(
    bitext: Bitext, *, with_morphemes: bool = True, tokenizer: TokenizerSpec | None = None
) -> tuple[Record, ...]:
    """Make one record of each bead, in the order of ``bitext.beads``.

    The sentences of a side are joined by one space; its span goes from the first to the last. ``id`` ends in
    the bead's index. ``with_morphemes`` tells whether the Korean is tokenized, which takes most of the time; ``tokenizer`` how.
    """
    texts = [_joined(bitext.ko, bead.ko) for bead in bitext.beads]
    morphemes = tokenize(texts, spec=tokenizer) if with_morphemes else repeat(())
    return tuple(
        _record(bitext, number, bead, ko, found)
        for number, (bead, ko, found) in enumerate(zip(bitext.beads, texts, morphemes, strict=False))
    )


def _record(bitext: Bitext, number: int, bead: Bead, ko: str, morphemes: tuple[Morpheme, ...]) -> Record:
    en = _joined(bitext.en, bead.en)
    return Record(
        id=f"{bitext.ko_doc}+{bitext.en_doc}#{number}",
        ko=ko,
        en=en,
        score=bead.score,
        bead=bead.type,
        ko_doc=bitext.ko_doc,
        en_doc=bitext.en_doc,
        ko_span=_span(bitext.ko, bead.ko),
        en_span=_span(bitext.en, bead.en),
        kind=bitext.ko[bead.ko[0]].kind,
        origin="human",
        checks=check(ko, en),
        morphemes=morphemes,
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
