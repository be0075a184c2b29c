"""What is looked for first must never hide what would be found: with every first look answered yes, results stay the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmedtext.cleaning import bylines, captions, dates, licences, mastheads
from kmedtext.cleaning import credits as tails
from kmedtext.cleaning.publisher import find_publisher
from kmedtext.cleaning.script import columns, script_language, script_languages, span_columns
from kmedtext.cleaning.telltales import Haystack, Telltales

FRAGMENTS = [
    *"|•·()[]<>:,.©ⓒ▲▶☞=-–—/'\"@", " ", "  ", "\t", "\u00a0", "나은채", "기자", "한별일보", "글", "글 ", "작성자", "사진", "사진 제공",
    "제공", "By", "by ", "By Dana Whitlock", "ByDana", "Written by", "Author: ", "Ines Calloway", "reporter", "Staff Writer", "iStock",
    "Photo: ", "photo by ", "Getty Images", "(left)", ", center, ", "poses", "naeun@hb.example", "https://hb.example/a", "2024.06.18", "’24. 6. 18.",
    "18 June 2024", "June 18, 2024", "2024년 6월 18일", "09:14", "입력", "Published", "무단전재 및 재배포 금지", "Copyright", "All rights reserved",
    "제호", "제호 : ", "Publisher: ", "한별병원", "Dale Medical Weekly", "홈페이지", "모든 콘텐츠", "is published by", "SOURCE ", "ISSN 0000-0000",
    "02-000-0000", "서울특별시 중구 한별로 12", "About ", "subscribed to", "originally published by ", "공공누리 제1유형", "CC BY 4.0", "밝혔다.", "the ward",
    "왼쪽", "기념촬영", "İ", "ſ", "K", "ﬁ",
]  # fmt: skip
LINES = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=9).map("".join)


def always(*_: object) -> bool:
    """Answer every first look with yes."""
    return True


def findings(line: str) -> list[object]:
    """What all searches that look first find on a line."""
    searches = (
        captions.caption_cue,
        bylines.find_byline,
        tails.trailing_credit,
        tails.credit_line,
        dates.find_dates,
        licences.licences_of,
    )
    return [search(line) for search in searches]


@settings(max_examples=400, deadline=None)
@given(LINES)
def test_first_looks_at_a_line_hide_nothing(line: str) -> None:
    asked = findings(line)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Telltales, "on", always)
        patch.setattr(bylines, "_may_name", always)
        patch.setattr(tails, "_may_credit", always)
        patch.setattr(dates, "may_date", always)
        patch.setattr(licences, "_may_name", always)
        assert findings(line) == asked


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, max_size=12))
def test_first_looks_at_a_page_hide_no_publisher(lines: list[str]) -> None:
    asked = find_publisher(lines)

    def all_lines(page: Haystack) -> dict[str, set[int]]:
        signed = {number for number, line in enumerate(page.lines) if mastheads.has_signal(line)}
        footer = mastheads.footer_start(page.lines)
        told = {name: set(range(len(page.lines))) for name in _groups()}
        return told | {"signal": {number for number in signed if number >= footer}}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kmedtext.cleaning.publisher.tell", all_lines)
        assert find_publisher(lines) == asked


def _groups() -> set[str]:
    return set(mastheads.tell(Haystack(["a"])))


def test_a_wrong_first_look_is_noticed() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Telltales, "on", lambda *_: False)
        assert not captions.caption_cue("Photo: Dale Hospital")
    assert captions.caption_cue("Photo: Dale Hospital")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("a photo by nobody", True),
        ("photography", False),
        ("병원제공", True),
        ("iStockphoto", True),
        ("the ward", False),
        ("İSTOCK Photo by", True),
    ],
)
def test_telltales(line: str, *, told: bool) -> None:
    telltales = Telltales({"given": ["Photo by", "제공", "iStock"]})
    page = Haystack(["first", line, "last"])
    assert telltales.on(line.lower()) is told
    assert telltales.lines(page) == {"given": {1} if told else set()}


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=20))
def test_stretches_of_a_page_are_measured_as_each_by_itself(lines: list[str]) -> None:
    text = "\n".join(lines)
    spans: list[tuple[int, int]] = []
    for line in lines:
        start = spans[-1][1] + 1 if spans else 0
        spans.append((start, start + len(line)))
    assert span_columns(text, spans) == [columns(line) for line in lines]
    assert script_languages(text, spans) == [script_language(line) for line in lines]
