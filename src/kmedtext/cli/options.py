"""Options that several commands share."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kmedtext.cleaning import SiteProfile
    from kmedtext.language import TokenizerSpec


def add_jobs(parser: argparse.ArgumentParser, each: str) -> None:
    """Add ``--jobs N``; ``each`` says what a process costs."""
    parser.add_argument(
        "-j",
        "--jobs",
        type=int,
        default=1,
        metavar="N",
        help=f"worker processes, {each} (default 1; 0: one for each core)",
    )


def add_profile(parser: argparse.ArgumentParser | argparse._MutuallyExclusiveGroup) -> None:
    """Add ``--profile FILE``, for the commands that clean."""
    parser.add_argument(
        "--profile", metavar="FILE", help="use what kmedtext profile learned of the pages' site"
    )


def profile_of(options: argparse.Namespace) -> SiteProfile | None:
    """The profile that ``--profile`` names, if any."""
    from kmedtext.export import load_profile

    return None if options.profile is None else load_profile(options.profile)


def add_lexicon(parser: argparse.ArgumentParser) -> None:
    """Add ``--lexicon FILE``, for the commands that tokenize."""
    parser.add_argument(
        "--lexicon",
        action="append",
        default=[],
        metavar="FILE",
        help="keep the terms of this list whole, beside the medical lexicon: CSV, TSV, XLSX, terms.jsonl or a Kiwi "
        "user dictionary; may be given more than once",
    )


def spec_of(options: argparse.Namespace) -> TokenizerSpec | None:
    """The tokenizer's specification with the lists that ``--lexicon`` names; None where there is none."""
    from kmedtext.language import TokenizerSpec, load_lexicon, medical_core

    if not options.lexicon:
        return None
    return TokenizerSpec(lexicons=(medical_core(), *map(load_lexicon, options.lexicon)))
