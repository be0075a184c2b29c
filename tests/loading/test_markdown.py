"""Markdown: what its readers see, without the marks; facts from the front matter."""

from __future__ import annotations

import time

import pytest

from kmedtext.cleaning import clean
from kmedtext.errors import LoadError
from kmedtext.loading import load_bytes
from kmedtext.records import Page

TEXT = """---
title: "새봄병원, 재입원 줄여"
authors: [김가온, '이나래']
date: 2031-04-05
---

새봄병원 심장내과 연구팀은 심부전 환자 128명을 **삼 년** 동안
관찰한 결과를 [학회](https://example.org/a_b)에서 발표했다고 밝혔다.

## 결과 ##

- 조기 투여군은 재입원이 `적었다`
- 나머지는 같았다

| 군 | 재입원 |
|----|-------|
| 조기 | 12% |

> 5 * 3 = 15이고 a_b_c는 그대로다.

작은 제목
---------

연구팀은 약물을 일찍 시작한 쪽에서 재입원이 줄었다고 설명했다.[^1]

[^1]: 각주다.
"""
LINES = [
    ("h1", "새봄병원, 재입원 줄여"),
    (
        "p",
        "새봄병원 심장내과 연구팀은 심부전 환자 128명을 삼 년 동안 관찰한 결과를 학회에서 발표했다고 밝혔다.",
    ),
    ("h2", "결과"),
    ("li", "조기 투여군은 재입원이 적었다"),
    ("li", "나머지는 같았다"),
    ("tr", "군\t재입원"),
    ("tr", "조기\t12%"),
    ("p", "5 * 3 = 15이고 a_b_c는 그대로다."),
    ("h2", "작은 제목"),
    ("p", "연구팀은 약물을 일찍 시작한 쪽에서 재입원이 줄었다고 설명했다.[^1]"),
    ("p", "[^1]: 각주다."),
]


def markdown(text: str, encoding: str = "utf-8") -> Page:
    return load_bytes(text.encode(encoding), path="a.md", id="a")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_readers_see(encoding: str, end: str) -> None:
    page = markdown(TEXT.replace("\n", end), encoding)
    assert [(region.tag, page.text[region.start : region.end]) for region in page.regions] == LINES
    assert page.source.media_type == "text/markdown"
    assert page.source.size == len(TEXT.replace("\n", end).encode(encoding))
    assert page.source.metadata == {
        "title": "새봄병원, 재입원 줄여",
        "author": "김가온, 이나래",
        "created": "2031-04-05",
    }
    article = clean(page)
    assert (article.title, article.published) == ("새봄병원, 재입원 줄여", "2031-04-05")


def test_a_heading_in_the_text_is_the_title() -> None:
    page = markdown("---\ntitle: 다른 것\n---\n# 진료 안내\n\n글이다.\n")
    assert page.text == "진료 안내\n글이다.\n"
    assert page.hints["og:title"] == ("다른 것",)


@pytest.mark.parametrize("text", ["---\n\n글이다.\n\n---\n끝이다.\n", "--- \n글: 이다\n"])
def test_a_rule_is_no_front_matter(text: str) -> None:
    assert "글" in markdown(text).text


def test_by_name_alone_and_only_what_is_text() -> None:
    assert load_bytes(b"# a\n", path="a.txt", id="a").text == "# a\n"
    assert load_bytes(b"<!DOCTYPE html><p># a</p>", path="a.md", id="a").source.media_type == "text/html"
    with pytest.raises(LoadError, match="truncated"):
        load_bytes(b"%PDF-1.7\n", path="a.md", id="a")
    with pytest.raises(LoadError, match="empty_extraction"):
        markdown("---\ndraft: true\n---\n")


@pytest.mark.parametrize(
    "unit", ["![", "[a](", "*a ", "_a*b ", "`a``b", "> ", "- ", "[", "|a", "<!-- ", "&a"]
)
def test_marks_made_to_do_harm(unit: str) -> None:
    start = time.perf_counter()
    try:
        page = markdown("진료\n\n" + unit * 8000)
    except LoadError as error:
        assert error.code == "too_large"  # noqa: PT017 - it may be read or be too deep
    else:
        assert page.text.startswith("진료")
    assert time.perf_counter() - start < 10


def test_a_text_too_long_to_be_rendered_stays_as_it_is() -> None:
    text = "# 진료\n" + "혈압은 *높다*.\n" * 60_000
    page = markdown(text)
    assert page.source.flags == ("marks_left",)
    assert page.text == text
