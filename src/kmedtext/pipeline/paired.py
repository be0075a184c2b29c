"""Paired files in a build: each becomes two articles, their pair, and its records."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from kmedtext.alignment import Bitext, read_bitext
from kmedtext.alignment.verdicts import verdict_of
from kmedtext.errors import KmedtextError, LoadError, UsageError
from kmedtext.language import TokenizerSpec
from kmedtext.loading import Limits, failure_of
from kmedtext.loading.paired import read_paired
from kmedtext.pipeline.steps import PairResult, crashed
from kmedtext.quality import records, unaligned
from kmedtext.records import Article, Block, Failure, Kind, Lang, Pair, Sentence, Source

Given = str | os.PathLike[str] | tuple[str | os.PathLike[str], str | os.PathLike[str]]
"""A TMX or a table, or two files of lines."""


@dataclass(frozen=True, slots=True)
class PairedResult:
    """What a paired file gives: a pair of articles without chrome, and its records; or why it gives nothing."""

    pair: Pair | None = None
    bitext: Bitext | None = None
    failure: Failure | None = None


def checked(given: object) -> tuple[Given, ...]:
    """The paired files of a call; UsageError where they are none."""
    listed = [given] if isinstance(given, str | os.PathLike) or not isinstance(given, Sequence) else given
    for one in listed:
        parts = one if isinstance(one, tuple) and len(one) == 2 else (one,)
        if not all(isinstance(part, str | os.PathLike) for part in parts):
            raise UsageError(
                f"paired lists files, or tuples of two files of lines, each a str or a Path, not {type(one).__name__}"
            )
    return tuple(listed)


def read(given: Given, limits: Limits) -> PairedResult:
    """Read a paired file; whatever goes wrong becomes a Failure."""
    ko, en = given if isinstance(given, tuple) else (given, None)
    name = os.fsdecode(ko)
    try:
        file = read_paired(ko, en, limits=limits)
        bitext = read_bitext(file)
    except LoadError as error:
        return PairedResult(failure=failure_of(error))
    except KmedtextError:
        raise
    except Exception as error:  # noqa: BLE001 - one bad file must not stop the batch
        return PairedResult(failure=crashed(name, error))
    stem = PurePath(name).stem or name
    articles = [
        _article(f"{stem}-{lang}", lang, sentences, name if en is None or lang == "ko" else os.fsdecode(en))
        for lang, sentences in (("ko", bitext.ko), ("en", bitext.en))
    ]
    return PairedResult(Pair(articles[0], articles[1], 1.0), bitext)


def records_of(pair: Pair, bitext: Bitext, tokenizer: TokenizerSpec) -> PairResult:
    """The records of a paired file, under the ids that its articles have in the corpus."""
    named = Bitext(bitext.ko, bitext.en, bitext.beads, pair.ko.id, pair.en.id)
    return PairResult(verdict_of(named), records(named, tokenizer=tokenizer), unaligned(named))


def _article(name: str, lang: Lang, sentences: Sequence[Sentence], path: str) -> Article:
    """The sentences of a side as an article of one paragraph each; the line ends belong to the blocks before them."""
    starts = [*(one.start for one in sentences[1:]), sentences[-1].end if sentences else 0]
    blocks = (
        Block(Kind.PARAGRAPH, one.text, one.start, end, lang=lang)
        for one, end in zip(sentences, starts, strict=False)
    )
    return Article(name, lang, blocks=tuple(blocks), source=Source(path=path, media_type="text/x-paired"))
