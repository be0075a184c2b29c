"""``kmedtext build``: pages in, a folder of records out."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kmedtext.cli import console, exits
from kmedtext.cli.options import (
    add_encoder,
    add_jobs,
    add_lexicon,
    add_profile,
    add_reading,
    add_translating,
    encoder_of,
    filler_of,
    profile_of,
    reading_of,
    spec_of,
)
from kmedtext.errors import UsageError

if TYPE_CHECKING:
    from kmedtext.cli.types import Commands
    from kmedtext.pipeline import Corpus


def add_to(commands: Commands) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    parser = commands.add_parser("build", help="turn pages into clean articles and parallel records")
    parser.add_argument(
        "pages",
        nargs="*",
        metavar="PAGES",
        help="files, folders, globs, archives, addresses, or - for standard input",
    )
    parser.add_argument("-o", "--out", required=True, metavar="DIR", help="the folder to write")
    parser.add_argument(
        "--paired",
        action="append",
        default=[],
        metavar="FILE",
        help="a TMX or a table whose texts are paired already; may be repeated",
    )
    parser.add_argument(
        "--moses",
        action="append",
        nargs=2,
        default=[],
        metavar=("KO", "EN"),
        help="two files of lines that belong together; may be repeated",
    )
    parser.add_argument(
        "--reprints",
        action="store_true",
        help="pair near copies too (a release and its reprints): an article may then be in several pairs",
    )
    add_jobs(parser, "about 0.7 GB each")
    parser.add_argument(
        "--format",
        default="jsonl,parquet",
        metavar="LIST",
        help="the forms of the records: jsonl, parquet, csv, tmx (default jsonl,parquet); the other files are always written",
    )
    add_lexicon(parser)
    site = parser.add_mutually_exclusive_group()
    add_profile(site)
    site.add_argument(
        "--no-profile",
        action="store_true",
        help="clean each page by itself; otherwise lines that repeat on many pages count as chrome",
    )
    machine = parser.add_argument_group("translation (only where an engine is named)")
    add_translating(machine, ["--translate"])
    machine.add_argument(
        "--second-opinion",
        metavar="MEMORY",
        help="compare aligned sentences with what this translation memory holds; nothing is sent for it",
    )
    parser.add_argument("--force", action="store_true", help="write into a folder that is not empty")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress and no summary")
    add_reading(parser)
    add_encoder(parser)
    parser.set_defaults(run=run)
    return parser


def run(options: argparse.Namespace) -> int:
    """Build the corpus, write it, and print the summary on standard error."""
    from kmedtext import export
    from kmedtext.pipeline import build

    site, reading = profile_of(options), reading_of(options)
    spec, encoder = spec_of(options), encoder_of(options)
    filler = filler_of(options)
    formats = export.check_formats([name.strip() for name in options.format.split(",")])
    folder = export.prepare(options.out, force=options.force)
    _refuse_own_input(options.pages, folder)
    with console.progress(quiet=options.quiet) as tell:
        corpus = build(
            options.pages,
            jobs=options.jobs,
            limits=reading.limits,
            columns=reading.columns,
            allow_network=reading.allow_network,
            exclude=[folder],
            profile=site or (None if options.no_profile else "auto"),
            tokenizer=spec,
            translate=filler,
            second_opinion=options.second_opinion,
            announce=console.announce,
            paired=[*options.paired, *map(tuple, options.moses)],
            encoder=encoder,
            reprints=options.reprints,
            progress=tell,
        )
    if filler is not None:
        filler.close()
    export.write(corpus, folder, formats=formats)
    if not options.quiet:
        console.summary(corpus, folder, verbose=options.verbose)
    return exit_code(corpus)


def _refuse_own_input(pages: Sequence[str], folder: Path) -> None:
    """Refuse a file that is named and lies in the output folder: build leaves that out, and would do so in silence."""
    for name in pages:
        if Path(name).is_file() and Path(name).resolve().is_relative_to(folder.resolve()):
            raise UsageError(
                f"{name}: lies in the output folder, which is no input; name another output folder"
            )


def exit_code(corpus: Corpus) -> int:
    """Tell from a corpus how the run went."""
    if not corpus.articles:
        return exits.NOTHING_DONE
    return exits.SOME_FAILED if corpus.failures or corpus.untranslated else exits.ALL_WELL
