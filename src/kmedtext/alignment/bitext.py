"""Two texts, sentence by sentence: what translates what, and what stands alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from kmedtext.alignment.closeness import longest_rise
from kmedtext.records import Bead, Record, Sentence


@dataclass(frozen=True, slots=True)
class Bitext:
    """The sentences of two texts and the beads between them.

    ``beads`` have sentences on both sides, are ordered by their first Korean sentence and may
    cross; every sentence stands in one bead or is listed in ``unaligned_ko``/``unaligned_en``
    (indices into ``ko`` and ``en``). ``ko_doc`` and ``en_doc`` are the ids of the articles.
    """

    ko: tuple[Sentence, ...]
    en: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    ko_doc: str = "ko"
    en_doc: str = "en"

    @property
    def unaligned_ko(self) -> tuple[int, ...]:
        """Korean sentences without a counterpart."""
        return _rest(len(self.ko), (bead.ko for bead in self.beads))

    @property
    def unaligned_en(self) -> tuple[int, ...]:
        """English sentences without a counterpart."""
        return _rest(len(self.en), (bead.en for bead in self.beads))

    @property
    def crossing(self) -> tuple[int, ...]:
        """Beads out of order: those outside the longest run of beads that rises on both sides."""
        kept = longest_rise([bead.en[0] for bead in self.beads])
        return tuple(n for n in range(len(self.beads)) if n not in kept)

    @property
    def coverage(self) -> float:
        """Share of all characters, both sides together, that stand in beads (0…1; 0 without any text)."""
        total = sum(len(sentence.text) for sentence in chain(self.ko, self.en))
        held = sum(len(self.ko[i].text) for bead in self.beads for i in bead.ko)
        held += sum(len(self.en[j].text) for bead in self.beads for j in bead.en)
        return held / total if total else 0.0

    def records(self) -> tuple[Record, ...]:
        """Make the parallel records, one a bead, in order: :func:`kmedtext.quality.records`.

        The quality room comes after this one and is not known here; this door to it is for those
        who hold a bitext, so it opens only when it is used.
        """
        from kmedtext.quality.recording import records

        return records(self)


def _rest(count: int, groups: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    taken = set(chain.from_iterable(groups))
    return tuple(index for index in range(count) if index not in taken)
