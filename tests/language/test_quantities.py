from __future__ import annotations

import pytest
from benchmarks.language_terms import quantity_rows
from hypothesis import given
from hypothesis import strategies as st

from kmedtext.language import quantities, same_quantity
from kmedtext.language.numbers import find_numbers


@pytest.mark.parametrize("half", ["design", "held"])
def test_the_golden_rows(half: str) -> None:
    right, count, wrong = quantity_rows(half)
    assert count >= 80
    assert right / count >= 0.98, wrong


@pytest.mark.parametrize(
    ("ko", "en", "same"),
    [
        ("28일", "the 28th", True),
        ("11월 28일", "Nov. 28, 2025", True),
        ("2025년 11월 28일", "28 November 2025", True),
        ("11월 27일", "Nov. 28", False),
        ("45세", "a 45-year-old woman", True),
        ("3~5%", "3 to 5 percent", True),
        ("3~5%", "3 to 6 percent", False),
        ("오후 3시", "3 p.m.", True),
        ("오전 3시", "3 p.m.", False),
        ("1조 2,000억 원", "1.2 trillion won", True),
        ("제3회", "the 3rd", True),
        ("0.5㎎", "0.5 mg", True),
        ("0.5㎎", "0.5 kg", False),
    ],
)
def test_quantities_agree_across_languages(ko: str, en: str, same: bool) -> None:
    (one,), (other,) = quantities(ko, "ko"), quantities(en, "en")
    assert same_quantity(one, other) is same
    assert same_quantity(other, one) is same


def test_spans_hold_what_was_read() -> None:
    text = "45세 남성은 2023년 6월 18일 오후 3시에 0.5~1㎎을 맞았다"
    assert [text[q.start : q.end] for q in quantities(text, "ko")] == [
        "45세",
        "2023년 6월 18일",
        "오후 3시",
        "0.5~1㎎",
    ]


def test_vehicles_are_no_age_group() -> None:
    assert [q.kind for q in quantities("20대의 구급차", "ko")] == ["number"]
    assert [q.kind for q in quantities("20대 여성", "ko")] == ["age"]


@given(
    st.text(alphabet="0123456789,.만억조%년월일시분오후 -/~∼세대mgmmHg℃aMyJunetoaged", max_size=60),
    st.sampled_from(["ko", "en"]),
)
def test_quantities_are_in_order_and_hold_each_number_once(text: str, lang: str) -> None:
    end = 0
    found = quantities(text, lang)
    for quantity in found:
        assert end <= quantity.start < quantity.end <= len(text)
        assert quantity.numbers
        end = quantity.numbers[-1].end
    assert [(n.start, n.value) for q in found for n in q.numbers] == [
        (n.start, n.value) for n in find_numbers(text, lang)
    ]
