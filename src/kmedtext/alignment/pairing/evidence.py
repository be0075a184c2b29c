"""What speaks for and against a pair of documents, and how much it says together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final

from kmedtext.alignment.pairing.bimax import Background, Closeness, compare
from kmedtext.alignment.pairing.documents import DocumentView, settings
from kmedtext.alignment.pairing.marks import frequencies, name_weight, number_weight

_HALF: Final = 3.0
"""The shared weight at which marks count half of what they can."""


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """All that is known about a candidate pair.

    ``numbers`` and ``names`` grow from 0 towards 1 with what is shared and how rare it is; ``days`` lie between
    the dates, None where a date is not known. ``log_odds`` is the sum of it all; ``score`` the estimated
    probability of a true pair.
    """

    closeness: Closeness
    numbers: float
    names: float
    days: int | None
    log_odds: float = 0.0

    @property
    def score(self) -> float:
        """The log odds as a probability, to four places."""
        return round(1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, self.log_odds)))), 4)


def weigh(
    ko: Sequence[DocumentView],
    en: Sequence[DocumentView],
    candidates: Sequence[tuple[int, int]],
    chance: Background,
    model: Mapping[str, Any] | None = None,
) -> list[PairEvidence]:
    """Collect the evidence of the candidate pairs (index into ``ko``, index into ``en``)."""
    model = settings()["model"] if model is None else model
    ko_numbers, en_numbers = (frequencies(view.numbers for view in side) for side in (ko, en))
    ko_names, en_names = (frequencies(view.names for view in side) for side in (ko, en))
    found = []
    for (i, j), close in zip(candidates, compare(ko, en, candidates, chance), strict=True):
        numbers = math.fsum(
            number_weight(key) * _rare(max(ko_numbers[key], en_numbers[key]), max(len(ko), len(en)))
            for key in sorted(ko[i].numbers & en[j].numbers)
        )
        names = math.fsum(
            name_weight(key) * _rare(max(ko_names[key], en_names[key]), max(len(ko), len(en)))
            for key in sorted(ko[i].names & en[j].names)
        )
        days = days_between(ko[i].published, en[j].published)
        known = PairEvidence(close, numbers / (numbers + _HALF), names / (names + _HALF), days)
        found.append(replace(known, log_odds=_log_odds(known, model)))
    return found


def _log_odds(evidence: PairEvidence, model: Mapping[str, Any]) -> float:
    total = float(model["bias"]) + math.fsum(
        model[name] * value for name, value in features(evidence).items()
    )
    return round(total + date_evidence(evidence.days), 4)


def features(evidence: PairEvidence) -> dict[str, float]:
    """What the model reads, by name."""
    values = {field.name: getattr(evidence.closeness, field.name) for field in fields(Closeness)}
    return {**values, "numbers": evidence.numbers, "names": evidence.names}


def _rare(count: int, documents: int) -> float:
    """Weight of a mark that ``count`` of ``documents`` documents of a side have; 1 where only one has it."""
    if count <= 1:
        return 1.0
    return math.log((documents + 1) / count) / math.log(documents + 1)


def days_between(one: str | None, other: str | None) -> int | None:
    """Days between two ISO dates, None where one is missing or cannot be read.

    >>> days_between("2025-11-28", "2025-11-30T09:00"), days_between("2025-11-28", None)
    (2, None)
    """
    try:
        return abs((date.fromisoformat((one or "")[:10]) - date.fromisoformat((other or "")[:10])).days)
    except ValueError:
        return None


def date_evidence(days: int | None) -> float:
    """What the distance of the dates adds to the log odds; nothing where it is not known."""
    if days is None:
        return 0.0
    for step in settings()["dates"]:
        if days <= step["up_to"]:
            return float(step["adds"])
    return float(settings()["dates_beyond"])
