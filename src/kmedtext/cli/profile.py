"""``kmedtext profile``: learn which lines repeat on the pages of a site, show them, and keep that for later."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kmedtext.cli import console, inputs
from kmedtext.cli.options import add_jobs, add_reading, reading_of
from kmedtext.errors import UsageError

if TYPE_CHECKING:
    from kmedtext.cli.types import Commands

_WIDEST = 100
"""Characters of a line that are shown."""


def add_to(commands: Commands) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "profile",
        help="learn which lines repeat on the pages of a site",
        description="Learn which lines repeat on the pages of one site or several, and show those on most pages. "
        "build learns by itself; a profile that is kept serves single pages of the same site: "
        "kmedtext clean --profile FILE. The file holds hashes and numbers, no text.",
    )
    parser.add_argument("pages", nargs="+", metavar="PAGES", help="files, folders or globs")
    parser.add_argument("-o", "--out", metavar="FILE", help="write the profile (JSON)")
    parser.add_argument(
        "--top", type=int, default=20, metavar="N", help="how many lines are shown (default 20)"
    )
    add_jobs(parser, "about 0.1 GB each")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress")
    add_reading(parser)
    parser.set_defaults(run=run)
    return parser


def run(options: argparse.Namespace) -> int:
    """Learn, report on standard output, and write the file."""
    from kmedtext.export import save_profile
    from kmedtext.loading import STDIN, discover
    from kmedtext.pipeline.learning import learn, repeated_lines
    from kmedtext.pipeline.pool import workers

    if STDIN in options.pages:
        raise UsageError(
            "a profile is learned from many pages, and standard input is one; name files or folders"
        )
    if options.top < 0:
        raise UsageError(f"--top is {options.top}; give 0 or more")
    reading = reading_of(options)
    found, failures = discover(options.pages)
    with console.progress(quiet=options.quiet) as tell:
        profile, failed = learn(
            found, workers(options.jobs), tell or (lambda *_: None), reading.limits, reading.columns
        )
    problems = [*failures, *failed]
    for failure in problems:
        console.stderr().print(f"failed: {console.describe(failure)}", markup=False)
    if profile.pages:
        console.out(f"pages: {profile.pages:,} different\nrepeated pairs of lines: {len(profile.counts):,}\n")
        for text, pages in repeated_lines(found, profile, options.top):
            console.out(f"{pages:>8,} {pages / profile.pages:>5.0%}  {_shown(text)}\n")
        if options.out:
            save_profile(profile, options.out)
    return inputs.exit_code(profile.pages, problems)


def _shown(text: str) -> str:
    line = console.one_line(" ".join(text.split()))
    return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"
