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
    (
        "title copied with the site's name",
        ["늘봄재단 장학금 전달식 열려 - 늘봄재단", "후원하기", "늘봄재단 장학금 전달식 열려", *STORY_KO],
        {},
        "늘봄재단",
    ),
    (
        "a blog's system is none",
        ["허리 편한 하루를 위하여 :: 네이버 블로그", "허리 편한 하루를 위하여", *STORY_KO],
        {},
        None,
    ),
    (
        "official blog of a clinic",
        ["늘봄척추한의원 공식 블로그", "이웃추가", *STORY_KO, "늘봄척추한의원 02-000-0000"],
        {},
        "늘봄척추한의원",
    ),
    (
        "Korean name on a Korean page",
        [
            "늘봄대학교병원 뉴스룸",
            "NEULBOM UNIVERSITY HOSPITAL",
            *STORY_KO,
            "늘봄대학교병원 홍보팀 02-000-0000",
            "COPYRIGHT 2025 NEULBOM UNIVERSITY HOSPITAL ALL RIGHTS RESERVED",
        ],
        {},
        "늘봄대학교병원",
    ),
    (
        "Korean name within a mixed masthead",
        [
            "NBS 늘봄방송",
            "ON AIR",
            *STORY_KO,
            "늘봄방송 서울시 마포구 봄로 1 | 02-000-0000",
            "© NBS. All rights reserved.",
        ],
        {},
        "늘봄방송",
    ),
    (
        "office of a society",
        [
            *STORY_KO,
            "대한늘봄학회 사무국 | 서울시 봄구 봄길 30 | T. 02-000-0000",
            "Copyright © KSNB. All rights reserved.",
        ],
        {},
        "대한늘봄학회",
    ),
    (
        "institution behind a slogan and behind its address",
        [
            "건강한 도시, 행복한 시민 늘봄시보건소",
            *STORY_KO,
            "늘봄시 물결로 310 (솔동) 늘봄시보건소 / 민원안내 000-000-0000",
        ],
        {},
        "늘봄시보건소",
    ),
    (
        "company of a newsroom",
        [
            "GAON BIO",
            *STORY_KO,
            "㈜가온바이오 대표이사 배도현 | 사업자등록번호 000-00-00000",
            "© GAON BIO Co., Ltd.",
        ],
        {},
        "가온바이오",
    ),
    (
        "the firm that a wire service spreads a release of",
        [
            "WIREGAON GLOBAL",
            "NEWS PROVIDED BY",
            "Gaon Bio Co., Ltd.",
            *STORY_EN,
            "SOURCE Gaon Bio Co., Ltd.",
            "Copyright © 2025 WireGaon Global LLC. All Rights Reserved.",
        ],
        {},
        "Gaon Bio Co., Ltd.",
    ),
    (
        "the paper that a blog copies from",
        [
            "Ward Clippings",
            "Reposted from The Marlow Ledger. All credit goes to the author.",
            *STORY_EN,
            "© 2024 The Marlow Ledger. This may not be redistributed.",
        ],
        {},
        "The Marlow Ledger",
    ),
    (
        "a paper on a portal",
        [
            "포털늘봄",
            "한별일보",
            "기사원문",
            *STORY_KO,
            "Copyright ⓒ 한별일보. All rights reserved. 무단 전재 및 재배포 금지.",
            "이 기사는 언론사에서 건강 섹션으로 분류했습니다.",
            "© 포털늘봄 고객센터 02-000-0000",
        ],
        {},
        "한별일보",
    ),
    (
        "a journal against the society that owns it",
        [
            "Journal of Ward Medicine | pISSN 0000-0000 | eISSN 0000-0000",
            "Open Access",
            *STORY_EN,
            "Copyright © 2025 The Ward Society. This is an Open Access article.",
        ],
        {},
        "Journal of Ward Medicine",
    ),
    (
        "a letter to subscribers",
        [
            "From: The Night Ward <hello@nightward.example>",
            *STORY_EN,
            "You are receiving this email because you signed up for The Night Ward.",
        ],
        {},
        "The Night Ward",
    ),
    (
        "the masthead's spelling without the company form",
        ["GAON MEDISYS", *STORY_EN, "Gaon Medisys Co., Ltd.   Biz Reg. No. 000", "© Gaon Medisys Co., Ltd."],
        {},
        "Gaon Medisys",
    ),
    (
        "the hospital against its department",
        [
            "International Care Center",
            *STORY_EN,
            "About Marlow University Hospital",
            "International Care Center, Tel +82-2-000-0000",
            "COPYRIGHT (C) MARLOW UNIVERSITY HOSPITAL. ALL RIGHTS RESERVED.",
        ],
        {},
        "Marlow University Hospital",
    ),
    (
        "the English name in brackets is cut off",
        [*STORY_KO, "Copyright ⓒ 늘봄병원(Neulbom Hospital). All rights reserved."],
        {},
        "늘봄병원",
    ),
    ("a host is no name", [*STORY_EN, "Copyright © wardnews.example All rights reserved."], {}, None),
    ("a licence is no name", [*STORY_EN, "© Open Access"], {}, None),
    ("a table's source is none", [*STORY_EN, "Source: https://www.gaon.example/table"], {}, None),
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
