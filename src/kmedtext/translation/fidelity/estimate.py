"""An estimate of how good a translation is, where nobody has read it."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

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
    """Estimate the quality of a translation, 0…1, by its similarity to the text and the checks that failed.

    It is an estimate: the weights tell true pairs of sentences from pairs damaged on purpose (``python -m
    benchmarks.translation_estimate``). It sees what is missing or wrong in substance, not whether a sentence reads
    well, and was not measured against judgements of people.

    >>> sound = Fidelity(None, True, None, True, True, None, True)
    >>> quality(0.9, sound) > quality(0.5, sound) > quality(0.1, sound)
    True
    """
    table = rules()["estimate"]
    odds = table["constant"] + table["similarity"] * similarity
    odds += sum(table["failed"][name] for name in fidelity.failed)
    return round(1 / (1 + exp(-odds)), 4)
