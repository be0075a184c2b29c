"""``kmedtext align``: the beads of two pages, side by side."""

from __future__ import annotations

import argparse
from itertools import islice
from typing import TYPE_CHECKING

from kmedtext.cli import console, exits, inputs
from kmedtext.cli.options import Reading, add_encoder, add_reading, encoder_of, reading_of
from kmedtext.errors import UsageError
from kmedtext.records import Article, Failure

if TYPE_CHECKING:
    from kmedtext.alignment import Bitext
    from kmedtext.cli.types import Commands


def add_to(commands: Commands) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    parser = commands.add_parser("align", help="align the sentences of a Korean and an English page")
    parser.add_argument("ko", metavar="KO", help="the Korean page")
    parser.add_argument("en", metavar="EN", help="the English page")
    parser.add_argument(
        "--format",
        choices=("table", "jsonl", "tsv"),
        default="table",
        help="table: side by side (default); jsonl: records without morphemes; tsv: score, type, Korean, English",
    )
    add_reading(parser)
    add_encoder(parser)
    parser.set_defaults(run=run)
    return parser


def run(options: argparse.Namespace) -> int:
    """Clean both pages, align them and print the beads and what was left over."""
    from kmedtext.alignment import align

    if options.ko == options.en:
        raise UsageError(f"{options.ko}: given twice; give the Korean page, then the English one: KO EN")
    reading = reading_of(options)
    ko, en = _article(options.ko, "ko", reading), _article(options.en, "en", reading)
    bitext = align(ko, en, encoder=encoder_of(options))
    {"table": _table, "jsonl": _jsonl, "tsv": _tsv}[options.format](bitext)
    return exits.ALL_WELL


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


def _jsonl(bitext: Bitext) -> None:
    from kmedtext.export import encode
    from kmedtext.export.rows import record_row, unaligned_row
    from kmedtext.quality import records, unaligned

    for record in records(bitext, with_morphemes=False):
        console.out(encode(record_row(record)) + b"\n")
    for item in unaligned(bitext):
        console.out(encode(unaligned_row(item)) + b"\n")


def _tsv(bitext: Bitext) -> None:
    console.out("score\ttype\tko\ten\n")
    for score, kind, ko, en in _rows(bitext):
        console.out("\t".join((score, kind, _one_line(ko), _one_line(en))) + "\n")


def _table(bitext: Bitext) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=f"{bitext.ko_doc} ↔ {bitext.en_doc}", show_lines=True, expand=True)
    for name, ratio in (("score", 0), ("type", 0), ("ko", 1), ("en", 1)):
        table.add_column(name, ratio=ratio or None, no_wrap=not ratio, overflow="fold")
    for score, kind, ko, en in _rows(bitext):
        table.add_row(score, kind, Text(ko), Text(en))
    with console.stdout() as screen:
        screen.print(table)
    console.out(
        f"{len(bitext.beads)} beads, coverage {bitext.coverage:.0%}, without a counterpart: "
        f"{len(bitext.unaligned_ko)} Korean, {len(bitext.unaligned_en)} English\n"
    )


def _rows(bitext: Bitext) -> list[tuple[str, str, str, str]]:
    """Beads and unaligned sentences in reading order: Korean order, English leftovers where they stand."""
    rows: list[tuple[tuple[float, int], tuple[str, str, str, str]]] = []
    en_place = {j: bead.ko[0] for bead in bitext.beads for j in bead.en}
    for bead in bitext.beads:
        ko = " ".join(bitext.ko[i].text for i in bead.ko)
        en = " ".join(bitext.en[j].text for j in bead.en)
        rows.append(((bead.ko[0], 0), (f"{bead.score:.3f}", bead.type, ko, en)))
    rows.extend(((i, 0), ("", "1-0", bitext.ko[i].text, "")) for i in bitext.unaligned_ko)
    for j in bitext.unaligned_en:
        before = max((en_place[k] for k in en_place if k < j), default=-1)
        rows.append(((before, j + 1), ("", "0-1", "", bitext.en[j].text)))
    return [row for _, row in sorted(rows)]


def _one_line(text: str) -> str:
    return " ".join(text.split())
