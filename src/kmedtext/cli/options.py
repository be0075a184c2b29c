"""Options that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kmedtext.errors import UsageError

if TYPE_CHECKING:
    from kmedtext.alignment import Encoder
    from kmedtext.cleaning import SiteProfile
    from kmedtext.language import TokenizerSpec
    from kmedtext.loading import Columns, Limits
    from kmedtext.translation import Filler


@dataclass(frozen=True, slots=True)
class Reading:
    """How inputs are read: what ``--limit``, ``--text-column`` … and ``--allow-network`` say."""

    limits: Limits
    columns: Columns
    allow_network: bool


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add the options of commands that read pages."""
    group = parser.add_argument_group("reading")
    group.add_argument(
        "--text-column",
        metavar="NAME",
        help="the column with the texts of a table (CSV, TSV, JSON lines, Parquet, XLSX)",
    )
    group.add_argument("--url-column", metavar="NAME", help="the column with their addresses")
    group.add_argument("--id-column", metavar="NAME", help="the column with their ids")
    group.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar="NAME=NUMBER",
        help="change a limit on what one input may hold or take, e.g. max_bytes=50000000; may be repeated",
    )
    group.add_argument(
        "--allow-network",
        action="store_true",
        help="fetch the http and https addresses among the inputs, and let --encoder use the network; otherwise nothing is sent anywhere",
    )


def reading_of(options: argparse.Namespace) -> Reading:
    """Read the options that :func:`add_reading` added; UsageError where a limit is none."""
    from kmedtext.loading import Columns, Limits

    columns = Columns(options.text_column, options.url_column, options.id_column)
    known = {field.name: getattr(Limits(), field.name) for field in fields(Limits)}
    values: dict[str, float] = {}
    for given in options.limit:
        name, _, text = given.partition("=")
        if name not in known:
            raise UsageError(f"--limit {given}: there is no limit {name!r}; there are {', '.join(known)}")
        try:
            value = type(known[name])(text.replace("_", "").replace(",", ""))
        except ValueError:
            value = 0
        if not 0 < value < float("inf"):
            raise UsageError(f"--limit {given}: give a number above 0, e.g. {name}={known[name]}")
        values[name] = value
    return Reading(Limits(**values), columns, options.allow_network)  # type: ignore[arg-type]


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


def add_translating(parser: argparse._ArgumentGroup, flags: Sequence[str]) -> None:
    """Add the options of commands that ask an engine; ``flags`` name the one that names it."""
    parser.add_argument(
        *flags,
        dest="engine",
        metavar="ENGINE[,FALLBACK]",
        help="translate by this engine, and by the next ones where it fails; the texts go to whoever runs it",
    )
    parser.add_argument("--memory", metavar="FILE", help="keep translations there, and send nothing twice")
    parser.add_argument(
        "--glossary", metavar="FILE", help="what terms must be called: TSV, CSV, TBX, or terms.jsonl"
    )
    parser.add_argument("--max-chars", type=int, metavar="N", help="send no more than N characters in all")
    parser.add_argument(
        "--max-cost", type=float, metavar="X", help="spend no more than X in all, in the prices' currency"
    )
    parser.add_argument(
        "--price",
        action="append",
        default=[],
        metavar="ENGINE=X",
        help="what a million characters (tokens for chat engines) cost with that engine, for --max-cost; may be repeated. "
        "Known without it: DeepL's list price, in euros",
    )


def filler_of(options: argparse.Namespace) -> Filler | None:
    """What the options of :func:`add_translating` ask for; None where no engine is named."""
    from kmedtext.translation import Budget, Filler, Policy, chosen

    if not options.engine:
        if options.price or options.max_cost is not None or options.max_chars is not None:
            raise UsageError("--max-chars, --max-cost and --price bound what an engine gets: name one")
        return None
    engines = chosen(options.engine)
    prices = _prices(options.price, [engine.name for engine in engines])
    return Filler(
        engines,
        memory=options.memory,
        glossary=options.glossary,
        policy=Policy(prices={**Policy().prices, **prices}),
        budget=Budget(max_chars=options.max_chars, max_cost=options.max_cost),
    )


def _prices(given: Sequence[str], engines: Sequence[str]) -> dict[str, float]:
    """Read ``--price ENGINE=X``; UsageError where there is no such engine in the run, or X is no price."""
    prices: dict[str, float] = {}
    for item in given:
        name, _, text = item.partition("=")
        if name not in engines:
            raise UsageError(
                f"--price {item}: this run asks {', '.join(engines)}; write --price {engines[0]}=20"
            )
        try:
            prices[name] = float(text.replace(",", "").replace("_", ""))
        except ValueError:
            raise UsageError(f"--price {item}: give a number, e.g. --price {name}=20") from None
    return prices


def add_encoder(parser: argparse.ArgumentParser) -> None:
    """Add ``--encoder SPEC`` and ``--vector-cache FILE``, for the commands that compare sentences."""
    group = parser.add_argument_group("vectors")
    group.add_argument(
        "--encoder",
        default="usem3",
        metavar="SPEC",
        help="what makes the vectors: usem3 (default), labse, bge-m3, e5-small, e5-base, e5-large, st:FOLDER, or "
        "openai:MODEL@URL, which gets every sentence and needs --allow-network",
    )
    group.add_argument(
        "--vector-cache",
        metavar="FILE",
        help="keep vectors in this file, so that no sentence is encoded twice",
    )


def encoder_of(options: argparse.Namespace) -> Encoder:
    """The encoder that ``--encoder``, ``--vector-cache`` and ``--allow-network`` say."""
    from kmedtext.alignment.encoders import calibrated, encoder
    from kmedtext.cli import console

    made = encoder(options.encoder, allow_network=options.allow_network, vector_cache=options.vector_cache)
    if not calibrated(made):
        console.stderr().print(
            "note: scores and thresholds were learned with usem3; here they are rough estimates"
        )
    return made
