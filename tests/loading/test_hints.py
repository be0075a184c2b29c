"""What the head and the JSON-LD of a page say comes along by name."""

from __future__ import annotations

import pytest

from kmedtext.loading import page_from_html
from kmedtext.loading.webpage.jsonld import linked_data

HEAD = """<!doctype html><html lang="ko-KR"><head><title> 새봄병원
 소식 </title><meta property="og:title" content="심부전 &amp; 재입원"><meta property="article:published_time" content="2031-02-03T04:05:06+09:00">
<meta name="Author" content="김가온"><meta name="citation_author" content="A"><meta name="citation_author" content="B">
<meta name="citation_author" content="A"><meta itemprop="datePublished" content="2031-02-03"><meta name="empty" content=" ">
<link rel="canonical" href="https://saebom.example/1"><link rel="alternate" hreflang="EN" href="https://saebom.example/en/1">
<link rel="stylesheet" href="x.css"></head><body><svg><title>icon</title></svg><time datetime="2031-02-03">어제</time>
<script type="application/ld+json">%s</script></body></html>"""


def test_names() -> None:
    hints = page_from_html(HEAD % '{"@type":"NewsArticle","headline":"머리"}').hints
    assert dict(hints) == {
        "html:lang": ("ko-KR",),
        "title": ("새봄병원 소식",),
        "og:title": ("심부전 & 재입원",),
        "article:published_time": ("2031-02-03T04:05:06+09:00",),
        "meta:author": ("김가온",),
        "meta:citation_author": ("A", "B"),
        "meta:datepublished": ("2031-02-03",),
        "canonical": ("https://saebom.example/1",),
        "link:hreflang:en": ("https://saebom.example/en/1",),
        "time": ("2031-02-03",),
        "jsonld:@type": ("NewsArticle",),
        "jsonld:headline": ("머리",),
    }


LINKED = [
    (
        '{"@type": ["NewsArticle", "X"], "author": "가"}',
        [("@type", "NewsArticle"), ("@type", "X"), ("author", "가")],
    ),
    (
        '[{"@type":"WebPage","headline":"w"},{"@type":"BlogPosting","headline":"b"}]',
        [("@type", "BlogPosting"), ("headline", "b"), ("@type", "WebPage"), ("headline", "w")],
    ),
    (
        '{"@graph":[{"@id":"#p","@type":"Person","name":"나"},{"@type":"Article","author":{"@id":"#p"}}]}',
        [("@type", "Article"), ("author", "나"), ("@type", "Person")],
    ),
    (
        '{"author":[{"name":"가"},{"name":"나"},{"x":1}],"publisher":{"name":"새봄"}}',
        [("author", "가"), ("author", "나"), ("publisher", "새봄")],
    ),
    ('{"headline":"a\nb"};', [("headline", "a\nb")]),
    ('<!-- {"headline":"c"} -->', [("headline", "c")]),
    ('//<![CDATA[\n{"headline":"d"}\n//]]>', [("headline", "d")]),
    ('{"comment":[{"@type":"Comment","author":"no"}],"headline":"e"}', [("headline", "e")]),
    (
        '{"@type":"WebPage","mainEntity":{"@type":"Article","headline":"f"}}',
        [("@type", "Article"), ("headline", "f"), ("@type", "WebPage")],
    ),
    (
        '{"@type":"BreadcrumbList","itemListElement":[{"position":1,"name":"홈"},{"item":{"name":"정책"}},3]}',
        [("@type", "BreadcrumbList"), ("breadcrumb", "홈"), ("breadcrumb", "정책")],
    ),
    (
        '{"author":[{"@type":"Organization","name":"새봄"},{"@type":"Person","name":"가"}],"license":"CC BY 4.0"}',
        [("license", "CC BY 4.0"), ("house", "새봄"), ("author", "가")],
    ),
    ('{"headline": 3, "author": null, "@type": {"x": []}}', []),
    ("{broken", []),
    ("", []),
    ("[" * 100_000, []),
    ("3", []),
]


@pytest.mark.parametrize(("script", "wanted"), LINKED)
def test_linked_data(script: str, wanted: list[tuple[str, str]]) -> None:
    assert list(linked_data(script)) == wanted


def test_what_elements_of_the_body_tell() -> None:
    hints = page_from_html(
        '<p>a<a rel="author" href=/w>김가온 <b>기자</b></a><span itemprop="author">김가온</span>'
        '<time class="entry-date" datetime="2031-02-03T04:05">어제</time><time class="updated" datetime="2031-02-04">오늘</time>'
        '<time datetime="2031-02-05">내일</time><a rel="license nofollow" href="https://creativecommons.org/licenses/by/4.0/">x</a>'
        '<img src=i.png alt="공공누리 제1유형"><img alt="사진">'
    ).hints
    assert dict(hints) == {
        "author": ("김가온 기자", "김가온"),
        "time": ("2031-02-03T04:05", "2031-02-04", "2031-02-05"),
        "time:published": ("2031-02-03T04:05",),
        "time:modified": ("2031-02-04",),
        "license": ("https://creativecommons.org/licenses/by/4.0/", "공공누리 제1유형"),
    }


def test_hints_are_bounded() -> None:
    metas = "".join(f"<meta name=n{i} content={'x' * 3000}>" for i in range(900))
    many = "".join(f"<meta name=same content={i}>" for i in range(900))
    hints = page_from_html(many + metas + "<p>a").hints
    assert len(hints) == 400
    assert len(hints["meta:same"]) == 32
    assert max(len(value) for values in hints.values() for value in values) == 2000
