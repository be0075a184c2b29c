"""An estimate of how good a translation is, where nobody has read it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kmedtext.translation.fidelity.checking import Fidelity
from kmedtext.translation.fidelity.rules import rules


def similarities(texts: Sequence[str], translations: Sequence[str]) -> list[float]:
    """How near each text and its translation are to the sentence encoder: the cosine of their vectors."""
    from kmedtext.alignment.encoders import default_encoder

    if not texts:
        return []
    encoder = default_encoder()
    first, second = encoder.encode(texts), encoder.encode(translations)
    return [round(float(value), 4) for value in (first * second).sum(axis=1)]


def quality(similarity: float, fidelity: Fidelity) -> float:
    """Estimate the quality of a translation, 0…1: what its similarity is worth, less for each check that failed.

    It is an estimate: it sees what is missing or wrong in substance, not whether a sentence reads well.
    Points and factors are set by hand; it was not measured against judgements of people.

    >>> sound = Fidelity(None, True, None, True, True, None, True)
    >>> quality(0.9, sound) > quality(0.5, sound) > quality(0.1, sound)
    True
    """
    table = rules()["estimate"]
    worth = _between(similarity, table["points"])
    for name in fidelity.failed:
        worth *= table["leaves"][name]
    return round(worth, 4)


def _between(value: float, points: Sequence[Sequence[float]]) -> float:
    """Read a value off a line through points; flat beyond its ends."""
    if value <= points[0][0]:
        return points[0][1]
    for (left, low), (right, high) in pairwise(points):
        if value <= right:
            return low + (high - low) * (value - left) / (right - left)
    return points[-1][1]
