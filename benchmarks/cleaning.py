"""Cleaning: F1 of the kept body beside peers, kinds, metadata and speed.

    python -m benchmarks.cleaning [--shared ../shared] [--set own held seeds pages …] [--no-peers]
    python -m benchmarks.cleaning --memory [10000] [--set …]

Figures are 4-shingle F1 (precision/recall) as ``tools/scoring.py`` of the shared folder defines them.
"""

from __future__ import annotations

import argparse
import platform
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.cleaning_html import bench_html
from benchmarks.cleaning_kinds import kept_blocks, wcxb_kinds
from benchmarks.cleaning_own import FOLDERS, bench_own
from benchmarks.cleaning_pages import SETS, GoldPage, any_language, load_pages, load_scoring, own_pages
from benchmarks.cleaning_peers import TEXT_PEERS, peer_version
from benchmarks.cleaning_speed import LONG_RUN, bench_memory
from benchmarks.cleaning_tables import Pairs, Score, fields, row
from kmedtext import __version__
from kmedtext.cleaning import clean
from kmedtext.cleaning.cleaner import TREATED
from kmedtext.records import Article, Kind, Page

NAMES = (*FOLDERS, "seeds", "pages", *SETS)
_BESIDE = (Kind.TITLE, Kind.DECK, Kind.CAPTION)


def with_front(article: Article) -> str:
    """The body with title, decks and captions."""
    front = [block.text for block in article.blocks if block.kept and block.kind in _BESIDE]
    return "\n".join([*front, article.body])


def bench_set(name: str, shared: Path, *, peers: bool) -> None:
    """One set's table."""
    score = load_scoring(shared)
    pages = list(load_pages(shared, name))
    print(f"\n{name}: {len(pages)} pages, text dumps")
    started = time.perf_counter()
    articles = [clean(Page(page.id, page.text)) for page in pages]
    seconds = time.perf_counter() - started
    kept = [
        any_language(Page(page.id, page.text), article)
        for page, article in zip(pages, articles, strict=True)
    ]  # fmt: skip
    _body_rows(pages, articles, kept, score)
    print(f"  kmedtext: {1000 * seconds / max(1, len(pages)):.1f} ms a text dump")
    if peers:
        _peers(pages, score)
    if name == "wcxb_dev":
        wcxb_kinds(pages, kept)
    if any(page.blocks for page in pages):
        _annotated(pages, articles, score)
    if any(page.html for page in pages):
        bench_html(pages, score, peers=peers)


def _body_rows(
    pages: Sequence[GoldPage], articles: Sequence[Article], kept: Sequence[Article], score: Score
) -> None:
    groups: defaultdict[str, Pairs] = defaultdict(list)
    mixed = any(page.lang not in TREATED for page in pages)
    for page, article, any_one in zip(pages, articles, kept, strict=True):
        pair = (page.gold, article.body)
        groups["kmedtext"].append(pair)
        groups["kmedtext, held part" if page.held else "kmedtext, design part"].append(pair)
        if mixed:
            groups["kmedtext, every language kept"].append((page.gold, any_one.body))
            if page.lang in TREATED:
                groups["kmedtext, Korean and English pages"].append(pair)
        if page.set == "wcxb_dev":
            groups[f"kmedtext, {page.page}" + (", held" if page.held else "")].append(pair)
        if page.blocks:
            gold = "\n".join(
                block["text"] for block in page.blocks if block["kind"] not in ("byline", "date")
            )
            groups["kmedtext, with title, decks, captions"].append((gold, with_front(article)))
    for label in sorted(groups):
        row(label, score(groups[label]), f"{len(groups[label])} pages")


def _peers(pages: Sequence[GoldPage], score: Score) -> None:
    for label, (package, extract) in TEXT_PEERS.items():
        found = peer_version(package)
        if found is None:
            print(f"  {label}: {package} is not installed (pip install {package})")
            continue
        row(f"{label} {found}".strip(), score([(page.gold, extract(page.text)) for page in pages]))


def _annotated(pages: Sequence[GoldPage], articles: Sequence[Article], score: Score) -> None:
    found = []
    for page, article in zip(pages, articles, strict=True):
        print(f"    {page.id:<24} {score([(page.gold, article.body)])[0]:.3f}")
        for field, value in page.meta:
            found.append((field, value, getattr(article, field)))
            if getattr(article, field) != value:
                print(f"      {field}: other than the gold")
    print("  metadata")
    fields(found)
    kept_blocks(pages, articles)


def _all_pages(shared: Path, names: Sequence[str]) -> list[GoldPage]:
    return [
        page
        for name in names
        for page in (own_pages(FOLDERS[name], name) if name in FOLDERS else load_pages(shared, name))
    ]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--set", nargs="*", choices=NAMES, default=NAMES)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument(
        "--memory",
        type=int,
        nargs="?",
        const=LONG_RUN,
        metavar="PAGES",
        help="only the memory that is held over a long run",
    )
    arguments = parser.parse_args()
    if not arguments.shared.exists():
        print(f"{arguments.shared} is not there: give the data folder with --shared")
        return
    print(
        f"kmedtext {__version__}, Python {platform.python_version()}, peers {'off' if arguments.no_peers else 'on'}"
    )
    if arguments.memory is not None:
        bench_memory(_all_pages(arguments.shared, arguments.set), arguments.memory)
        return
    for name in arguments.set:
        if name in FOLDERS:
            bench_own(name, FOLDERS[name], load_scoring(arguments.shared))
        else:
            bench_set(name, arguments.shared, peers=not arguments.no_peers)


if __name__ == "__main__":
    main()
