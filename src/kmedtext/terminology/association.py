"""Phrases that go together across the two sides of records.

Log-likelihood ratio after T. Dunning, *Accurate Methods for the Statistics of Surprise and Coincidence*
(Computational Linguistics 19, 1993), and Dice's coefficient, over records that hold a phrase or do not. Each phrase
gets one partner, the surest pairs first: competitive linking (I. D. Melamed, Computational Linguistics 26, 2000).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kmedtext.language.equivalence import has_unknown, match_phrase
from kmedtext.records import Record
from kmedtext.terminology.entries import rules
from kmedtext.terminology.phrases import english_phrases, korean_phrases


@dataclass(frozen=True, slots=True)
class Association:
    """A Korean and an English phrase, how many records hold both, and how much more than by chance.

    ``key`` is the English as it was counted, ``en`` as it is written most often.
    """

    ko: str
    en: str
    together: int
    likelihood: float
    dice: float
    key: str


def log_likelihood(together: int, one: int, other: int, total: int) -> float:
    """Dunning's ratio for two phrases in ``one`` and ``other`` of ``total`` records, in ``together`` both; 0 if fewer than by chance.

    >>> round(log_likelihood(10, 10, 10, 1000), 1), log_likelihood(1, 100, 100, 1000)
    (112.0, 0.0)
    """
    cells = (
        (together, one * other),
        (one - together, one * (total - other)),
        (other - together, (total - one) * other),
        (total - one - other + together, (total - one) * (total - other)),
    )
    if together * total <= one * other:
        return 0.0
    return 2 * sum(seen * math.log(seen * total / product) for seen, product in cells if seen and product)


def associate(records: Iterable[Record]) -> tuple[Association, ...]:
    """Find the phrases that stand for each other in records, the surest first.

    Both must meet in three records at least (two, where the parts of the Korean mean the English), beyond
    chance, and more often than apart; a phrase has one partner.
    """
    settings = rules()["association"]
    sides = [(korean_phrases(record), english_phrases(record)) for record in records]
    total = len(sides)
    left: Counter[str] = Counter(phrase for ko, _ in sides for phrase in ko)
    right: Counter[str] = Counter(phrase for _, en in sides for phrase in en)
    most = settings["frequent"] * total if total >= settings["frequent_from"] else total
    least = settings["together_meaning"]
    usable = {p for side in (left, right) for p, n in side.items() if least <= n <= most}
    pairs: Counter[tuple[str, str]] = Counter()
    for ko, en in sides:
        theirs = sorted(usable.intersection(en))
        pairs.update((phrase, other) for phrase in sorted(ko & usable) for other in theirs)
    scored = [
        one
        for (ko_phrase, en_phrase), together in pairs.items()
        if (one := _scored(ko_phrase, en_phrase, together, left[ko_phrase], right[en_phrase], total))
    ]
    linked = list(_linked(scored))
    written: dict[str, Counter[str]] = {pair.key: Counter() for pair in linked}
    for _, en in sides:
        for key in written.keys() & en.keys():
            written[key][en[key]] += 1
    named = (replace(pair, en=_commonest(written[pair.key])) for pair in linked)
    return tuple(pair for pair in named if not _other_name(pair))


def _other_name(pair: Association) -> bool:
    """Whether two names meet that are not spelled alike: the one of the firm with the one of its drug."""
    if not pair.en[0].isupper() or pair.en.isupper() or not has_unknown(pair.ko):
        return False
    return match_phrase(pair.ko, pair.en) == 0


def _commonest(written: Counter[str]) -> str:
    return min(written, key=lambda text: (-written[text], text))


def _scored(
    ko: str, en: str, together: int, one: int, other: int, total: int
) -> tuple[float, Association] | None:
    """A pair with its strength in competition, if it is more than chance."""
    settings = rules()["association"]
    dice = 2 * together / (one + other)
    if together < settings["together_meaning"] or dice < settings["dice"]:
        return None
    meaning = match_phrase(ko, en)
    if together < settings["together"] and meaning < settings["meaning"]:
        return None
    likelihood = log_likelihood(together, one, other, total)
    # In a handful of records not even perfect company reaches the bound.
    bound = min(settings["likelihood"], 0.8 * log_likelihood(together, together, together, total))
    if likelihood < max(bound, 1e-9):
        return None
    return likelihood * (1 + settings["weight"] * meaning), Association(
        ko, en, together, likelihood, dice, en
    )


def _linked(scored: Sequence[tuple[float, Association]]) -> Iterator[Association]:
    """The strongest pairs, each phrase once; of equals the longer ones."""
    ranked = sorted(
        scored,
        key=lambda one: (
            -round(one[0], 6),
            -one[1].dice,
            -len(one[1].ko) - len(one[1].en),
            one[1].ko,
            one[1].en,
        ),
    )
    used: set[tuple[str, str]] = set()
    for _, pair in ranked:
        if ("ko", pair.ko) not in used and ("en", pair.key) not in used:
            used |= {("ko", pair.ko), ("en", pair.key)}
            yield pair
