"""Pages that a script draws: their story is found in what the script reads, and only there."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmedtext.cleaning import clean
from kmedtext.loading import page_from_html
from kmedtext.loading.html import HtmlLoader
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Origin
from kmedtext.records import Page

TITLE = "한별병원, 무릎 통증 환자 312명 추적"
LINES = [
    "한별병원은 무릎 통증으로 병원을 찾은 환자 312명을 1년 동안 추적한 결과를 18일 발표했다. 연구진은 걷기 운동을 한 환자의 통증이 40% 줄었다고 밝혔다.",
    "연구를 이끈 정형외과 편서윤 교수는 “꾸준히 걷는 환자일수록 진통제를 적게 먹었다”며 “하루 30분이면 충분하다”고 말했다. 병원은 교육 자료를 무료로 나눠 줄 예정이다.",
    "연구진은 내년까지 환자 수를 두 배로 늘려 걷기의 효과를 다시 확인할 계획이다. 결과는 학회지에 실린다. 한별병원은 다른 병원과도 자료를 나누기로 했다.",
]
HTML = "".join(f"<p>{line}</p>" for line in LINES)
OTHER = "".join(f"<p>{' '.join(reversed(line.split()))}</p>" for line in LINES)
POST = {
    "title": TITLE,
    "content": HTML,
    "author": {"name": "나은채"},
    "publishedAt": "2024-06-18T09:30:00+09:00",
    "category": {"name": "건강"},
    "viewCount": 1384,
}
SHELL = "<div id=root><nav><a href=/>홈</a><a href=/n>뉴스</a></nav><p>불러오는 중입니다</p></div><footer>ⓒ 한별일보</footer>"


def _page(script: str, *, head: str = "", body: str = SHELL) -> Page:
    return page_from_html(
        f"<!doctype html><html><head>{head}</head><body>{body}{script}</body></html>", id="a"
    )


def _json(data: Any, attributes: str = 'type="application/json"') -> str:
    return f"<script {attributes}>{json.dumps(data, ensure_ascii=False)}</script>"


DEVALUE = [
    {"data": 1},
    {"post": 2, "other": 6},
    {"title": 3, "content": 4, "author": 5},
    TITLE,
    HTML,
    "나은채",
    [7],
    12,
]
BLOCKS = {"headline": TITLE, "contentElements": [{"type": "text", "content": line} for line in LINES]}
PORTABLE = {
    "title": TITLE,
    "body": [{"_type": "block", "children": [{"_type": "span", "text": line}]} for line in LINES],
}
APOLLO = {
    "ROOT_QUERY": {"post": {"__ref": "Post:1"}},
    "Post:1": {"title": TITLE, "bodyHtml": HTML, "writer": {"__ref": "Writer:7"}},
    "Writer:7": {"name": "나은채"},
}


@pytest.mark.parametrize(
    "script",
    [
        _json({"props": {"pageProps": {"post": POST}}}, 'id="__NEXT_DATA__" type="application/json"'),
        _json(DEVALUE, 'type="application/json" id="__NUXT_DATA__"'),
        _json({"data": BLOCKS}),
        _json({"data": PORTABLE}),
        f"<script>window.__INITIAL_STATE__ = {json.dumps({'news': POST})}; window.x = 1;</script>",
        f"<script>window['__STATE__']={json.dumps({'news': POST})}</script>",
        f"<script>var pageData = {json.dumps({'news': POST})};</script>",
        f'<script>window.__NUXT__={json.dumps({"state": [POST]})[:-1]},"user":undefined}}</script>',
        f"<script>window.__APOLLO_STATE__ = JSON.parse({json.dumps(json.dumps(APOLLO))})</script>",
        _json(
            {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(LINES)},
            'type="application/ld+json"',
        ),
        _json({"title": {"rendered": TITLE}, "content": {"rendered": HTML}}),
        _json({"title": TITLE, "content": HTML.replace("<", "&lt;").replace(">", "&gt;")}),
    ],
)
def test_the_story_is_found(script: str) -> None:
    page = _page(script)
    assert page.text.startswith(TITLE + "\n")
    assert [line for line in page.text.splitlines() if line in LINES] == LINES
    assert page.source.flags == ("client_rendered",)
    assert "ⓒ 한별일보\n" in page.text
    assert all(page.text[region.start : region.end].strip() for region in page.regions)
    ends = [region.end for region in page.regions]
    assert ends == sorted(ends)


def test_what_stands_beside_the_story_comes_along() -> None:
    page = _page(_json({"post": POST}))
    assert page.hints["payload:author"] == ("나은채",)
    assert page.hints["payload:views"] == ("1384",)
    article = clean(page)
    assert article.title == TITLE
    assert article.byline == "나은채"
    assert article.published == "2024-06-18T09:30+09:00"
    assert (article.section, article.views) == ("건강", 1384)
    assert article.body == "\n\n".join(LINES)
    assert "".join(page.text[block.start : block.end] for block in article.blocks) == page.text


def test_a_stamp_in_milliseconds_is_a_date() -> None:
    page = _page(_json({"post": {**POST, "publishedAt": 1718670600000}}))
    assert page.hints["payload:published"] == ("2024-06-18T00:30:00Z",)


@pytest.mark.parametrize(
    ("script", "body"),
    [
        (_json({"post": POST}), HTML),
        (_json({"post": POST}), "".join(f"<p>{line[:60]}</p><p>{line[60:]}</p>" for line in LINES)),
        (_json({"post": {"title": "짧은 글", "content": "<p>짧다.</p>"}}), SHELL),
        (_json({"messages": {"text": " ".join(LINES)}}), SHELL),
        (_json({"list": [{"title": "가", "content": HTML}, {"title": "나", "content": OTHER}]}), SHELL),
        ("<script>window.__STATE__ = {broken</script>", SHELL),
        (f"<script>window.render = function () {{ return {json.dumps(HTML)}; }}</script>", SHELL),
        ('<script type="application/json">' + "[" * 50_000 + "</script>", SHELL),
    ],
)
def test_nothing_is_made_up(script: str, body: str) -> None:
    page = _page(script, body=body)
    assert "client_rendered" not in page.source.flags
    assert page.text == _page("", body=body).text


def test_the_title_chooses_among_several_stories() -> None:
    other = {"title": "다른 소식", "content": HTML.replace("무릎", "어깨") + HTML}
    page = _page(
        _json({"related": [other], "post": POST}), head=f'<meta property="og:title" content="{TITLE}">'
    )
    assert page.text.startswith(TITLE)
    assert "어깨" not in page.text


def test_a_page_without_any_text_of_its_own_is_no_failure() -> None:
    data = f"<!doctype html><html><body><div id=app></div>{_json({'post': POST})}</body></html>".encode()
    page = HtmlLoader().load(data, Origin("a", "a.html"), Limits())
    assert LINES[0] in page.text


def test_hostile_payloads_take_no_longer_than_they_are() -> None:
    nested: Any = "가나다. " * 40
    for _ in range(300):
        nested = {"children": [nested, {"text": "라마바. " * 30}], "title": "t", "body": {"content": "x"}}
    assigned = "<script>" + "window.__A__ = {" * 20_000 + "</script>"
    before = time.perf_counter()
    _page(_json(nested))
    _page(assigned)
    _page(_json([[{"children": "가나다. " * 50} for _ in range(200)] for _ in range(200)]))
    assert time.perf_counter() - before < 20


@settings(max_examples=50, deadline=None)
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False)
        | st.text(max_size=30)
        | st.sampled_from([HTML, TITLE]),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["title", "content", "author", "date", "body", "__ref"]), inner, max_size=4
            )
        ),
        max_leaves=20,
    )
)
def test_any_payload(data: Any) -> None:
    page = _page(
        f'<script type="application/json">{json.dumps(data).replace("</", "<" + chr(92) + "/")}</script>'
    )
    assert all(0 <= region.start < region.end <= len(page.text) for region in page.regions)
    assert page.text.endswith(_page("").text)
