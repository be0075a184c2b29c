"""``kmedtext translate``: pages in, bilingual documents out."""

from __future__ import annotations

import argparse
import os
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from kmedtext.cli import console, exits, inputs
from kmedtext.cli.options import add_profile, add_reading, add_translating, filler_of, profile_of, reading_of
from kmedtext.errors import UsageError
from kmedtext.records import Article, Failure

if TYPE_CHECKING:
    from kmedtext.cli.types import Commands
    from kmedtext.translation import Filler


def add_to(commands: Commands) -> argparse.ArgumentParser:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "translate",
        help="translate pages by an engine you name, as bilingual documents",
        description="Clean pages and translate them sentence by sentence by an engine you name. With --memory every "
        "finished sentence is on disk at once, nothing is sent twice, and a run that was killed goes on where it stood.",
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="files, folders, globs, or - for standard input"
    )
    parser.add_argument(
        "--to", metavar="LANG", choices=("ko", "en"), help="only pages to be put into ko or en"
    )
    add_translating(parser.add_argument_group("translation"), ["--engine", "--translate"])
    parser.add_argument("-o", "--out", metavar="DIR", help="the folder to write")
    parser.add_argument(
        "--format",
        default="jsonl",
        metavar="LIST",
        help="jsonl and tmx (records), md and docx (side by side), txt (the new side alone); default jsonl",
    )
    parser.add_argument(
        "--round-trip", action="store_true", help="translate back and compare: as much is sent again"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be sent where, and send and write nothing"
    )
    parser.add_argument("--force", action="store_true", help="write into a folder that is not empty")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress and no summary")
    add_profile(parser)
    add_reading(parser)
    parser.set_defaults(run=run)
    return parser


def run(options: argparse.Namespace) -> int:
    """Clean, say what is going to be sent, translate, write."""
    from kmedtext import export

    formats = export.check_bilingual_formats([name.strip() for name in options.format.split(",")])
    filler = filler_of(options)
    if filler is None:
        raise UsageError("name an engine: --engine libre; kmedtext sends nothing anywhere by itself")
    try:
        if not options.dry_run and not options.out:
            raise UsageError("name a folder to write: -o DIR (or --dry-run to see what would be sent)")
        failures: list[Failure] = []
        articles = _wanted(options, failures)
        _announce(articles, filler)
        if options.dry_run:
            return inputs.exit_code(len(articles), failures)
        folder = export.prepare(options.out, force=options.force)
        missing = _translate(articles, filler, options, folder, formats)
    finally:
        filler.close()
    code = inputs.exit_code(len(articles), failures)
    return exits.SOME_FAILED if missing and code == exits.ALL_WELL else code


def _wanted(options: argparse.Namespace, failures: list[Failure]) -> list[Article]:
    """The articles that can be translated into the language asked for; the others are told."""
    found = []
    for article in inputs.articles(options.files, failures, reading_of(options), profile_of(options)):
        if article.lang in ("ko", "en") and article.lang != options.to:
            found.append(article)
            continue
        why = (
            "already in the language asked for"
            if article.lang == options.to
            else "neither Korean nor English"
        )
        where = console.one_line(article.source.where or article.id)
        console.stderr().print(f"note: {where}: in {article.lang}, {why}; passed over", markup=False)
    return found


def _announce(articles: list[Article], filler: Filler) -> None:
    from kmedtext.translation import plan_article

    if articles:
        console.announce(reduce(add, [plan_article(article, filler) for article in articles]))


def _translate(
    articles: list[Article],
    filler: Filler,
    options: argparse.Namespace,
    folder: os.PathLike[str],
    formats: tuple[str, ...],
) -> int:
    """Translate and write each article; give how many sentences stayed untranslated."""
    from kmedtext import export
    from kmedtext.translation import translate_article

    missing = 0
    names: set[str] = set()
    with console.progress(quiet=options.quiet) as tell:
        for number, article in enumerate(articles, 1):
            done = translate_article(article, filler, options.to, round_trip=options.round_trip)
            paths = export.write_bilingual(done, folder, formats=formats, name=_name(article, names))
            missing += len(done.untranslated)
            if tell is not None:
                tell("translate", number, len(articles))
            if not options.quiet:
                made = sum(item.translation is not None for item in done.filled)
                console.stderr().print(
                    f"{console.one_line(article.source.where or article.id)}: {made} sentences translated, "
                    f"{len(done.untranslated)} not, written to {', '.join(console.one_line(str(p)) for p in paths)}",
                    markup=False,
                )
                for code, reason in sorted({(item.code, item.reason) for item in done.untranslated}):
                    console.stderr().print(f"not translated: {code}: {reason}", markup=False)
    return missing


def _name(article: Article, taken: set[str]) -> str:
    """A file name of its own for each article."""
    base = "".join("_" if char in '/\\:*?"<>|' or not char.isprintable() else char for char in article.id)
    name, number = base, 1
    while name in taken:
        number += 1
        name = f"{base}~{number}"
    taken.add(name)
    return name
