"""Whole pages of kinds that are easy to get wrong: very short ones, walls, lists; titles and tails."""

from __future__ import annotations

import pytest

from kmedtext.cleaning import clean
from kmedtext.cleaning.lines import split_lines
from kmedtext.cleaning.wrapping import unwrap
from kmedtext.records import Page, PageKind

WALL = """Norrey Medical Weekly
Sign in
We value your privacy
We and our 312 partners store and access information on your device.
Strictly necessary cookies
These cookies are needed for the site to work and cannot be switched off in our systems.
Performance cookies
These cookies let us count visits so that we can improve the performance of our site.
Accept all
Reject all
© 2025 Norrey Medical Weekly. All rights reserved.
"""
ROWS = "\n".join(
    f"{410 - day}\t다올의료원, 환자안전 교육 {day}회차 열어\t홍보팀\t2025.09.{30 - day:02d}\t{90 + day}"
    for day in range(12)
)
RELEASE = """Quillon Health
Home
News

Quillon Health opens sleep clinic for shift workers

Quillon Health has opened a clinic for people who work at night, the hospital said on Monday. It sees 40 patients a week.

The clinic measures sleep at home over two weeks and then advises on light, meals and naps. Nurses call each patient twice.

"Most of our patients had never told a doctor that they sleep four hours," said its director, Ines Harrow. The first results are due in spring.

About Quillon Health
Quillon Health runs two hospitals and nine clinics on the coast.

Related releases
Quillon names new head of nursing
© 2025 Quillon Health. All rights reserved.
"""


@pytest.mark.parametrize(
    "text",
    [
        "솔빛병원은 로봇 수술 천 건을 넘어섰다고 3일 밝혔다. 환자 만족도는 94점이었다.",
        "The clinic treated 1,200 patients last year. Most of them walked home the same day.",
    ],
)
def test_two_sentences_alone_are_a_body(text: str) -> None:
    assert clean(Page("a", text)).body == text


def test_a_wall_has_no_body() -> None:
    article = clean(Page("a", WALL))
    assert article.body == ""
    assert article.kind in (PageKind.EMPTY, PageKind.LISTING)
    assert article.warnings


def test_rows_with_dates_are_a_listing() -> None:
    article = clean(Page("a", f"홈\n의료원소식\n번호\t제목\t작성자\t등록일\t조회\n{ROWS}\n처음 1 2 3 다음\n"))
    assert (article.kind, article.body) == (PageKind.LISTING, "")


def test_what_a_release_says_of_its_house_is_kept() -> None:
    article = clean(Page("a", RELEASE))
    assert article.title == "Quillon Health opens sleep clinic for shift workers"
    assert article.body.endswith("Quillon Health runs two hospitals and nine clinics on the coast.")


def test_the_name_of_the_site_is_no_part_of_the_title() -> None:
    title = "Quillon Health opens sleep clinic for shift workers"
    article = clean(Page("a", f"{title} | News | Quillon Health\n{RELEASE}"))
    assert article.title == title


def test_a_headline_on_two_lines_is_one_where_the_page_has_it_whole() -> None:
    drafts = unwrap(
        split_lines(
            "Night clinic gives back\nthe lost days\n\nNight clinic gives back the lost days | Dale\n"
        )
    )
    assert drafts[0].text == "Night clinic gives back the lost days"


def test_running_header_and_number_do_not_break_a_sentence() -> None:
    page = """솔빛의료원 약제부 소식지
제12호

약을 거르는 환자는 생각보다 많았습니다. 약제부가
지난달 퇴원 환자 이백 명에게 전화로 물어본 결과,
다섯 명 가운데 한 명은 일주일 안에 약을 걸렀다고
답했습니다. 까닭을 물으니 잊어서라는 답이 가장
많았고, 속이 불편해서라는 답이 그다음이었습니다.
그래서 약제부는 올해부터 퇴원하는 날 약 봉투에
            - 1 -

솔빛의료원 약제부 소식지 제12호

복용 시각을 크게 적어 드리기로 했습니다.
            - 2 -
"""
    drafts = unwrap(split_lines(page))
    assert [draft.text for draft in drafts if draft.furniture] == [
        "- 1 -",
        "솔빛의료원 약제부 소식지 제12호",
        "- 2 -",
    ]
    going_on = next(draft for draft in drafts if draft.text.startswith("복용 시각을"))
    assert going_on.joint == " "
