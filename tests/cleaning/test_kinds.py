"""Kinds and reasons at the edges of a story: captions, decks, credits, datelines, quotes, lists."""

from __future__ import annotations

import pytest

from kmedtext.cleaning import Reason, clean
from kmedtext.cleaning.cues import bits, find_cues
from kmedtext.cleaning.drafts import cut, draft_of_line
from kmedtext.cleaning.lines import split_lines
from kmedtext.records import Article, Block, Kind, Page

KOREAN = """병원소식
로그인
회원가입
누리샘병원, 새벽 투석실 문 열었다
등록일 2025.04.02 조회 311
- 평일 새벽 네 시부터 여덟 시까지 운영
- 직장인 환자 서른여덟 명 먼저 받아
누리샘병원 투석실에서 간호사가 환자의 상태를 살피고 있다. (사진=누리샘병원)
누리샘병원 투석실에서 간호사가 환자의 상태를 살피고 있다. (사진=누리샘병원)
(가온=소리통신) 한겨울 기자 = 누리샘병원이 출근 전에 투석을 받을 수 있는 새벽 투석실을 열었다고 2일 밝혔다.
투석 환자는 일주일에 세 번, 한 번에 네 시간씩 병원에 머물러야 한다. 낮에 일하는 환자에게는 직장을 그만두라는 말과 같았다.
“회사에 말하지 않고도 치료를 받을 수 있게 됐다”
병원은 새벽 네 시에 문을 열고 간호사 여섯 명을 따로 두었다. 환자 한 사람은 “회사에 말하지 않고도 치료를 받을 수 있게 됐다”고 말했다.
병원은 올해 안에 투석기를 열 대 더 들여놓고 밤 투석도 시작할 계획이라고 덧붙였다. [소리일보=한겨울 기자]
관련기사
투석 환자 십 년 새 두 배
댓글 0
댓글쓰기
Copyright ⓒ 소리일보. All rights reserved. 무단전재 및 재배포 금지
"""


@pytest.fixture(scope="module")
def article() -> Article:
    return clean(Page("k", KOREAN))


def block_with(article: Article, text: str) -> Block:
    return next(block for block in article.blocks if text in block.text)


def test_title_decks_and_date(article: Article) -> None:
    assert article.title == "누리샘병원, 새벽 투석실 문 열었다"
    assert article.published == "2025-04-02"
    assert article.byline == "한겨울"
    assert [block.text[:6] for block in article.blocks if block.kind is Kind.DECK] == [
        "- 평일 새",
        "- 직장인 ",
    ]


def test_a_doubled_caption_is_a_caption_and_a_duplicate(article: Article) -> None:
    found = [block for block in article.blocks if block.text.startswith("누리샘병원 투석실")]
    assert [(block.kind, block.reason) for block in found] == [
        (Kind.CAPTION, None),
        (Kind.DUPLICATE, Reason.DUPLICATE.value),
    ]


def test_dateline_and_credit_are_cut_off_unhurt(article: Article) -> None:
    dateline = block_with(article, "(가온=소리통신)")
    assert dateline.text == "(가온=소리통신) 한겨울 기자 ="
    first = block_with(article, "출근 전에")
    assert first.text.startswith("누리샘병원이 출근 전에")
    assert KOREAN[first.start : first.end].strip() == first.text
    credit = block_with(article, "[소리일보=")
    assert (credit.text, credit.kind) == ("[소리일보=한겨울 기자]", Kind.BYLINE)
    assert block_with(article, "열 대 더").text.endswith("덧붙였다.")


def test_body_is_prose_only(article: Article) -> None:
    assert article.body.startswith("누리샘병원이 출근 전에")
    assert article.body.endswith("덧붙였다.")
    assert article.body.count("회사에 말하지 않고도") == 1
    assert block_with(article, "“회사에 말하지").kind is Kind.QUOTE


def test_reasons_behind_the_story(article: Article) -> None:
    assert block_with(article, "십 년 새").reason == Reason.RELATED.value
    assert block_with(article, "댓글쓰기").reason == Reason.COMMENT.value
    assert block_with(article, "Copyright").kind is Kind.COPYRIGHT


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("댓글 14", "comment"),
        ("[ Sign In ]", "member"),
        ("• 개인정보처리방침", "notice"),
        ("You may also like", "related"),
        ("Copyright © 2025 Sori. All rights reserved.", "copyright"),
        ("등록번호 : 가온 아 00000 | 발행인 : 한겨울", "masthead"),
        ("이 기사 어떠셨나요?", "reaction"),
    ],
)
def test_cues(text: str, name: str) -> None:
    assert find_cues(text, 2 * len(text)).any & bits()[name]


@pytest.mark.parametrize(
    "text",
    ["Telescopes were pointed at the ward.", "전화를 걸어 온 환자는 모두 서른 명이었다.", "Sharon said so."],
)
def test_prose_has_no_cue(text: str) -> None:
    assert find_cues(text, len(text)).any == 0


def test_a_cut_draft_keeps_its_offsets() -> None:
    line = split_lines("  앞 문장이다.   [소리일보=한겨울 기자] ")[0]
    first, rest = cut(draft_of_line(line), line.text.index("["))
    assert (first.text, rest.text) == ("앞 문장이다.", "[소리일보=한겨울 기자]")
    assert (first.start, rest.start) == (2, 12)


def test_a_deck_that_the_story_says_again_gives_way_to_the_story() -> None:
    first = "누리샘병원은 출근 전에 투석을 받을 수 있는 새벽 투석실을 열었다고 2일 밝혔다."
    lines = [
        "누리샘병원, 새벽 투석실 문 열었다",
        first,
        "입력 2025.04.02 09:10",
        first,
        *KOREAN.splitlines()[10:14],
    ]
    article = clean(Page.from_text("\n\n".join(lines), id="a"))
    assert article.body.count(first) == 1
