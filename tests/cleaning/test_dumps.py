"""Golden dumps: what must be in the body of whole pages, what must not, and what they say of themselves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from kmedtext.cleaning import clean
from kmedtext.records import Article, Kind, Page, PageKind

DUMPS = Path(__file__).parent / "dumps"


@dataclass(frozen=True)
class Golden:
    """What is asked of one dump."""

    name: str
    title: str | None
    published: str | None
    byline: str | None
    inside: tuple[str, ...]
    outside: tuple[str, ...]


GOLDEN = [
    Golden(
        "newsletter_ko",
        "야간 소아진료, 동네의원 세 곳이 이어 맡는다",
        None,
        "표하린",
        ("세 곳이 요일을 나누어 밤 11시까지", "적지 않았다.", "체계도 마련한다.", "강세빈 원장은 말했다."),
        ("수신거부", "사람들", "All rights", "받는 분 정보"),
    ),
    Golden(
        "print_ko",
        "밤을 지키는 매트, 간호사의 발걸음을 줄이다",
        None,
        "도연우",
        ("간호사들이 두 시간마다", "살폈을 시각이다", "맡는다. 매트는", "켠다.", "밤에 걷는 거리도 1.8킬로미터", "하루 다섯 번", "말했다."),
        ("가을호",),
    ),
    Golden(
        "release_ko",
        "섬 지역 응급환자 이송, 드론으로 혈액부터 보낸다",
        "2025-09-17T12:00",
        None,
        ("□ 하늘보건청(청장 모진서)", "○ 드론은 혈액 4단위", "- 운반 상자는", "강조했다."),
        ("담당 부서", "공공누리", "이전글", "만족하십니까", "hwpx"),
    ),
    Golden(
        "wire_en",
        "Tallow Biosystems Reports Two-Year Results for Its Single-Dose Hemophilia Therapy in Korea",
        "2025-11-04T08:00",
        None,
        ("The annualized bleeding rate", "first half of 2026.", "Tallow Biosystems develops single-dose"),
        ("Request a Demo", "Cookie", "Terms of Use", "press@tallow"),
    ),
    Golden(
        "portal_ko",
        "“수술 전날 금식, 꼭 자정부터일 필요 없다”…마취 지침 10년 만에 손질",
        "2025-08-21T15:12",
        "설아린",
        ("수술을 앞둔 환자가", "10년 만이다.", "설명했다.", "지켜야 한다."),
        ("통화료", "구독", "댓글", "arin@", "기자 프로필", "마시고 있다"),
    ),
    Golden(
        "mail_en",
        "The pump that learned to wait",
        "2025-10-08",
        "Orla Feniks",
        ("long enough for most kinks in a line to work themselves free.", "device-safety group", "attention back", "from January."),
        ("STOP", "letters.wardround", "(c) 2025", "From the archive"),
    ),
    Golden(
        "interview_en",
        "'We stopped asking patients to rate their pain'",
        "2025-05-14",
        "Teo Marchetti",
        ("Q: Why did you drop", "far more.", "mine did not."),
        ("newsletter", "Filed under", "Great interview", "Tweet"),
    ),
]  # fmt: skip


def cleaned(name: str) -> Article:
    return clean(Page(name, (DUMPS / f"{name}.txt").read_text(encoding="utf-8")))


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_body_holds_the_story_and_nothing_else(golden: Golden) -> None:
    body = cleaned(golden.name).body
    assert [text for text in golden.inside if text not in body] == []
    assert [text for text in golden.outside if text in body] == []


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.name)
def test_metadata(golden: Golden) -> None:
    article = cleaned(golden.name)
    found = (article.title, article.published, article.byline)
    assert found == (golden.title, golden.published, golden.byline)


def test_kinds_of_a_press_release() -> None:
    kinds = {block.text: block.kind for block in cleaned("release_ko").blocks if block.kept}
    assert [text[:6] for text, kind in kinds.items() if kind is Kind.DECK] == ["- 하늘보건", "- 헬기 도"]
    assert sum(kind is Kind.LIST for kind in kinds.values()) >= 4


def test_a_listing_is_no_article() -> None:
    article = cleaned("listing_ko")
    assert article.kind is PageKind.LISTING
    assert article.body == ""
    assert article.title is None
    assert "list of links" in article.warnings[0]


def test_a_third_language_is_set_aside_and_named() -> None:
    article = cleaned("japanese")
    assert article.kind is PageKind.EMPTY
    assert article.lang == "ja"
    assert article.body == ""
    assert all(not block.kept for block in article.blocks)
    assert "(ja)" in article.warnings[0]


@pytest.mark.parametrize(
    "text", ["", "\n\n  \n", "로그인\n회원가입\n\nCopyright ⓒ 소리신문. All rights reserved.\n"]
)
def test_pages_without_a_story(text: str) -> None:
    article = clean(Page("a", text))
    assert article.kind is PageKind.EMPTY
    assert article.body == ""
    assert article.warnings
