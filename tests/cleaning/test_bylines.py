"""Bylines: who wrote it, and everything that only looks like it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmedtext.cleaning.bylinechoice import choose_byline
from kmedtext.cleaning.bylines import find_byline

BYLINES = [
    ("나은채 기자", ["나은채"]),
    ("나은채기자", ["나은채"]),
    ("  • 나은채 기자", ["나은채"]),
    ("  • 고 유진 기자", ["고 유진"]),
    ("나은채·고유진 기자", ["나은채", "고유진"]),
    ("나은채, 고유진 기자", ["나은채", "고유진"]),
    ("나은채 고유진 기자", ["나은채", "고유진"]),
    ("나은채 기자, 고유진 특파원", ["나은채", "고유진"]),
    ("나은채 기자 나은채 기자", ["나은채"]),
    ("나은채 의학전문기자 eun@hb.example", ["나은채"]),
    ("나은채 의학전문 기자", ["나은채"]),
    ("나은채 선임기자", ["나은채"]),
    ("나은채 인턴기자", ["나은채"]),
    ("남궁설 논설위원", ["남궁설"]),
    ("선우담 객원기자 (약사)", ["선우담"]),
    ("[한별일보=나은채 기자]", ["나은채"]),
    ("[서울=한별통신] 나은채 기자 =", ["나은채"]),
    ("(서울=한별통신) 나은채 기자 =", ["나은채"]),
    ("[더한별 나은채 기자]", ["나은채"]),
    ("[한별신문 나은채 인턴기자] eun@hb.example", ["나은채"]),
    ("나은채(羅恩彩) 기자", ["나은채"]),
    ("나은채 羅恩彩 기자", ["나은채"]),
    ("나은채·고유진 기자 eun@hanby", ["나은채", "고유진"]),
    ("나은채 의학전문기자·약사", ["나은채"]),
    ("사진·글 나은채 선임기자", ["나은채"]),
    ("글. 나은채 나눔사업팀 활동가", ["나은채"]),
    ("글 = 나은채 · 사진 = 고유진", ["나은채"]),
    ("글=나은채 사진=고유진", ["나은채"]),
    ("취재 나은채 객원기자", ["나은채"]),
    ("등록자 나은채", ["나은채"]),
    ("Posted by 나은채", ["나은채"]),
    ("By Hong Gil-dong (gdhong@hb.example)", ["Hong Gil-dong"]),
    ("Hong Gil-dong, Staff Reporter", ["Hong Gil-dong"]),
    ("Hong Gil-dong, Gaon Herald correspondent", ["Hong Gil-dong"]),
    ("Reporter Hong Gil-dong", ["Hong Gil-dong"]),
    ("[한별일보 나은채 기자]", ["나은채"]),
    ("한별일보 나은채 기자", ["나은채"]),
    ("세종=나은채 기자", ["나은채"]),
    ("세종=한별뉴스 나은채 기자 eun@hb.example", ["나은채"]),
    ("춘천=글·사진 나은채 기자 eun@hb.example", ["나은채"]),
    ("나은채 기자(eun@hb.example)", ["나은채"]),
    ("나은채 기자 구독", ["나은채"]),
    ("나은채 기자 다른기사 보기", ["나은채"]),
    ("기자명 나은채", ["나은채"]),
    ("글 나은채 사진 고유진", ["나은채"]),
    ("글=나은채, 사진=고유진", ["나은채"]),
    ("취재 나은채·고유진 기자, 사진 배도현", ["나은채", "고유진"]),
    ("에디터 나은채  포토그래퍼 고유진", ["나은채"]),
    ("Editor 나은채 Photographer 고유진", ["나은채"]),
    ("글 | 나은채", ["나은채"]),
    ("글ㅣ나은채", ["나은채"]),
    ("[한별일보] 나은채 기자", ["나은채"]),
    ("나은채 라이프 에디터", ["나은채"]),
    ("의학전문기자 나은채", ["나은채"]),
    ("나은채 씀", ["나은채"]),
    ("다솜이 기자 dasom@hb.example", ["다솜이"]),
    ("작성자 나*채\t작성일 2025-08-11 22:17\t조회 196", ["나*채"]),
    ("작성자 : 나○○", ["나○○"]),
    ("글쓴이 나**", ["나**"]),
    ("Author | Ines Calloway", ["Ines Calloway"]),
    ("INES CALLOWAY ines@hb.example", ["INES CALLOWAY"]),
    ("(Reporting by Ines Calloway; Editing by Dana Whitlock)", ["Ines Calloway"]),
    ("기자명 나은채 기자", ["나은채"]),
    ("기자명 나은채 기자 입력 2024.06.18 09:30 댓글 0", ["나은채"]),
    ("나은채 기자 승인 2024.06.18 09:30", ["나은채"]),
    ("입력 2024.06.18 09:30 | 나은채 기자", ["나은채"]),
    ("By. 나은채", ["나은채"]),
    ("By 나은채 기자", ["나은채"]),
    ("글 문가람 약사(객원기자)", ["문가람"]),
    ("글 문가람 약사(객원기자) | 2024-06-18 | 조회 871", ["문가람"]),
    ("글·사진 나은채 기자", ["나은채"]),
    ("글/사진=나은채 기자", ["나은채"]),
    ("글쓴이 : 문가람", ["문가람"]),
    ("작성자 : 문가람", ["문가람"]),
    ("작성자 문가람 | 조회 120", ["문가람"]),
    ("기고: 문가람 교수", ["문가람"]),
    ("취재 나은채 기자", ["나은채"]),
    ("나은채  2024. 6. 18. 09:31", ["나은채"]),
    ("나은채 eun@hb.example", ["나은채"]),
    ("By Dana Whitlock", ["Dana Whitlock"]),
    ("BY DANA WHITLOCK", ["DANA WHITLOCK"]),
    ("By Dana Whitlock and Kim Ha-eun", ["Dana Whitlock", "Kim Ha-eun"]),
    ("By Dana Whitlock, Ines Calloway and Kim Ha-eun", ["Dana Whitlock", "Ines Calloway", "Kim Ha-eun"]),
    ("By Dana Whitlock & Ines Calloway", ["Dana Whitlock", "Ines Calloway"]),
    ("By Kim Ha-eun, Staff Writer", ["Kim Ha-eun"]),
    ("By Dana Whitlock for Dale Medical Weekly", ["Dana Whitlock"]),
    ("By Dr. Marta van der Linde, PhD", ["Marta van der Linde"]),
    ("By Dana P. Whitlock    June 18, 2024    7 min read", ["Dana P. Whitlock"]),
    ("By Dana Whitlock | June 18, 2024", ["Dana Whitlock"]),
    ("By Jane White | Photos by Tom Page", ["Jane White"]),
    ("Reporter Kim Ha-eun", ["Kim Ha-eun"]),
    ("•  Reporter Bae Do-hyun", ["Bae Do-hyun"]),
    ("Kim Ha-eun haeun@dmw.example", ["Kim Ha-eun"]),
    ("Written by Dana Whitlock, MD", ["Dana Whitlock"]),
    ("Words: Dana Whitlock", ["Dana Whitlock"]),
    ("Author: Ines Calloway", ["Ines Calloway"]),
    ("NEWS | HEART | 18 June 2024 | Ines Calloway", ["Ines Calloway"]),
    ("Ines Calloway | 18 June 2024", ["Ines Calloway"]),
    ("Ines Calloway, Health Correspondent", ["Ines Calloway"]),
    ("Posted by Ines Calloway on June 18, 2024", ["Ines Calloway"]),
]

TRAPS = [
    "",
    "나은채 기자는 병원을 찾았다.",
    "나은채 기자의 사진 자료 모음",
    "글쓴이 나은채 사진을 보다",
    "다솜이 기자",
    "화요일",
    "홍보팀 나은채",
    "나은채 홍보팀장",
    "작성자 화요일",
    "By Hanbyul Hospital PR Team",
    "Hong Kong, Staff Reporter",
    "나** 님의 댓글",
    "나은채 기자의 다른 기사 보기",
    "나은채 기자가 만난 사람",
    "취재 기자",
    "전문 기자",
    "시민 기자 모집",
    "기자 페이지",
    "기자수첩",
    "편집=나은채 기자",
    "사진=나은채 기자",
    "그래픽=나은채",
    "발행인 : 배도현 | 편집인 : 문가람",
    "청소년보호책임자 : 배도현",
    "작성자 홍보팀",
    "작성자 : 관리자",
    "작성자 : admin",
    "작성자 늘봄대학교병원",
    "문가람 교수",
    "문가람 원장",
    "정책 | 2024.06.18",
    "건강 > 의학",
    "글 목록",
    "글쓰기",
    "기고 안내",
    "나은채 기자는 18일 “환자가 늘었다”고 전했다.",
    "“기자 여러분께 알립니다” 나은채 기자 등 5명은 성명을 냈다.",
    "Posted by admin",
    "By Reuters",
    "By Dale Medical Review",
    "By the numbers",
    "By March 2025 the company had grown.",
    "By Monday morning the ward was full.",
    "By Dana Whitlock's account, the trial failed.",
    "By Accessing This Website You Agree",
    "Dana Whitlock is a contributing editor.",
    "The study was led by Dana Whitlock",
    "Medically reviewed by Dana Whitlock",
    "Photos by Dana Whitlock",
    "Edited by Dana Whitlock",
    "NEWS | Digital Health | 18 June 2024",
    "Heart Failure | 18 June 2024",
    "New York | 18 June 2024",
    "Dana Whitlock",
    "Reporter's notebook",
    "Words matter in the clinic",
    "Story continues below",
]


@pytest.mark.parametrize(("line", "names"), BYLINES)
def test_byline(line: str, names: list[str]) -> None:
    found = find_byline(line)
    assert found is not None
    assert list(found.names) == names
    assert line[found.start : found.end].startswith(names[0])
    assert all(name in line for name in names)


@pytest.mark.parametrize("line", TRAPS)
def test_no_byline(line: str) -> None:
    assert find_byline(line) is None


PIECES = st.sampled_from(
    [
        "나은채",
        " 기자",
        "·",
        "=",
        "[",
        "]",
        " | ",
        "By ",
        "Kim Ha-eun",
        ", ",
        "a@b.kr",
        "2024.06.18",
        "(",
        ")",
        "글 ",
        "and ",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=14).map("".join)))
def test_names_are_slices(text: str) -> None:
    found = find_byline(text)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert all(name in text for name in found.names)


@pytest.mark.parametrize("piece", ["나은채 ", "나은채·", "가", "By Kim ", "A-", "a.b@", "| ", "(", "[", "= "])
def test_time_is_bounded(piece: str) -> None:
    begin = time.process_time()
    for size in (120, 239, 1_000_000):
        find_byline((piece * (size // len(piece) + 1))[:size])
    assert time.process_time() - begin < 3


HEADS = [
    (["나은채 기자", "입력 2024.06.18 09:30"], ["나은채"]),
    (["나은채", "입력 2024.06.18 09:30"], ["나은채"]),
    (["Ines Calloway", "June 18, 2024", "5 min read"], ["Ines Calloway"]),
    (["Ines Calloway June 18, 2024"], ["Ines Calloway"]),
    (["Ines Calloway", "The author is a professor of nursing."], ["Ines Calloway"]),
    (["Ines Calloway", "The ward is new."], []),
    (["나은채 부연구위원 · 고유진 연구위원 (고령사회연구실)"], ["나은채", "고유진"]),
    (["나은채 연구위원"], []),
    (["Ines Calloway", "Senior Reporter"], ["Ines Calloway"]),
    (["Ines Calloway", "Founder & CEO"], ["Ines Calloway"]),
    (["Ines Calloway | Staff Writer"], ["Ines Calloway"]),
    (["Written by", "Ines Calloway, Ph.D.", "Updated June 18, 2024"], ["Ines Calloway"]),
    (["작성자", "나은채", "작성일", "2024.06.18"], ["나은채"]),
    (["작성자", "관리자", "작성일", "2024.06.18"], []),
    (["Ha-eun Kim1, Do-yun Lee2"], ["Ha-eun Kim", "Do-yun Lee"]),
    (["Dana Whitlock", "18 June 2024", "By Ines Calloway"], ["Ines Calloway"]),
    (["Ines Calloway", "opened the ward in May."], []),
    (["Ines Calloway", "Dana Whitlock", "18 June 2024", "Marcus Thornbury"], []),
    (["Digital Health", "June 18, 2024"], []),
    (["조회수", "2024.06.18"], []),
    (["정책뉴스", "2024.06.18"], []),
    ([], []),
]


@pytest.mark.parametrize(("head", "names"), HEADS)
def test_choice_among_the_lines_of_the_head(head: list[str], names: list[str]) -> None:
    assert list(choose_byline(head).names) == names


def test_choice_tells_the_lines() -> None:
    assert choose_byline(["부제목", "나은채 기자", "고유진 기자"]).lines == (1, 2)
