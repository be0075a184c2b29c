from __future__ import annotations

import pytest

from kmedtext.alignment.separators import pair_separators, separator


@pytest.mark.parametrize(
    ("text", "marks"),
    [("***", "***"), (" *  * * ", "* * *"), ("a*", ""), ("3", ""), ("", ""), (" \u200b", ""), ("가", "")],
)
def test_what_is_a_separator(text: str, marks: str) -> None:
    assert separator(text) == marks


def test_equal_ones_between_the_same_beads_are_paired_in_order() -> None:
    ko, en = ["", "*", "-", "", "*"], ["", "*", "*", "-", "", "*"]
    beads = [((0,), (0,)), ((3,), (4,))]
    assert list(pair_separators(ko, en, beads)) == [(1, 1), (2, 3), (4, 5)]


def test_none_across_a_bead_or_between_beads_that_cross() -> None:
    assert list(pair_separators(["*", ""], ["", "*"], [((1,), (0,))])) == []
    assert list(pair_separators(["", "*", ""], ["", "*", ""], [((0,), (2,)), ((2,), (0,))])) == []
