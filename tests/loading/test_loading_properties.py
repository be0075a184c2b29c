"""Whatever comes in, a page or a LoadError comes out, and the regions are true."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmedtext.errors import LoadError
from kmedtext.loading import Limits, load_bytes, page_from_html, page_from_text
from kmedtext.records import Page

JAMO = "\u1100\u1161\u11a8\u1112\u11ab\ua960\ud7b0\uac00한e\u0301 \n"
ANY_TEXT = st.text(st.characters(), max_size=200) | st.text(JAMO, max_size=40)
PIECES = st.sampled_from(
    ["<p>", "</p>", "<div hidden>", "</div>", "<br>", "<a href=/>", "</a>", "<table>", "<tr>", "<td>", "</table>", "<li>", "<pre>", "</pre>",
     "<span style='display:none'>", "</span>", "<b>", "</b>", "<h1>", "<script>", "</script>", "<svg>", "<select>", "<option>", "<!--", "-->",
     "&nbsp;", "&#x1112;", "&#x1161;", "&#xD800;", "혈압 ", "text ", " \n ", "\t", "\x00", "\r\n"]
)  # fmt: skip
ANY_HTML = st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join)


def check(page: Page) -> None:
    last = 0
    for region in page.regions:
        assert last <= region.start < region.end <= len(page.text)
        assert not page.text[last : region.start].strip()
        assert page.text[region.start : region.end].strip()
        assert 0 <= region.links <= region.end - region.start
        last = region.end
    if page.regions:
        assert not page.text[last:].strip()
    page.text.encode()
    assert page.source.sha256
    assert page.source.size is not None


@given(ANY_TEXT)
def test_any_string_is_a_page(text: str) -> None:
    page = page_from_text(text)
    check(page)
    assert page_from_text(text) == page


@given(st.text(JAMO, max_size=60))
def test_only_hangul_is_composed(text: str) -> None:
    page = page_from_text(text)
    assert unicodedata.normalize("NFC", page.text) == unicodedata.normalize("NFC", text)
    assert page.text.count("\u0301") == text.count("\u0301")
    assert page_from_text(page.text).text == page.text


@given(ANY_HTML)
def test_any_html_is_a_page_with_true_regions(html: str) -> None:
    page = page_from_html(html)
    check(page)
    assert bool(page.regions) == bool(page.text)
    if "<pre" not in html:
        assert all(line == line.rstrip(" ") for line in page.text.split("\n"))


@given(
    st.binary(max_size=300)
    | ANY_TEXT.map(lambda text: text.encode("utf-8", "surrogatepass"))
    | ANY_HTML.map(str.encode)
)
def test_any_bytes_are_a_page_or_a_load_error(data: bytes) -> None:
    for name in ("a.txt", "a.html"):
        try:
            page = load_bytes(data, path=name, id="a")
        except LoadError as error:
            assert error.advice  # noqa: PT017 - a page or an error, both are right
        else:
            check(page)
    try:
        check(page_from_html(data))
    except LoadError as error:
        assert error.code in {"encoding", "too_large"}  # noqa: PT017 - either outcome is right


def test_lone_surrogates_become_replacement_characters_and_pairs_are_joined() -> None:
    page = page_from_text("a\ud800b\ud83d\ude00c")
    assert page.text == "a\ufffdb😀c"
    assert page.source.flags == ("surrogates_replaced",)
    assert page_from_html("<p>a\udfff</p>").text == "a\ufffd\n"


def test_the_id_is_the_digest_of_what_was_given() -> None:
    assert page_from_text("진료").id == page_from_text("진료").source.sha256[:16]  # type: ignore[index]
    assert page_from_text("진료", id="mine").id == "mine"
    assert page_from_text("").text == ""


LONG = {
    "words": "환자 128명의 혈압을 쟀다. ",
    "no space": "가",
    "jamo": "\u1112\u1161\u11ab",
    "high latin": "é’",
    "spaces": " \t",
    "open tags": "<p>a ",
    "lesser": "< a",
}


@pytest.mark.parametrize("name", LONG)
def test_time_is_linear_in_one_long_line(name: str) -> None:
    limits = Limits(max_bytes=1 << 30)

    def seconds(size: int) -> float:
        text = LONG[name] * (size // len(LONG[name].encode())) + "끝"
        data = text.encode()
        best = 99.0
        for _ in range(2):
            start = time.process_time()
            try:
                load_bytes(data, path="a.html" if "<" in text else "a.txt", id="a", limits=limits)
            except LoadError as error:
                assert error.code == "too_large"  # noqa: PT017 - either outcome is right
            best = min(best, time.process_time() - start)
        return best

    assert seconds(400_000) < 0.2 + 8 * seconds(100_000)  # four times the size; square would be sixteen


def test_ten_megabytes_on_one_line() -> None:
    text = LONG["words"] * 300_000
    start = time.process_time()
    assert page_from_text(text).text == text
    assert time.process_time() - start < 5
