"""``kmedtext explain``: a page with what became of each block, and why."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kmedtext.cli import console, inputs
from kmedtext.cli.options import add_profile, add_reading, profile_of, reading_of
from kmedtext.records import Article, Block, Failure, Kind

if TYPE_CHECKING:
    from rich.console import Console

    from kmedtext.cli.types import Commands

_BODY_STYLE = "green"
_STYLES = {Kind.TITLE: "bold cyan", Kind.DECK: "cyan", Kind.HEADING: "bold green"}
_META_STYLE = "yellow"
_META = frozenset({Kind.BYLINE, Kind.DATE, Kind.CAPTION, Kind.QUOTE})


def add_to(commands: Commands) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "explain",
        help="show what became of each block of a page, and why",
        description="Show a page block by block: kept (+) or set aside (-), the probability that it is body text, "
        "its kind and the reason. Colours show in a terminal.",
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="files, folders, globs, or - for standard input"
    )
    parser.add_argument("--full", action="store_true", help="show whole blocks instead of their first line")
    add_profile(parser)
    add_reading(parser)
    parser.set_defaults(run=run)
    return parser


def run(options: argparse.Namespace) -> int:
    """Clean every page and show its blocks."""
    failures: list[Failure] = []
    shown = 0
    for article in inputs.articles(options.files, failures, reading_of(options), profile_of(options)):
        # When the output is a file or a pipe there is no width to keep to.
        with console.stdout(width=160) as screen:
            _show(article, screen, full=options.full)
        shown += 1
    return inputs.exit_code(shown, failures)


def _show(article: Article, screen: Console, *, full: bool) -> None:
    from rich.text import Text

    kept = sum(block.end - block.start for block in article.blocks if block.kept)
    total = sum(block.end - block.start for block in article.blocks)
    share = f"{kept / total if total else 0:.0%} of {total:,} characters kept"
    lines = [
        f"{article.source.where or article.id}: {article.kind}, {article.lang}, {share}",
        *(
            f"  {name}: {value if value is not None else '-'}{_candidates(article, name)}"
            for name, value in (
                ("title", article.title),
                ("byline", article.byline),
                ("published", article.published),
                ("modified", article.modified),
                ("publisher", article.publisher),
                ("section", article.section),
                ("views", article.views),
                ("copyright", article.copyright),
                ("licence", article.licence),
            )
        ),
        *(f"  warning: {warning}" for warning in article.warnings),
    ]
    for line in lines:
        screen.print(line, markup=False, soft_wrap=True)
    spans = [f"{block.start}–{block.end}" for block in article.blocks]
    widths = [
        max(map(len, column), default=0)
        for column in (
            spans,
            [b.kind.value for b in article.blocks],
            [b.reason or "" for b in article.blocks],
        )
    ]
    for block, span in zip(article.blocks, spans, strict=True):
        score = "" if block.score is None else f"{block.score:.2f}"
        row = Text(
            f"{'+' if block.kept else '-'} {score:>4} {span:>{widths[0]}} "
            f"{block.kind.value:<{widths[1]}} {block.reason or '':<{widths[2]}} "
            f"{block.text if full else ' '.join(block.text.split())}",
            style=_style(block),
        )
        if not full:
            row.truncate(screen.width, overflow="ellipsis")
        screen.print(row, soft_wrap=full)
    screen.print()


def _candidates(article: Article, name: str) -> str:
    near = article.candidates.get(name, ())
    return f"  (came near: {' | '.join(near)})" if near else ""


def _style(block: Block) -> str:
    if not block.kept:
        return "dim"
    return _STYLES.get(block.kind, _META_STYLE if block.kind in _META else _BODY_STYLE)
