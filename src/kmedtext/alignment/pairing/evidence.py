"""What speaks for and against a pair of documents, and how much it says together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.pairing.addresses import hint
from kmedtext.alignment.pairing.bimax import MEASURES, Background, compare
from kmedtext.alignment.pairing.documents import DocumentView
from kmedtext.alignment.pairing.settings import settings
from kmedtext.alignment.pairing.sharing import KINDS, Groups, Sharing

FEATURES: Final = (*MEASURES, "numbers", "numbers_missed", "names", "names_missed", "sounds", "sounds_missed")
"""What the model reads, by name: what the sentences say, and of each kind of marks what is shared and what is missed,
which grow from 0 towards 1."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known about candidate pairs: ``features`` has a row a candidate and the columns ``FEATURES``.

    ``log_odds`` is the sum of it all and of what the dates say.
    """

    candidates: Sequence[tuple[int, int]]
    features: NDArray[np.float64]
    log_odds: NDArray[np.float64]


def weigh(
    ko: Sequence[DocumentView],
    en: Sequence[DocumentView],
    candidates: Sequence[tuple[int, int]],
    chance: Background,
    groups: Groups | None = None,
) -> Evidence:
    """Collect the evidence of the candidate pairs (index into ``ko``, index into ``en``), sorted.

    ``groups`` numbers the documents of either side; near copies have one number.
    """
    halves = settings()["halves"]
    columns = [compare(ko, en, candidates, chance, groups)]
    for kind in KINDS:
        sharing = Sharing(kind, ko, en, groups or (range(len(ko)), range(len(en))))
        values = np.array([sharing.read(i, j) for i, j in candidates])
        columns.append(values / (values + np.array([halves[kind], halves[f"{kind}_missed"]])))
    features = np.concatenate(columns, axis=1)
    model = settings()["model"]
    weights = np.array([model[name] for name in FEATURES])
    days = [days_between(ko[i].published, en[j].published) for i, j in candidates]
    total = model["bias"] + features @ weights + np.array([date_evidence(one) for one in days])
    hinted = np.array([hint_evidence(hint(ko[i].address, en[j].address)) for i, j in candidates])
    # addresses may decide what the texts leave open, and never outweigh a text that speaks against
    total = np.where(total >= settings()["addresses"]["least"], total + hinted, total)
    return Evidence(candidates, features, np.round(total, 4))


def hint_evidence(found: str | None) -> float:
    """What the addresses add to the log odds."""
    return float(settings()["addresses"][found]) if found else 0.0


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
