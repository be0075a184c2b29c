"""Nothing is lost: the blocks of every page partition its text."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmedtext.cleaning import Reason, article_from_text, clean
from kmedtext.records import KEPT_KINDS, Article, Page

SHARED = Path(os.environ.get("KMEDTEXT_SHARED", Path(__file__).parents[3] / "shared"))
SHARED_TEXTS = sorted(SHARED.glob("data/cleaning/*/text/*.txt")) + sorted(SHARED.glob("data/pages/*.txt"))
DUMPS = sorted((Path(__file__).parent / "dumps").glob("*.txt"))

CUES = [
    "관련기사", "댓글 0", "로그인", "Share this article", "Leave a Reply", "Copyright © 2025 Sori. All rights reserved.",
    "환자 120명이 참여한 시험에서 통증이 줄었다고 병원은 밝혔다. [소리일보=한겨울 기자]", "(서울=소리통신) 한겨울 기자 = 병원이 문을 열었다.",
    "The trial enrolled 120 patients, and the hospital said that pain fell by a third.", "pro-", "gramme of care", "- 3 -",
    "https://sori.example/a/b    2/4", "11/27/25, 9:14 AM    Sori News", "▲ 시술 장면. (사진=소리병원)", "■ 진료 안내", "① 첫째", "• ", "[ ]", "\t| a | b |",
    "승인 2025.03.02 10:11", "By Ada Quill", "—", "다. 이어진 문장이", "는 병원에서",
]  # fmt: skip
BREAKS = ["\n", "\n\n", "\r\n", "\r", "\f", "\u2028", " \n", "\n\u3000", "\n \n\n"]
soup = st.lists(st.tuples(st.sampled_from(CUES), st.sampled_from(BREAKS)), max_size=40).map(
    lambda parts: "".join(line + end for line, end in parts)
)
anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=300)


def assert_accounts(text: str, article: Article) -> None:
    """Spans partition the text, pieces are slices, kept and reason agree."""
    position = 0
    for block in article.blocks:
        assert block.start == position
        assert block.end > block.start
        position = block.end
        assert block.kept == (block.kind in KEPT_KINDS) == (block.reason is None)
        if block.reason is not None:
            assert block.reason in set(Reason)
        at = 0
        for piece in block.pieces:
            assert at <= piece.at
            assert block.start <= piece.start < piece.end <= block.end
            assert block.text[piece.at : piece.at + piece.end - piece.start] == text[piece.start : piece.end]
            assert not block.text[at : piece.at].strip()
            at = piece.at + piece.end - piece.start
        for first, second in pairwise(sorted((piece.start, piece.end) for piece in block.pieces)):
            assert first[1] <= second[0]
        assert at == len(block.text)
    assert position == len(text)
    for before, after in pairwise(article.blocks):
        assert before.end == after.start


@given(anything)
@settings(max_examples=150, deadline=None)
def test_random_characters_are_accounted_for(text: str) -> None:
    assert_accounts(text, clean(Page("a", text)))


@given(soup)
@settings(max_examples=120, deadline=None)
def test_lines_of_chrome_and_prose_are_accounted_for(text: str) -> None:
    article = clean(Page("a", text))
    assert_accounts(text, article)
    assert article == clean(Page("a", text))


@given(anything)
@settings(max_examples=60, deadline=None)
def test_clean_text_is_accounted_for(text: str) -> None:
    article = article_from_text(text, lang="ko")
    assert_accounts(text, article)
    assert "".join(article.body.split()) == "".join("".join(b.text for b in article.blocks).split())


@pytest.mark.parametrize("path", DUMPS, ids=lambda path: path.stem)
def test_own_dumps_are_accounted_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert_accounts(text, clean(Page(path.stem, text)))


@pytest.mark.skipif(not SHARED_TEXTS, reason=f"no evaluation texts under {SHARED}")
def test_a_sample_of_the_evaluation_pages_is_accounted_for() -> None:
    for path in SHARED_TEXTS[::61]:
        text = path.read_text(encoding="utf-8")
        assert_accounts(text, clean(Page(path.stem, text)))


@pytest.mark.skipif(not SHARED_TEXTS, reason=f"no evaluation texts under {SHARED}")
@pytest.mark.skipif(
    not os.environ.get("KMEDTEXT_ALL_PAGES"), reason="set KMEDTEXT_ALL_PAGES=1 to check every page"
)
def test_every_evaluation_page_is_accounted_for() -> None:
    for path in SHARED_TEXTS:
        text = path.read_text(encoding="utf-8")
        assert_accounts(text, clean(Page(path.stem, text)))


def test_a_very_long_line_takes_linear_time() -> None:
    text = "병원은 환자를 보았다. The ward was quiet, he said. " * 20_000
    assert_accounts(text, clean(Page("a", text)))
