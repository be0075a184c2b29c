"""Which documents tell the same story, given their views: candidates, evidence, and a one-to-one choice."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kmedtext.alignment.encoders import Encoder, chosen
from kmedtext.alignment.pairing.assignment import assign
from kmedtext.alignment.pairing.bimax import background, weights
from kmedtext.alignment.pairing.candidates import mean_vectors, nearest
from kmedtext.alignment.pairing.documents import DocumentView
from kmedtext.alignment.pairing.evidence import weigh
from kmedtext.alignment.pairing.settings import settings
from kmedtext.errors import UsageError

LANGS = ("ko", "en")


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs among views. ``pairs`` and the keys of ``nearest`` are indices into the views given.

    ``log_odds`` holds what speaks for each candidate pair (Korean index, English index); ``nearest`` the best
    candidate of each view that has one; ``threshold`` is the least score of a pair.
    """

    threshold: float
    pairs: tuple[tuple[int, int], ...]
    nearest: Mapping[int, int]
    log_odds: Mapping[tuple[int, int], float]

    def score(self, one: int, other: int) -> float:
        """The estimated probability that two views tell the same story, in either order."""
        found = self.log_odds.get((one, other))
        return probability(self.log_odds[other, one] if found is None else found)


def probability(log_odds: float) -> float:
    """Log odds as a probability, to four places.

    >>> probability(0.0)
    0.5
    """
    return round(1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, log_odds)))), 4)


def match_views(
    views: Sequence[DocumentView], *, encoder: Encoder | str | None = None, threshold: float | None = None
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
    evidence = weigh(ko, en, found, background(chosen(encoder)))
    base = math.log(least / (1.0 - least))
    log_odds = {
        (index["ko"][i], index["en"][j]): odds
        for (i, j), odds in zip(found, evidence.log_odds.tolist(), strict=True)
    }
    edges = [(i, j, odds - base + 1e-6) for (i, j), odds in log_odds.items() if odds >= base]
    best: dict[int, tuple[float, int]] = {}
    for (i, j), odds in log_odds.items():
        for one, other in ((i, j), (j, i)):
            if one not in best or odds > best[one][0]:
                best[one] = odds, other
    return Matches(
        least,
        tuple((i, j) for i, j, _ in assign(edges)),
        {one: other for one, (_, other) in best.items()},
        log_odds,
    )
