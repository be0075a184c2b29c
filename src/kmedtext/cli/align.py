"""``kmedtext align``: the beads of two pages or of a paired file, side by side or as records."""

from __future__ import annotations

import argparse
from itertools import islice
from typing import TYPE_CHECKING

from kmedtext.cli import console, exits, inputs
from kmedtext.cli.options import Reading, add_encoder, add_reading, encoder_of, reading_of
from kmedtext.errors import UsageError
from kmedtext.records import Article, Failure

if TYPE_CHECKING:
    from kmedtext.alignment import Bitext, Constraints
    from kmedtext.cli.types import Commands
    from kmedtext.loading.paired import PairedFile

_TO_FILES = ("tmx", "csv", "parquet", "xlsx", "moses")


def add_to(commands: Commands) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "align",
        help="align the sentences of a Korean and an English page, or score a file of pairs",
        description="Align two pages, or read a paired file: a TMX, a table (CSV, TSV, JSON lines, Parquet, XLSX) with "
        "columns for both languages or with rows of id, language and text, or with --moses two files of lines.",
    )
    parser.add_argument("ko", metavar="KO", help="the Korean page, or a paired file")
    parser.add_argument("en", metavar="EN", nargs="?", help="the English page")
    parser.add_argument(
        "--format",
        choices=("table", "jsonl", "tsv", "html", *_TO_FILES),
        default="table",
        help="table: side by side (default); jsonl: records without morphemes; tsv: score, type, Korean, English; "
        "html: a page, with --explain; the others need --out",
    )
    parser.add_argument("-o", "--out", metavar="FILE", help="write there; for moses FILE.ko and FILE.en")
    parser.add_argument(
        "--explain",
        action="store_true",
        help="show the evidence for each bead, and why sentences were left out",
    )
    parser.add_argument(
        "--moses", action="store_true", help="KO and EN are files of lines that belong together"
    )
    parser.add_argument(
        "--realign", action="store_true", help="do not believe the pairs of a paired file: align it anew"
    )
    parser.add_argument(
        "--finer", action="store_true", help="split beads inside their sentences where that is well supported"
    )
    for name, what in (
        ("must", "these two sentences stand in one bead"),
        ("cannot", "these two do not"),
        ("anchor", "no bead crosses the border before these two"),
    ):
        parser.add_argument(
            f"--{name}", action="append", default=[], metavar="I:J", help=f"{what} (Korean:English, from 0)"
        )
    for name in ("ko", "en", "lang"):
        parser.add_argument(f"--{name}-column", metavar="NAME", help="a column of a table of pairs")
    add_reading(parser)
    add_encoder(parser)
    parser.set_defaults(run=run)
    return parser


def run(options: argparse.Namespace) -> int:
    """Align or read, and print the beads and what was left over."""
    from kmedtext.cli.alignout import write

    if options.format in _TO_FILES and not options.out:
        raise UsageError(f"--format {options.format} is written into a file: name it with --out")
    if options.format == "html" and not options.explain:
        raise UsageError("--format html is a view: ask for it with --explain")
    if options.explain and options.format not in ("table", "html", "jsonl"):
        raise UsageError("--explain comes as a table, html or jsonl")
    file = None if options.en and not options.moses else _paired(options)
    bitext = _pages(options) if file is None else _read(options, file)
    write(bitext.split(encoder=encoder_of(options)) if options.finer else bitext, options, file)
    return exits.ALL_WELL


def _pages(options: argparse.Namespace) -> Bitext:
    from kmedtext.alignment import align

    if options.ko == options.en:
        raise UsageError(f"{options.ko}: given twice; give the Korean page, then the English one: KO EN")
    if options.realign:
        raise UsageError("--realign is for paired files: one file, or two with --moses")
    reading = reading_of(options)
    return align(
        _article(options.ko, "ko", reading),
        _article(options.en, "en", reading),
        encoder=encoder_of(options),
        constraints=_constraints(options),
    )


def _paired(options: argparse.Namespace) -> PairedFile:
    from kmedtext.loading.paired import PairColumns, read_paired

    if options.moses and not options.en:
        raise UsageError("--moses wants two files: KO EN")
    reading = reading_of(options)
    columns = PairColumns(
        options.ko_column, options.en_column, options.lang_column, reading.columns.text, reading.columns.id
    )
    return read_paired(options.ko, options.en, columns=columns, limits=reading.limits)


def _read(options: argparse.Namespace, file: PairedFile) -> Bitext:
    from kmedtext.alignment import read_bitext

    constraints = _constraints(options)
    if constraints is not None and not options.realign:
        raise UsageError(
            "--must, --cannot and --anchor change an alignment: use them with --realign, or on two pages"
        )
    if not options.realign:
        return read_bitext(file, encoder=encoder_of(options))
    return read_bitext(file, realign=True, constraints=constraints, encoder=encoder_of(options))


def _constraints(options: argparse.Namespace) -> Constraints | None:
    from kmedtext.alignment import Constraints

    links: list[list[tuple[int, int]]] = []
    for name in ("must", "cannot", "anchor"):
        links.append([])
        for given in getattr(options, name):
            ko, colon, en = given.partition(":")
            if not (colon and ko.isascii() and ko.isdecimal() and en.isascii() and en.isdecimal()):
                raise UsageError(f"--{name} {given}: give two numbers from 0, Korean:English, as 3:4")
            links[-1].append((int(ko[:9]), int(en[:9])))
    return Constraints(*links) if any(links) else None


def _article(path: str, lang: str, reading: Reading) -> Article:
    failures: list[Failure] = []
    found = list(islice(inputs.articles([path], failures, reading), 2))
    if not found:
        raise UsageError("; ".join(map(console.describe, failures)))
    if len(found) > 1:
        raise UsageError(f"{path}: holds several pages; name one Korean and one English page: KO EN")
    article = found[0]
    if not article.body:
        raise UsageError(f"{path}: no article found on this page. See why with: kmedtext clean {path}")
    if article.lang != lang:
        name = {"ko": "Korean", "en": "English"}[lang]
        raise UsageError(
            f"{path}: the page is in '{article.lang}', not {name}. Give the Korean page first: KO EN"
        )
    return article
