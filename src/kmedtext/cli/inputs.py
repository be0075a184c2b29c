"""Pages named on the command line, one at a time; what fails is told on standard error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kmedtext.cli import console
from kmedtext.errors import LoadError
from kmedtext.records import Failure, Page


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


def load_one(path: str) -> Page:
    """Load a file, or standard input for ``-``."""
    from kmedtext.loading import STDIN, load, load_stdin

    return load_stdin() if path == STDIN else load(path)


def _tell(failure: Failure, failures: list[Failure]) -> None:
    failures.append(failure)
    console.stderr().print(f"failed: {console.describe(failure)}", markup=False)
