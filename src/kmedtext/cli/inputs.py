"""Pages and articles named on the command line, one at a time; what fails is told on standard error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kmedtext.cli import console, exits
from kmedtext.errors import LoadError
from kmedtext.records import Article, Failure, Page

if TYPE_CHECKING:
    from kmedtext.cleaning import SiteProfile


def pages(names: Sequence[str], failures: list[Failure]) -> Iterator[Page]:
    """Load every file that ``names`` (files, folders, globs, -) stand for; add what fails to ``failures``."""
    from kmedtext.loading import discover

    found, missing = discover(names)
    for failure in missing:
        _tell(failure, failures)
    for path in found:
        try:
            yield load_one(path)
        except LoadError as error:
            _tell(Failure(path, error.code, error.message, error.advice), failures)


def articles(
    names: Sequence[str], failures: list[Failure], profile: SiteProfile | None = None
) -> Iterator[Article]:
    """Clean every file that ``names`` stand for; a page that fails, for whatever reason, costs only itself."""
    from kmedtext.loading import discover

    found, missing = discover(names)
    for failure in missing:
        _tell(failure, failures)
    for path in found:
        result = clean_one(path, profile)
        if isinstance(result, Failure):
            _tell(result, failures)
        else:
            yield result


def clean_one(path: str, profile: SiteProfile | None = None) -> Article | Failure:
    """Load and clean one file, or standard input for ``-``."""
    from kmedtext.loading import Limits
    from kmedtext.pipeline.steps import PageTask, clean_page

    return clean_page(PageTask(path, Limits()), profile)


def exit_code(done: int, failures: Sequence[Failure]) -> int:
    """Tell from what was done and what failed how the command went."""
    if not done:
        return exits.NOTHING_DONE
    return exits.SOME_FAILED if failures else exits.ALL_WELL


def load_one(path: str) -> Page:
    """Load a file, or standard input for ``-``."""
    from kmedtext.loading import STDIN, load, load_stdin

    return load_stdin() if path == STDIN else load(path)


def _tell(failure: Failure, failures: list[Failure]) -> None:
    failures.append(failure)
    console.stderr().print(f"failed: {console.describe(failure)}", markup=False)
