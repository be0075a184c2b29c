"""Dates: every form, every label, and what only looks like a date."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmedtext.cleaning.datechoice import choose_dates
from kmedtext.cleaning.dates import find_dates

# text, ISO, role (the first date of the text)
FORMS = [
    ("승인 2024.03.05 16:31", "2024-03-05T16:31", "published"),
    ("2024.03.05 16:31", "2024-03-05T16:31", None),
    ("2024. 3. 11. 오전 9:31", "2024-03-11T09:31", None),
    ("2024. 3. 11. 오후 9:31", "2024-03-11T21:31", None),
    ("2024. 3. 11. 오후 12:05", "2024-03-11T12:05", None),
    ("2024. 3. 11. 오전 12:05", "2024-03-11T00:05", None),
    ("2024. 03. 11 09:31", "2024-03-11T09:31", None),
    ("2024년 11월 28일", "2024-11-28", None),
    ("2024년11월28일 09시30분", "2024-11-28T09:30", None),
    ("2024년 11월 28일 오후 3시 5분", "2024-11-28T15:05", None),
    ("2024년 11월 28일 오후 3시", "2024-11-28T15:00", None),
    ("2024년 11월 28일 (목) 14:20", "2024-11-28T14:20", None),
    ("2024년 11월 28일 목요일 14:20", "2024-11-28T14:20", None),
    ("2024년 11월 28일 목요일", "2024-11-28", None),
    ("2024.11.28(목) 14:20", "2024-11-28T14:20", None),
    ("2024.11.28 목 14:20", "2024-11-28T14:20", None),
    ("입력 2024.11.28 (14:20)", "2024-11-28T14:20", "published"),
    ("’24. 11. 8.(금)", "2024-11-08", None),
    ("Published: 2024 Nov 28", "2024-11-28", "published"),
    ("보낸날짜: 2024년 11월 28일 목요일 오후 2:20", "2024-11-28T14:20", "published"),
    ("Sent: Thursday, November 28, 2024 2:20 PM", "2024-11-28T14:20", "published"),
    ("2024.11.28 (목)", "2024-11-28", None),
    ("'24년 11월 28일", "2024-11-28", None),
    ("98년 7월 2일", "1998-07-02", None),
    ("2024-06-18", "2024-06-18", None),
    ("2024-06-18 07:05:09", "2024-06-18T07:05:09", None),
    ("24.06.18", "2024-06-18", None),
    ("24.06.18 09:30", "2024-06-18T09:30", None),
    ("2024/06/18 09:30", "2024-06-18T09:30", None),
    ("2024/06/18 | 09:30", "2024-06-18T09:30", None),
    ("2024.6.8", "2024-06-08", None),
    ("입력 : 2024-06-18 09:30", "2024-06-18T09:30", "published"),
    ("입력2024.06.18. 오후 6:05", "2024-06-18T18:05", "published"),
    ("기사입력 2024.06.18 18:05", "2024-06-18T18:05", "published"),
    ("기사 입력: 2024-06-18", "2024-06-18", "published"),
    ("기사등록 2024/06/18 05:00:00", "2024-06-18T05:00:00", "published"),
    ("등록 2024.06.18 18:05", "2024-06-18T18:05", "published"),
    ("등록일 : 2024-06-18", "2024-06-18", "published"),
    ("등록일 2024-06-18 조회수 312", "2024-06-18", "published"),
    ("조회수 : 87 작성일 : 2024-06-18", "2024-06-18", "published"),
    ("작성자 관리자 작성일 2024.06.18", "2024-06-18", "published"),
    ("게시일 2024. 6. 18.", "2024-06-18", "published"),
    ("[게시일] 2024-06-18", "2024-06-18", "published"),
    ("발행일: 2024년 6월 18일", "2024-06-18", "published"),
    ("최초 등록 2024.06.18 18:05", "2024-06-18T18:05", "published"),
    ("최초등록: 2024.06.18", "2024-06-18", "published"),
    ("송고 2024년06월18일 09시30분", "2024-06-18T09:30", "published"),
    ("송고2024-06-18 09:30", "2024-06-18T09:30", "published"),
    ("송고시간 2024-06-18 09:30", "2024-06-18T09:30", "published"),
    ("2024/06/18 09:30 송고", "2024-06-18T09:30", "published"),
    ("2024년06월18일 09시30분 송고", "2024-06-18T09:30", "published"),
    ("2024.06.18 09:30 입력", "2024-06-18T09:30", "published"),
    ("등록일자 : 2024-06-18 | 조회 : 42", "2024-06-18", "published"),
    ("배포일시 2024. 6. 18.(화) 09:00", "2024-06-18T09:00", "published"),
    ("나은채 기자 승인 2024.06.18", "2024-06-18", "published"),
    ("수정 2024.06.18 18:05", "2024-06-18T18:05", "modified"),
    ("최종수정 2024.06.18 18:05", "2024-06-18T18:05", "modified"),
    ("최종 수정일 : 2024-06-18", "2024-06-18", "modified"),
    ("업데이트 2024.06.18 05:00", "2024-06-18T05:00", "modified"),
    ("기사수정 2024-06-18 05:00", "2024-06-18T05:00", "modified"),
    ("2024.06.18 05:00 수정", "2024-06-18T05:00", "modified"),
    ("November 20, 2024", "2024-11-20", None),
    ("20 Nov 2024", "2024-11-20", None),
    ("Nov. 20, 2024 10:15 a.m. KST", "2024-11-20T10:15", None),
    ("Nov 20 2024, 10:15 PM", "2024-11-20T22:15", None),
    ("4:31 PM · Nov 20, 2024", "2024-11-20T16:31", None),
    ("10:15 p.m. EST, Nov. 20, 2024", "2024-11-20T22:15", None),
    ("2 December 2024", "2024-12-02", None),
    ("2nd of December, 2024", "2024-12-02", None),
    ("December 2nd, 2024 at 4:05pm", "2024-12-02T16:05", None),
    ("Tuesday 3 December 2024 16.05 pm", "2024-12-03T16:05", None),
    ("Thu, September 12, 2024", "2024-09-12", None),
    ("Sept. 12, 2024, 9 a.m.", "2024-09-12T09:00", None),
    ("12-SEP-2024", "2024-09-12", None),
    ("2024-06-18T16:31:00+09:00", "2024-06-18T16:31:00+09:00", None),
    ("2024-06-18T16:31Z", "2024-06-18T16:31Z", None),
    ("2024-06-18T16:31:20.123Z", "2024-06-18T16:31:20Z", None),
    ("2024-06-18 16:31 (UTC+9)", "2024-06-18T16:31+09:00", None),
    ("Published 2024.09.12 17:26", "2024-09-12T17:26", "published"),
    ("Published: 12 Sep 2024", "2024-09-12", "published"),
    ("First published: 12 September 2024", "2024-09-12", "published"),
    ("Posted on September 12, 2024 by admin", "2024-09-12", "published"),
    ("Date: September 12, 2024", "2024-09-12", "published"),
    ("NEWS RELEASE 12-SEP-2024", "2024-09-12", "published"),
    ("Updated September 12, 2024 5:40 PM ET", "2024-09-12T17:40", "modified"),
    ("Last modified: 2024-09-12", "2024-09-12", "modified"),
    ("Last updated on 12 September 2024", "2024-09-12", "modified"),
    ("11/27/25, 9:14 AM   A clinic on wheels - Dale Medical Weekly", "2025-11-27T09:14", "printed"),
    ("27/11/2025, 09:14   A clinic on wheels", "2025-11-27T09:14", "printed"),
    ("25. 11. 27. 오전 9:14   바퀴 달린 진료실 - 한별일보", "2025-11-27T09:14", "printed"),
    ("출력일 : 2024-06-18", "2024-06-18", "printed"),
    ("등록일자 : 2011-03-25", "2011-03-25", "masthead"),
    ("발행일자 : 2011-04-10", "2011-04-10", "masthead"),
    ("창간일 2011년 4월 2일", "2011-04-02", "masthead"),
    ("Date of registration: 2017-03-02", "2017-03-02", "masthead"),
    ("등록번호 서울 아00000 | 등록일 2015.03.02 | 발행인 배도현", "2015-03-02", "masthead"),
    ("㈜한별일보 등록번호 서울 가00000 등록일자 1991년 5월 6일 발행·편집인 배도현", "1991-05-06", "masthead"),
]

# text, ISO dates: dates without a role, though a label word stands near, and no dates at all
TRAPS = [
    ("2024.13.18", []),
    ("2024년 2월 30일", []),
    ("2024.06.31 09:00", []),
    ("1823-01-02", []),
    ("혈압 130/80 미만", []),
    ("10/20/30 규칙", []),
    ("192.168.10.12", []),
    ("버전 2.10.12.4", []),
    ("2024년 11월호", []),
    ("2024.11", []),
    ("11월 28일", []),
    ("28 November", []),
    ("전화 02-2024-0618", []),
    ("계좌 110-2024-06-18-001", []),
    ("지난 2024년 6월 18일 등록한 환자", ["2024-06-18"]),
    ("연구진은 2024년 6월 18일 등록 환자를 분석했다.", ["2024-06-18"]),
    ("식약처 승인 2024년 6월 18일", ["2024-06-18"]),
    ("2024년 6월 18일부터 시행된 지침", ["2024-06-18"]),
    (
        "Published 3 March 2024 in a journal, the trial showed that patients did well for a year.",
        ["2024-03-03"],
    ),
    ("The clinic, which opened on May 3, 2024, has treated 400 people.", ["2024-05-03"]),
    ("일시 : 2024년 6월 18일 14:00", ["2024-06-18T14:00"]),
    ("2024.06.18 29:00", ["2024-06-18"]),
]


@pytest.mark.parametrize(("text", "iso", "role"), FORMS)
def test_form(text: str, iso: str, role: str | None) -> None:
    found = find_dates(text)
    assert [(found[0].iso, found[0].role)] == [(iso, role)]
    assert len(found) == 1
    assert not found[0].ambiguous


@pytest.mark.parametrize(("text", "isos"), TRAPS)
def test_trap(text: str, isos: list[str]) -> None:
    found = find_dates(text)
    assert [mention.iso for mention in found] == isos
    assert all(mention.role is None for mention in found)


def test_labels_before_and_behind_are_not_mixed_up() -> None:
    before = find_dates("입력 2024.06.18 09:00 수정 2024.06.19 10:00")
    behind = find_dates("2024.06.18 09:00 입력 2024.06.19 10:00 수정")
    expected = [("2024-06-18T09:00", "published"), ("2024-06-19T10:00", "modified")]
    assert [(d.iso, d.role) for d in before] == expected
    assert [(d.iso, d.role) for d in behind] == expected


def test_offsets_cover_the_label_and_the_date() -> None:
    text = "나은채 기자 | 입력 : 2024.06.18(화) 09:00 | 조회 3"
    (found,) = find_dates(text)
    assert text[found.start : found.end] == "2024.06.18(화) 09:00"
    assert text[found.label_start : found.start] == "입력 : "


@pytest.mark.parametrize("text", ["03/04/2025", "03/04/25", "3.4.2025"])
def test_day_and_month_that_cannot_be_told_apart(text: str) -> None:
    (found,) = find_dates(text)
    assert {"2025-03-04", "2025-04-03"} <= set(found.readings)
    assert found.ambiguous


def test_short_year_comes_first_in_korean() -> None:
    (found,) = find_dates("등록 23/06/18")
    assert found.iso == "2023-06-18"
    assert found.ambiguous


def test_zone_is_named_but_no_offset_is_made_up() -> None:
    (found,) = find_dates("Nov. 20, 2024 10:15 a.m. KST")
    assert (found.iso, found.zone) == ("2024-11-20T10:15", "KST")


# head, tail, hints, above → published, modified
CHOICES = [
    (["나은채 기자", "입력 2024.06.18 09:30", "댓글 0"], [], {}, [], "2024-06-18T09:30", None),
    (["송고2024-06-18 09:30", "송고 2024년06월18일 09시30분"], [], {}, [], "2024-06-18T09:30", None),
    (["등록 2024.06.18", "수정 2024.06.19 05:00"], [], {}, [], "2024-06-18", "2024-06-19T05:00"),
    (["등록 2024.06.18"], ["2024/06/18 09:30 송고"], {}, [], "2024-06-18", None),
    ([], ["2024/06/18 09:30 송고", "등록일자 1999.01.02"], {}, [], "2024-06-18T09:30", None),
    (["18 June 2024", "Faculty of Medicine"], ["Nov 13, 2023", "Nov 6, 2023"], {}, [], "2024-06-18", None),
    (["글 문가람 약사 | 2024-06-18 | 조회 2,071"], [], {}, [], "2024-06-18", None),
    # The day of the visit stands in the header; the date beside the writer is the page's.
    (
        [],
        [],
        {},
        ["Tue, July 2, 2024", "Home", "NEWS | HEART | 18 June 2024 | Ines Calloway"],
        "2024-06-18",
        None,
    ),
    (["입력 2024.06.18 09:30:12"], [], {}, [], "2024-06-18T09:30", None),
    (["Published 2024-06-18T09:30:12+09:00"], [], {}, [], "2024-06-18T09:30", None),
    (
        ["By Ines Calloway, The Ledger | June 18, 2024"],
        [],
        {},
        ["Posted on July 2, 2024"],
        "2024-06-18",
        None,
    ),
    (
        ["보도시점 2024. 6. 18.(화) 12:00  배포 2024. 6. 18.(화) 09:00"],
        [],
        {},
        ["등록일 : 2024-06-18"],
        "2024-06-18",
        None,
    ),
    (["보도시점 2024. 6. 18.(화) 12:00"], [], {}, [], "2024-06-18T12:00", None),
    (["Posted on", "June 18, 2024", "Updated at", "July 2, 2024"], [], {}, [], "2024-06-18", "2024-07-02"),
    ([], [], {}, ["오늘 2024.07.02(화) 맑음 21.4℃", "건강"], None, None),
    ([], [], {}, ["2024.06.18", "건강", "인쇄", "공유", "글자크기"], "2024-06-18", None),
    (
        ["SEOUL, June 18, 2024 /Gaonwire/ -- Gaon said today that it had won approval."],
        [],
        {},
        [],
        "2024-06-18",
        None,
    ),
    ([], [], {}, ["Home", "NEWS | HEART | 18 June 2024 | Ines Calloway"], "2024-06-18", None),
    (["지난 2024년 6월 18일 문을 연 병원이다."], [], {}, [], None, None),
    (["접수 기간 2024.06.18 ~ 2024.06.30"], [], {}, [], None, None),
    (["2024.06.18", "2024.06.20"], [], {}, [], None, None),
    (["Published 03/04/2025"], [], {}, [], None, None),
    (["11/27/25, 9:14 AM   A clinic on wheels"], [], {}, [], None, None),
    ([], [], {"article:published_time": ("2024-06-18T09:30:00+09:00",)}, [], "2024-06-18T09:30+09:00", None),
    ([], [], {"jsonld:datePublished": ("2024-06-18T00:00:00+09:00",)}, [], "2024-06-18", None),
    (
        ["등록 2024.06.18"],
        [],
        {"jsonld:datePublished": ("2024-06-18T09:30:00",)},
        [],
        "2024-06-18T09:30",
        None,
    ),
    (["Last updated: 2 May 2024"], [], {}, [], None, "2024-05-02"),
    (
        ["기사입력", "2024-03-11 09:31:22", "최종수정", "2024-03-12 10:00"],
        [],
        {},
        [],
        "2024-03-11T09:31",
        "2024-03-12T10:00",
    ),
    (["입력2024.03.11 09:31 | 수정2024.03.12 10:00"], [], {}, [], "2024-03-11T09:31", "2024-03-12T10:00"),
    (["2024.03.11 09:31 (수정 2024.03.12 10:00)"], [], {}, [], "2024-03-11T09:31", "2024-03-12T10:00"),
    (["입력 2024. 3. 11. 오전 9:31"], [], {}, [], "2024-03-11T09:31", None),
    (["작성일 2025-11-28(금) 14:05"], [], {}, [], "2025-11-28T14:05", None),
    (["기사입력 '24.3.11"], [], {}, [], "2024-03-11", None),
    (
        ["Published : June 18, 2023 - 16:31", "Updated : June 18, 2023 - 18:05"],
        [],
        {},
        [],
        "2023-06-18T16:31",
        "2023-06-18T18:05",
    ),
    (["Updated 18 Jun 2023 4:31 p.m. KST"], [], {}, [], None, "2023-06-18T16:31"),
    (["Jun. 18, 2023 | 09:00 AM"], [], {}, [], "2023-06-18T09:00", None),
    (["18/06/2023"], [], {}, [], "2023-06-18", None),
    (["03/04/2023"], [], {}, [], None, None),
    # The edition that printed a story, against the day of the visit in the header.
    ([], ["2024년 6월 18일 자 14면"], {}, ["2024.07.02(화)", "기획"], "2024-06-18", None),
    # A portal's tools may fill many lines between the dates and a title that was found too far down.
    (
        [],
        [],
        {},
        ["입력 2024.06.18 09:30", "수정 2024.06.18 10:00", *["도구"] * 20],
        "2024-06-18T09:30",
        "2024-06-18T10:00",
    ),
    (
        [],
        [],
        {"meta:dc.date": ("2024-06-18",), "time:published": ("2024-06-01", "2024-06-02")},
        [],
        "2024-06-18",
        None,
    ),
    ([], [], {"time:published": ("2024-06-01", "2024-06-02")}, [], None, None),
    ([], [], {"time:modified": ("2024-06-02T10:00",)}, [], None, "2024-06-02T10:00"),
    (["2024년 6월호"], [], {}, [], "2024-06", None),
    (["2024년 6월호", "2024년 7월호"], [], {}, [], None, None),
]


@pytest.mark.parametrize(("head", "tail", "hints", "above", "published", "modified"), CHOICES)
def test_choice(
    head: list[str],
    tail: list[str],
    hints: dict[str, tuple[str, ...]],
    above: list[str],
    published: str | None,
    modified: str | None,
) -> None:
    chosen = choose_dates(head, tail, hints, above)
    assert (chosen.published, chosen.modified) == (published, modified)


# early, close → published
PLACES = [
    (["작성자 나* 작성일 2024-06-18 09:30 조회 12"], [], "2024-06-18T09:30"),
    ([], ["참석을 바랍니다.", "2024년 6월 18일", "한별학회 회장 나은채"], "2024-06-18"),
    ([], ["글 나은채 사진 한별병원 | 2024.06.18"], "2024-06-18"),
    ([], ["지난 2024년 6월 18일 문을 열었다."], None),
    ([], ["2024.06.18", "2024.06.20"], None),
    ([], ["접수 2024.06.18 ~ 2024.06.30"], None),
]


@pytest.mark.parametrize(("early", "close", "published"), PLACES)
def test_choice_inside_the_text(early: list[str], close: list[str], published: str | None) -> None:
    assert choose_dates([], close, early=early, close=close).published == published


def test_what_was_not_chosen_is_listed() -> None:
    assert choose_dates(["2024.06.18", "2024.06.20"]).candidates == ("2024-06-18", "2024-06-20")


PIECES = st.sampled_from(
    [
        "2024",
        ".",
        "-",
        "/",
        "06",
        "18",
        "년 ",
        "월 ",
        "일",
        " ",
        "입력",
        "Nov",
        "Posted on ",
        "오후",
        "9:31",
        "T",
        "Z",
        "\n",
        "가",
        "\u2003",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_offsets_stay_inside(text: str) -> None:
    at = 0
    for mention in find_dates(text):
        assert 0 <= mention.label_start <= mention.start < mention.end <= len(text)
        assert mention.start >= at
        at = mention.end
        assert mention.iso == mention.readings[0]


@pytest.mark.parametrize("piece", ["2024.", "1 ", "12/", "Nov ", "입력 ", " " * 10, "2024.06.18 ", "가나다 "])
def test_time_is_linear(piece: str) -> None:
    size = 400_000
    begin = time.process_time()
    find_dates(piece * (size // len(piece)))
    assert time.process_time() - begin < 10
