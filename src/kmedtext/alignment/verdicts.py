"""What two texts that tell one story are to each other: a translation, or two reports of it.

Translations keep the order of their sentences and leave little out; independent reports do neither. The same three
traces of that are read from the sentences that are each other's best match (before anything is aligned) and from
the beads of an alignment. Weights are in ``pairing/pairing.toml``, learned by ``python -m benchmarks.pairing_verdicts``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.bitext import Bitext
from kmedtext.alignment.closeness import longest_rise
from kmedtext.alignment.pairing.settings import settings
from kmedtext.records import Verdict

TRACES: Final = ("order", "coverage", "similarity")
"""Share of matches in one common order, share of sentences that are matched, mean cosine of the matches."""

Matched = Sequence[tuple[tuple[int, ...], tuple[int, ...], float]]
"""Korean sentences, English sentences and their cosine."""


def verdict_of(bitext: Bitext) -> Verdict:
    """Judge an aligned pair by its beads: ``parallel``, ``comparable``, or ``related`` where hardly any sentence meets.

    >>> verdict_of(Bitext((), (), ()))
    'related'
    """
    matched = [(bead.ko, bead.en, bead.similarity) for bead in bitext.beads]
    values = traces(matched, len(bitext.ko), len(bitext.en))
    if values[1] < settings()["verdicts"]["least_coverage"]:
        return "related"
    return "parallel" if chance_of(values, "beads") >= settings()["verdicts"]["parallel"] else "comparable"


def verdict_of_vectors(ko: NDArray[np.float32], en: NDArray[np.float32]) -> Verdict:
    """Judge a pair that is not aligned yet by its sentences' vectors: ``parallel`` or ``comparable``."""
    values = traces(mutual(ko, en), len(ko), len(en))
    return (
        "parallel" if chance_of(values, "sentences") >= settings()["verdicts"]["parallel"] else "comparable"
    )


def mutual(ko: NDArray[np.float32], en: NDArray[np.float32]) -> Matched:
    """The sentences that are each other's nearest, one a side."""
    if not len(ko) or not len(en):
        return []
    similar = ko @ en.T
    best_en, best_ko = similar.argmax(axis=1), similar.argmax(axis=0)
    return [((i,), (int(j),), float(similar[i, j])) for i, j in enumerate(best_en) if best_ko[j] == i]


def traces(matched: Matched, ko: int, en: int) -> tuple[float, float, float]:
    """The ``TRACES`` of two texts of so many sentences.

    >>> traces([((0,), (1,), 0.8), ((1,), (0,), 0.6)], 2, 2)
    (0.5, 1.0, 0.7)
    """
    if not matched:
        return 0.0, 0.0, 0.0
    ordered = sorted(matched)
    order = len(longest_rise([en_side[0] for _, en_side, _ in ordered])) / len(ordered)
    coverage = sum(len(a) + len(b) for a, b, _ in ordered) / (ko + en)
    return order, coverage, math.fsum(cosine for _, _, cosine in ordered) / len(ordered)


def chance_of(values: Sequence[float], read_from: str) -> float:
    """The estimated probability that texts of one story, with these traces, are translations."""
    model = settings()["verdicts"][read_from]
    total = model["bias"] + math.fsum(model[name] * value for name, value in zip(TRACES, values, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))
