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

from kmedtext.alignment import DocumentView, default_encoder, pair_views
from kmedtext.alignment.pairing import unpairable
from kmedtext.cleaning import SiteProfile
from kmedtext.errors import UsageError
from kmedtext.export import manifest
from kmedtext.language.tokenizer import TokenizerSpec, default_spec
from kmedtext.loading import STDIN, Columns, Document, Limits, discover, documents
from kmedtext.loading.discovery import is_address
from kmedtext.pipeline.corpus import Corpus
from kmedtext.pipeline.learning import enough, learn
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
from kmedtext.records import Article, Failure, Pair, Pairing, Unpaired

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
    columns: Columns | None = None,
    allow_network: bool = False,
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
    each page by itself. ``tokenizer`` says how the records' Korean is cut into morphemes, with whose lexicons.

    An input that cannot be processed is listed in ``failures`` and does not stop the build.
    Raises :class:`~kmedtext.errors.UsageError` where there is nothing to work on.
    """
    names = _names(inputs, "build takes files, folders and globs")
    if not names:
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
    clock.lap("clean")

    views = _view_all(articles, processes, tell, problems)
    clock.lap("encode")
    pairing = _pair_all(articles, views, problems)
    clock.lap("pair")

    results = _align_all(pairing.pairs, tokenizer, processes, tell)
    pairing = _judged(pairing, results)
    clock.lap("align")

    problems.extend(result.failure for result in results if result.failure)
    corpus = Corpus(
        articles=tuple(articles),
        pairs=pairing.pairs,
        records=tuple(record for result in results for record in result.records),
        unaligned=tuple(item for result in results for item in result.unaligned),
        unpaired=pairing.unpaired,
        failures=tuple(sorted(problems, key=lambda f: (f.path, f.code))),
    )
    return replace(
        corpus,
        manifest=manifest(
            corpus,
            settings=_settings(limits, columns, profile, how, tokenizer),
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
        "encoder": default_encoder().signature,
        "tokenizer": tokenizer.signature,
    }


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
    articles: Sequence[Article], jobs: int, tell: Progress, problems: list[Failure]
) -> list[DocumentView]:
    """Encode what can be paired; where one language is absent there is nothing to encode."""
    able = [article for article in articles if unpairable(article) is None]
    if len({article.lang for article in able}) < 2:
        return []
    results = run(
        view_article,
        able,
        jobs=jobs,
        lost=lambda article: crashed(article.source.where or article.id),
        done=lambda n: tell("encode", n, len(able)),
    )
    problems.extend(result for result in results if isinstance(result, Failure))
    return [result for result in results if isinstance(result, DocumentView)]


def _pair_all(articles: Sequence[Article], views: Sequence[DocumentView], problems: list[Failure]) -> Pairing:
    """Pair what can be paired; a defect here must not cost the articles that are clean already."""
    try:
        return pair_views(articles, views)
    except Exception as error:  # noqa: BLE001 - the articles are worth more than the pairs
        problems.append(crashed("(pairing)", error))
        alone = (Unpaired(article, "pairing failed; see failures") for article in articles)
        return Pairing((), tuple(alone))


def _judged(pairing: Pairing, results: Sequence[PairResult]) -> Pairing:
    """Give the pairs the verdict of their alignment; those of which hardly a sentence meets are pairs no more."""
    kept: list[Pair] = []
    alone = list(pairing.unpaired)
    for pair, result in zip(pairing.pairs, results, strict=True):
        if result.verdict == "related":
            reason = "hardly a sentence of the nearest candidate says the same"
            alone.append(Unpaired(pair.ko, reason, pair.en, pair.score, "related"))
            alone.append(Unpaired(pair.en, reason, pair.ko, pair.score, "related"))
        else:
            kept.append(replace(pair, verdict=result.verdict or pair.verdict))
    return Pairing(tuple(kept), tuple(sorted(alone, key=lambda one: (one.article.id, one.article.lang))))


def _align_all(
    pairs: Sequence[Pair], tokenizer: TokenizerSpec, jobs: int, tell: Progress
) -> list[PairResult]:
    return run(
        partial(align_pair, tokenizer=tokenizer),
        [PairTask(pair.ko, pair.en) for pair in pairs],
        jobs=jobs,
        lost=lambda task: PairResult(failure=crashed(pair_name(task))),
        done=lambda n: tell("align", n, len(pairs)),
    )
