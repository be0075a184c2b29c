"""A second opinion on aligned sentences: what a translation from the memory has in common with the other side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kmedtext.records import Bead, Lang, Record, Sentence
from kmedtext.translation.memory import TranslationMemory

if TYPE_CHECKING:
    from kmedtext.alignment.bitext import Bitext

_ORDERS: Final = 6
_BETA: Final = 2.0


def chrf(translation: str, reference: str) -> float:
    """Score a translation by the character n-grams it shares with a reference, 0…1 (chrF2, Popović 2015).

    The same figure as sacrebleu's sentence chrF over 100: n-grams of one to six characters, white space aside, recall
    counting twice.

    >>> chrf("It treated 120 patients.", "It treated 120 patients.")
    1.0
    >>> 0.5 < chrf("The hospital treated 120 patients.", "It treated 120 patients.") < 1
    True
    """
    precision = recall = 0.0
    orders = 0
    first, second = "".join(translation.split()), "".join(reference.split())
    for size in range(1, _ORDERS + 1):
        ours, theirs = _grams(first, size), _grams(second, size)
        if ours and theirs:
            shared = (ours & theirs).total()
            precision += shared / ours.total()
            recall += shared / theirs.total()
            orders += 1
    if not precision or not recall:
        return 0.0
    precision, recall = precision / orders, recall / orders
    return (1 + _BETA**2) * precision * recall / (_BETA**2 * precision + recall)


def _grams(text: str, size: int) -> Counter[str]:
    return Counter(text[at : at + size] for at in range(len(text) - size + 1))


def second_opinion(
    bitext: Bitext, records: Sequence[Record], memory: TranslationMemory
) -> tuple[Record, ...]:
    """Set ``opinion`` on records of a bitext where the memory knows all Korean sentences of the bead, else the English ones.

    Nothing is sent anywhere, and no record is changed otherwise: it is evidence beside ``score``.
    """
    return tuple(
        replace(record, opinion=_opinion(bitext, bead, record, memory))
        for bead, record in zip(bitext.beads, records, strict=True)
    )


def _opinion(bitext: Bitext, bead: Bead, record: Record, memory: TranslationMemory) -> float | None:
    ways: tuple[tuple[Sequence[Sentence], Sequence[int], Lang, Lang, str], ...] = (
        (bitext.ko, bead.ko, "ko", "en", record.en),
        (bitext.en, bead.en, "en", "ko", record.ko),
    )
    for side, indices, source, target, other in ways:
        known = [memory.any(side[index].text, source, target) for index in indices]
        told = [unit.translation for unit in known if unit is not None]
        if told and len(told) == len(known):
            return round(chrf(" ".join(told), other), 4)
    return None
