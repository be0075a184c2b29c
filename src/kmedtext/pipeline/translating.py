"""The missing side of articles without partner, by machine, where the caller asks for it by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from kmedtext.alignment.pairing import unpairable
from kmedtext.language import TokenizerSpec
from kmedtext.pipeline.steps import crashed
from kmedtext.quality import translated_records
from kmedtext.records import Article, Failure, Record, Unpaired, Untranslated
from kmedtext.translation import Engines, Filler, Plan, chosen, plan_article, translate_article

Announce = Callable[[Plan], None]
"""Called with what is going to be sent, and where, before anything is."""


@dataclass(frozen=True, slots=True)
class Supplied:
    """What the engines gave for articles without partner."""

    records: tuple[Record, ...] = ()
    untranslated: tuple[Untranslated, ...] = ()
    failures: tuple[Failure, ...] = ()


def supply(
    unpaired: Sequence[Unpaired],
    filler: Filler,
    tokenizer: TokenizerSpec,
    tell: Callable[[str, int, int], None],
    announce: Announce | None,
) -> Supplied:
    """Translate the articles that have no partner and could have one, in order; one that fails costs only itself."""
    articles = [item.article for item in unpaired if _wanted(item.article)]
    failures: list[Failure] = []
    if announce is not None and articles:
        announce(reduce(add, [plan_article(article, filler) for article in articles]))
    records: list[Record] = []
    untranslated: list[Untranslated] = []
    for number, article in enumerate(articles, 1):
        try:
            translated = translate_article(article, filler)
            records += translated_records(translated, tokenizer=tokenizer)
            untranslated += translated.untranslated
        except Exception as error:  # noqa: BLE001 - one bad article must not cost what is translated already
            failures.append(crashed(article.source.where or article.id, error))
        tell("translate", number, len(articles))
    return Supplied(tuple(records), tuple(untranslated), tuple(failures))


def _wanted(article: Article) -> bool:
    return unpairable(article) is None


def filler_of(translate: Engines | Filler | None, memory: Any, glossary: Any) -> Filler | None:
    """The filler that a build was given, or one for the engines it names; None where it names none."""
    if translate is None or isinstance(translate, Filler):
        return translate
    return Filler(chosen(translate), memory=memory, glossary=glossary)


def settings_of(filler: Filler | None, opinion: Any) -> Iterator[tuple[str, object]]:
    """What the manifest says of it, where there is anything to say."""
    if filler is not None:
        yield (
            "translation",
            {"engines": filler.signature, "glossary": len(filler.glossary) if filler.glossary else 0},
        )
    if opinion is not None:
        yield "second_opinion", True
