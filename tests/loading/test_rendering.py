"""HTML becomes the lines a reader sees, and regions that say what they are."""

from __future__ import annotations

import pytest

from kmedtext.loading import Limits, load_bytes, page_from_html

GOLDEN = [
    ("<h1>제목</h1><p>한 <b>문</b>단.</p>", "제목\n한 문단.\n"),
    ("<p>  a \n\t b  <i> c</i> </p>", "a b c\n"),
    ("<p>a&nbsp; b　c</p>", "a\xa0 b　c\n"),
    ("<div>앞<p>가운데</p>뒤</div>", "앞\n가운데\n뒤\n"),
    ("<p>첫 줄<br>둘째 줄</p>", "첫 줄\n둘째 줄\n"),
    ("<p>첫 문단<br><br>둘째 문단<br><br><br>셋째</p>", "첫 문단\n\n둘째 문단\n\n셋째\n"),
    ("<p><br>a<br></p>", "a\n"),
    ("<ul><li>하나<li><a href='/'>둘</a></ul><ol><li>셋</ol>", "하나\n둘\n셋\n"),
    ("<table><tr><th>항목<th>값<tr><td>혈압<td>120<br>80</table>", "항목\t값\n혈압\t120 80\n"),
    ("<table><tr><td><p>가</p></td><td><p>나</p></td></tr></table>", "가\t나\n"),
    ("<table><tr><td></td><td>A</td><td>B</td></tr></table>", "\tA\tB\n"),
    ("<table><tr><td><h2>머리</h2><p>글</p></td><td>옆</td></tr></table>", "머리\n글\n옆\n"),
    ("<table><tr><td><table><tr><td>x<td>y</table><td>z</table>", "x\ty\nz\n"),
    ("<pre>\n a\n   b\n</pre><p>c", " a\n   b\nc\n"),
    ("<p>a<script>var x = '<p>no</p>';</script>b<style>p{}</style></p>", "ab\n"),
    ("<body><template><p>no</p></template><svg><title>no</title><text>no</text></svg>yes", "yes\n"),
    (
        "<p>그림 <img alt='no'> 아래</p><input value=no><textarea>메모\n 둘</textarea>",
        "그림 아래\n메모\n 둘\n",
    ),
    (
        "<dl><dt>용어<dd>뜻</dl><figure><img><figcaption>사진 설명</figcaption></figure>",
        "용어\n뜻\n사진 설명\n",
    ),
    ("<p>a<!-- no -->b<wbr>c&amp;d &lt;e&gt;</p>", "abc&d <e>\n"),
    ("<title>no</title><p>&#x1112;&#x1161;&#x11ab;</p>", "한\n"),
    ("<frameset><frame src=x></frameset>", ""),
    ("", ""),
    ("   ", ""),
]


@pytest.mark.parametrize(("html", "text"), GOLDEN)
def test_lines(html: str, text: str) -> None:
    assert page_from_html(html).text == text


TAGS = [
    ("<h2>a</h2>", "h2", "html>body>h2"),
    ("<div id=Main class='Post  Body'><p class=Lead>a</p></div>", "p", "html>body>div#main.post.body>p.lead"),
    ("<li><div><span>a</span></div>", "li", "html>body>li>div>span"),
    ("<h3><a href=/>a</a></h3>", "h3", "html>body>h3>a"),
    ("<div><a href=/><b>a</b></a></div>", "a", "html>body>div>a>b"),
    ("<div><a href=/>a</a> b</div>", "div", "html>body>div"),
    ("<section><div><time datetime=2024>a</time></div></section>", "time", "html>body>section>div>time"),
    ("<nav>a</nav>", "nav", "html>body>nav"),
    ("<figcaption><div>a</div></figcaption>", "figcaption", "html>body>figcaption>div"),
    ("<label>a</label>", "label", "html>body>label"),
    ("<table><tr><td>a<td>b</table>", "tr", "html>body>table>tbody>tr"),
    ("<table><tr><td>a</table>", "td", "html>body>table>tbody>tr>td"),
    ("a", "body", "html>body"),
]


@pytest.mark.parametrize(("html", "tag", "path"), TAGS)
def test_a_region_names_its_element_and_the_way_to_it(html: str, tag: str, path: str) -> None:
    (region,) = page_from_html(html).regions
    assert (region.tag, ">".join(region.path)) == (tag, path)


def test_links_are_counted_in_characters() -> None:
    page = page_from_html("<p>앞 <a href=/>두 글</a> <a>자 </a></p><ul><li><a href=/>모두</a></ul>")
    assert [region.links for region in page.regions] == [5, 2]


def test_hidden_text_is_kept_and_marked() -> None:
    hidden = (
        "<div hidden>숨김1</div><div style='color:red; DISPLAY : none'><p>숨김2</p></div>"
        "<p style='visibility:hidden'>숨김3</p><p aria-hidden=true>숨김4</p><body><noscript>숨김5</noscript>"
    )
    page = page_from_html(
        f"<p>보이는 글이 여기에 충분히 길게 있다.</p>{hidden}<p style='display:block'>끝</p>"
    )
    marked = [page.text[region.start : region.end] for region in page.regions if region.hidden]
    assert marked == ["숨김1", "숨김2", "숨김3", "숨김4", "숨김5"]
    assert page.text.endswith("끝\n")


def test_hidden_words_do_not_tear_a_shown_line_apart() -> None:
    page = page_from_html("<p>혈압은 <span hidden>비밀</span>정상이다.</p><p>끝</p>")
    assert page.text == "혈압은 정상이다.\n비밀\n끝\n"
    assert [region.hidden for region in page.regions] == [False, True, False]


def test_a_page_that_a_script_uncovers_is_not_hidden() -> None:
    page = page_from_html(f"<p>잠시만</p><div hidden>{'<p>본문 문단이 여기에 길게 있다.</p>' * 9}</div>")
    assert not any(region.hidden for region in page.regions)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le"])
def test_bytes_are_decoded_by_mark_or_declaration(encoding: str) -> None:
    html = "<!doctype html><html><head><meta charset='euc-kr'><title>t</title></head><body><p>똠방 선생</p></body></html>"
    page = load_bytes(html.encode(encoding), path="a.html", id="a")
    assert page.text == "똠방 선생\n"
    assert page.source.media_type == "text/html"


def test_content_decides_before_the_name() -> None:
    html = b"<!DOCTYPE html><html><body><p>One</p></body></html>"
    assert load_bytes(html, path="a.txt", id="a").text == "One\n"
    for text in (
        b"1 < 2 and <Table 1> shows 3 > 2",
        b"<p> marks a paragraph in HTML",
        "〈표 1〉 혈압".encode(),
    ):
        page = load_bytes(text, path="a.txt", id="a")
        assert page.text.encode() == text
        assert page.source.media_type == "text/plain"
    assert load_bytes(b"no tags at all", path="a.html", id="a").text == "no tags at all"
    assert load_bytes(b"a<br>b", path="a.htm", id="a").text == "a\nb\n"
    assert load_bytes(b"<div><p>a</p><p>b</p></div>", path="a.txt", id="a").text == "a\nb\n"


def test_tables_of_whole_pages_stay_columns_even_when_nested_deep() -> None:
    html = "<table><tr><td>x" * 100 + "</table>" * 100
    assert page_from_html(html).text == "x\n" * 100
    assert load_bytes(html.encode(), path="a.html", id="a", limits=Limits(max_depth=100)).text
