"""``kmedtext terms``: the bilingual glossary of a folder that build wrote."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kmedtext.cli import console, exits
from kmedtext.errors import UsageError

if TYPE_CHECKING:
    from kmedtext.cli.types import Commands


def add_to(commands: Commands) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "terms",
        help="make a bilingual glossary of what build wrote",
        description="Make a bilingual glossary from a folder that kmedtext build wrote: terms that articles rename "
        "in brackets, phrases that go together in the records, people's names.",
    )
    parser.add_argument("folder", metavar="DIR", help="the folder that kmedtext build wrote")
    parser.add_argument("-o", "--out", metavar="DIR", help="where to write (default: the same folder)")
    parser.add_argument(
        "--format",
        default="jsonl",
        metavar="LIST",
        help="jsonl, csv, tbx (default jsonl): the files terms.jsonl …",
    )
    parser.add_argument(
        "--min-count",
        type=int,
        default=1,
        metavar="N",
        help="leave out what was shown less often (default 1)",
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="no summary")
    parser.set_defaults(run=run)
    return parser


def run(options: argparse.Namespace) -> int:
    """Make the glossary, write it, and say on standard error what came out."""
    from kmedtext import export
    from kmedtext.terminology import terms

    formats = export.check_term_formats([name.strip() for name in options.format.split(",")])
    if options.min_count < 1:
        raise UsageError(f"--min-count is {options.min_count}; it counts from 1")
    built = export.read_built(options.folder)
    entries = [entry for entry in terms(built) if entry.count >= options.min_count]
    paths = export.write_terms(entries, options.out or options.folder, formats=formats)
    if not options.quiet:
        glossed = sum("gloss" in entry.sources for entry in entries)
        names = ", ".join(console.one_line(str(Path(path))) for path in paths)
        console.stderr().print(
            f"{len(entries)} terms ({glossed} from brackets) of {len(built.articles)} articles and "
            f"{len(built.records)} records, written to {names}",
            markup=False,
        )
    return exits.ALL_WELL
