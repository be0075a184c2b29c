"""Expansion: inputs become the documents that they hold, archives and tables opened."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from kmedtext.errors import FailureCode, LoadError, UsageError
from kmedtext.loading.apart.confinement import documents_confined
from kmedtext.loading.discovery import discover, is_address
from kmedtext.loading.files import STDIN, document_of, opened, stdin_document
from kmedtext.loading.limits import Limits
from kmedtext.loading.opening import chosen_for, explained, load_document
from kmedtext.loading.origin import Columns, Document, Skipped, failure_of, shown
from kmedtext.loading.registry import holds_many, is_confined
from kmedtext.records import Failure, Page


def load(path: str | os.PathLike[str], *, limits: Limits | None = None, allow_network: bool = False) -> Page:
    """Load a file; its format is told from its content first and its name second.

    ``Page.id`` is the file's stem. A file that holds several pages (an archive, a table) is for
    :func:`load_all`. ``path`` may be an http or https address, which is fetched only where
    ``allow_network`` is set. Raises LoadError with a FailureCode and an advice.
    """
    if not isinstance(path, str | os.PathLike):
        raise UsageError(
            f"load takes the path of a file, a str or a Path, not {type(path).__name__}; "
            "what is in memory already goes to Page.from_text or Page.from_html"
        )
    limits, given = limits or Limits(), os.fsdecode(path)
    if not given:
        raise LoadError(FailureCode.NOT_FOUND, "''", "the path is empty", "Give the path of a file.")
    found = list(islice(documents([given], limits, allow_network=allow_network), 2))
    if len(found) == 1:
        if isinstance(found[0], Failure):
            failure = found[0]
            raise LoadError(FailureCode(failure.code), failure.path, failure.message, failure.advice)
        return load_document(found[0], limits)
    raise LoadError(
        FailureCode.UNSUPPORTED if found else FailureCode.EMPTY_EXTRACTION,
        shown(given),
        "it holds several documents, and load gives one page" if found else "it holds no documents",
        "Use load_all, or name it to build or clean." if found else "Leave it out, or fetch it again.",
    )


def load_all(
    inputs: Sequence[str | os.PathLike[str]] | str | os.PathLike[str],
    *,
    limits: Limits | None = None,
    columns: Columns | None = None,
    allow_network: bool = False,
    skipped: Counter[str] | None = None,
) -> Iterator[Page | Failure]:
    """Load all pages that files, folders, globs, archives and tables hold, one at a time, in order.

    What cannot be loaded comes as a Failure in its place, and never stops the rest. ``columns`` says
    where a table (CSV, TSV, JSON lines, Parquet, XLSX) has its texts; by default a column with a
    usual name is taken. What is no page and not meant to be one (a WARC's requests, its images) is
    counted in ``skipped``.

    >>> [failure.code.value for failure in load_all("nowhere.txt")]
    ['not_found']
    """
    limits = limits or Limits()
    given = [inputs] if isinstance(inputs, str | os.PathLike) else list(inputs)
    found, failures = discover(given, allow_network=allow_network)
    yield from failures
    for item in documents(found, limits, columns, skipped=skipped, allow_network=allow_network):
        yield item if isinstance(item, Failure) else _loaded(item, limits)


def _loaded(document: Document, limits: Limits) -> Page | Failure:
    try:
        return load_document(document, limits)
    except LoadError as error:
        return failure_of(error)


def documents(
    paths: Iterable[str],
    limits: Limits,
    columns: Columns | None = None,
    *,
    skipped: Counter[str] | None = None,
    allow_network: bool = False,
) -> Iterator[Document | Failure]:
    """Give the documents that files, standard input and addresses hold, in order; collections are opened.

    A file that holds one page is not read yet. No error is raised: what fails becomes a Failure.
    """
    columns, counter = columns or Columns(), Counter[str]() if skipped is None else skipped
    for path in paths:
        try:
            if is_address(path):
                from kmedtext.loading.fetching import fetch

                document = fetch(path, limits, allow_network=allow_network)
            else:
                document = stdin_document(limits) if path == STDIN else document_of(path)
        except LoadError as error:
            yield failure_of(error)
            continue
        yield from _expanded(document, limits, columns, counter, 0)


def _expanded(
    document: Document, limits: Limits, columns: Columns, skipped: Counter[str], depth: int
) -> Iterator[Document | Failure]:
    where = document.origin.where
    try:
        with opened(document) as file:
            chosen = chosen_for(file, document, columns)
            if not holds_many(chosen):
                yield document
                return
            _check_nesting(depth, limits, where)
            with explained(chosen, where):
                items = (
                    documents_confined(document, limits, columns)
                    if is_confined(chosen)
                    else chosen.documents(file, document.origin, limits, columns)
                )
                empty = True
                for item in items:
                    if isinstance(item, Skipped):
                        skipped[item.what] += 1
                        continue
                    empty = False
                    if isinstance(item, Failure):
                        yield item
                    else:
                        yield from _expanded(item, limits, columns, skipped, depth + 1)
            if empty:
                yield Failure(
                    where,
                    FailureCode.EMPTY_EXTRACTION,
                    "there are no pages in it",
                    "Leave it out, or fetch it again.",
                )
    except LoadError as error:
        yield failure_of(error)


def _check_nesting(depth: int, limits: Limits, where: str) -> None:
    if depth >= limits.max_nesting:
        raise LoadError(
            FailureCode.BOMB,
            where,
            f"archives lie inside one another more than {limits.max_nesting} deep",
            "Leave it out; if you trust it, unpack it yourself or raise Limits(max_nesting=…).",
        )
