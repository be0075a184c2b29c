"""What two documents share of the marks that survive translation, kind by kind, and what they should share."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeVar

from kmedtext.alignment.pairing.documents import DocumentView
from kmedtext.alignment.pairing.marks import name_weight, number_weight
from kmedtext.alignment.pairing.sounding import code_of, sound_weight

Mark = TypeVar("Mark", str, int)
Views = Sequence[DocumentView]
Groups = tuple[Sequence[int], Sequence[int]]

_WEIGHTS: Final[Mapping[str, Callable[[str], float]]] = {
    "numbers": number_weight,
    "names": name_weight,
    "sounds": sound_weight,
}
KINDS: Final = tuple(_WEIGHTS)
"""Numbers by value, names in Latin letters, and names by their sound."""


def shared(kind: str, ko: DocumentView, en: DocumentView) -> dict[str, float]:
    """The marks of a kind that a Korean and an English document both have, with what each says."""
    weight = _WEIGHTS[kind]
    if kind == "sounds":
        codes = _codes(ko)
        return {key: weight(key) for key in en.romanised if code_of(key) in codes}
    return {key: weight(key) for key in sorted(_marks(kind, ko) & _marks(kind, en))}


def _marks(kind: str, view: DocumentView) -> frozenset[str]:
    return view.numbers if kind == "numbers" else view.names


@lru_cache(maxsize=4)
def _codes(view: DocumentView) -> frozenset[int]:
    return frozenset(view.sounds.tolist())


class Sharing:
    """A kind of marks in the documents of two sides: how rare each is, and how much a document has of it."""

    def __init__(self, kind: str, ko: Views, en: Views, groups: Groups) -> None:
        """Count in how many documents each mark stands, on the side where it is commoner; near copies count once."""
        self.kind, self.ko, self.en = kind, ko, en
        self._documents = max(len(set(groups[0])), len(set(groups[1])))
        if kind == "sounds":
            said: list[Collection[str]] = [view.romanised.keys() for view in en]
            names = {code_of(key): key for keys in said for key in keys}
            heard: list[Collection[str]] = [
                [names[code] for code in view.sounds.tolist() if code in names] for view in ko
            ]
        else:
            heard, said = [_marks(kind, view) for view in ko], [_marks(kind, view) for view in en]
        self._often = counted(heard, groups[0]) | counted(said, groups[1])
        self._ko_total, self._en_total = (
            [math.fsum(map(_WEIGHTS[kind], marks)) for marks in side] for side in (heard, said)
        )

    def read(self, i: int, j: int) -> tuple[float, float]:
        """The weight of what documents i and j share, rare marks counting more; and of what they could share and do not.

        Numbers are missed where both texts have others; names by their sound where the English ones are not heard
        in the Korean text, which writes every Korean name.
        """
        found = shared(self.kind, self.ko[i], self.en[j])
        total = self._en_total[j] if self.kind == "sounds" else min(self._ko_total[i], self._en_total[j])
        missed = total - math.fsum(found.values())
        return math.fsum(weight * self._rare(self._often[key]) for key, weight in found.items()), max(
            0.0, missed
        )

    def _rare(self, count: int) -> float:
        """Weight of a mark that so many documents of a side have; 1 where only one has it."""
        if count <= 1:
            return 1.0
        return math.log((self._documents + 1) / count) / math.log(self._documents + 1)


def counted(documents: Iterable[Collection[Mark]], groups: Sequence[int]) -> Counter[Mark]:
    """In how many documents each mark stands; those of one group count once.

    >>> counted([["a", "b"], ["a"], ["a"]], [0, 1, 1])
    Counter({'a': 2, 'b': 1})
    """
    counts: Counter[Mark] = Counter()
    many = Counter(groups)
    by_group: dict[int, set[Mark]] = {}
    for marks, group in zip(documents, groups, strict=True):
        if many[group] == 1:
            counts.update(set(marks))
        else:
            by_group.setdefault(group, set()).update(marks)
    for held in by_group.values():
        counts.update(held)
    return counts
