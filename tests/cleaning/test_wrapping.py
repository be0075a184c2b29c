"""Hard wraps and page furniture: what is joined, how, and what is left alone."""

from __future__ import annotations

import pytest

from kmedtext.cleaning.furniture import print_mark
from kmedtext.cleaning.joining import seam
from kmedtext.cleaning.lines import split_lines
from kmedtext.cleaning.wordstock import Vocabulary
from kmedtext.cleaning.wrap import find_wrap
from kmedtext.cleaning.wrapping import unwrap

WRAPPED = """The clinic on the hill opened in March with eleven beds, two nurses and a
borrowed ultrasound machine that nobody had been trained to use. By the end
of the summer it had seen four thousand patients, most of whom had walked
for more than an hour to reach it.

"We thought we would treat fevers," said its director. "What came through
the door was diabetes."
"""
LISTED = """Clinic opens on the hill with eleven beds
Nurses ask for longer breaks at night
Ultrasound machines to be leased by counties
Four thousand patients seen in one summer
Diabetes overtakes fevers in mountain towns
"""


def joined(
    first: str, second: str, page: str = "", *, by_character: bool = False, spaced: bool = False
) -> str:
    lines = split_lines(f"{first}\n{second}\n{page}")
    link = seam(lines[0], lines[1], Vocabulary(lines[2:]), by_character=by_character, spaced=spaced)
    return lines[0].text[: len(lines[0].text) - link.drop] + link.joint + lines[1].text


def test_wrapped_prose_becomes_paragraphs() -> None:
    drafts = unwrap(split_lines(WRAPPED))
    assert len(drafts) == 2
    assert drafts[0].text.endswith("for more than an hour to reach it.")
    assert "\n" not in drafts[0].text


def test_lines_that_are_paragraphs_or_headlines_stay() -> None:
    assert find_wrap(split_lines(LISTED)) is None
    prose = "병원은 새 병동을 열었다고 밝혔다. 환자는 다음 달부터 받는다.\n" * 6
    assert find_wrap(split_lines(prose)) is None


@pytest.mark.parametrize(
    ("first", "second", "page", "want"),
    [
        ("who runs the pro-", "gramme here", "The programme began.", "who runs the programme here"),
        ("changes in chest X-", "rays and scans", "", "changes in chest X-rays and scans"),
        ("a long-", "term plan", "", "a long-term plan"),
        ("the Asia-", "Pacific region", "", "the Asia-Pacific region"),
        ("the COVID-", "19 wave", "", "the COVID-19 wave"),
        ("get their atten-", "tion back", "", "get their attention back"),
        ("leaves people less ex-", "hausted than before", "", "leaves people less exhausted than before"),
        ("was once an ex-", "smoker himself", "", "was once an ex-smoker himself"),
        ("the hospital-", "ization rate", "", "the hospitalization rate"),
        ("a day-", "care ward", "Each day-care ward closes.", "a day-care ward"),
        ("it was quiet", "on the ward", "", "it was quiet on the ward"),
    ],
)
def test_english_seams(first: str, second: str, page: str, want: str) -> None:
    assert joined(first, second, page) == want


@pytest.mark.parametrize(
    ("first", "second", "page", "want"),
    [
        ("새로 문을 연 병원", "은 환자를", "", "새로 문을 연 병원은 환자를"),
        ("간호사들의 의견", "을 들었다", "", "간호사들의 의견을 들었다"),
        ("심부전 환자를", "보았다", "", "심부전 환자를 보았다"),
        ("퇴원한 환", "자는 집에서", "환자는 쉰다", "퇴원한 환자는 집에서"),
    ],
)
def test_korean_seams_cut_by_character(first: str, second: str, page: str, want: str) -> None:
    assert joined(first, second, page, by_character=True) == want


def test_kept_spaces_tell_where_a_word_was_cut() -> None:
    assert (
        joined("두 병동의 침대 ", "64개에 먼저", by_character=True, spaced=True)
        == "두 병동의 침대 64개에 먼저"
    )
    assert (
        joined("화면에 노란 등을 켠", "다. 병원은", by_character=True, spaced=True)
        == "화면에 노란 등을 켠다. 병원은"
    )


@pytest.mark.parametrize(
    "text",
    [
        "1/4",
        "- 3 -",
        "Page 2 of 9",
        "https://sori.example/a 3/7",
        "11/27/25, 9:14 AM   Sori News",
        "www.sori.example",
    ],
)
def test_print_marks(text: str) -> None:
    assert print_mark(text)


@pytest.mark.parametrize(
    "text", ["3 patients", "See https://sori.example for more", "2025년 3쪽짜리 보고서", "- 셋째로 -"]
)
def test_no_print_marks(text: str) -> None:
    assert not print_mark(text)


def test_a_sentence_over_a_page_break_keeps_its_joint() -> None:
    text = WRAPPED.replace(
        "of the summer it",
        "\nhttps://sori.example/clinic      1/2\n\n11/27/25, 9:14 AM      A clinic on the hill\n\nof the summer it",
    )
    drafts = unwrap(split_lines(text))
    assert [draft.furniture for draft in drafts] == [False, True, True, False, False]
    assert drafts[3].joint == " "
