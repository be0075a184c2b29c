"""One story printed several times: which member of a group of near copies goes with which of the partner's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sides:
    """For each Korean and each English document the one that stands for its near copies."""

    ko: Sequence[int]
    en: Sequence[int]


def pairs_to_weigh(
    chosen: Iterable[Edge],
    candidates: Iterable[Edge],
    hinted: Iterable[Edge],
    sides: Sides,
    means: tuple[NDArray[np.float32], NDArray[np.float32]],
    most: int,
) -> list[Edge]:
    """All pairs whose evidence is needed, sorted: the candidates, those of each near copy, and members of partners.

    ``candidates`` are pairs of those that stand for a group; every near copy meets the same ones, so that what speaks
    for it is measured against the same rivals. Of the partner's members each meets at most ``most``: the nearest by mean
    vectors, and those that addresses name.
    """
    listed = list(candidates)
    found = set(listed)
    ko, en = members(sides.ko), members(sides.en)
    for i, j in listed:
        found.update((one, j) for one in ko[i])
        found.update((i, one) for one in en[j])
    partners = set(chosen)
    for i, j in sorted(partners):
        found.update(_nearest(ko[i], en[j], means, most))
    found.update((i, j) for i, j in hinted if (sides.ko[i], sides.en[j]) in partners)
    return sorted(found)


def _nearest(
    ko: Sequence[int], en: Sequence[int], means: tuple[NDArray[np.float32], NDArray[np.float32]], most: int
) -> Iterable[Edge]:
    if len(ko) * len(en) == 1:
        return
    similar = means[0][list(ko)] @ means[1][list(en)].T
    for row, column in zip(*np.nonzero(_ranks(similar) < most), strict=True):
        yield ko[row], en[column]
    for column, row in zip(*np.nonzero(_ranks(similar.T) < most), strict=True):
        yield ko[row], en[column]


def _ranks(table: NDArray[np.float32]) -> NDArray[np.intp]:
    """The place of each cell in its row, from the greatest; ties go to the first."""
    order = np.argsort(-table, axis=1, kind="stable")
    return np.argsort(order, axis=1, kind="stable")


def spread(
    chosen: Iterable[Edge], log_odds: Mapping[Edge, float], least: float, sides: Sides
) -> dict[Edge, Edge]:
    """The pairs of the members of partners, each with the best pair of the same story.

    Every member goes with the member of the partner that fits it best, where that has the ``least`` log odds. Ties go
    to those that stand for their group, then to the first.
    """
    partners = set(chosen)
    within = sorted(
        ((sides.ko[i], sides.en[j]), (i, j))
        for (i, j), odds in log_odds.items()
        if odds >= least and (sides.ko[i], sides.en[j]) in partners
    )
    found: dict[Edge, Edge] = {}
    for (first, second), run in groupby(within, key=itemgetter(0)):
        ranked = sorted(
            (edge for _, edge in run),
            key=lambda one: (-log_odds[one], one[0] != first, one[1] != second, one),
        )
        for side in (0, 1):
            met: set[int] = set()
            for edge in ranked:
                if edge[side] not in met:
                    met.add(edge[side])
                    found[edge] = ranked[0]
    return dict(sorted(found.items()))


def members(stands: Sequence[int]) -> dict[int, list[int]]:
    """The members of each group, by the one that stands for it.

    >>> members([0, 0, 2])
    {0: [0, 1], 2: [2]}
    """
    found: dict[int, list[int]] = {}
    for index, one in enumerate(stands):
        found.setdefault(one, []).append(index)
    return found
