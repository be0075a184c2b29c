"""Two texts, sentence by sentence: what translates what, and what stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Literal

from kmedtext.alignment.closeness import longest_rise
from kmedtext.alignment.constraints import Constraints, named_in
from kmedtext.errors import UsageError
from kmedtext.records import Bead, Record, Sentence

if TYPE_CHECKING:
    from kmedtext.alignment.encoders import Encoder
    from kmedtext.alignment.finer import Half


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bead that was split inside its sentences: the bead's number, and a stretch of either side.

    ``ko`` and ``en`` are stretches of sentences with their own spans in the page; ``score`` is the
    estimated probability that the bead is right and was split in the right place.
    """

    bead: int
    ko: Sentence
    en: Sentence
    score: float
    similarity: float


@dataclass(frozen=True, slots=True)
class Bitext:
    """The sentences of two texts and the beads between them.

    ``beads`` have sentences on both sides, are ordered by their first Korean sentence and may
    cross; every sentence stands in one bead or is listed in ``unaligned_ko``/``unaligned_en``
    (indices into ``ko`` and ``en``). ``ko_doc`` and ``en_doc`` are the ids of the articles. ``parts``
    are those of beads that were split (see :meth:`split`), in the order of the beads.
    """

    ko: tuple[Sentence, ...]
    en: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    ko_doc: str = "ko"
    en_doc: str = "en"
    parts: tuple[Part, ...] = ()

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

    def realign(
        self,
        constraints: Constraints | None = None,
        *,
        keep: Sequence[int] | Literal["untouched"] = (),
        encoder: Encoder | str | None = None,
    ) -> Bitext:
        """Align the same sentences again, by what a person has said of them.

        ``keep`` lists the beads, by number, that stay as they are, or is ``"untouched"``: all of which the
        constraints say nothing. The others are made anew; ``parts`` are not kept. Raises
        :class:`~kmedtext.errors.UsageError` for constraints that contradict each other or a bead that is kept.
        """
        from kmedtext.alignment.sentence import beads_between

        if keep == "untouched":
            told = constraints or Constraints()
            kept = [bead for bead in self.beads if not named_in(told, bead)]
        else:
            kept = [self.beads[number] for number in self._numbers(keep)]
        beads = beads_between(self.ko, self.en, encoder, constraints, kept)
        return replace(self, beads=beads, parts=())

    def _numbers(self, keep: Sequence[int] | str) -> list[int]:
        if isinstance(keep, str) or any(
            isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < len(self.beads)
            for number in keep
        ):
            raise UsageError(
                f"keep is {keep!r:.60}; give the numbers of beads, from 0 to {len(self.beads) - 1}, or 'untouched'"
            )
        return sorted(set(keep))

    def split(self, *, encoder: Encoder | str | None = None) -> Bitext:
        """Split beads of several sentences at clause borders, where the halves clearly belong to each other.

        The beads stay; ``parts`` tells what each that was split became. What is joined in the parts of a bead is the
        whole bead. A sentence whose text is not the very slice of its page (a hard wrap stood in it) is not cut.
        """
        from kmedtext.alignment.encoders import chosen
        from kmedtext.alignment.finer import split_beads

        found = split_beads(self.ko, self.en, self.beads, chosen(encoder))
        parts = tuple(
            self._part(number, half)
            for number, halves in enumerate(found)
            if len(halves) > 1
            for half in halves
        )
        return replace(self, parts=parts)

    def _part(self, number: int, half: Half) -> Part:
        from kmedtext.alignment.atoms import text_of
        from kmedtext.alignment.finer import covered

        sides = []
        for sentences, atoms in ((self.ko, half.ko), (self.en, half.en)):
            start, end = covered(atoms)
            sides.append(replace(sentences[atoms[0].sentence], text=text_of(atoms), start=start, end=end))
        return Part(number, sides[0], sides[1], half.score, half.similarity)

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
