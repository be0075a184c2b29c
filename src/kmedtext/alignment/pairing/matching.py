"""Which documents tell the same story, given their views: candidates, evidence, and a choice."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.encoders import Encoder, chosen
from kmedtext.alignment.pairing.addresses import hinted
from kmedtext.alignment.pairing.assignment import assign
from kmedtext.alignment.pairing.bimax import background, weights
from kmedtext.alignment.pairing.candidates import mean_vectors, nearest
from kmedtext.alignment.pairing.copies import stand_ins
from kmedtext.alignment.pairing.documents import DocumentView
from kmedtext.alignment.pairing.evidence import Evidence, weigh
from kmedtext.alignment.pairing.reprints import Sides, pairs_to_weigh, spread
from kmedtext.alignment.pairing.settings import settings
from kmedtext.errors import UsageError

LANGS = ("ko", "en")


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs among views. ``pairs`` and the keys of ``nearest`` are indices into the views given.

    ``log_odds`` holds what speaks for each candidate pair (Korean index, English index); ``nearest`` the best
    candidate of each view that has one; ``threshold`` is the least score of a pair. ``reprints`` names for each
    pair of near copies the best pair of the same story.
    """

    threshold: float
    pairs: tuple[tuple[int, int], ...]
    nearest: Mapping[int, int]
    log_odds: Mapping[tuple[int, int], float]
    reprints: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

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
    views: Sequence[DocumentView],
    *,
    encoder: Encoder | str | None = None,
    threshold: float | None = None,
    reprints: bool = False,
) -> Matches:
    """Pair Korean and English views, none of them empty; see :class:`Matches`.

    With ``reprints`` near copies within a language are paired like the one that stands for them.
    """
    least = settings()["decision"]["threshold"] if threshold is None else threshold
    if not 0.0 < least < 1.0:
        raise UsageError(f"threshold: {least} is not between 0 and 1; give a probability such as 0.5")
    index = {lang: [n for n, one in enumerate(views) if one.lang == lang] for lang in LANGS}
    if not index["ko"] or not index["en"]:
        return Matches(least, (), {}, {})
    ko, en = ([views[n] for n in index[lang]] for lang in LANGS)
    sides = Sides(*((stand_ins(side) if reprints else list(range(len(side)))) for side in (ko, en)))
    groups = (sides.ko, sides.en)
    means = mean_vectors(ko, weights(ko, sides.ko)), mean_vectors(en, weights(en, sides.en))
    named = hinted(
        [one.address for one in ko], [one.address for one in en], settings()["candidates"]["hinted"]
    )
    found = _candidates(sides, means, named)
    chance = background(chosen(encoder))
    base = math.log(least / (1.0 - least))
    log_odds = _weighed(weigh(ko, en, found, chance, groups))
    chosen_ones = [
        (i, j)
        for i, j, _ in assign(
            [(i, j, odds - base + 1e-6) for (i, j), odds in log_odds.items() if odds >= base]
        )
    ]
    pairs = {both: both for both in chosen_ones}
    if len(set(sides.ko)) < len(ko) or len(set(sides.en)) < len(en):
        wanted = pairs_to_weigh(chosen_ones, found, named, sides, means, settings()["reprints"]["fitting"])
        log_odds = _weighed(weigh(ko, en, wanted, chance, groups))
        pairs = spread(chosen_ones, log_odds, base, sides)
    back_ko, back_en = index["ko"], index["en"]
    told = {(back_ko[i], back_en[j]): odds for (i, j), odds in log_odds.items()}
    best: dict[int, tuple[float, int]] = {}
    for (i, j), odds in told.items():
        for one, other in ((i, j), (j, i)):
            if one not in best or odds > best[one][0]:
                best[one] = odds, other
    return Matches(
        least,
        tuple((back_ko[i], back_en[j]) for i, j in pairs),
        {one: other for one, (_, other) in best.items()},
        told,
        {
            (back_ko[i], back_en[j]): (back_ko[first], back_en[second])
            for (i, j), (first, second) in pairs.items()
            if (i, j) != (first, second)
        },
    )


def _candidates(
    sides: Sides, means: tuple[NDArray[np.float32], NDArray[np.float32]], named: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The pairs worth a closer look among those that stand for their group: near ones, and those that addresses name."""
    rules = settings()["candidates"]
    ko, en = sorted(set(sides.ko)), sorted(set(sides.en))
    few = max(len(ko), len(en)) <= rules["large"]
    near = nearest(means[0][ko], means[1][en], rules["nearest" if few else "nearest_of_many"])
    found = {(ko[i], en[j]) for i, j in near}
    return sorted(found | {(sides.ko[i], sides.en[j]) for i, j in named})


def _weighed(evidence: Evidence) -> dict[tuple[int, int], float]:
    return dict(zip(evidence.candidates, evidence.log_odds.tolist(), strict=True))
