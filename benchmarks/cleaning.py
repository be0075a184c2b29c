"""Cleaning: F1 of the kept body beside peers, kinds, metadata and speed.

    python -m benchmarks.cleaning [--shared ../shared] [--set own seeds pages …] [--no-peers]

Figures are 4-shingle F1 (precision/recall) as ``tools/scoring.py`` of the shared folder defines them.
"""

from __future__ import annotations

import argparse
import platform
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from benchmarks import annotated
from benchmarks.cleaning_pages import SETS, GoldPage, load_pages, load_scoring, read_html
from benchmarks.cleaning_peers import TEXT_PEERS, peer_version, trafilatura_on_html
from kmedtext import __version__
from kmedtext.cleaning import clean
from kmedtext.records import Article, Kind, Page

Pairs = list[tuple[str, str]]
_BESIDE = (Kind.TITLE, Kind.DECK, Kind.CAPTION)


def row(name: str, score: tuple[float, float, float], note: str = "") -> None:
    """Print a row of a table."""
    print(f"  {name:<44} {score[0]:.3f} ({score[1]:.3f}/{score[2]:.3f}) {note}", flush=True)


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
    groups: defaultdict[str, Pairs] = defaultdict(list)
    for page, article in zip(pages, articles, strict=True):
        pair = (page.gold, article.body)
        groups["kmedtext"].append(pair)
        groups["kmedtext, held part" if page.held else "kmedtext, design part"].append(pair)
        if page.lang in ("ko", "en") and any(other.lang not in ("ko", "en") for other in pages):
            groups["kmedtext, Korean and English pages"].append(pair)
        if name == "wcxb_dev":
            groups[f"kmedtext, {page.page}" + (", held" if page.held else "")].append(pair)
        if page.blocks:
            gold = "\n".join(
                block["text"] for block in page.blocks if block["kind"] not in ("byline", "date")
            )
            groups["kmedtext, with title, decks, captions"].append((gold, with_front(article)))
    for label in sorted(groups):
        row(label, score(groups[label]), f"{len(groups[label])} pages")
    print(f"  kmedtext: {1000 * seconds / max(1, len(pages)):.1f} ms a page")
    if peers:
        _peers(pages, score)
    if any(page.blocks for page in pages):
        _annotated(pages, articles, score)
    if any(page.html for page in pages):
        _html(pages, score, peers=peers, text_seconds=seconds)


def _peers(pages: list[GoldPage], score: Callable[[Pairs], tuple[float, float, float]]) -> None:
    for label, (package, extract) in TEXT_PEERS.items():
        found = peer_version(package)
        if found is None:
            print(f"  {label}: {package} is not installed (pip install {package})")
            continue
        row(f"{label} {found}".strip(), score([(page.gold, extract(page.text)) for page in pages]))


def _annotated(
    pages: list[GoldPage], articles: list[Article], score: Callable[[Pairs], tuple[float, float, float]]
) -> None:
    kinds: Counter[tuple[str, str]] = Counter()
    meta: Counter[tuple[str, bool]] = Counter()
    for page, article in zip(pages, articles, strict=True):
        print(f"    {page.id:<24} {score([(page.gold, article.body)])[0]:.3f}")
        found = {block.text: block.kind.value if block.kept else "set aside" for block in article.blocks}
        for block in page.blocks:
            kinds[block["kind"], found.get(block["text"], "(other borders)")] += 1
        for field, value in page.meta:
            right = getattr(article, field) == value
            meta[field, right] += 1
            if not right:
                print(f"      {field}: other than the gold")
    print("  kinds, gold -> found:")
    for (gold, kind), count in sorted(kinds.items()):
        print(f"    {gold:<10} -> {kind:<16} {count}")
    fields = sorted({field for field, _ in meta})
    print(
        "  metadata right: "
        + ", ".join(
            f"{field} {meta[field, True]}/{meta[field, True] + meta[field, False]}" for field in fields
        )
    )


def bench_own(shared: Path) -> None:
    """The annotated pages that we wrote: body, fields and kinds, design and held half apart."""
    score = load_scoring(shared)
    print("\nown: annotated pages of benchmarks/data/pages, text dumps")
    for half in ("design", "held"):
        chosen = [page for page in annotated.pages() if page.held == (half == "held")]
        articles = [clean(Page(page.name, page.text)) for page in chosen]
        pairs = [(page.body, article.body) for page, article in zip(chosen, articles, strict=True)]
        row(f"kmedtext, {half}", score([pair for pair in pairs if pair[0]]), f"{len(chosen)} pages")
        barren = [found for want, found in pairs if not want]
        print(f"    pages without a story left empty: {sum(not found for found in barren)}/{len(barren)}")
        for field in ("lang", "title", "byline", "published", "publisher"):
            right = sum(
                getattr(article, field) == page.truth[field]
                for page, article in zip(chosen, articles, strict=True)
            )
            print(f"    {field} right: {right}/{len(chosen)}")
        kinds: Counter[tuple[str, str]] = Counter()
        for page, article in zip(chosen, articles, strict=True):
            for line in page.lines:
                middle = (line.start + line.end) // 2
                found = next((block for block in article.blocks if block.start <= middle < block.end), None)
                kind = found.kind.value if found and found.kept else "set aside"
                kinds[line.kind if line.kind in annotated.KEPT else "chrome", kind] += 1
        for (gold, kind), count in sorted(kinds.items()):
            print(f"    {gold:<10} -> {kind:<16} {count}")


def _html(
    pages: list[GoldPage],
    score: Callable[[Pairs], tuple[float, float, float]],
    *,
    peers: bool,
    text_seconds: float,
) -> None:
    rows = [(page, read_html(page.html)) for page in pages if page.html]
    print(f"  HTML, {len(rows)} pages")
    started = time.perf_counter()
    own = [clean(Page.from_html(raw, id=page.id)).body for page, raw in rows]
    seconds = time.perf_counter() - started
    row(
        "kmedtext, HTML",
        score([(page.gold, text) for (page, _), text in zip(rows, own, strict=True)]),
        f"{1000 * seconds / len(rows):.1f} ms a page",
    )
    articles = [
        (page.gold, text) for (page, _), text in zip(rows, own, strict=True) if page.page == "article"
    ]
    if len(articles) != len(rows):
        row("kmedtext, HTML, articles", score(articles))
    treated = [index for index, (page, _) in enumerate(rows) if page.lang in ("ko", "en")]
    if len(treated) != len(rows):
        row("kmedtext, HTML, Korean and English", score([(rows[i][0].gold, own[i]) for i in treated]))
    found = peer_version("trafilatura")
    if not peers or found is None:
        if peers:
            print("  trafilatura is not installed (pip install trafilatura)")
        return
    started = time.perf_counter()
    theirs = [trafilatura_on_html(raw.decode("utf-8", "replace")) for _, raw in rows]
    peer_seconds = time.perf_counter() - started
    row(
        f"trafilatura {found}, HTML",
        score([(page.gold, text) for (page, _), text in zip(rows, theirs, strict=True)]),
    )
    if len(articles) != len(rows):
        row(
            f"trafilatura {found}, HTML, articles",
            score(
                [
                    (page.gold, text)
                    for (page, _), text in zip(rows, theirs, strict=True)
                    if page.page == "article"
                ]
            ),
        )
    if len(treated) != len(rows):
        row(
            f"trafilatura {found}, HTML, Korean and English",
            score([(rows[i][0].gold, theirs[i]) for i in treated]),
        )
    share = len(rows) / len(pages)
    print(
        f"  speed: HTML {peer_seconds / seconds:.1f}x trafilatura; text dumps {peer_seconds / (text_seconds * share):.1f}x trafilatura on HTML"
    )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--set", nargs="*", choices=["own", "seeds", "pages", *SETS], default=["own", "seeds", "pages", *SETS]
    )
    parser.add_argument("--no-peers", action="store_true")
    arguments = parser.parse_args()
    if not arguments.shared.exists():
        print(f"{arguments.shared} is not there: give the data folder with --shared")
        return
    print(
        f"kmedtext {__version__}, Python {platform.python_version()}, peers {'off' if arguments.no_peers else 'on'}"
    )
    if "own" in arguments.set:
        bench_own(arguments.shared)
    for name in arguments.set:
        if name == "own":
            continue
        bench_set(name, arguments.shared, peers=not arguments.no_peers)


if __name__ == "__main__":
    main()
