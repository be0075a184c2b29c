"""The HTML part of the cleaning benchmark: pages that come with their HTML, beside trafilatura."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.cleaning_pages import GoldPage, any_language, read_html
from benchmarks.cleaning_peers import peer_version, trafilatura_on_html
from benchmarks.cleaning_speed import side_by_side
from benchmarks.cleaning_tables import Score, row
from kmedtext.cleaning import clean
from kmedtext.cleaning.cleaner import TREATED
from kmedtext.records import Article, Page

Source = tuple[GoldPage, bytes]


def bench_html(pages: Sequence[GoldPage], score: Score, *, peers: bool) -> None:
    """The rows of F1 and of speed of the pages that have HTML."""
    sources: list[Source] = [(page, read_html(page.html)) for page in pages if page.html]
    print(f"  HTML, {len(sources)} pages")
    version = peer_version("trafilatura")
    beside = peers and version is not None
    found, seconds = side_by_side(sources, [_on_html, _on_text, *([_trafilatura] if beside else [])])
    articles: list[Article] = found[0]
    _rows("kmedtext", sources, [article.body for article in articles], score)
    if any(page.lang not in TREATED for page, _ in sources):
        kept = [
            any_language(Page.from_html(raw, id=page.id), article).body
            for (page, raw), article in zip(sources, articles, strict=True)
        ]
        row("kmedtext, HTML, every language kept", score(_pairs(sources, kept)))
    if beside:
        _rows(f"trafilatura {version}", sources, found[2], score)
    elif peers:
        print("  trafilatura is not installed (pip install trafilatura)")
    _speed(len(sources), seconds)


def _speed(count: int, seconds: Sequence[float]) -> None:
    names = ("HTML", "text dumps", "trafilatura on HTML")
    print(
        "  speed, the same pages, one after the other in turn: "
        + ", ".join(
            f"{name} {1000 * spent / count:.1f} ms a page"
            for name, spent in zip(names, seconds, strict=False)
        )
    )
    if len(seconds) == len(names):
        ours, texts, theirs = seconds
        print(f"  speed: HTML {theirs / ours:.2f}x trafilatura; text dumps {theirs / texts:.2f}x")


def _on_html(source: Source) -> Article:
    page, raw = source
    return clean(Page.from_html(raw, id=page.id))


def _on_text(source: Source) -> Article:
    page, _ = source
    return clean(Page(page.id, page.text))


def _trafilatura(source: Source) -> str:
    return trafilatura_on_html(source[1].decode("utf-8", "replace"))


def _pairs(sources: Sequence[Source], found: Sequence[str]) -> list[tuple[str, str]]:
    return [(page.gold, text) for (page, _), text in zip(sources, found, strict=True)]


def _rows(name: str, sources: Sequence[Source], found: Sequence[str], score: Score) -> None:
    pairs = _pairs(sources, found)
    row(f"{name}, HTML", score(pairs))
    stories = [pair for (page, _), pair in zip(sources, pairs, strict=True) if page.page == "article"]
    if len(stories) != len(pairs):
        row(f"{name}, HTML, articles", score(stories), f"{len(stories)} pages")
    treated = [pair for (page, _), pair in zip(sources, pairs, strict=True) if page.lang in TREATED]
    if len(treated) != len(pairs):
        row(f"{name}, HTML, Korean and English", score(treated), f"{len(treated)} pages")
