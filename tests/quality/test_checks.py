"""The checks of a pair of texts, as tables of invented pairs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmedtext.quality import check, is_copied, numbers_agree

NUMBERS = [
    # ko, en, verdict
    ("환자 1만2000명 중 21.4%가 회복했다.", "Of 12,000 patients, 21.4 percent recovered.", True),
    ("환자 1만2000명 중 21.4%가 회복했다.", "Of 12,000 patients, 24.1 percent recovered.", False),
    ("환자 1만2000명 중 21.4%가 회복했다.", "Of 12,000 patients, a fifth recovered.", False),
    ("21억1000만원을 투자했다.", "It invested 2.11 billion won.", True),
    ("21억1000만원을 투자했다.", "It invested 2.11 million won.", False),
    ("혈압이 줄었다.", "Blood pressure fell.", None),
    ("세 병원이 참여했다.", "Three hospitals took part.", None),
    ("3개 병원이 참여했다.", "Three hospitals took part.", True),
    ("병원이 참여했다.", "Three hospitals took part.", None),
    ("병원이 참여했다.", "Some 3 hospitals took part.", False),
    ("5㎎을 투여했다.", "Patients received 5 mg.", True),
    ("5㎎을 투여했다.", "Patients received 5 kg.", False),
    # parts of a date may be left out, not changed
    ("28일 밝혔다.", "It said on Nov. 28.", True),
    ("28일 밝혔다.", "It said on Monday.", None),
    ("2024년 5월 28일 환자 120명을 모집했다.", "It enrolled 120 patients in May 2024.", True),
    ("5월 28일 밝혔다.", "It said on May 29.", False),
    ("5월 28일 밝혔다.", "It said on June 28.", False),
    # a bare one is a, per or first in English
    ("환자 1인당 3회 투여했다.", "It was given 3 times per patient.", True),
    ("환자 1인당 3회 투여했다.", "It was given 4 times per patient.", False),
    ("1년 뒤 나았다.", "A year later they had recovered.", None),
    ("1㎎을 투여했다.", "Patients received 2 mg.", False),
    ("1%였다.", "It was low.", False),
    # how often a number comes does not matter
    ("120명 중 120명이 나았다.", "All 120 patients recovered.", True),
    ("", "", None),
]


@pytest.mark.parametrize(("ko", "en", "verdict"), NUMBERS)
def test_numbers_agree_by_value(ko: str, en: str, verdict: bool | None) -> None:
    assert numbers_agree(ko, en) is verdict


COPIES = [
    ("Haneul Insight CXR 3.0", "HANEUL INSIGHT CXR 3.0.", True),
    ("Haneul Insight CXR 3.0", "Haneul Insight CXR 3.0", True),
    (
        "The hospital opened a clinic for high blood pressure.",
        "The hospital opened a new clinic for high blood pressure.",
        True,
    ),
    ("Haneul Insight를 도입했다.", "It introduced Haneul Insight.", False),
    ("환자 120명", "120 patients", False),
    ("12.5%", "12.5%", False),
    ("CT", "CT", True),
    ("CT", "CR", False),
    ("", "", False),
    ("가", "", False),
    ("혈압이 높다", "혈압이 높다", True),
]


@pytest.mark.parametrize(("one", "other", "verdict"), COPIES)
def test_copies_are_told_from_translations(one: str, other: str, verdict: bool) -> None:
    assert is_copied(one, other) is verdict
    assert is_copied(other, one) is verdict


def test_the_length_is_measured_in_columns() -> None:
    assert check("혈압", "BPBP").length_ratio == 1.0
    assert check("혈압", "BPBPBPBPBP").length_ratio == 2.5
    assert check("가나다", "ab").length_ratio == 0.3333
    assert check("", "abc").length_ratio == 3.0
    assert check("혈압", "").length_ratio == 0.0


@pytest.mark.parametrize(
    ("ko", "en", "verdict"),
    [
        ("환자가 회복했다.", "The patient recovered.", (True, True)),
        ("The patient recovered.", "환자가 회복했다.", (False, False)),
        ("환자가 회복했다.", "환자가 회복했다.", (True, False)),
        ("患者は回復しました。", "The patient recovered.", (False, True)),
        ("HbA1c 6.5%", "HbA1c 6.5%", (False, False)),
    ],
)
def test_each_side_is_in_its_language(ko: str, en: str, verdict: tuple[bool, bool]) -> None:
    found = check(ko, en)
    assert (found.lang_ko, found.lang_en) == verdict


TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from(list("0123456789.,%만억조년월일 가나ab"))), max_size=60
)


@settings(deadline=None)  # a shared machine may pause
@given(TEXTS, TEXTS)
def test_any_two_texts_can_be_checked(ko: str, en: str) -> None:
    found = check(ko, en)
    assert found == check(ko, en)
    assert found.length_ratio >= 0


@settings(deadline=None)  # a shared machine may pause
@given(TEXTS)
def test_a_text_agrees_with_itself(text: str) -> None:
    assert is_copied(text, text) is any(map(str.isalpha, text))


def test_long_texts_take_linear_time() -> None:
    def seconds(size: int) -> float:
        ko, en = "환자 3만1201명 중 7.5%, " * size, "7.5% of 31,201 patients " * size
        start = time.process_time()
        assert check(ko, en).numbers is True
        return time.process_time() - start

    seconds(100)
    small, large = seconds(1000), seconds(8000)
    assert large < 0.5 + 8 * small * 4  # half a second may go to the collection of what other tests left
