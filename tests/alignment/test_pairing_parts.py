from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmedtext.alignment.pairing.assignment import assign
from kmedtext.alignment.pairing.candidates import nearest
from kmedtext.alignment.pairing.documents import fingerprint
from kmedtext.alignment.pairing.marks import name_weight, names_in, number_weight, numbers_in


@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_assignment_is_one_to_one_and_best(rows: int, columns: int, data: st.DataObject) -> None:
    gains = [[data.draw(st.integers(-3, 9)) for _ in range(columns)] for _ in range(rows)]
    chosen = assign([(i, j, float(gains[i][j])) for i in range(rows) for j in range(columns)])
    assert len({i for i, _, _ in chosen}) == len({j for _, j, _ in chosen}) == len(chosen)
    assert all(gain > 0 and gain == gains[i][j] for i, j, gain in chosen)
    wide = [[max(0, gains[i][j]) if j < columns else 0 for j in range(columns + rows)] for i in range(rows)]
    best = (
        max(
            sum(wide[i][j] for i, j in enumerate(order))
            for order in permutations(range(columns + rows), rows)
        )
        if (columns + rows <= 7)
        else None
    )
    if best is not None:
        assert sum(gain for _, _, gain in chosen) == best


def test_large_groups_are_chosen_greedily_but_one_to_one() -> None:
    rng = np.random.default_rng(1)
    edges = [(i, j, float(g)) for i in range(250) for j, g in enumerate(rng.random(250))]
    chosen = assign(edges)
    assert len(chosen) == 250
    assert len({j for _, j, _ in chosen}) == 250
    assert max(edge[2] for edge in edges) in {edge[2] for edge in chosen}


def test_assignment_of_nothing() -> None:
    assert assign([]) == []
    assert assign([(0, 0, 0.0), (1, 1, -2.0)]) == []


def test_candidates_hold_the_nearest_of_both_sides() -> None:
    rng = np.random.default_rng(2)
    one, other = (rng.standard_normal((n, 16)).astype(np.float32) for n in (40, 70))
    one, other = (v / np.linalg.norm(v, axis=1, keepdims=True) for v in (one, other))
    found = set(nearest(one, other, 3))
    similar = one @ other.T
    assert {(i, int(j)) for i, j in enumerate(similar.argmax(axis=1))} <= found
    assert {(int(i), j) for j, i in enumerate(similar.argmax(axis=0))} <= found
    assert len(found) <= 3 * (40 + 70)


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("10억원", "1 billion won"),
        ("96.4점", "96.4 points"),
        ("1만4,000명", "14,000 people"),
        ("28일", "the 28th"),
    ],
)
def test_numbers_meet_by_value(ko: str, en: str) -> None:
    assert numbers_in([ko], "ko") & numbers_in([en], "en")


def test_rare_marks_weigh_more() -> None:
    assert number_weight("7") < number_weight("2025") < number_weight("1137")
    assert name_weight("ai") < name_weight("strocatch")


def test_names_in_latin_letters_meet() -> None:
    ko = names_in(["뇌온의 ‘StroCatch’가 510(k) 허가를 받았다."], "ko")
    assert "strocatch" in ko & names_in(["StroCatch won clearance."], "en")


def test_fingerprints_leave_out_digits_and_signs() -> None:
    assert fingerprint("댓글 0") == fingerprint("댓글: 12")
    assert fingerprint("환자") != fingerprint("환자는")
