"""``kmedtext clean``: articles on standard output."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kmedtext.cli import console, inputs
from kmedtext.cli.options import add_profile, add_reading, profile_of, reading_of
from kmedtext.records import Failure

if TYPE_CHECKING:
    from kmedtext.cli.types import Commands


def add_to(commands: Commands) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    parser = commands.add_parser("clean", help="print clean articles, one JSON object a line")
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="files, folders, globs, or - for standard input"
    )
    parser.add_argument("--text", action="store_true", help="print only the body, as plain text")
    add_profile(parser)
    add_reading(parser)
    parser.set_defaults(run=run)
    return parser


def run(options: argparse.Namespace) -> int:
    """Clean every page and print it; warnings go to standard error."""
    from kmedtext.export import article_row, encode

    failures: list[Failure] = []
    printed = 0
    for article in inputs.articles(options.files, failures, reading_of(options), profile_of(options)):
        for warning in article.warnings:
            console.stderr().print(
                f"note: {console.one_line(article.source.where or article.id)}: {warning}", markup=False
            )
        if options.text:
            # Two blank lines between pages: a body never holds two in a row.
            console.out(("\n\n" if printed else "") + article.body + "\n")
        else:
            console.out(encode(article_row(article)) + b"\n")
        printed += 1
    return inputs.exit_code(printed, failures)
