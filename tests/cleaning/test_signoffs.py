"""Sign-offs and author lists: invented endings and front matter, each with the writers it names."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmedtext.cleaning.authorlists import listed_authors
from kmedtext.cleaning.signoffs import contributor, is_column, mailed_writer, signing_writers

# last lines of the text, lines behind it → names
ENDINGS = [
    (["환자는 줄었습니다."], ["나은채 기자 eun@hanbyul.example"], ["나은채"]),
    (["환자는 줄었습니다."], ["나은채 기자", "고유진 기자", "구독하기"], ["나은채", "고유진"]),
    (["환자는 줄었습니다."], ["글 나은채 사진 한별병원 홍보팀 | 2025.02.20"], ["나은채"]),
    (["환자는 줄었습니다."], ["Written by", "Ines Calloway, MD"], ["Ines Calloway"]),
    (["한별방송 뉴스 나은채입니다."], [], ["나은채"]),
    (["지금까지 HBS 뉴스 고유진이었습니다."], [], ["고유진"]),
    (["병원이 문을 열었습니다.", "지금까지 뉴스였습니다."], [], []),
    (["The ward is open."], ["- Dana Whitlock"], ["Dana Whitlock"]),
    (["병원은 문을 열었다."], ["― 나은채"], ["나은채"]),
    (["- 물을 마신다"], ["목록"], []),
    (
        ["참석을 바랍니다."],
        ["2025년 7월 30일", "한별학회 회장 나은채 / 총무이사 고유진"],
        ["나은채", "고유진"],
    ),
    (["참석을 바랍니다.", "2025. 7. 30."], ["한별병원장 나 은 채"], ["나은채"]),
    (["참석을 바랍니다."], ["2025년 7월 30일", "한별병원장"], []),
    (["참석을 바랍니다."], ["한별학회 회장 나은채"], []),
    (["다음 달에 뵙겠습니다."], ["편집장 나은채 드림"], ["나은채"]),
    (["The ward is open."], ["Dana Whitlock is a freelance writer based in Leeds."], ["Dana Whitlock"]),
    (["The ward is open."], ["Dr. Ines Calloway, MD, is a professor of medicine."], ["Ines Calloway"]),
    (["The ward is open."], ["Marlow Hospital is a leading employer of doctors."], []),
    (["치료는 길다."], ["나은채 한별병원 재활의학과 교수"], ["나은채"]),
    (["치료는 길다."], ["필자: 나은채 한별의대 교수"], ["나은채"]),
    (["치료는 길다."], ["도움말 한별병원 나은채 교수"], []),
    (["치료는 길다."], ["서울대 의대 교수"], []),
    (["치료는 길다."], [], []),
]


@pytest.mark.parametrize(("story", "behind", "names"), ENDINGS)
def test_ending(story: list[str], behind: list[str], names: list[str]) -> None:
    assert list(signing_writers(story, behind)) == names


@pytest.mark.parametrize(
    ("title", "head", "column"),
    [
        ("[기고] 걷기가 약이다", [], True),
        ("<건강칼럼> 걷기가 약이다", [], True),
        ("걷기가 약이다", ["오피니언"], True),
        ("걷기가 약이다", ["칼럼 | 정치 | 경제 | 사회 | 문화 | 건강 | 오피니언"], False),
        ("칼럼니스트가 말하는 걷기", [], False),
        (None, [], False),
    ],
)
def test_column(title: str | None, head: list[str], column: bool) -> None:
    assert is_column(title, head) is column


def test_in_a_column_the_office_may_come_first() -> None:
    assert contributor(["한별병원 나은채 원장"]) == ()
    assert contributor(["한별병원 나은채 원장"], column=True) == ("나은채",)


def test_an_address_vouches_for_a_writer_behind_the_links() -> None:
    assert mailed_writer(["관련기사", "나은채 기자", "고유진 기자 yj@hanbyul.example"]) == ("고유진",)


LISTS = [
    ("Ha-eun Kim1, Do-yun Lee2,3, and Ines Calloway1*", ["Ha-eun Kim", "Do-yun Lee", "Ines Calloway"]),
    ("Ha-eun Kim, MD, PhD¹; Do-yun Lee, KMD²", ["Ha-eun Kim", "Do-yun Lee"]),
    ("Ines R. Calloway 1 , Dana Whitlock 1,2", ["Ines R. Calloway", "Dana Whitlock"]),
    ("나은채1, 고유진2*, 배도현1", ["나은채", "고유진", "배도현"]),
    ("나은채·고유진", ["나은채", "고유진"]),
    ("Big Dreams, Small Spaces", []),
    ("서울, 부산, 대구", []),
    ("Tables, chairs and lamps", []),
    ("나은채", []),
    ("환자 12명, 대조군 13명", []),
]


@pytest.mark.parametrize(("line", "names"), LISTS)
def test_list_of_authors(line: str, names: list[str]) -> None:
    assert list(listed_authors(line)) == names


@given(st.lists(st.text(max_size=80), max_size=6), st.lists(st.text(max_size=80), max_size=6))
def test_names_stand_on_the_page(story: list[str], behind: list[str]) -> None:
    text = "".join("\n".join([*story, *behind]).split())
    assert all("".join(name.split()) in text for name in signing_writers(story, behind))


@pytest.mark.parametrize(
    "piece", ["나은채 ", "뉴스 ", "A b ", "is a ", "- ", "한별병원 교수 ", "회장 나 은 "]
)
def test_time_is_bounded(piece: str) -> None:
    begin = time.perf_counter()
    lines = [(piece * 4_000)[:4_000]] * 20
    signing_writers(lines[:3], lines)
    contributor(lines, column=True)
    for line in lines:
        listed_authors(line)
    assert time.perf_counter() - begin < 3
