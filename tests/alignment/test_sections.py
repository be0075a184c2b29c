from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from kmedtext.alignment.sections import sections


def _random(count: int, seed: int) -> NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(count, 32))
    unit: NDArray[np.float32] = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    return unit


@pytest.mark.parametrize(
    ("n", "m", "shared"),
    [(1, 1, 0), (200, 200, 9), (900, 900, 900), (3000, 20, 10), (1500, 700, 0), (1, 60_000, 0)],
)
def test_sections_cover_both_texts_in_order(n: int, m: int, shared: int) -> None:
    ko, en = _random(n, 1), _random(m, 2)
    if shared:
        places = np.arange(shared)
        en[places * m // shared] = ko[places * n // shared]
    found = sections(ko, en)
    assert found[0][0][0] == found[0][1][0] == 0
    assert found[-1][0][1] == n
    assert found[-1][1][1] == m
    for earlier, later in itertools.pairwise(found):
        assert earlier[0][1] == later[0][0]
        assert earlier[1][1] == later[1][0]
    assert all(
        (k[1] - k[0]) * (e[1] - e[0]) <= 40_401 or min(k[1] - k[0], e[1] - e[0]) == 1 for k, e in found
    )


def test_cuts_are_at_sentences_that_match() -> None:
    ko = _random(1000, 3)
    en = np.concatenate([_random(150, 4), ko])  # the whole text comes 150 sentences later
    starts = [(k[0], e[0]) for k, e in sections(ko, en)][1:]
    assert starts
    assert all(e == k + 150 for k, e in starts)


def test_repeats_are_no_anchors() -> None:
    one = _random(1, 5)
    ko, en = np.repeat(one, 1000, axis=0), np.repeat(one, 2000, axis=0)
    found = sections(ko, en)
    assert all(abs((k[1] - k[0]) * 2 - (e[1] - e[0])) <= 2 for k, e in found)
