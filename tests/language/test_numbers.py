from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmedtext.language.numbers import find_numbers, same_number

# text → the numbers in order, each as "value unit"; a star marks one written in words
KOREAN = [
    ("재입원율은 21.4%였다", ["21.4 percent"]),
    ("환자 1,137명을 분석했다", ["1137"]),
    ("10억원을 투자한다", ["1000000000 won"]),
    ("10억 원을 투자한다", ["1000000000 won"]),
    ("1만4,000명이 참여했다", ["14000"]),
    ("1만 4,000명이 참여했다", ["14000"]),
    ("3천812건", ["3812"]),
    ("수술 1만례를 넘었다", ["10000"]),
    ("2조 3,000억 원 규모", ["2300000000000 won"]),
    ("1조2천억원", ["1200000000000 won"]),
    ("12만 3천여 명", ["123000"]),
    ("1억2천만원", ["120000000 won"]),
    ("3만5천명", ["35000"]),
    ("1.5만명", ["15000"]),
    ("100만달러", ["1000000 dollar"]),
    ("500만 달러를 유치", ["5000000 dollar"]),
    ("2천여 병상", ["2000"]),
    ("5백만원", ["5000000 won"]),
    ("₩30,000", ["30000 won"]),
    ("$250", ["250 dollar"]),
    ("2.5%포인트 올랐다", ["2.5 percent_point"]),
    ("0.7%p 낮다", ["0.7 percent_point"]),
    ("30퍼센트", ["30 percent"]),
    ("10~15% 감소", ["10 percent", "15 percent"]),
    ("2025년 11월 28일", ["2025 year", "11 month", "28 day"]),
    ("2025.11.28", ["2025 year", "11 month", "28 day"]),
    ("2025-11-28 14:05", ["2025 year", "11 month", "28 day", "14 hour", "5 minutes"]),
    ("28일 밝혔다", ["28 day"]),
    ("28일간 입원했다", ["28 days"]),
    ("90일 이내", ["90 days"]),
    ("3년 동안", ["3 years"]),
    ("2023~2027년", ["2023 year", "2027 year"]),
    ("1980년대", ["1980 decade"]),
    ("6개월 뒤", ["6 months"]),
    ("12주 뒤", ["12 weeks"]),
    ("오후 2시 30분", ["14 hour", "30 minutes"]),
    ("오전 9시", ["9 hour"]),
    ("오후 12시", ["12 hour"]),
    ("7시간 만에", ["7 hours"]),
    ("30분만에 끝났다", ["30 minutes"]),
    ("제2차관이 참석했다", ["2 ordinal"]),
    ("제15조 제1항", ["15 ordinal", "1 ordinal"]),
    ("21세기 의학", ["21 ordinal"]),
    ("3분기 실적", ["3"]),
    ("환자의 3분의 1", ["0.333333"]),
    ("54세 여성", ["54 years"]),
    ("1.5배 늘었다", ["1.5 times"]),
    ("평균 96.4점", ["96.4"]),
    ("500㎎을 하루 2회", ["500 mg", "2"]),
    ("HbA1c 6.5%", ["6.5 percent"]),
    ("코로나19 환자", ["19"]),
    ("5G 통신", []),
    ("전화 02-123-4567", []),
    ("대표번호 1588-0000", []),
    ("자세한 내용은 https://example.kr/a/123 참고", []),
    ("버전 1.2.3", []),
    ("세 가지 방법", ["3* "]),
    ("두 배로", ["2* times"]),
    ("열두 명", ["12* "]),
    ("백만 명", ["1000000* "]),
    ("삼십 명", ["30* "]),
    ("세대 차이와 한국", []),
    ("백신과 천식", []),
    ("5조직", ["5"]),
]
ENGLISH = [
    ("21.4 percent were readmitted", ["21.4 percent"]),
    ("46.2 per cent", ["46.2 percent"]),
    ("a rise of 2.5 percentage points", ["2.5 percent_point"]),
    ("1,137 patients", ["1137"]),
    ("1 billion won", ["1000000000 won"]),
    ("2.3 trillion won", ["2300000000000 won"]),
    ("34 billion won", ["34000000000 won"]),
    ("$2.11 billion", ["2110000000 dollar"]),
    ("US$3 million", ["3000000 dollar"]),
    ("KRW 10bn", ["10000000000 won"]),
    ("48,500 won a share", ["48500 won"]),
    ("500 million U.S. dollars", ["500000000 dollar"]),
    ("14,000 people", ["14000"]),
    ("10-15%", ["10 percent", "15 percent"]),
    ("10 to 15 percent", ["10 percent", "15 percent"]),
    ("on the 28th", ["28 ordinal"]),
    ("Nov. 28, 2025", ["11 month", "28 day", "2025"]),
    ("28 November 2025", ["28 day", "11 month", "2025"]),
    ("the 2nd of June", ["2 ordinal", "6 month"]),
    ("In May 2023", ["5 month", "2023"]),
    ("since March", ["3 month"]),
    ("It may march on", []),
    ("2025-11-28", ["2025 year", "11 month", "28 day"]),
    ("at 14:05", ["14 hour", "5 minutes"]),
    ("2 p.m.", ["14 hour"]),
    ("2:30 p.m.", ["14 hour", "30 minutes"]),
    ("12 a.m.", ["0 hour"]),
    ("the 1980s", ["1980 decade"]),
    ("90 days", ["90 days"]),
    ("a six-month pilot", ["6* months"]),
    ("a 45-year-old woman", ["45 years"]),
    ("1.5 times", ["1.5 times"]),
    ("a 3-fold rise", ["3 times"]),
    ("1/3 of them", ["0.333333"]),
    ("two-thirds of them", ["0.666667* "]),
    ("120/80 mmHg", ["120", "80 mmhg"]),
    ("500 mg twice", ["500 mg"]),
    ("510(k) clearance", ["510"]),
    ("HbA1c of 6.5%", ["6.5 percent"]),
    ("COVID-19 cases", ["19"]),
    ("5G and 3D", []),
    ("call 02-123-4567", []),
    ("see https://example.com/2024/05", []),
    ("three hospitals", ["3* "]),
    ("two hundred and fifty thousand", ["250000* "]),
    ("a million people", ["1000000* "]),
    ("no one was hurt", []),
    ("the first phase", ["1* ordinal"]),
]


def described(text: str, lang: str) -> list[str]:
    return [
        f"{n.value.normalize():f}{'* ' if n.words else (' ' if n.unit else '')}{n.unit or ''}"
        for n in find_numbers(text, lang)
    ]


@pytest.mark.parametrize(("text", "expected"), KOREAN)
def test_korean(text: str, expected: list[str]) -> None:
    assert described(text, "ko") == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: list[str]) -> None:
    assert described(text, "en") == expected


@pytest.mark.parametrize(
    ("ko", "en", "same"),
    [
        ("10억원", "1 billion won", True),
        ("28일", "the 28th", True),
        ("96.4점", "96.4", True),
        ("11월", "November", True),
        ("2025년", "2025", True),
        ("3년", "three years", True),
        ("30%", "30 million", False),
        ("30%", "30 won", False),
        ("5억원", "5 billion won", False),
        ("11월", "the 11th", False),
    ],
)
def test_numbers_agree_by_value_and_unit(ko: str, en: str, same: bool) -> None:
    (one,), (other,) = find_numbers(ko, "ko"), find_numbers(en, "en")
    assert same_number(one, other) is same
    assert same_number(other, one) is same


@given(
    st.text(alphabet="0123456789,.만억조천백십원%년월일시분제오후전 -/~:세두aMyJune", max_size=60),
    st.sampled_from(["ko", "en"]),
)
def test_mentions_are_in_order_and_inside_the_text(text: str, lang: str) -> None:
    end = 0
    for number in find_numbers(text, lang):
        assert end <= number.start < number.end <= len(text)
        assert number.value.is_finite()
        assert number.value >= 0
        end = number.end


@given(st.integers(min_value=0, max_value=10**15))
def test_plain_integers_are_read_exactly(value: int) -> None:
    for lang in ("ko", "en"):
        assert [n.value for n in find_numbers(f" {value:,} ", lang)] == [Decimal(value)]


@given(st.integers(min_value=1, max_value=9999), st.integers(min_value=1, max_value=9999))
def test_korean_sections_add_up(high: int, low: int) -> None:
    assert [n.value for n in find_numbers(f"{high}만{low}명", "ko")] == [Decimal(high * 10_000 + low)]
    assert [n.value for n in find_numbers(f"{high}억 {low}만원", "ko")] == [
        Decimal(high * 10**8 + low * 10**4)
    ]


def test_long_runs_of_digits_are_no_numbers() -> None:
    assert find_numbers("9" * 10_000, "ko") == ()
