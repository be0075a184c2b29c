"""Publisher: invented pages in the manner of real ones, each with what its masthead and footer say."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmedtext.cleaning.publisher import find_publisher

STORY_KO = [
    "협약 체결",
    "",
    "병원은 18일 협약을 맺었다고 밝혔다.",
    "두 기관은 환자 정보를 나누기로 했다.",
    "",
] * 6
STORY_EN = [
    "A pact is signed",
    "",
    "The hospital said on Monday that it had signed a pact.",
    "Both sides will share data.",
    "",
] * 6

Page = tuple[str, list[str], dict[str, tuple[str, ...]], str | None]

PAGES: list[Page] = [
    (
        "제호",
        [
            *STORY_KO,
            "법인명 : (주)한별미디어",
            "제호 : 한별일보",
            "등록번호 : 서울 아00000",
            "Copyright © 2024 한별일보. All rights reserved.",
        ],
        {},
        "한별일보",
    ),
    (
        "제호 against owner",
        [*STORY_KO, "법인명 : (주)가온홀딩스 | 제호 : 두레의학신문 | 발행인 : 배도현"],
        {},
        "두레의학신문",
    ),
    ("copyright ko", [*STORY_KO, "Copyright ⓒ 2024 두레의학신문. All rights reserved."], {}, "두레의학신문"),
    (
        "copyright ko, rights reserved in Korean",
        [*STORY_KO, "저작권자 ⓒ 두레의학신문 무단전재 및 재배포 금지"],
        {},
        "두레의학신문",
    ),
    (
        "copyright en",
        [*STORY_EN, "Copyright ⓒ Harbor Science Daily. All rights reserved.", "link", "Leave a Reply"],
        {},
        "Harbor Science Daily",
    ),
    (
        "copyright with an address",
        [*STORY_EN, "© 2025 Marlow University, 4 Mill Lane, Marlow SL7 0AA. Charity number 000000"],
        {},
        "Marlow University",
    ),
    (
        "copyright with years",
        [*STORY_EN, "© 2009-2025 Dale Medical Weekly, all rights reserved"],
        {},
        "Dale Medical Weekly",
    ),
    (
        "copyright and unauthorized",
        [*STORY_EN, "Copyright © Dale Medical Weekly Unauthorized reproduction, redistribution prohibited"],
        {},
        "Dale Medical Weekly",
    ),
    (
        "hospital with an address",
        [
            "본문 바로가기",
            "늘봄대학교병원",
            "로그인",
            *STORY_KO,
            "(우)00000 강원특별자치도 늘봄시 봄로 7 늘봄대학교병원 대표전화 1500-0000",
            "COPYRIGHT ⓒ NEULBOM UNIVERSITY HOSPITAL. ALL RIGHTS RESERVED.",
        ],
        {},
        "늘봄대학교병원",
    ),
    (
        "hospital by its homepage",
        [*STORY_KO, "늘봄대학교병원 홈페이지에 바라는 점을 적어 주십시오.", "만족도 조사"],
        {},
        "늘봄대학교병원",
    ),
    (
        "hospital en, capitals in head and foot",
        [
            "NEULBOM UNIVERSITY HOSPITAL",
            "Language",
            *STORY_EN,
            "Neulbom University Hospital opened in 1991.",
            "COPYRIGHT(C) NEULBOM UNIVERSITY HOSPITAL. ALL RIGHTS RESERVED.",
        ],
        {},
        "Neulbom University Hospital",
    ),
    (
        "capitals only",
        ["NEULBOM CLINIC", *STORY_EN, "COPYRIGHT(C) NEULBOM CLINIC. ALL RIGHTS RESERVED."],
        {},
        "NEULBOM CLINIC",
    ),
    (
        "magazine against its owner",
        [
            "Pacific Ward Review",
            "The magazine for ward teams",
            "NEWS  FEATURES",
            *STORY_EN,
            "Pacific Ward Review is published by Coral Trade Press Pte Ltd, 1 Quay Road, Singapore.",
            "© 2025 Coral Trade Press. All rights reserved.",
        ],
        {},
        "Pacific Ward Review",
    ),
    (
        "print of a magazine",
        [
            "11/27/25, 9:14 AM      A clinic on wheels - Pacific Ward Review",
            "",
            "PACIFIC WARD REVIEW",
            *STORY_EN,
            "https://www.pacificwardreview.example/2025/clinic   3/4",
            "© 2025 Coral Trade Press Pte Ltd. This copy is for personal use.",
        ],
        {},
        "Pacific Ward Review",
    ),
    (
        "masthead line with a slogan",
        [
            "약국살림 | 약사가 만드는 잡지",
            "로그인 | 회원가입",
            *STORY_KO,
            "도서출판 나루 서울 성동구 강변로 1 | 발행인 배도현",
            "ⓒ 약국살림. All Rights Reserved.",
        ],
        {},
        "약국살림",
    ),
    (
        "agency",
        [
            "새롬통신",
            "한국어 English",
            *STORY_KO,
            "(주)새롬통신 | 서울시 종로구 새길 1 | 등록번호 문화, 나00000",
            "(c) 새롬통신",
        ],
        {},
        "새롬통신",
    ),
    (
        "daily with its address",
        [
            "기사 본문으로 건너뛰기",
            "한별일보",
            "정치",
            "사회",
            *STORY_KO,
            "㈜한별일보 서울특별시 중구 한별로 1 등록번호 서울 가00000 발행·편집인 배도현",
        ],
        {},
        "한별일보",
    ),
    ("contents", [*STORY_KO, "두레의학신문의 모든 콘텐츠는 저작권법의 보호를 받습니다."], {}, "두레의학신문"),
    ("open graph", STORY_KO, {"og:site_name": ("한별일보",)}, "한별일보"),
    (
        "json-ld against a system's footer",
        [*STORY_EN, "Powered by Brightpress"],
        {"jsonld:publisher": ("Dale Medical Weekly",)},
        "Dale Medical Weekly",
    ),
    (
        "hint and copyright in other capitals",
        [*STORY_EN, "© DALE MEDICAL WEEKLY"],
        {"og:site_name": ("Dale Medical Weekly",)},
        "Dale Medical Weekly",
    ),
    (
        "wire copy in a paper",
        [
            "한별일보",
            *STORY_KO,
            "(서울=새롬통신) 나은채 기자 = 병원은 밝혔다.",
            "㈜한별일보 서울특별시 중구 등록번호 서울 가00000",
        ],
        {},
        "한별일보",
    ),
    (
        "company form is stripped",
        [*STORY_KO, "Copyright ⓒ ㈜두레의학신문 All rights reserved."],
        {},
        "두레의학신문",
    ),
    (
        "English edition of a Korean paper",
        [
            "Seoul Ward Times",
            "한국어",
            *STORY_EN,
            "Publisher: Bae Do-hyun | Registration No.: Seoul A00000",
            "Copyright © 2017 Seoul Ward Times. All rights reserved. mail to help@swt.example",
            "Powered by Brightpress",
        ],
        {},
        "Seoul Ward Times",
    ),
    (
        "society",
        [
            "대한늘봄학회",
            "학회소개",
            *STORY_KO,
            "대한늘봄학회 | 서울특별시 서초구 봄로 3 | Tel 02-000-0000",
            "Copyright ⓒ 대한늘봄학회. All rights reserved.",
        ],
        {},
        "대한늘봄학회",
    ),
    ("nothing said", STORY_EN, {}, None),
    ("nothing said, Korean", STORY_KO, {}, None),
    (
        "a menu is no publisher",
        ["Home", "News", "Health", *STORY_EN, "Home", "News", "Privacy Policy", "Contact us"],
        {},
        None,
    ),
    ("a picture's owner is none", [*STORY_KO, "선수들이 환하게 웃고 있다. ⓒ 새롬통신"], {}, None),
    ("a person is none", [*STORY_EN, "Publisher: Bae Do-hyun"], {}, None),
    (
        "two names at odds",
        [
            *STORY_EN,
            "© 2025 Marlow Gazette. All rights reserved.",
            "© 2025 Exley Courier. All rights reserved.",
        ],
        {},
        None,
    ),
]


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


@given(st.lists(st.text(max_size=60), max_size=20))
def test_any_lines(lines: list[str]) -> None:
    found, candidates = find_publisher(lines, {})
    assert found is None or found == candidates[0]


@pytest.mark.parametrize("piece", ["ⓒ ", "가나 홈페이지의 ", "A b ", "www.a", "제호 : ", "(주)"])
def test_time_is_bounded(piece: str) -> None:
    begin = time.perf_counter()
    find_publisher([piece * (1_000_000 // len(piece))], {})
    find_publisher([piece * 20] * 2_000, {})
    assert time.perf_counter() - begin < 6
