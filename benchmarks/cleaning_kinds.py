"""Kinds: what pages and their kept blocks were taken for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from benchmarks import annotated
from benchmarks.cleaning_pages import GoldPage
from benchmarks.cleaning_tables import confusion
from kmedtext.records import KEPT_KINDS, Article, PageKind

ASIDE = "set aside"
OTHER_BORDERS = "(other borders)"
_STORIES = frozenset({"article", "press_release", "notice"})
_WCXB = {
    "article": _STORIES,
    "forum": {"forum"},
    "product": {"product"},
    "listing": {"listing"},
    "collection": {"listing"},
}
"""Labels of WCXB that can be compared with ours. It has no press releases and no notices: its articles hold them."""
_ORDER = [kind.value for kind in PageKind]
_KEPT = [kind.value for kind in sorted(KEPT_KINDS)]


def page_kinds(found: Iterable[tuple[str, Article]]) -> None:
    """The kinds of pages, (truth, article)."""
    _page_kinds([(truth, article.kind.value, truth == article.kind.value) for truth, article in found])


def wcxb_kinds(pages: Sequence[GoldPage], articles: Sequence[Article]) -> None:
    """The kinds of those WCXB pages whose label can be compared."""
    _page_kinds(
        [
            (page.page, article.kind.value, article.kind.value in _WCXB[page.page])
            for page, article in zip(pages, articles, strict=True)
            if page.page in _WCXB
        ]
    )


def _page_kinds(rows: Sequence[tuple[str, str, bool]]) -> None:
    print(f"  kinds of pages: {sum(right for _, _, right in rows)}/{len(rows)} right")
    confusion(Counter((truth, kind) for truth, kind, _ in rows), [*_ORDER, "collection"])


def kept_blocks(pages: Sequence[GoldPage], articles: Sequence[Article]) -> None:
    """The kinds of the gold's blocks, all kept; what stands in no block of the same text has other borders."""
    counts: Counter[tuple[str, str]] = Counter()
    for page, article in zip(pages, articles, strict=True):
        found = {block.text: block.kind.value if block.kept else ASIDE for block in article.blocks}
        counts.update((block["kind"], found.get(block["text"], OTHER_BORDERS)) for block in page.blocks)
    print("  kinds of the kept blocks")
    confusion(counts, [*_KEPT, ASIDE, OTHER_BORDERS], "gold")


def kept_lines(pages: Sequence[annotated.Annotated], articles: Sequence[Article]) -> None:
    """The kinds of annotated lines, by the block that holds the middle of each."""
    counts: Counter[tuple[str, str]] = Counter()
    for page, article in zip(pages, articles, strict=True):
        for line in page.lines:
            middle = (line.start + line.end) // 2
            found = next((block for block in article.blocks if block.start <= middle < block.end), None)
            kind = found.kind.value if found and found.kept else ASIDE
            counts[line.kind if line.kind in annotated.KEPT else ASIDE, kind] += 1
    print("  kinds of the lines")
    confusion(counts, [*_KEPT, ASIDE])
