"""What a person knows of two texts is honoured exactly, in short texts and in long ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kmedtext import Bitext, Constraints, UsageError, align
from kmedtext.records import Bead


class Dice:
    """Vectors by the text alone, so that nothing of a language is needed: the same word, the same vector."""

    name, dim, max_chars, signature = "dice", 16, 1000, "dice"

    def encode(self, texts: Any) -> NDArray[np.float32]:
        rows = [np.random.default_rng(int(text.split()[-1])).normal(size=16) for text in texts]
        found = np.array(rows, dtype=np.float32).reshape(len(rows), 16)
        return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


DICE: Any = Dice()


def texts(count: int, word: str) -> list[str]:
    return [f"{word} {n}" for n in range(count)]


def honoured(beads: tuple[Bead, ...], told: Constraints) -> bool:
    def together(i: int, j: int) -> bool:
        return any(i in bead.ko and j in bead.en for bead in beads)

    crossing = any(
        len({*(at < i for at in bead.ko), *(at < j for at in bead.en)}) > 1
        for i, j in told.anchors
        for bead in beads
    )
    return (
        all(together(*link) for link in told.must)
        and not any(together(*link) for link in told.cannot)
        and not crossing
    )


LINKS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 8)), max_size=3)


@settings(deadline=None, max_examples=60)  # a shared machine may pause
@given(LINKS, LINKS, LINKS)
def test_constraints_hold_or_are_refused(
    must: list[tuple[int, int]], cannot: list[tuple[int, int]], anchors: list[tuple[int, int]]
) -> None:
    told = Constraints(must, cannot, anchors)
    try:
        bitext = align(texts(8, "ko"), texts(9, "en"), encoder=DICE, constraints=told)
    except UsageError:
        assume(bool(must or len(anchors) > 1))
        return
    assert honoured(bitext.beads, told)
    for side in ("ko", "en"):
        used = [at for bead in bitext.beads for at in getattr(bead, side)]
        assert len(used) == len(set(used))
    assert [bead.ko for bead in bitext.beads] == sorted(bead.ko for bead in bitext.beads)


def test_they_hold_over_the_sections_of_a_long_text() -> None:
    told = Constraints(
        must=[(3, 590), (300, 301), (301, 301), (599, 0)], cannot=[(10, 10), (450, 450)], anchors=()
    )
    ko, en = texts(600, "ko"), texts(600, "en")
    plain = align(ko, en, encoder=DICE)
    assert any(10 in bead.ko and 10 in bead.en for bead in plain.beads)
    bitext = align(ko, en, encoder=DICE, constraints=told)
    assert honoured(bitext.beads, told)
    assert len(bitext.beads) > 500
    anchored = Constraints(anchors=[(200, 203), (400, 410)])
    assert honoured(align(ko, en, encoder=DICE, constraints=anchored).beads, anchored)
    assert not honoured(plain.beads, anchored)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"must": [(1, 2)], "cannot": [(1, 2)]}, "cannot=(1, 2) contradicts must: the same pair"),
        ({"must": [(1, 2), (1, 3), (2, 3)], "cannot": [(2, 2)]}, "must=(1, 2), must=(1, 3), must=(2, 3)"),
        ({"must": [(1, 2)], "anchors": [(2, 2)]}, "anchors=(2, 2) contradicts must: must=(1, 2)"),
        ({"anchors": [(1, 3), (2, 1)]}, "anchors=(1, 3) and anchors=(2, 1) cross"),
        ({"must": [(4, 0)]}, "must=(4, 0) points outside the texts, which have 4 Korean"),
        ({"cannot": [(0, -1)]}, "outside"),
        ({"must": [(True, 1)]}, "whole numbers"),
        ({"must": "12"}, "a list of pairs"),
        ({"anchors": [(1,)]}, "a list of pairs"),
    ],
)
def test_what_cannot_be_is_named(told: dict[str, Any], says: str) -> None:
    with pytest.raises(UsageError) as caught:
        align(texts(4, "ko"), texts(5, "en"), encoder=DICE, constraints=Constraints(**told))
    assert says in str(caught.value)


def swapped() -> Bitext:
    return align(texts(5, "ko"), texts(5, "en"), encoder=DICE)


def test_realigning_keeps_what_it_is_told_to_keep() -> None:
    before = swapped()
    assert [(bead.ko, bead.en) for bead in before.beads] == [((n,), (n,)) for n in range(5)]
    after = before.realign(Constraints(must=[(1, 2), (2, 1)]), keep="untouched", encoder=DICE)
    pairs = [(bead.ko, bead.en) for bead in after.beads]
    assert pairs == [((0,), (0,)), ((1,), (2,)), ((2,), (1,)), ((3,), (3,)), ((4,), (4,))]
    assert [after.beads[n] for n in (0, 3, 4)] == [before.beads[n] for n in (0, 3, 4)]
    again = before.realign(Constraints(cannot=[(0, 0)]), keep=[3, 4], encoder=DICE)
    assert {before.beads[3], before.beads[4]} <= set(again.beads)
    assert honoured(again.beads, Constraints(cannot=[(0, 0)]))


def test_a_kept_bead_that_contradicts_is_named() -> None:
    before = swapped()
    for told in (Constraints(cannot=[(1, 1)]), Constraints(must=[(1, 2)]), Constraints(anchors=[(2, 1)])):
        with pytest.raises(UsageError, match=r"bead \(1,\)–\(1,\), which is to be kept"):
            before.realign(told, keep=[1], encoder=DICE)
    keep: Any = [7]
    with pytest.raises(UsageError, match="numbers of beads"):
        before.realign(keep=keep, encoder=DICE)


def test_an_empty_side_has_nothing_to_say() -> None:
    assert align([], texts(2, "en"), encoder=DICE, constraints=Constraints()).beads == ()
