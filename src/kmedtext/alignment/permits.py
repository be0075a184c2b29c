"""Permits: which beads constraints leave possible in a section, and which they demand."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.constraints import Group, Rules
from kmedtext.alignment.encoders import Vectors
from kmedtext.alignment.sections import Section, sections
from kmedtext.alignment.stretches import MAX_SENTENCES, Array
from kmedtext.records import Bead

_DEMANDED = 1e5  # beyond what all beads of a section can be worth together
Shapes = Sequence[tuple[int, int]]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Permit:
    """For a section: pairs of sentences that may not stand in one bead, and groups that must, by local indices."""

    forbidden: Marks
    groups: tuple[Group, ...]

    def apply(self, gains: Array, shapes: Shapes) -> Array:
        """Take beads that are forbidden out of the gains, and lift those that are demanded above all others."""
        gains = gains.copy()
        n, m = self.forbidden.shape
        for at, (a, b) in enumerate(shapes):
            gains[at][_any_of(self.forbidden, a, b)] = -np.inf
            held = np.zeros((n, m), dtype=bool)
            for group in self.groups:
                ko_in, ko_touch = _runs(n, a, group.ko)
                en_in, en_touch = _runs(m, b, group.en)
                whole = ko_in[:, None] & en_in[None, :]
                gains[at][(ko_touch[:, None] | en_touch[None, :]) & ~whole] = -np.inf
                gains[at][whole & held] = -np.inf  # what was not linked is not joined
                gains[at][whole & ~held] += _DEMANDED
                held |= whole
        return gains

    def is_free(self, i: int, j: int) -> bool:
        """Whether two sentences may stand in a bead of their own: neither forbidden nor demanded elsewhere."""
        return not self.forbidden[i, j] and not any(i in group.ko or j in group.en for group in self.groups)


def _any_of(marks: Marks, a: int, b: int) -> Marks:
    """Whether any pair of a by b sentences from every position on is marked."""
    n, m = marks.shape
    found = marks.copy()
    for down in range(a):
        for right in range(b):
            if down < n and right < m:
                found[: n - down, : m - right] |= marks[down:, right:]
    return found


def _runs(count: int, many: int, members: tuple[int, ...]) -> tuple[Marks, Marks]:
    """For ``many`` sentences from every position on: whether they hold all members, and whether any."""
    start = np.arange(count)
    whole = (start <= members[0]) & (start + many > members[-1])
    touch = np.zeros(count, dtype=bool)
    for one in members:
        touch |= (start <= one) & (start + many > one)
    return whole, touch


def permit(
    section: Section, rules: Rules, taken: Iterable[tuple[tuple[int, ...], tuple[int, ...]]]
) -> Permit:
    """What the rules mean in a section; the sentences in ``taken`` have their bead already."""
    (ko_start, ko_end), (en_start, en_end) = section
    forbidden = np.zeros((ko_end - ko_start, en_end - en_start), dtype=bool)
    for i, j in rules.cannot:
        if ko_start <= i < ko_end and en_start <= j < en_end:
            forbidden[i - ko_start, j - en_start] = True
    for i, j in rules.anchors:
        row, column = (
            min(max(i - ko_start, 0), ko_end - ko_start),
            min(max(j - en_start, 0), en_end - en_start),
        )
        forbidden[:row, column:] = True
        forbidden[row:, :column] = True
    for ko, en in taken:
        forbidden[[i - ko_start for i in ko if ko_start <= i < ko_end], :] = True
        forbidden[:, [j - en_start for j in en if en_start <= j < en_end]] = True
    groups = tuple(
        Group(tuple(i - ko_start for i in group.ko), tuple(j - en_start for j in group.en))
        for group in rules.groups
        if ko_start <= group.ko[0] < ko_end and en_start <= group.en[0] < en_end
    )
    return Permit(forbidden, groups)


def split_groups(rules: Rules, cut: Sequence[Section]) -> tuple[Rules, list[Group]]:
    """Part the groups that one bead of a section can hold from those that must be made by hand."""
    inside: list[Group] = []
    apart: list[Group] = []
    for group in rules.groups:
        rising = all(side[-1] - side[0] + 1 == len(side) for side in (group.ko, group.en))
        small = len(group.ko) + len(group.en) <= MAX_SENTENCES
        home = any(
            a <= group.ko[0] and group.ko[-1] < b and c <= group.en[0] and group.en[-1] < d
            for (a, b), (c, d) in cut
        )
        (inside if rising and small and home else apart).append(group)
    return Rules(tuple(inside), rules.cannot, rules.anchors), apart


def missed(rules: Rules, beads: Iterable[Bead]) -> list[Group]:
    """The groups that stand in none of the beads."""
    held = {i: bead for bead in beads for i in bead.ko}
    return [
        group
        for group in rules.groups
        if (bead := held.get(group.ko[0])) is None
        or not (set(group.ko) <= set(bead.ko) and set(group.en) <= set(bead.en))
    ]


def sections_within(ko: Vectors, en: Vectors, rules: Rules) -> list[Section]:
    """Cut long texts into sections, at the anchors given and between them."""
    found = sections(ko, en)
    if len(found) < 2 or not rules.anchors:
        return found
    cuts = [(0, 0), *rules.anchors, (len(ko), len(en))]
    result: list[Section] = []
    for (i, j), (next_i, next_j) in itertools.pairwise(cuts):
        if i < next_i and j < next_j:
            result += [
                ((a + i, b + i), (c + j, d + j)) for (a, b), (c, d) in sections(ko[i:next_i], en[j:next_j])
            ]
    return result
