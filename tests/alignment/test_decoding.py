from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmedtext.alignment.decoding import best_beads, best_path

SHAPES = ((1, 1), (1, 2), (2, 1))
INF = float("inf")


def gains(n: int, m: int, worth: dict[tuple[int, int, int], float]) -> np.ndarray:
    table = np.full((len(SHAPES), n, m), -1.0)
    for found, value in worth.items():
        table[found] = value
    return table


def test_takes_what_is_worth_something() -> None:
    table = gains(3, 3, {(0, 0, 0): 2.0, (0, 2, 2): 1.0})
    assert best_beads(table, SHAPES, INF) == [(0, 0, 0), (0, 2, 2)]


def test_nothing_worth_anything() -> None:
    assert best_beads(gains(4, 2, {}), SHAPES, INF) == []


@pytest.mark.parametrize(("both", "expected"), [(3.0, [(2, 0, 0)]), (1.5, [(0, 0, 0)])])
def test_two_to_one_against_one_to_one(both: float, expected: list[tuple[int, int, int]]) -> None:
    assert best_beads(gains(2, 1, {(0, 0, 0): 2.0, (2, 0, 0): both}), SHAPES, INF) == expected


def test_crossing_has_a_price() -> None:
    table = gains(2, 2, {(0, 0, 1): 3.0, (0, 1, 0): 2.0})
    assert best_beads(table, SHAPES, INF) == [(0, 0, 1)]
    assert best_beads(table, SHAPES, 2.5) == [(0, 0, 1)]
    assert best_beads(table, SHAPES, 1.5) == [(0, 0, 1), (0, 1, 0)]


def test_no_sentence_is_taken_twice() -> None:
    # both Korean sentences want the first English one; the second could also have another
    table = gains(3, 3, {(0, 0, 0): 5.0, (0, 2, 0): 4.0, (0, 1, 1): 3.0, (0, 2, 2): 1.0})
    assert best_beads(table, SHAPES, 0.5) == [(0, 0, 0), (0, 1, 1), (0, 2, 2)]


def test_ties_leave_sentences_alone_and_take_the_first_shape() -> None:
    assert best_beads(gains(1, 1, {(0, 0, 0): 0.0}), SHAPES, INF) == []
    assert best_beads(gains(2, 2, {(1, 0, 0): 1.0, (2, 0, 0): 1.0}), SHAPES, INF) == [(1, 0, 0)]
    assert best_beads(gains(1, 2, {(0, 0, 0): 1.0, (1, 0, 0): 1.0}), SHAPES, INF) == [(0, 0, 0)]


@given(st.integers(1, 4), st.integers(1, 4), st.integers(0, 10_000), st.sampled_from([0.3, 1.0, INF]))
@settings(max_examples=60, deadline=None)
def test_finds_the_best_of_all(n: int, m: int, seed: int, jump: float) -> None:
    table = np.random.default_rng(seed).normal(size=(len(SHAPES), n, m)).round(3)
    for at, (a, b) in enumerate(SHAPES):
        table[at, n - a + 1 :] = table[at, :, m - b + 1 :] = -INF
    path = best_path(table, SHAPES, jump)
    assert _worth(path, table, jump) == pytest.approx(_best_worth(table, jump))
    beads = best_beads(table, SHAPES, jump)
    taken_en = [j + k for at, _, j in beads for k in range(SHAPES[at][1])]
    taken_ko = [i + k for at, i, _ in beads for k in range(SHAPES[at][0])]
    assert len(set(taken_en)) == len(taken_en)
    assert taken_ko == sorted(set(taken_ko))


def _worth(path: list[tuple[int, int, int]], table: np.ndarray, jump: float) -> float:
    worth = sum(float(table[found]) for found in path)
    for (at, _, j), (_, _, later) in itertools.pairwise(path):
        if later < j + SHAPES[at][1]:
            worth -= jump
    return worth


def _best_worth(table: np.ndarray, jump: float) -> float:
    """By trying every set of beads whose Korean sentences do not overlap."""
    _, n, m = table.shape

    def best(i: int, end: int) -> float:
        if i == n:
            return 0.0
        found = best(i + 1, end)
        for at, (a, b) in enumerate(SHAPES):
            for j in range(m - b + 1):
                if i + a <= n:
                    price = jump if j < end else 0.0
                    if price < INF:
                        found = max(found, float(table[at, i, j]) - price + best(i + a, j + b))
        return found

    return best(0, 0)
