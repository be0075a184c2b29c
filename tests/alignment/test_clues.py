from __future__ import annotations

import numpy as np
import pytest

from kmedtext.alignment.clues import Clues, compare, marks, meanings
from kmedtext.alignment.people import consonants, named, same_people

SHAPES = ((1, 1), (1, 2), (2, 1))


def _both(ko: list[str], en: list[str]) -> tuple[Clues, Clues]:
    return Clues.of(ko, "ko"), Clues.of(en, "en")


def test_numbers_by_value_and_latin_words_that_both_have() -> None:
    ko, en = marks(*_both(["LUMA-3로 10억원을 아꼈다.", "MRI"], ["LUMA-3 saved 1 billion won.", "CT"]))
    assert "luma" in ko[0] & en[0]
    assert "1000000000" in ko[0] & en[0]
    assert ko[1] == en[1] == frozenset()


def test_words_by_translation() -> None:
    ko, en = meanings(*_both(["간호사가 환자를 살폈다."], ["A nurse looked after the patient."]))
    assert {"nurse", "patien"} <= ko[0] & en[0]


@pytest.mark.parametrize(
    ("ko", "en", "same"),
    [
        ("민소율 교수는", "Professor Min So-yul said", True),
        ("표하늘 씨", "Haneul Pyo told", True),
        ("이은찬 원장", "Lee Eun-chan", True),
        ("이은찬 원장", "Park Eun-chan", False),
        ("이은찬 원장", "Lee Eun-ho", False),
    ],
)
def test_people(ko: str, en: str, same: bool) -> None:
    assert bool(same_people([named(ko, "ko")], [named(en, "en")])) is same


def test_consonants_do_not_hang_on_spelling() -> None:
    assert consonants("Jung-Hee") == consonants("jeonghui") != consonants("jeongsu")


def test_what_is_rare_weighs_more_and_what_is_missed_counts_against() -> None:
    ko = [frozenset({"a", "x"}), frozenset({"a"}), frozenset({"b"})]
    en = [frozenset({"a", "x"}), frozenset({"a"}), frozenset({"c"})]
    shared, missed = compare(ko, en, SHAPES)
    assert shared[0, 0, 0] == pytest.approx(1.5)
    assert shared[0, 1, 0] == pytest.approx(0.5)
    assert missed[0, 2, 2] == pytest.approx(1.0)
    assert shared[2, 0, 0] == pytest.approx(1.5)  # a key counts once in two sentences
    assert (missed[0, :, 0] >= 0).all()


def test_no_clues_at_all() -> None:
    shared, missed = compare([frozenset()], [frozenset()], SHAPES)
    assert not np.any(shared)
    assert not np.any(missed)
