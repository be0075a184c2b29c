"""Pages and articles named on the command line, one at a time; what fails is told on standard error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from kmedtext.cli import console, exits
from kmedtext.cli.options import Reading
from kmedtext.records import Article, Failure, Page

if TYPE_CHECKING:
    from kmedtext.cleaning import SiteProfile


def pages(names: Sequence[str], failures: list[Failure], reading: Reading) -> Iterator[Page]:
    """Load every page that ``names`` (files, folders, globs, -) stand for; add what fails to ``failures``."""
    from kmedtext.loading import load_all

    found = load_all(
        names, limits=reading.limits, columns=reading.columns, allow_network=reading.allow_network
    )
    for item in found:
        if isinstance(item, Failure):
            _tell(item, failures)
        else:
            yield item


def articles(
    names: Sequence[str], failures: list[Failure], reading: Reading, profile: SiteProfile | None = None
) -> Iterator[Article]:
    """Clean every page that ``names`` stand for; a page that fails, for whatever reason, costs only itself."""
    from kmedtext.loading import discover, documents
    from kmedtext.pipeline.steps import PageTask, clean_page

    paths, missing = discover(names, allow_network=reading.allow_network)
    found = documents(paths, reading.limits, reading.columns, allow_network=reading.allow_network)
    for item in chain(missing, found):
        result = item if isinstance(item, Failure) else clean_page(PageTask(item, reading.limits), profile)
        if isinstance(result, Failure):
            _tell(result, failures)
        else:
            yield result


def exit_code(done: int, failures: Sequence[Failure]) -> int:
    """Tell from what was done and what failed how the command went."""
    if not done:
        return exits.NOTHING_DONE
    return exits.SOME_FAILED if failures else exits.ALL_WELL


def _tell(failure: Failure, failures: list[Failure]) -> None:
    failures.append(failure)
    console.stderr().print(f"failed: {console.describe(failure)}", markup=False)
