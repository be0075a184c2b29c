"""Sentences of articles: kinds, offsets into the page, sentences over page breaks."""

from __future__ import annotations

from kmedtext.language import sentences
from kmedtext.records import Article, Block, Kind, Piece

PAGE = "하늘병원, 새 병동\n- 100병상 규모. 내년 개원\n문하늘 기자\n병동은 크다. 환자가\n많다. 그래서 의사\n- 3 -\n수도 늘었다. Dr. Moon said so.\nShare\n• 첫째 항목\n값\t3.2\n"


def block(kind: Kind, text: str, *, kept: bool = True, joint: str | None = None, lang: str = "ko") -> Block:
    """A block of PAGE; its line ends become spaces in the clean text."""
    lines = text.split("\n")
    start = PAGE.index(text)
    pieces, at = [], 0
    position = start
    for line in lines:
        pieces.append(Piece(at, position, position + len(line)))
        at += len(line) + 1
        position += len(line) + 1
    return Block(
        kind,
        " ".join(lines),
        start,
        start + len(text),
        kept,
        None if kept else "chrome",
        lang,
        None,
        joint,
        tuple(pieces),
    )


ARTICLE = Article(
    "a",
    "ko",
    blocks=(
        block(Kind.TITLE, "하늘병원, 새 병동"),
        block(Kind.DECK, "- 100병상 규모. 내년 개원"),
        block(Kind.BYLINE, "문하늘 기자"),
        block(Kind.PARAGRAPH, "병동은 크다. 환자가\n많다. 그래서 의사"),
        block(Kind.PAGEFURNITURE, "- 3 -", kept=False),
        block(Kind.PARAGRAPH, "수도 늘었다. Dr. Moon said so.", joint=" "),
        block(Kind.SHARE, "Share", kept=False, lang="en"),
        block(Kind.LIST, "• 첫째 항목"),
        block(Kind.TABLE, "값\t3.2"),
    ),
)


def test_kinds_and_texts() -> None:
    assert [(s.kind.value, s.text) for s in sentences(ARTICLE)] == [
        ("title", "하늘병원, 새 병동"),
        ("deck", "- 100병상 규모. 내년 개원"),
        ("paragraph", "병동은 크다."),
        ("paragraph", "환자가 많다."),
        ("paragraph", "그래서 의사 수도 늘었다."),
        ("paragraph", "Dr. Moon said so."),
        ("list", "• 첫째 항목"),
        ("table", "값\t3.2"),
    ]


def test_offsets_point_into_the_page() -> None:
    cut = {s.text: PAGE[s.start : s.end] for s in sentences(ARTICLE)}
    assert cut["환자가 많다."] == "환자가\n많다."
    assert cut["그래서 의사 수도 늘었다."] == "그래서 의사\n- 3 -\n수도 늘었다."
    assert cut["하늘병원, 새 병동"] == "하늘병원, 새 병동"
    assert cut["값\t3.2"] == "값\t3.2"


def test_block_numbers_and_languages() -> None:
    by_text = {s.text: s for s in sentences(ARTICLE)}
    assert by_text["그래서 의사 수도 늘었다."].block == 3
    assert by_text["Dr. Moon said so."].block == 5
    assert by_text["Dr. Moon said so."].lang == "en"
    assert by_text["값\t3.2"].lang == "ko"


def test_a_caption_between_the_halves_does_not_part_them() -> None:
    article = Article(
        "a",
        "en",
        blocks=(
            Block(Kind.PARAGRAPH, "The ward", 0, 9, lang="en"),
            Block(Kind.CAPTION, "A photo.", 9, 18, lang="en"),
            Block(Kind.PARAGRAPH, "is new.", 18, 25, lang="en", joint=" "),
        ),
    )
    found = sentences(article)
    assert [s.text for s in found] == ["The ward is new.", "A photo."]
    assert found[0].span == (0, 25)


def test_blocks_of_unknown_language_take_the_article_s() -> None:
    article = Article("a", "ko", blocks=(Block(Kind.HEADING, "MRI", 0, 3),))
    assert sentences(article)[0].lang == "ko"


def test_text_with_two_languages() -> None:
    text = "환자는 회복했다. 퇴원했다.\nThe patient, seen by Dr. Han, recovered. She left.\nMRI"
    found = sentences(text)
    assert [text[s.start : s.end] for s in found] == [s.text for s in found]
    assert [s.lang for s in found[:4]] == ["ko", "ko", "en", "en"]
    assert len(found) == 5


def test_language_can_be_given() -> None:
    assert [s.text for s in sentences("No. 3 is open. Come.", lang="en")] == ["No. 3 is open.", "Come."]


def test_nothing_gives_nothing() -> None:
    assert sentences("") == sentences(" \n\t") == sentences(Article("a", "ko")) == ()


def test_datelines_and_credits_are_no_sentences() -> None:
    text = (
        "(서울=가온뉴스) 이한결 기자 = 병원은 11일 새 병동을 열었다고 밝혔다. 병상은 100개다. 이한결 기자 han@daily.example\n"
        "환자는 웃었다. ⓒ 가온일보, 무단 전재 및 재배포 금지\n"
        "이한결 기자는 병원을 찾았다. 문의는 전화로 받는다."
    )
    article = Article.from_text(text, lang="ko")
    found = sentences(article)
    assert [s.text for s in found] == [
        "병원은 11일 새 병동을 열었다고 밝혔다.",
        "병상은 100개다.",
        "환자는 웃었다.",
        "이한결 기자는 병원을 찾았다.",
        "문의는 전화로 받는다.",
    ]
    assert all(text[s.start : s.end] == s.text for s in found)


def test_a_block_of_credits_alone_gives_none() -> None:
    assert sentences(Article.from_text("오하늘 기자 sky@daily.example", lang="ko")) == ()


def test_a_mixed_sentence_says_its_share() -> None:
    found = sentences("EGFR 변이 양성 환자다.\n모두 회복했다.")
    assert [s.lang for s in found] == ["ko", "ko"]
    assert 0.5 < found[0].share < found[1].share == 1
