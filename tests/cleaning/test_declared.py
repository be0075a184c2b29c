"""What the head of an HTML page says of its story, and the container that holds it."""

from __future__ import annotations

from kmedtext.cleaning import clean
from kmedtext.records import Page, PageKind

HEAD = """<head><title>야간 약국 확대</title><script type="application/ld+json">
{"@type": "NewsArticle", "headline": "야간 약국 확대", "datePublished": "2024-03-05T09:00:00+09:00",
 "author": {"@type": "Person", "name": "김가온"}}</script></head>"""
STORY = "".join(
    f"<p>한빛시는 야간 약국을 {number}곳 더 열어 주민이 밤에도 약을 살 수 있게 했다고 밝혔다.</p>"
    for number in range(3, 9)
)
COMMENTS = "".join(
    f"<div class='comment'><p>저희 동네에도 약국이 {number}곳 있으면 좋겠다고 생각합니다.</p></div>"
    for number in range(9)
)
PAGE = f"{HEAD}<body><h1>야간 약국 확대</h1><div class='article-body'>{STORY}</div><div id='comments'>{COMMENTS}</div></body>"


def test_comments_beside_the_story_of_a_declared_article_go() -> None:
    article = clean(Page.from_html(f"<html>{PAGE}</html>", id="a"))
    assert article.kind in (PageKind.ARTICLE, PageKind.PRESS_RELEASE)
    assert "8곳 더 열어" in article.body
    assert "동네" not in article.body


def test_facts_of_the_head_are_read() -> None:
    article = clean(Page.from_html(f"<html>{PAGE}</html>", id="a"))
    assert article.title == "야간 약국 확대"
    assert str(article.published).startswith("2024-03-05")
    assert article.byline is not None
    assert "김가온" in article.byline
