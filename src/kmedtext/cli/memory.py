"""``kmedtext memory``: look after a translation memory."""

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
        "memory",
        help="look after a translation memory: count, check, search, prune, TMX in and out",
        description="Look after a translation memory. Without an option it says how much the memory holds. What several "
        "options ask for is done in the order below.",
    )
    parser.add_argument(
        "file", metavar="FILE", help="the memory (SQLite); made where there is none and --import is given"
    )
    parser.add_argument(
        "--check", action="store_true", help="read the whole file and say whether it is sound"
    )
    parser.add_argument(
        "--import", dest="take", metavar="TMX", help="take the units of a TMX; people's stay people's"
    )
    parser.add_argument(
        "--prune", type=int, metavar="N", help="keep the N machine's units used last, and all of people"
    )
    parser.add_argument(
        "--unused-days", type=int, metavar="N", help="forget machine's units unused for N days"
    )
    parser.add_argument("--find", metavar="TEXT", help="show the units whose text is like this one")
    parser.add_argument("--export", dest="give", metavar="TMX", help="write all units as TMX")
    parser.set_defaults(run=run)
    return parser


def run(options: argparse.Namespace) -> int:
    """Do what the options ask for, and say on standard output what came of it."""
    from kmedtext.language import identify
    from kmedtext.translation import TranslationMemory, export_tmx, import_tmx

    if not options.take and not Path(options.file).exists():
        raise UsageError(f"{options.file}: there is no such memory")
    with TranslationMemory(options.file) as memory:
        if options.check and (problems := memory.check()):
            for problem in problems:
                console.stderr().print(f"damaged: {problem}", markup=False)
            return exits.NOTHING_DONE
        if options.take:
            came = import_tmx(memory, options.take)
            console.out(
                f"taken: {came.human:,} of people, {came.machine:,} of machines; {came.known:,} known already, "
                f"{came.skipped:,} without both languages\n"
            )
        if options.prune is not None or options.unused_days is not None:
            gone = memory.prune(max_units=options.prune, unused_days=options.unused_days)
            console.out(f"forgotten: {gone:,}\n")
        if options.find:
            source = "en" if identify(options.find).lang == "en" else "ko"
            for near in memory.similar(options.find, source, "ko" if source == "en" else "en"):
                unit = near.unit
                who = unit.origin if unit.origin == "human" else f"machine ({unit.engine})"
                console.out(f"{near.score:.2f}\t{who}\t{unit.text}\t{unit.translation}\n")
        if options.give:
            console.out(f"written: {export_tmx(memory, options.give):,} to {options.give}\n")
        counts = memory.counts()
        console.out(f"units: {counts['human']:,} of people, {counts['machine']:,} of machines\n")
    return exits.ALL_WELL
