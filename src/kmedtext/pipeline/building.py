"""Build a corpus: load, clean, pair, align, check, collect."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal

from kmedtext.alignment import DocumentView, Encoder, pair_views
from kmedtext.alignment.encoders import calibrated, chosen
from kmedtext.alignment.encoders import encoder as encoder_of
from kmedtext.alignment.pairing import unpairable
from kmedtext.cleaning import SiteProfile
from kmedtext.errors import UsageError
from kmedtext.export import manifest
from kmedtext.language.tokenizer import TokenizerSpec, default_spec
from kmedtext.loading import STDIN, Columns, Document, Limits, discover, documents
from kmedtext.loading.discovery import is_address
from kmedtext.pipeline.corpus import Corpus
from kmedtext.pipeline.judging import judged
from kmedtext.pipeline.learning import enough, learn
from kmedtext.pipeline.paired import Given
from kmedtext.pipeline.paired import checked as paired_files
from kmedtext.pipeline.paired import read as read_pairs
from kmedtext.pipeline.paired import records_of as pair_records
from kmedtext.pipeline.pool import run, workers
from kmedtext.pipeline.steps import (
    PageTask,
    PairResult,
    PairTask,
    align_pair,
    clean_page,
    crashed,
    pair_name,
    view_article,
)
from kmedtext.pipeline.translating import Announce, Supplied, filler_of, settings_of, supply
from kmedtext.records import Article, Failure, Pair, Pairing, Unpaired
from kmedtext.translation import Engines, Filler, Glossary, TranslationMemory

Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)`` while a build runs."""


def build(
    inputs: Sequence[str | os.PathLike[str]] | str | os.PathLike[str],
    *,
    jobs: int = 1,
    limits: Limits | None = None,
    exclude: Sequence[str | os.PathLike[str]] | str | os.PathLike[str] = (),
    profile: SiteProfile | Literal["auto"] | None = "auto",
    tokenizer: TokenizerSpec | None = None,
    encoder: Encoder | str | None = None,
    columns: Columns | None = None,
    allow_network: bool = False,
    translate: Engines | Filler | None = None,
    memory: TranslationMemory | str | os.PathLike[str] | None = None,
    glossary: Glossary | str | os.PathLike[str] | None = None,
    second_opinion: str | os.PathLike[str] | None = None,
    announce: Announce | None = None,
    paired: Sequence[Given] | Given = (),
    reprints: bool = False,
    progress: Progress | None = None,
) -> Corpus:
    """Turn pages into a corpus of clean articles and parallel records.

    ``inputs`` are files, folders (searched recursively), globs, or ``-`` for what stands on standard
    input; archives, mails and tables among them are opened (``columns`` says where a table has its
    texts). An http or https address is fetched only with ``allow_network``. ``jobs`` processes share the work (0: one for each core); the result does not depend on
    their number. With more than one job, a script must guard its entry point with
    ``if __name__ == "__main__":``, as :mod:`multiprocessing` asks. Files inside the folders in
    ``exclude`` (an output folder, say) are left out.

    Lines that repeat on the pages of a site are chrome. With ``profile="auto"`` a first pass over the
    inputs learns which do, where there are enough of them; a :class:`SiteProfile` is used as it is; None cleans
    each page by itself. ``paired`` files (a TMX, a table of pairs, a tuple of two files of lines) become a
    pair of articles each, whose sentences are paired as the file says. ``reprints`` pairs near copies too, as
    :func:`kmedtext.pair` says. ``tokenizer`` says how the records' Korean is cut into morphemes, with whose lexicons.
    ``encoder`` makes the vectors: one of :func:`kmedtext.encoder`, or its name. Thresholds and scores were learned with
    the default; ``manifest["settings"]["calibrated"]`` says whether they hold for the one used.

    ``translate`` names engines (``"papago,google"``, translators, or a :class:`Filler` with a budget): they get the sentences of
    the articles without partner, and what they give becomes records marked ``machine``; without it nothing is sent
    anywhere. ``announce`` is told before how much goes where; ``memory`` and ``glossary`` are those of
    :func:`kmedtext.translate`. ``second_opinion`` is the file of a memory: where that knows a sentence, its translation is
    compared with the aligned one and ``Record.opinion`` says how near they are; nothing is sent for it.

    An input that cannot be processed is listed in ``failures`` and does not stop the build.
    Raises :class:`~kmedtext.errors.UsageError` where there is nothing to work on.
    """
    names = _names(inputs, "build takes files, folders and globs")
    files = paired_files(paired)
    if not names and not files:
        raise UsageError("no input: name at least one file, folder or glob, or - for standard input")
    if limits is not None and not isinstance(limits, Limits):
        raise UsageError(f"limits is made by Limits(max_bytes=…), not of type {type(limits).__name__}")
    if columns is not None and not isinstance(columns, Columns):
        raise UsageError(f"columns is made by Columns(text=…), not of type {type(columns).__name__}")
    if profile not in ("auto", None) and not isinstance(profile, SiteProfile):
        raise UsageError(f"profile is {profile!r:.60}; give 'auto', None, or what load_profile(path) gives")
    if tokenizer is not None and not isinstance(tokenizer, TokenizerSpec):
        raise UsageError(
            f"tokenizer is made by TokenizerSpec(lexicons=…), not of type {type(tokenizer).__name__}"
        )
    tokenizer = tokenizer or default_spec()
    opinion = None if second_opinion is None else os.fsdecode(second_opinion)
    filler = filler_of(translate, memory, glossary)
    encoder = (
        encoder_of(encoder, allow_network=allow_network) if isinstance(encoder, str) else chosen(encoder)
    )
    settings = _vectors(
        encoder
    )  # now: a model that cannot be loaded is not to be found out after all the cleaning
    processes = workers(jobs)
    tell = progress or _silent
    limits = limits or Limits()
    clock = _Clock()

    found, failures = discover(names, allow_network=allow_network)
    found = _without(found, _names(exclude, "exclude takes folders"))
    problems = list(failures)
    how = "given" if isinstance(profile, SiteProfile) else "learned"
    if profile == "auto":
        large = enough(found, limits, columns)
        profile = learn(found, processes, tell, limits, columns)[0] if large else None
        clock.lap("profile")
    skipped = Counter[str]()
    pages = documents(found, limits, columns, skipped=skipped, allow_network=allow_network)
    articles = _clean_all(pages, len(found), profile, limits, processes, tell, problems)
    given = [read_pairs(file, limits) for file in files]
    problems.extend(one.failure for one in given if one.failure)
    sides = [article for one in given if one.pair for article in (one.pair.ko, one.pair.en)]
    every = _distinct([*articles, *sides])
    articles, sides = every[: len(articles)], every[len(articles) :]
    clock.lap("clean")

    views = _view_all(articles, encoder, processes, tell, problems)
    clock.lap("encode")
    pairing = _pair_all(articles, views, encoder, reprints, problems)
    clock.lap("pair")

    results = _align_all(pairing.pairs, tokenizer, encoder, opinion, processes, tell)
    pairing = judged(pairing, [result.verdict for result in results])
    held = [one.bitext for one in given if one.bitext]
    told = [
        pair_records(Pair(ko, en, 1.0), bitext, tokenizer)
        for ko, en, bitext in zip(sides[::2], sides[1::2], held, strict=True)
    ]
    pairs = [
        Pair(ko, en, 1.0, one.verdict or "parallel", ("the pairs of a file",))
        for ko, en, one in zip(sides[::2], sides[1::2], told, strict=True)
    ]
    results += told
    clock.lap("align")
    supplied = Supplied()
    if filler is not None:
        supplied = supply(pairing.unpaired, filler, tokenizer, tell, announce)
        clock.lap("translate")

    problems.extend(result.failure for result in results if result.failure)
    problems.extend(supplied.failures)
    corpus = Corpus(
        articles=(*articles, *sides),
        pairs=(*pairing.pairs, *pairs),
        records=(*(record for result in results for record in result.records), *supplied.records),
        unaligned=tuple(item for result in results for item in result.unaligned),
        unpaired=pairing.unpaired,
        failures=tuple(sorted(problems, key=lambda f: (f.path, f.code))),
        untranslated=supplied.untranslated,
    )
    return replace(
        corpus,
        manifest=manifest(
            corpus,
            settings={
                **_settings(limits, columns, profile, how, tokenizer),
                **settings,
                **({"reprints": True} if reprints else {}),
                **dict(settings_of(filler, opinion)),
            },
            skipped=skipped,
            run={"jobs": processes, "started": clock.started},
            timings=clock.laps,
        ),
    )


class _Clock:
    """Measures the stages, in wall seconds."""

    def __init__(self) -> None:
        self.started = datetime.now(UTC).isoformat(timespec="seconds")
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self.laps[stage] = round(now - self._last, 3)
        self._last = now


def _settings(
    limits: Limits, columns: Columns | None, profile: SiteProfile | None, how: str, tokenizer: TokenizerSpec
) -> dict[str, object]:
    """All that decides the content beside the inputs and the code: limits, profile, what vectors and morphemes hang on."""
    known = profile and {
        "how": how,
        "sha256": profile.digest,
        "pages": profile.pages,
        "pairs": len(profile.counts),
    }
    return {
        "limits": limits,
        "columns": columns or Columns(),
        "profile": known,
        "tokenizer": tokenizer.signature,
    }


def _vectors(encoder: Encoder) -> dict[str, object]:
    """What vectors hang on, and whether thresholds and scores were learned with such vectors."""
    return {"encoder": encoder.signature, "calibrated": calibrated(encoder)}


def _silent(stage: str, done: int, total: int) -> None:
    """Tell nobody."""


def _names(given: object, what: str) -> list[str]:
    """List paths, given as one or as many; ``what`` begins the message about anything else."""
    listed = [given] if isinstance(given, str | os.PathLike) or not isinstance(given, Iterable) else given
    names = []
    for name in listed if not isinstance(given, bytes) else [given]:
        if not isinstance(name, str | os.PathLike):
            raise UsageError(f"{what}, each a str or a Path, not {type(name).__name__}")
        names.append(os.fsdecode(name))
    return names


def _without(paths: Sequence[str], folders: Sequence[str]) -> tuple[str, ...]:
    """Leave out what lies in the folders; when that is everything, say so instead of giving nothing."""
    closed = [Path(folder).resolve() for folder in folders]
    if not closed:
        return tuple(paths)
    left = tuple(
        path
        for path in paths
        if path == STDIN
        or is_address(path)
        or not any(Path(path).resolve().is_relative_to(folder) for folder in closed)
    )
    if paths and not left:
        raise UsageError(
            f"every input lies in {' or '.join(folders)}, which is left out (the output folder is no input); "
            "name another output folder"
        )
    return left


def _clean_all(
    pages: Iterable[Document | Failure],
    inputs: int,
    profile: SiteProfile | None,
    limits: Limits,
    jobs: int,
    tell: Progress,
    problems: list[Failure],
) -> list[Article]:
    """Load and clean every document, in order, and give each article an id of its own.

    ``inputs`` is how many files there are: how many pages they hold is known at the end only.
    """

    def tasks() -> Iterator[PageTask]:
        for item in pages:
            if isinstance(item, Failure):
                problems.append(item)
            else:
                yield PageTask(item, limits)

    results = run(
        partial(clean_page, profile=profile),
        tasks(),
        jobs=jobs,
        lost=lambda task: crashed(task.where),
        done=lambda n: tell("clean", n, max(n, inputs)),
    )
    problems.extend(result for result in results if isinstance(result, Failure))
    return _distinct([result for result in results if isinstance(result, Article)])


def _distinct(articles: list[Article]) -> list[Article]:
    """Make the ids unique and mark copies of the same bytes, first come first."""
    ids: set[str] = set()
    numbers: dict[str, int] = {}  # the last one given to an id: thousands of pages may be called index
    by_digest: dict[str, str] = {}
    distinct = []
    for article in articles:
        name, number = article.id, numbers.get(article.id, 1)
        while name in ids:
            number += 1
            name = f"{article.id}~{number}"
        numbers[article.id] = number
        ids.add(name)
        digest = article.source.sha256
        first = by_digest.setdefault(digest, name) if digest else name
        distinct.append(replace(article, id=name, duplicate_of=None if first == name else first))
    return distinct


def _view_all(
    articles: Sequence[Article], encoder: Encoder, jobs: int, tell: Progress, problems: list[Failure]
) -> list[DocumentView]:
    """Encode what can be paired; where one language is absent there is nothing to encode."""
    able = [article for article in articles if unpairable(article) is None]
    if len({article.lang for article in able}) < 2:
        return []
    results = run(
        partial(view_article, encoder=encoder),
        able,
        jobs=jobs,
        lost=lambda article: crashed(article.source.where or article.id),
        done=lambda n: tell("encode", n, len(able)),
    )
    problems.extend(result for result in results if isinstance(result, Failure))
    return [result for result in results if isinstance(result, DocumentView)]


def _pair_all(
    articles: Sequence[Article],
    views: Sequence[DocumentView],
    encoder: Encoder,
    reprints: bool,
    problems: list[Failure],
) -> Pairing:
    """Pair what can be paired; a defect here must not cost the articles that are clean already."""
    try:
        return pair_views(articles, views, encoder=encoder, reprints=reprints)
    except Exception as error:  # noqa: BLE001 - the articles are worth more than the pairs
        problems.append(crashed("(pairing)", error))
        alone = (Unpaired(article, "pairing failed; see failures") for article in articles)
        return Pairing((), tuple(alone))


def _align_all(
    pairs: Sequence[Pair],
    tokenizer: TokenizerSpec,
    encoder: Encoder,
    opinion: str | None,
    jobs: int,
    tell: Progress,
) -> list[PairResult]:
    return run(
        partial(align_pair, tokenizer=tokenizer, encoder=encoder, opinion=opinion),
        [PairTask(pair.ko, pair.en) for pair in pairs],
        jobs=jobs,
        lost=lambda task: PairResult(failure=crashed(pair_name(task))),
        done=lambda n: tell("align", n, len(pairs)),
    )
