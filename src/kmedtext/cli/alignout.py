"""What ``kmedtext align`` gives: to the terminal, or into a file."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kmedtext.cli import console
from kmedtext.cli.sidebyside import lines, print_table, summary
from kmedtext.records import Record

if TYPE_CHECKING:
    from kmedtext.alignment import Bitext
    from kmedtext.export.tmx import Originals
    from kmedtext.loading.paired import PairedFile, Segment


def write(bitext: Bitext, options: argparse.Namespace, file: PairedFile | None) -> None:
    """Print or write the bitext in the form that the options ask for."""
    title = f"{bitext.ko_doc} ↔ {bitext.en_doc}" if file is None else console.one_line(file.path)
    match options.format:
        case "jsonl":
            _send(_jsonl(bitext, explain=options.explain), options.out)
        case "tsv":
            _send(_tsv(bitext), options.out)
        case "html":
            from kmedtext.cli.sidebysidepage import page

            _send(page(title, lines(bitext), summary(bitext)).encode("utf-8"), options.out)
        case "table" if options.explain:
            print_table(title, lines(bitext), summary(bitext))
        case "table":
            _table(title, bitext)
        case _:
            from kmedtext.export.pairfiles import write_pairs
            from kmedtext.quality import records

            write_pairs(
                Path(options.out),
                options.format,
                records(bitext, with_morphemes=False),
                _originals(file, options),
            )


def _originals(file: PairedFile | None, options: argparse.Namespace) -> Originals | None:
    """The header and the segments of a TMX whose pairs were kept as they are."""
    from kmedtext.export.tmx import Originals

    if file is None or not file.path.lower().endswith(".tmx"):
        return None
    if options.realign:
        list(file)
        return Originals(file.header, {})
    held: dict[int, Segment] = {}
    for segment in file:
        if segment.ko and segment.en:
            held[len(held)] = segment
    return Originals(file.header, held)


def _send(data: bytes, out: str | None) -> None:
    if out is None:
        console.out(data)
        return
    from kmedtext.export.folder import output_error, replacing

    try:
        with replacing(Path(out)) as target:
            target.write(data)
    except OSError as error:
        raise output_error(Path(out), error) from error


def _jsonl(bitext: Bitext, *, explain: bool) -> bytes:
    from kmedtext.alignment.leftovers import leftovers
    from kmedtext.export import encode
    from kmedtext.export.rows import record_row, unaligned_row
    from kmedtext.quality import records, unaligned

    found = [
        record_row(record) | (_evidence(record) if explain else {})
        for record in records(bitext, with_morphemes=False)
    ]
    alone = [unaligned_row(item) for item in unaligned(bitext)]
    if explain:
        alone = [
            row
            | {
                "evidence": {
                    "nearest": one.nearest,
                    "similarity": one.similarity,
                    "bead": one.bead,
                    "reason": one.reason,
                }
            }
            for row, one in zip(alone, leftovers(bitext), strict=True)
        ]
    return b"".join(encode(row) + b"\n" for row in (*found, *alone))


def _evidence(record: Record) -> dict[str, object]:
    from kmedtext.quality.evidence import in_words, shared_numbers

    shared = shared_numbers(record.ko, record.en)
    return {
        "evidence": {
            "numbers": [list(pair) for pair in shared.both],
            "only_ko": list(shared.ko_only),
            "only_en": list(shared.en_only),
            "says": [what for what, _ in in_words(record.checks)],
        }
    }


def _tsv(bitext: Bitext) -> bytes:
    rows = ["score\ttype\tko\ten\n"]
    rows += [
        "\t".join((score, kind, _one_line(ko), _one_line(en))) + "\n" for score, kind, ko, en in _rows(bitext)
    ]
    return "".join(rows).encode("utf-8", "backslashreplace")


def _table(title: str, bitext: Bitext) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), show_lines=True, expand=True)
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
    return [
        ("" if one.score is None else f"{one.score:.3f}", one.kind, one.ko, one.en) for one in lines(bitext)
    ]


def _one_line(text: str) -> str:
    return " ".join(text.split())
