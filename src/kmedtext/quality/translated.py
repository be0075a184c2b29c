"""Translated articles become records, each side marked with who made it."""

from __future__ import annotations

from itertools import repeat

from kmedtext.language import TokenizerSpec, tokenize
from kmedtext.quality.checking import check
from kmedtext.records import Machine, Morpheme, Record
from kmedtext.translation.document import Translated
from kmedtext.translation.filling import Filled
from kmedtext.translation.segments import Segment

_ALIGNED = 1.0
"""A translation is aligned with its text by the way it came about."""


def translated_records(
    translated: Translated, *, with_morphemes: bool = True, tokenizer: TokenizerSpec | None = None
) -> tuple[Record, ...]:
    """Make one record of each segment that has a translation, in order.

    The side that was made has the id ``translated.id``, and its span covers the record's own text, because no page
    holds it. ``origin`` is ``machine``, or ``human`` where a person's translation came from the memory.
    """
    rows = [
        (number, segment, item)
        for number, (segment, item) in enumerate(zip(translated.segments, translated.filled, strict=True))
        if item.translation is not None
    ]
    sides = [_sides(translated, segment, item) for _, segment, item in rows]
    morphemes = tokenize([ko for ko, _ in sides], spec=tokenizer) if with_morphemes else repeat(())
    return tuple(
        _record(translated, number, segment, item, pair, found)
        for (number, segment, item), pair, found in zip(rows, sides, morphemes, strict=False)
    )


def _sides(translated: Translated, segment: Segment, item: Filled) -> tuple[str, str]:
    """The Korean and the English text."""
    made = item.translation.text if item.translation else ""
    return (segment.text, made) if translated.source == "ko" else (made, segment.text)


def _record(
    translated: Translated,
    number: int,
    segment: Segment,
    item: Filled,
    sides: tuple[str, str],
    morphemes: tuple[Morpheme, ...],
) -> Record:
    ko, en = sides
    own, made = segment.sentence.span, (0, len(en if translated.source == "ko" else ko))
    docs = (translated.article.id, translated.id)
    spans = (own, made)
    if translated.source != "ko":
        docs, spans = (docs[1], docs[0]), (made, own)
    return Record(
        id=f"{docs[0]}+{docs[1]}#{number}",
        ko=ko,
        en=en,
        score=_ALIGNED,
        bead="1-1",
        ko_doc=docs[0],
        en_doc=docs[1],
        ko_span=spans[0],
        en_span=spans[1],
        kind=segment.sentence.kind,
        origin=item.translation.origin if item.translation else "machine",
        checks=check(ko, en),
        morphemes=morphemes,
        machine=_machine(translated, item),
    )


def _machine(translated: Translated, item: Filled) -> Machine | None:
    if item.translation is None or item.translation.origin == "human":
        return None
    return Machine(
        engine=item.translation.engine,
        model=item.translation.model,
        date=item.made,
        lang=translated.target,
        quality=item.quality or 0.0,
        failed=item.fidelity.failed if item.fidelity else (),
        round_trip=item.round_trip,
    )
