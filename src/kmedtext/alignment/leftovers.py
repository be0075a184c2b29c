"""What alignment left out, and why: each sentence that stands in no bead with its nearest one of the other text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kmedtext.alignment.bitext import Bitext
from kmedtext.alignment.encoders import Encoder, Vectors, default_encoder
from kmedtext.records import Lang

_NEAR = (
    0.35  # set by hand: below this cosine the reason given is that nothing is near; nothing is decided by it
)
_BLOCK = 1024


@dataclass(frozen=True, slots=True)
class Leftover:
    """A sentence without a counterpart: its language and index, and the nearest sentence of the other text.

    ``bead`` is the number of the bead in which that one stands, None where it stands in none; ``reason`` says in words
    why the two are not together.
    """

    lang: Lang
    index: int
    nearest: int | None
    similarity: float
    bead: int | None
    reason: str


def leftovers(bitext: Bitext, encoder: Encoder | None = None) -> tuple[Leftover, ...]:
    """Say of every sentence in no bead what came nearest: the Korean ones in order, then the English ones.

    >>> from kmedtext.alignment import align
    >>> bitext = align(["주차는 무료다.", "환자는 회복했다."], ["The patient recovered."])
    >>> [(one.lang, one.index, one.reason) for one in leftovers(bitext)]
    [('ko', 0, 'nothing in the other text is near')]
    """
    if not bitext.unaligned_ko and not bitext.unaligned_en:
        return ()
    texts = [one.text for one in (*bitext.ko, *bitext.en)]
    vectors = (encoder or default_encoder()).encode(texts)
    ko, en = vectors[: len(bitext.ko)], vectors[len(bitext.ko) :]
    of_ko = {i: number for number, bead in enumerate(bitext.beads) for i in bead.ko}
    of_en = {j: number for number, bead in enumerate(bitext.beads) for j in bead.en}
    return (
        *_side("ko", bitext.unaligned_ko, ko, en, of_en),
        *_side("en", bitext.unaligned_en, en, ko, of_ko),
    )


def _side(
    lang: Lang, alone: tuple[int, ...], own: Vectors, other: Vectors, taken: dict[int, int]
) -> list[Leftover]:
    found: list[Leftover] = []
    for first in range(0, len(alone), _BLOCK):
        part = list(alone[first : first + _BLOCK])
        if not len(other):
            found += [Leftover(lang, at, None, 0.0, None, "the other text is empty") for at in part]
            continue
        cosines = np.round(own[part].astype(np.float64) @ other.astype(np.float64).T, 4)
        for at, row in zip(part, cosines, strict=True):
            nearest = int(row.argmax())
            similarity, bead = float(row[nearest]), taken.get(nearest)
            if similarity < _NEAR:
                reason = "nothing in the other text is near"
            elif bead is not None:
                reason = f"the nearest stands in bead {bead}, which is closer"
            else:
                reason = "the nearest is left out too: as a pair they are too weak, or far out of order"
            found.append(Leftover(lang, at, nearest, similarity, bead, reason))
    return found
