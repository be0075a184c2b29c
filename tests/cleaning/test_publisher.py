"""Publisher: invented pages in the manner of real ones, each with what its masthead and footer say."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cleaning.publisher_pages import PAGES, STORY_EN, STORY_KO

from kmedtext.cleaning.publisher import find_publisher


@pytest.mark.parametrize(
    ("lines", "hints", "publisher"), [page[1:] for page in PAGES], ids=[page[0] for page in PAGES]
)
def test_page(lines: list[str], hints: dict[str, tuple[str, ...]], publisher: str | None) -> None:
    found, candidates = find_publisher(lines, hints)
    assert found == publisher
    assert publisher is None or publisher == candidates[0]


def test_candidates_are_listed_where_the_evidence_is_at_odds() -> None:
    _, candidates = find_publisher([*STORY_EN, "© 2025 Marlow Gazette.", "© 2025 Exley Courier."], {})
    assert set(candidates) == {"Marlow Gazette", "Exley Courier"}


TOPIC = "당뇨병, 환자의 권리로 본다"
HOUSES = [
    (["물음터", "통합검색", "Q", TOPIC], ["물음터는 답변의 정확성에 책임을 지지 않습니다."], "물음터"),
    (
        ["MedBasics Exchange", "Home", "Tags"],
        ["Thanks for contributing an answer to MedBasics Exchange!"],
        "MedBasics Exchange",
    ),
    (
        ["한별바이오", "회사소개", "제품"],
        ["한별바이오 주식회사 해문시 바이오로 9 대표이사 나은채", "ⓒ HANBYUL BIO"],
        "한별바이오",
    ),
    (["한별나루 HANBYUL NARU", "뉴스 | 정책"], ["한별나루 | 가온시 한별로 12 | 02-000-0000"], "한별나루"),
    (
        ["한별신문 오피니언", "사설 | 칼럼"],
        ["한별신문사 · 대전광역시 서구 한별로 0 · 발행인 나은채"],
        "한별신문",
    ),
    (["이슈브리프", "제74호"], ["발행인 나은채  발행처 한별정책연구원  가온시 연구로 31"], "한별정책연구원"),
    (["한별대학교병원 인재채용"], ["한별대학교병원 인사팀 | 가온시 한울로 200"], "한별대학교병원"),
    (
        ["Newsletter"],
        ["Dale University Medical Center, 300 Dale-daero, Suwon, Korea"],
        "Dale University Medical Center",
    ),
    (
        ["병원 소식"],
        ["한별제약은 더 나은 서비스를 위해 쿠키를 사용합니다.", "ⓒ HANBYUL PHARM. All Rights Reserved."],
        "한별제약",
    ),
    # A word of the title at the head of the page is a topic, a usual section a section.
    (["당뇨병", "로그인"], ["당뇨병은 어떤 병인가", "당뇨병의 원인"], None),
    (["Health Policy"], ["More from Health Policy", "All of Health Policy"], None),
    (["환자의 권리"], ["환자의 권리는 누구의 것인가"], None),
]


@pytest.mark.parametrize(("top", "foot", "publisher"), HOUSES)
def test_the_house_by_its_logo_and_its_foot(top: list[str], foot: list[str], publisher: str | None) -> None:
    lines = [*top, TOPIC, *STORY_KO, *foot] if top[0][0] > "z" else [*top, *STORY_EN, *foot]
    assert find_publisher(lines, outside=[*top, *foot], title=TOPIC)[0] == publisher


def test_the_source_of_a_release_stands_beside_its_day() -> None:
    lines = [
        "PRHarbor",
        "Source: Aurel Hearing, Inc.",
        "September 16, 2025 09:00 ET",
        *STORY_EN,
        "© 2025 PRHarbor, Inc.",
    ]
    assert find_publisher(lines)[0] == "Aurel Hearing, Inc."


@given(st.lists(st.text(max_size=60), max_size=20))
def test_any_lines(lines: list[str]) -> None:
    found, candidates = find_publisher(lines, {})
    assert found is None or found == candidates[0]


@pytest.mark.parametrize(
    "piece",
    [
        "ⓒ ",
        "가나 홈페이지의 ",
        "A b ",
        "www.a",
        "제호 : ",
        "(주)",
        "About A",
        "ISSN ",
        "가나로 1 ",
        " - ",
        "Reposted from A ",
    ],
)
def test_time_is_bounded(piece: str) -> None:
    begin = time.process_time()
    find_publisher([piece * (1_000_000 // len(piece))], {})
    find_publisher([piece * 20] * 2_000, {})
    assert time.process_time() - begin < 6
