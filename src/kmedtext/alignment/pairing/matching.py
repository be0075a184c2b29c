"""Which documents tell the same story, given their views: candidates, evidence, and a one-to-one choice."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kmedtext.alignment.encoder import Encoder, default_encoder
from kmedtext.alignment.pairing.assignment import assign
from kmedtext.alignment.pairing.bimax import background, weights
from kmedtext.alignment.pairing.candidates import mean_vectors, nearest
from kmedtext.alignment.pairing.documents import DocumentView, settings
from kmedtext.alignment.pairing.evidence import PairEvidence, weigh
from kmedtext.errors import UsageError

LANGS = ("ko", "en")


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs among views. ``pairs`` and the keys of ``nearest`` are indices into the views given.

    ``evidence`` holds all candidate pairs (Korean index, English index); ``nearest`` the best
    candidate of each view that has one; ``threshold`` is the least score of a pair.
    """

    threshold: float
    pairs: tuple[tuple[int, int], ...]
    nearest: Mapping[int, int]
    evidence: Mapping[tuple[int, int], PairEvidence]

    def score(self, one: int, other: int) -> float:
        """The score of two views, in either order."""
        found = self.evidence.get((one, other)) or self.evidence[other, one]
        return found.score


def match_views(
    views: Sequence[DocumentView], *, encoder: Encoder | None = None, threshold: float | None = None
) -> Matches:
    """Pair Korean and English views, none of them empty; see :class:`Matches`."""
    least = settings()["decision"]["threshold"] if threshold is None else threshold
    if not 0.0 < least < 1.0:
        raise UsageError(f"threshold: {least} is not between 0 and 1; give a probability such as 0.5")
    index = {lang: [n for n, one in enumerate(views) if one.lang == lang] for lang in LANGS}
    if not index["ko"] or not index["en"]:
        return Matches(least, (), {}, {})
    ko, en = ([views[n] for n in index[lang]] for lang in LANGS)
    rules = settings()["candidates"]
    few = max(len(ko), len(en)) <= rules["large"]
    found = nearest(
        mean_vectors(ko, weights(ko)),
        mean_vectors(en, weights(en)),
        rules["nearest" if few else "nearest_of_many"],
    )
    evidence = weigh(ko, en, found, background(encoder or default_encoder()))
    base = math.log(least / (1.0 - least))
    edges = [
        (i, j, known.log_odds - base + 1e-6)
        for (i, j), known in zip(found, evidence, strict=True)
        if known.log_odds >= base
    ]
    best: dict[int, tuple[float, int]] = {}
    for (i, j), known in zip(found, evidence, strict=True):
        for one, other in ((index["ko"][i], index["en"][j]), (index["en"][j], index["ko"][i])):
            if one not in best or known.log_odds > best[one][0]:
                best[one] = known.log_odds, other
    return Matches(
        least,
        tuple((index["ko"][i], index["en"][j]) for i, j, _ in assign(edges)),
        {one: other for one, (_, other) in best.items()},
        {(index["ko"][i], index["en"][j]): known for (i, j), known in zip(found, evidence, strict=True)},
    )
