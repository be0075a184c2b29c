"""``kmedtext tokenize``: Korean text as morphemes."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from kmedtext.cli import console, inputs
from kmedtext.cli.options import add_lexicon, add_reading, reading_of, spec_of
from kmedtext.records import Failure

if TYPE_CHECKING:
    from kmedtext.cli.types import Commands


def add_to(commands: Commands) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "tokenize",
        help="print the morphemes of clean text, one sentence a line",
        description="Print the morphemes of text that is clean already (for a raw page: "
        "kmedtext clean --text PAGE | kmedtext tokenize -), one sentence a line.",
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="files, folders, globs, or - for standard input"
    )
    parser.add_argument(
        "--format",
        choices=("text", "jsonl"),
        default="text",
        help="text: form/TAG with spaces between; jsonl: text, start, end and the morphemes with their offsets",
    )
    add_lexicon(parser)
    add_reading(parser)
    parser.set_defaults(run=run)
    return parser


def run(options: argparse.Namespace) -> int:
    """Split every file into sentences and print their morphemes."""
    from kmedtext.export import encode
    from kmedtext.language import sentences, tokenize

    spec = spec_of(options)
    failures: list[Failure] = []
    read = 0
    for page in inputs.pages(options.files, failures, reading_of(options)):
        read += 1
        found = sentences(page.text)
        for sentence, morphemes in zip(found, tokenize([s.text for s in found], spec=spec), strict=True):
            if options.format == "text":
                console.out(" ".join(f"{m.form}/{m.tag}" for m in morphemes) + "\n")
            else:
                row = {
                    "text": sentence.text,
                    "lang": sentence.lang,
                    "start": sentence.start,
                    "end": sentence.end,
                    "morphemes": [asdict(m) for m in morphemes],
                }
                console.out(encode(row) + b"\n")
    return inputs.exit_code(read, failures)
