"""Metadata: invented pages, each with the title, writers, day and publisher that it shows."""

from __future__ import annotations

import pytest

from kmedtext.cleaning import clean
from kmedtext.records import Article, Page

STORY = [
    "한별병원은 무릎 통증으로 병원을 찾은 환자 312명을 1년 동안 추적한 결과를 18일 발표했다. 연구진은 걷기 운동을 한 환자의 통증이 40% 줄었다고 밝혔다.",
    "연구를 이끈 정형외과 편서윤 교수는 “꾸준히 걷는 환자일수록 진통제를 적게 먹었다”며 “하루 30분이면 충분하다”고 말했다.",
    "연구진은 내년까지 환자 수를 두 배로 늘려 걷기의 효과를 다시 확인할 계획이다. 결과는 학회지에 실린다.",
]
TITLE = "걷기만 해도 무릎 통증 40% 줄어든다"


def _clean(*lines: str) -> Article:
    return clean(Page.from_text("\n\n".join(lines) + "\n", id="page"))


@pytest.mark.parametrize(
    ("lines", "byline", "published"),
    [
        ([TITLE, "나은채 기자", "입력 2024.06.18 09:30:11", *STORY], "나은채", "2024-06-18T09:30"),
        ([TITLE, "나은채", "기사입력 : 2024-06-18 09:22", *STORY], "나은채", "2024-06-18T09:22"),
        (
            [TITLE, "입력 2024.06.18 (20:14)", *STORY, "나은채 기자 eun@hanbyul.example"],
            "나은채",
            "2024-06-18T20:14",
        ),
        ([TITLE, *STORY, "글 나은채 사진 재단 기록팀 | 2024.06.18"], "나은채", "2024-06-18"),
        ([TITLE, *STORY, "2024년 6월 18일", "한별학회 회장 나은채"], "나은채", "2024-06-18"),
        (["[기고] " + TITLE, "한별병원 나은채 원장", "2024.06.18", *STORY], "나은채", "2024-06-18"),
        ([TITLE, *STORY], None, None),
    ],
)
def test_writers_and_day(lines: list[str], byline: str | None, published: str | None) -> None:
    article = _clean(*lines)
    assert (article.byline, article.published) == (byline, published)


def test_what_came_near_is_listed_where_a_field_is_empty() -> None:
    article = _clean(TITLE, "2024.06.18", "2024.06.20", *STORY)
    assert article.published is None
    assert article.candidates["published"] == ("2024-06-18", "2024-06-20")


def test_names_further_down_are_candidates() -> None:
    article = _clean(TITLE, "나은채 기자", "입력 2024.06.18", *STORY, "고유진 기자 yj@hanbyul.example")
    assert article.byline == "나은채"
    assert "고유진" in article.candidates["byline"]


def test_title_copy_names_the_publisher() -> None:
    article = _clean(f"{TITLE} - 한별재단", "후원하기", TITLE, "2024.06.18", *STORY)
    assert article.publisher == "한별재단"


def test_a_very_long_line_is_read_at_its_ends_only() -> None:
    article = _clean(TITLE, "입력 2024.06.18", "환자가 늘었다. " * 40_000)
    assert article.published == "2024-06-18"
