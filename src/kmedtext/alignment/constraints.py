"""Constraints: what a person knows of two texts, which alignment must honour exactly."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kmedtext.errors import UsageError
from kmedtext.records import Bead

Link = tuple[int, int]
"""A Korean and an English sentence, by their indices."""


@dataclass(frozen=True, slots=True)
class Constraints:
    """What must and must not stand in one bead, and borders that no bead crosses.

    Each is a list of pairs (Korean index, English index), from 0. ``must``: the two sentences stand in one
    bead; pairs that share a sentence make one bead together, others do not. ``cannot``: they do not. ``anchors``: what stands
    before Korean sentence i translates only what stands before English sentence j, and the rest only the rest.

    >>> Constraints(must=[(2, 3), (2, 4)], anchors=[(5, 6)])
    Constraints(must=((2, 3), (2, 4)), cannot=(), anchors=((5, 6),))
    """

    must: Sequence[Link] = ()
    cannot: Sequence[Link] = ()
    anchors: Sequence[Link] = ()

    def __post_init__(self) -> None:
        for name in ("must", "cannot", "anchors"):
            object.__setattr__(self, name, _links(name, getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that must stand in one bead, in order."""

    ko: tuple[int, ...]
    en: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """Constraints that have been found to hold together, for two texts of a given length."""

    groups: tuple[Group, ...] = ()
    cannot: tuple[Link, ...] = ()
    anchors: tuple[Link, ...] = ()


def rules_of(constraints: Constraints | None, ko: int, en: int, kept: Iterable[Bead] = ()) -> Rules:
    """Check constraints on texts of ``ko`` and ``en`` sentences, of which ``kept`` beads stay as they are.

    Raises :class:`~kmedtext.errors.UsageError` that names what points outside or contradicts another.

    >>> rules_of(Constraints(must=[(0, 1), (1, 1)]), 2, 2).groups
    (Group(ko=(0, 1), en=(1,)),)
    """
    if constraints is None:
        return Rules()
    if not isinstance(constraints, Constraints):
        raise UsageError(f"constraints are made by Constraints(must=…), not {type(constraints).__name__}")
    for name, links, more in (
        ("must", constraints.must, 0),
        ("cannot", constraints.cannot, 0),
        ("anchors", constraints.anchors, 1),
    ):
        for link in links:
            if not (0 <= link[0] < ko + more and 0 <= link[1] < en + more):
                raise UsageError(
                    f"{name}={link} points outside the texts, which have {ko} Korean and {en} English sentences "
                    "(counted from 0)"
                )
    groups = _groups(constraints.must)
    _refuse_forbidden(groups, constraints)
    anchors = _rising(constraints.anchors)
    _refuse_crossing(groups, constraints, anchors)
    _refuse_kept(constraints, kept)
    return Rules(groups, tuple(constraints.cannot), anchors)


def _links(name: str, given: object) -> tuple[Link, ...]:
    wrong = UsageError(
        f"{name} is a list of pairs (Korean index, English index), whole numbers from 0: {name}=[(2, 3)]"
    )
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise wrong
    links: list[Link] = []
    for pair in given:
        if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2:
            raise wrong
        if any(isinstance(one, bool) or not isinstance(one, int) for one in pair):
            raise wrong
        links.append((pair[0], pair[1]))
    return tuple(links)


def _groups(must: Iterable[Link]) -> tuple[Group, ...]:
    """Put links that share a sentence together."""
    of: dict[tuple[str, int], int] = {}
    members: dict[int, list[tuple[str, int]]] = {}
    for number, (i, j) in enumerate(must):
        members[number] = []
        for one in (("ko", i), ("en", j)):
            before = of.get(one)
            joined = members.pop(before, []) if before is not None and before != number else []
            for other in (*joined, one):
                if of.get(other) != number:
                    of[other] = number
                    members[number].append(other)
    found = [
        Group(
            tuple(sorted(at for side, at in group if side == "ko")),
            tuple(sorted(at for side, at in group if side == "en")),
        )
        for group in members.values()
    ]
    return tuple(sorted(found, key=lambda group: (group.ko, group.en)))


def _refuse_forbidden(groups: Iterable[Group], constraints: Constraints) -> None:
    inside = {(i, j): group for group in groups for i in group.ko for j in group.en}
    for link in constraints.cannot:
        if (group := inside.get(link)) is not None:
            reason = "the same pair" if link in constraints.must else f"together {_named(group, constraints)}"
            raise UsageError(f"cannot={link} contradicts must: {reason}; drop one of them")


def _named(group: Group, constraints: Constraints) -> str:
    links = [link for link in constraints.must if link[0] in group.ko]
    return ", ".join(f"must={link}" for link in links) + " put them in one bead"


def _rising(anchors: Iterable[Link]) -> tuple[Link, ...]:
    ordered = sorted(set(anchors))
    for before, after in itertools.pairwise(ordered):
        if after[1] < before[1]:
            raise UsageError(
                f"anchors={before} and anchors={after} cross each other; borders rise on both sides"
            )
    return tuple(ordered)


def _refuse_crossing(groups: Iterable[Group], constraints: Constraints, anchors: Iterable[Link]) -> None:
    for group in groups:
        for i, j in anchors:
            before = {*(at < i for at in group.ko), *(at < j for at in group.en)}
            if len(before) > 1:
                raise UsageError(
                    f"anchors={(i, j)} contradicts must: {_named(group, constraints)}, across that border; "
                    "drop one of them"
                )


def _refuse_kept(constraints: Constraints, kept: Iterable[Bead]) -> None:
    """A bead that stays as it is may hold no forbidden pair, and no part of what must stand together."""
    for bead in kept:
        name = f"the bead {bead.ko}–{bead.en}, which is to be kept, contradicts"
        for i, j in constraints.must:
            if (i in bead.ko) != (j in bead.en):
                raise UsageError(f"{name} must={(i, j)}; leave it out of keep")
        for i, j in constraints.cannot:
            if i in bead.ko and j in bead.en:
                raise UsageError(f"{name} cannot={(i, j)}; leave it out of keep")
        for i, j in constraints.anchors:
            if len({*(at < i for at in bead.ko), *(at < j for at in bead.en)}) > 1:
                raise UsageError(f"{name} anchors={(i, j)}; leave it out of keep")


def named_in(constraints: Constraints, bead: Bead) -> bool:
    """Whether constraints say anything of a bead: of one of its sentences, or a border that runs through it."""
    links = (*constraints.must, *constraints.cannot)
    return any(i in bead.ko or j in bead.en for i, j in links) or any(
        len({*(at < i for at in bead.ko), *(at < j for at in bead.en)}) > 1 for i, j in constraints.anchors
    )
