"""Markup: the tree of containers, what names and tags say, and HTML pages that we wrote."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kmedtext.cleaning import clean
from kmedtext.cleaning.cleaner import drafts_of
from kmedtext.cleaning.containers import containers_of
from kmedtext.cleaning.features import measure
from kmedtext.cleaning.markup import _labels, _tables, markup_rows
from kmedtext.cleaning.model import load_forests
from kmedtext.cleaning.network import tag
from kmedtext.records import Article, Block, Kind, Page

EXAMPLES = Path(__file__).parents[2] / "examples" / "pages"
PATHS = [
    ("body", "nav", "a"),
    ("body", "main", "p"),
    ("body", "main", "p"),
    ("body", "main", "ul.related", "li"),
    (),
]


def test_a_container_holds_what_stands_in_it() -> None:
    tree = containers_of(PATHS)
    sums = tree.sums(np.asarray([[1.0], [10.0], [20.0], [5.0], [100.0]]))[:, 0]
    held = dict(zip(tree.parts, sums.tolist(), strict=True))
    assert held == {"page": 136, "body": 36, "nav": 1, "a": 1, "main": 35, "p": 30, "ul.related": 5, "li": 5}


def test_parents_come_first() -> None:
    tree = containers_of(PATHS)
    assert all(parent < node for node, parent in enumerate(tree.parents.tolist()) if node)
    assert sorted(node for nodes in tree.levels() for node in nodes.tolist()) == list(
        range(1, len(tree.parts))
    )


def test_branches_part_from_the_core() -> None:
    tree = containers_of(PATHS)
    chain = tree.chain(tree.parts.index("main"))
    branches = tree.branches(chain)
    assert [tree.parts[node] for node in branches[tree.of_draft]] == ["nav", "p", "p", "ul.related", "page"]


@pytest.mark.parametrize(
    ("part", "group", "told"),
    [
        ("div.news_view", "article", True),
        ("div.entry-content", "article", True),
        ("div.poster", "article", False),
        ("ul.head-menu", "advert", False),
        ("div.ad", "advert", True),
        ("div.ads-top", "advert", True),
        ("section.photo-box", "related", False),
        ("div.inside", "aside", False),
        ("div#sidebar", "aside", True),
        ("nav", "menu", False),
    ],
)
def test_names(part: str, group: str, *, told: bool) -> None:
    from kmedtext.cleaning.tables import load_toml

    place = list(load_toml("regions.toml")["names"]).index(group)
    assert bool(_labels(part) >> place & 1) is told


def test_tags_are_told_apart_from_names() -> None:
    nav = _tables()[1]["nav"]
    assert _labels("nav#a.b") & nav
    assert not _labels("div.nav") & nav


@pytest.mark.parametrize("depth", [1, 300])
def test_rows_of_any_page_have_one_width(depth: int) -> None:
    page = Page.from_html(
        "<div>" * depth + "<p>환자가 늘었다고 병원은 밝혔다.</p>" + "</div>" * depth, id="a"
    )
    measured = measure(drafts_of(page))
    rows = markup_rows(measured, tag(measured.rows, measured.grams))
    assert rows.shape == (1, _width())
    assert np.isfinite(rows).all()


@pytest.fixture(scope="module")
def nursing() -> Article:
    return clean(Page.from_html((EXAMPLES / "nursing_agency_ko.html").read_bytes(), id="nursing"))


def _block(article: Article, text: str) -> Block:
    return next(block for block in article.blocks if text in block.text)


def test_lists_and_tables_of_the_story_are_kept_whole(nursing: Article) -> None:
    kinds = [block.kind for block in nursing.blocks if block.kept]
    assert kinds.count(Kind.TABLE) == 5
    assert kinds.count(Kind.LIST) == 3
    assert _block(nursing, "시범사업의 전체 보고서를").kept


def test_buttons_are_tools_not_contact_lines(nursing: Article) -> None:
    assert _block(nursing, "페이스북 공유").reason in ("share_bar", "reading_tool")


def test_the_title_of_the_head_is_the_title(nursing: Article) -> None:
    assert nursing.title is not None
    assert nursing.title.startswith("야간 간병 공백 메운")


def test_the_weights_fit_the_rows() -> None:
    assert int(load_forests("weights.json")["markup"].features.max()) < _width()


def _width() -> int:
    measured = measure(drafts_of(Page.from_html("<p>환자가 늘었다.</p>", id="a")))
    return int(markup_rows(measured, tag(measured.rows, measured.grams)).shape[1])
