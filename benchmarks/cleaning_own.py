"""The annotated pages that we wrote: body, metadata and kinds."""

from __future__ import annotations

from pathlib import Path

from benchmarks import annotated
from benchmarks.cleaning_kinds import kept_lines, page_kinds
from benchmarks.cleaning_tables import Score, fields, row
from kmedtext.cleaning import clean
from kmedtext.records import Page

FIELDS = ("lang", "title", "byline", "published", "modified", "publisher", "section", "views", "licence")
FOLDERS = {"own": annotated.FOLDER, "held": annotated.HELD}
"""Sets of annotated pages: those for design, and those that nobody looks at."""


def bench_own(name: str, folder: Path, score: Score) -> None:
    """The table of a folder of annotated pages."""
    pages = list(annotated.pages(folder))
    if not pages:
        print(f"\n{name}: skipped: there are no annotated pages in {folder}")
        return
    print(f"\n{name}: {len(pages)} annotated pages, text dumps")
    articles = [clean(Page(page.name, page.text)) for page in pages]
    both = list(zip(pages, articles, strict=True))
    stories = [(page.truth["lang"], (page.body, article.body)) for page, article in both if page.body]
    row("kmedtext", score([pair for _, pair in stories]), f"{len(stories)} pages")
    for lang in sorted({lang for lang, _ in stories}):
        pairs = [pair for own, pair in stories if own == lang]
        row(f"kmedtext, {lang}", score(pairs), f"{len(pairs)} pages")
    barren = [not article.body for page, article in both if not page.body]
    print(f"    pages without a story left empty: {sum(barren)}/{len(barren)}")
    print("  metadata")
    fields(
        [
            (field, page.truth[field], getattr(article, field))
            for field in FIELDS
            for page, article in both
            if field in page.truth
        ]
    )
    page_kinds((page.truth["page"], article) for page, article in both)
    kept_lines(pages, articles)
