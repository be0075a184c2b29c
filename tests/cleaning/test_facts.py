"""Section, views, copyright and licence: invented lines as boards, papers and ministries write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmedtext.cleaning import clean
from kmedtext.cleaning.copyrights import copyright_line, find_copyright
from kmedtext.cleaning.issues import issue_month
from kmedtext.cleaning.licences import find_licence, licences_of
from kmedtext.cleaning.sections import find_section
from kmedtext.cleaning.viewcounts import find_views, view_counts
from kmedtext.records import Page

TITLE = "걷기만 해도 무릎 통증 40% 줄어든다"
STORY = [
    "한별병원은 무릎 통증으로 병원을 찾은 환자 312명을 1년 동안 추적한 결과를 18일 발표했다. 연구진은 걷기 운동을 한 환자의 통증이 40% 줄었다고 밝혔다.",
    "연구를 이끈 정형외과 편서윤 교수는 “꾸준히 걷는 환자일수록 진통제를 적게 먹었다”며 “하루 30분이면 충분하다”고 말했다.",
    "연구진은 내년까지 환자 수를 두 배로 늘려 걷기의 효과를 다시 확인할 계획이다. 결과는 학회지에 실린다.",
]


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("조회수 1,384", (1384,)),
        ("조회 : 1384", (1384,)),
        ("조회(57)", (57,)),
        ("조회 57회", (57,)),
        ("[조회] 57", (57,)),
        ("등록일 2024.03.11   작성자 홍보팀   조회수 1,277", (1277,)),
        ("작성자 | 홍보팀 | 작성일 | 2024-03-11 | 조회 | 96", (96,)),
        ("홍보팀 조회 96 추천 3", (96,)),
        ("대외협력실 / 2024.03.11 / 조회: 308 / 댓글 2", (308,)),
        ("조회수 1.2만", (12000,)),
        ("조회수 3천회", (3000,)),
        ("1.2만 조회", (12000,)),
        ("1,384회 조회", (1384,)),
        ("Views 1,904", (1904,)),
        ("Views: 3.4K", (3400,)),
        ("Hits : 238", (238,)),
        ("Writer  Press Office    Date  2024-03-11    View  318", (318,)),
        ("Date 2024-03-11   Writer PR Team   Hit 1204", (1204,)),
        ("3.4k views", (3400,)),
        ("1,204 Views  |  3 Comments", (1204,)),
        ("2M views", (2000000,)),
        ("조회수\t815", (815,)),
        ("유튜브 조회수 100만 넘긴 의사", ()),
        ("조회수 1위 오른 건강 영상", ()),
        ("조회 가능 시간 09:00 ~ 18:00", ()),
        ("검사결과 조회", ()),
        ("조회수 2,000회를 기록했다.", ()),
        ("View 3 comments", ()),
        ("5 min read", ()),
        ("번호 제목 작성자 등록일 조회", ()),
        ("Interviews 12", ()),
        ("", ()),
    ],
)
def test_view_counts(line: str, counts: tuple[int, ...]) -> None:
    assert view_counts(line) == counts


def test_a_label_and_its_number_may_stand_on_two_lines() -> None:
    assert find_views([["작성일", "2024.03.11", "조회수", "1,384"]]) == (1384, ())
    assert find_views([["조회수", "댓글 2"]]) == (None, ())


def test_the_nearest_stretch_decides() -> None:
    assert find_views([["조회 12"], ["조회 40"]]) == (12, ("40",))
    assert find_views([["조회 12", "조회 40"], ["조회 7"]]) == (None, ("12", "40", "7"))


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["ⓒ 한별일보, 무단전재 및 재배포 금지"], "ⓒ 한별일보, 무단전재 및 재배포 금지"),
        (
            ["<저작권자 ⓒ 한별통신, 무단 전재-재배포, AI 학습 및 활용 금지>"],
            "<저작권자 ⓒ 한별통신, 무단 전재-재배포, AI 학습 및 활용 금지>",
        ),
        (
            ["COPYRIGHT 2024 HANBYUL HOSPITAL. ALL RIGHTS RESERVED."],
            "COPYRIGHT 2024 HANBYUL HOSPITAL. ALL RIGHTS RESERVED.",
        ),
        (["Copyright (c) 한별병원 All rights reserved"], "Copyright (c) 한별병원 All rights reserved"),
        (
            ["대표 나은채 | 02-000-0000 | © 2024 Hanbyul Daily. All rights reserved."],
            "© 2024 Hanbyul Daily. All rights reserved.",
        ),
        (["[무단전재 및 재배포 금지]", "Copyright ⓒ 2024 한별일보"], "Copyright ⓒ 2024 한별일보"),
        (["[무단전재 및 재배포 금지]"], "[무단전재 및 재배포 금지]"),
        (["개인정보처리방침", "저작권 정책", "이용약관"], None),
        (["저작권 보호정책 | 이용약관 | 오시는 길"], None),
        (["Copyright Policy"], None),
        (["사진=ⓒ한별일보 DB"], None),
        (["이미지 ⓒ 2024 한별이미지"], None),
        (["환자의 권리와 의무"], None),
    ],
)
def test_copyright(lines: list[str], wanted: str | None) -> None:
    assert find_copyright(lines)[0] == wanted


def test_a_long_notice_is_cut_to_the_line_of_its_mark() -> None:
    line = (
        "본사는 개인정보를 보호합니다. " * 20
        + "© 2024 Hanbyul Daily. All rights reserved. "
        + "뒤에 오는 말. " * 40
    )
    found = copyright_line(line)
    assert found is not None
    assert found.startswith("© 2024 Hanbyul Daily.")
    assert found in line
    assert len(found) <= 200


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("공공누리 제1유형", ("공공누리 제1유형",)),
        ("본 저작물은 “공공누리” 제 2 유형으로 개방합니다", ("공공누리 제2유형",)),
        ("공공누리 3유형(출처표시, 변경금지)", ("공공누리 제3유형",)),
        ("[공공누리 : 제4유형]", ("공공누리 제4유형",)),
        ("KOGL Type 4", ("공공누리 제4유형",)),
        ("Korea Open Government License Type 1 (Attribution)", ("공공누리 제1유형",)),
        ("제1유형(공공누리)", ("공공누리 제1유형",)),
        ("공공누리 공공저작물 자유이용허락 출처표시", ("공공누리 제1유형",)),
        ("공공누리 공공저작물 자유이용허락 출처표시 상업용금지", ("공공누리 제2유형",)),
        ("공공누리 “출처표시-변경금지” 조건에 따라 이용", ("공공누리 제3유형",)),
        ("공공누리 출처표시+상업적 이용금지+변경금지", ("공공누리 제4유형",)),
        ("공공누리 출처표시, 상업적 이용 및 변경 금지", ("공공누리 제4유형",)),
        ("공공누리 제1유형 ~ 제4유형", ("공공누리 제1유형", "공공누리 제4유형")),
        ("https://www.kogl.or.kr/info/licenseType3.do", ("공공누리 제3유형",)),
        ("공공누리란?", ()),
        ("CC BY 4.0", ("CC BY 4.0",)),
        ("CC-BY-NC-ND 4.0", ("CC BY-NC-ND 4.0",)),
        ("CC BY-NC", ("CC BY-NC",)),
        ("CC BY-SA 2.0 KR", ("CC BY-SA 2.0 KR",)),
        ("CC0 1.0", ("CC0 1.0",)),
        ("Creative Commons Attribution 4.0 International License", ("CC BY 4.0",)),
        ("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International", ("CC BY-NC-ND 4.0",)),
        (
            "Creative Commons Attribution Non-Commercial License (https://creativecommons.org/licenses/by-nc/4.0/)",
            ("CC BY-NC 4.0",),
        ),
        ("Creative Commons Attribution-ShareAlike 3.0", ("CC BY-SA 3.0",)),
        ("크리에이티브 커먼즈 저작자표시-비영리-변경금지 2.0 대한민국", ("CC BY-NC-ND 2.0 KR",)),
        ("크리에이티브 커먼즈 저작자표시 4.0", ("CC BY 4.0",)),
        ("https://creativecommons.org/licenses/by-nc-sa/4.0/deed.ko", ("CC BY-NC-SA 4.0",)),
        ("https://creativecommons.org/publicdomain/zero/1.0/", ("CC0 1.0",)),
        ("CC를 참조로 보냈다", ()),
        ("20 CC by mouth", ()),
        ("Creative Commons", ()),
    ],
)
def test_licences(text: str, wanted: tuple[str, ...]) -> None:
    assert licences_of(text) == wanted


def test_a_licence_in_the_story_counts_only_for_the_page_itself() -> None:
    assert find_licence([], ["병원은 자료를 공공누리 제1유형으로 공개하기로 했다."]) == (
        None,
        ("공공누리 제1유형",),
    )
    assert find_licence([], ["This article is licensed under CC BY 4.0."]) == ("CC BY 4.0", ())


def test_a_list_of_all_types_is_no_licence() -> None:
    lines = [f"공공누리 제{number}유형" for number in range(1, 5)]
    assert find_licence(lines)[0] is None
    assert find_licence(["공공누리 제1유형, 제2유형"])[0] is None


@pytest.mark.parametrize(
    ("head", "above", "wanted"),
    [
        ([], ["홈 > 병원소식 > 보도자료"], "보도자료"),
        ([], ["Home › News › Health Policy"], "Health Policy"),
        ([], ["HOME", "> 알림마당", "> 새소식"], "새소식"),
        ([], ["홈", ">", "소식", ">", "공지사항"], "공지사항"),
        ([], ["현재위치 : 홈 > 알림마당 > 새소식"], "새소식"),
        ([], [f"홈 > 뉴스 > 건강 > {TITLE}"], "건강"),
        ([], ["홈 > 병원소식 > 보도자료 > 상세보기"], "보도자료"),
        ([], ["Home / News / Research"], "Research"),
        ([], ["[건강정보]"], "건강정보"),
        ([], ["[단독]"], None),
        ([], ["한별일보", "제약·바이오"], "제약·바이오"),
        ([], ["정치", "경제", "사회"], None),
        ([], ["정치", "경제", "한별일보"], None),
        (["카테고리: 건강정보"], [], "건강정보"),
        (["분류 | 보도자료"], [], "보도자료"),
        (["분류 | 현행"], [], None),
        (["분류 : 보도자료"], [], "보도자료"),
        (["Category: Health & Science"], [], "Health & Science"),
        (["Filed under: Research, Policy"], [], "Research"),
        (["정책 | 2024.03.11 09:30 | 조회 12"], [], "정책"),
        (["나은채 기자 | 2024.03.11"], [], None),
        (["구분  현행  개정"], [], None),
        (["<2> 질환 간 합산 허용"], [], None),
        ([], ["로그인 > 회원가입"], None),
        ([], [], None),
    ],
)
def test_section(head: list[str], above: list[str], wanted: str | None) -> None:
    assert find_section(head, above, title=TITLE)[0] == wanted


def test_a_portal_says_where_the_paper_put_a_story() -> None:
    line = "이 기사는 언론사에서 생활/문화, 사회 섹션으로 분류했습니다."
    assert find_section([], [], [line], title=TITLE)[0] == "생활/문화"


@pytest.mark.parametrize(
    ("hints", "wanted"),
    [
        ({"article:section": ("건강",)}, "건강"),
        ({"jsonld:articleSection": ("Health", "Policy")}, "Health"),
        ({"jsonld:breadcrumb": ("홈", "뉴스", "정책", TITLE)}, "정책"),
        ({"article:section": ("https://hanbyul.example/health",)}, None),
    ],
)
def test_section_by_html(hints: dict[str, tuple[str, ...]], wanted: str | None) -> None:
    assert find_section([], [], title=TITLE, hints=hints)[0] == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("2026년 5월 호", "2026-05"),
        ("2026년 5월호 (통권 118호)", "2026-05"),
        ("2026. 05월호", "2026-05"),
        ("May 2026 issue", "2026-05"),
        ("Issue: May 2026", "2026-05"),
        ("Vol. 12 No. 3, May 2026", "2026-05"),
        ("2026년 5월", None),
        ("2026년 15월호", None),
        ("In May 2026 the issue came up", None),
    ],
)
def test_issue_month(line: str, wanted: str | None) -> None:
    assert issue_month(line) == wanted


def _clean(*lines: str) -> Page:
    return Page.from_text("\n\n".join(lines) + "\n", id="page")


def test_a_page_with_all_of_them() -> None:
    article = clean(
        _clean(
            "한별병원",
            "홈 > 병원소식 > 보도자료",
            TITLE,
            "작성일 2024.06.18   조회수 1,384",
            *STORY,
            "본 저작물은 공공누리 제1유형에 따라 이용할 수 있습니다.",
            "COPYRIGHT 2024 한별병원. ALL RIGHTS RESERVED.",
        )
    )
    assert (article.section, article.views) == ("보도자료", 1384)
    assert article.licence == "공공누리 제1유형"
    assert article.copyright == "COPYRIGHT 2024 한별병원. ALL RIGHTS RESERVED."


def test_a_page_that_says_nothing() -> None:
    article = clean(_clean(TITLE, *STORY))
    assert (article.section, article.views, article.copyright, article.licence) == (None, None, None, None)
    assert not {"section", "views", "copyright", "licence"} & set(article.candidates)


def test_the_month_of_an_issue_counts_where_it_is_all_there_is() -> None:
    assert clean(_clean("2026년 5월호", TITLE, *STORY)).published == "2026-05"
    two = clean(_clean("2026년 5월호", TITLE, "2026.04.20", "2026.04.28", *STORY))
    assert two.published is None
    assert two.candidates["published"] == ("2026-04-20", "2026-04-28", "2026-05")


def test_days_of_a_change_are_candidates() -> None:
    article = clean(_clean(TITLE, "입력 2024.06.18", "수정 2024.06.17", *STORY))
    assert article.modified is None
    assert article.candidates["modified"] == ("2024-06-17",)


@given(st.text(alphabet="조회수 1,만천K:view|공공누리제유형CC-BY4.0ⓒ>홈\n", max_size=200))
def test_any_text(text: str) -> None:
    lines = text.split("\n")
    views, near = find_views([lines])
    assert str(views) not in near
    rights, _ = find_copyright(lines)
    assert rights is None or rights in text
    licence, others = find_licence(lines)
    assert licence is None or licence not in others
    section, _ = find_section(lines, lines)
    assert section is None or section in text
