"""Trees that would take the parser minutes are refused in milliseconds; sound pages are not."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from kmedtext.errors import LoadError
from kmedtext.loading import Limits, page_from_html
from kmedtext.loading.webpage.nesting import measure

DEEP = 200_000
HOSTILE = {
    "divs": "<div>" * DEEP,
    "spans": "<span>" * DEEP,
    "upper": "<DIV>" * DEEP,
    "attributes": "<div a='>' b=\"</div>\">" * DEEP,
    "unclosed": "<div><b>" * DEEP,
    "stray": "<div></p></span>" * DEEP,
    "formatting": "<b><div></b>" * DEEP,
    "walls": "<div><table><td></div>" * DEEP,
    "span over div": "<span><div></span>" * DEEP,
    "form": "<form><div></form>" * DEEP,
    "label": "<label><div></label>" * DEEP,
    "comment": "<div><!--</div>-->" * DEEP,
    "comment in a value": '<div a="<!--">' * DEEP,
    "script": "<div><script></div></script>" * DEEP,
    "svg": "<svg><g>" * DEEP,
    "svg style": "<svg><style><b>" * DEEP,
    "svg rows": "<svg>" + "<td>" * DEEP,
    "lists": "<ul><li>" * DEEP,
    "tables": "<table><tr><td>" * DEEP,
    "reopened": "".join(f"<p><b id={i}>x" for i in range(30_000)),
    "many": "<p>x" * 600_000,
    "less than": "<" * 2_000_000,
    "open quotes": '<a b="' * 300_000 + "<a b='" * 300_000,
    "open comments": "<!--" * 500_000,
    "open scripts": "<script>" * 300_000,
    "open titles": "<title>" * 300_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_trees_end_soon(name: str) -> None:
    start = time.process_time()
    try:
        page_from_html(HOSTILE[name] + "<p>끝")
    except LoadError as error:
        assert error.code == "too_large"  # noqa: PT017 - either outcome is right, slowness is not
    assert time.process_time() - start < 20  # minutes or hours without the check


SOUND = [
    "<p>x" * 5000,
    "<ul>" + "<li>x" * 5000 + "</ul>",
    "<table>" + "<tr><td>x<td>y" * 5000 + "</table>",
    "<div><span>x</div>" * 5000,
    "<div><p>x</p></div>" * 5000,
    "<br><img><input>" * 5000,
    "<dl>" + "<dt>a<dd>b" * 5000 + "</dl>",
    "<select>" + "<option>a" * 5000 + "</select>",
    "<script>" + "'<div>'" * 5000 + "</script><p>x",
    "<!-- " + "<div>" * 5000 + " --><p>x",
    "<svg>" + "<path d=''/>" * 5000 + "</svg><p>x",
    "<svg>" + "<g><path d=''></path></g>" * 5000 + "</svg><p>x",
    "<b>" + "<p>x" * 5000,
    "<p><b><i>x</b></i></p>" * 200,
]


@pytest.mark.parametrize("html", SOUND)
def test_sound_pages_pass(html: str) -> None:
    depth, nodes = measure(html, Limits())
    assert depth < 450
    assert nodes < 200_000


NAMES = [
    "div",
    "p",
    "b",
    "a",
    "span",
    "table",
    "tr",
    "td",
    "li",
    "ul",
    "form",
    "svg",
    "style",
    "button",
    "object",
    "label",
    "h1",
    "font",
    "nobr",
    "template",
    "option",
    "select",
    "dd",
]
TAG = st.sampled_from(
    [f"<{name}>" for name in NAMES] + [f"</{name}>" for name in NAMES] + ["x", "<!--", "-->", "<br>"]
)


@given(st.lists(TAG, max_size=14).map("".join))
@example("<li><dd>")
@example("<li><dt>x")
@example("</object><object><select>")
def test_the_estimate_is_not_below_the_tree(unit: str) -> None:
    # A unit that lets the true depth grow while the estimate stays put would be a way in.
    html = unit * 60
    estimate, _ = measure(html, Limits(max_depth=10**6, max_nodes=10**9))
    node = LexborHTMLParser(html).root
    depth = deepest = 0
    while node is not None:
        child = node.first_child
        if child is not None:
            node, depth = child, depth + 1
            deepest = max(deepest, depth)
            continue
        while node is not None and node.next is None:
            node, depth = node.parent, depth - 1
        node = node.next if node is not None else None
    assert deepest <= 4 * estimate + 60
