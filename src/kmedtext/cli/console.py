"""What the commands show on standard error: progress while they run, a summary at the end."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kmedtext.errors import OutputError
from kmedtext.records import Failure

if TYPE_CHECKING:
    from rich.console import Console

    from kmedtext.pipeline import Corpus, Progress
    from kmedtext.translation import Plan

_SHOWN = 20
"""How many failures and warnings the summary lists; the files hold all."""


def stderr() -> Console:
    """Give the console that all messages go to."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def out(text: str | bytes) -> None:
    """Write to standard output as UTF-8, whatever the terminal's locale; what UTF-8 cannot hold is escaped.

    Raises OutputError where that is not possible, BrokenPipeError where nobody reads it any more.
    """
    data = text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")
    if sys.stdout is None:  # kmedtext … >&-
        raise OutputError("standard output is closed; send it to a file or a pipe")
    with _explained():
        sys.stdout.buffer.write(data)


def flush() -> None:
    """Write what is still held back; the command is not done before."""
    if sys.stdout is not None:
        with _explained():
            sys.stdout.flush()


def abandon() -> None:
    """Point standard output elsewhere, so that what is held back raises nothing more on exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        abandon()
        raise OutputError(f"standard output cannot be written ({error.strerror}); free space") from error


@contextmanager
def stdout(*, width: int | None = None) -> Iterator[Console]:
    """Give a console whose content goes to standard output, by :func:`out`, at the end.

    ``width`` (columns) is for an output that is no terminal.
    """
    from rich.console import Console

    real = Console(highlight=False)
    screen = Console(
        file=io.StringIO(),
        force_terminal=real.is_terminal,
        width=real.width if real.is_terminal else width or real.width,
        highlight=False,
    )
    yield screen
    out(screen.file.getvalue())  # type: ignore[attr-defined]  # the StringIO above


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress | None]:
    """Show stage, files done and rate while a build runs, when standard error is a terminal."""
    screen = stderr()
    if quiet or not screen.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description:<8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=screen, transient=True) as bars:
        tasks: dict[str, int] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total, rate="")
            task = next(t for t in bars.tasks if t.id == tasks[stage])
            rate = f"{done / task.elapsed:.1f}/s" if task.elapsed else ""
            bars.update(task.id, completed=done, total=total, rate=rate)

        yield tell


def announce(plan: Plan) -> None:
    """Say what is going to be sent, and where, before it is; not even --quiet silences that."""
    stderr().print(str(plan), markup=False)


def summary(corpus: Corpus, folder: Path, *, verbose: bool) -> None:
    """Print what came out, what failed and why, and where it is."""
    from rich.table import Table

    screen = stderr()
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(justify="left")
    table.add_column(justify="right")
    kept, total = kept_characters(corpus)
    for name, value in (
        ("pages", str(len(corpus.articles))),
        ("kept", f"{kept / total:.0%} of the text" if total else "-"),
        ("pairs", str(len(corpus.pairs))),
        ("records", str(len(corpus.records))),
        *_translated(corpus),
        ("sentences without a counterpart", str(len(corpus.unaligned))),
        ("pages without a partner", str(len(corpus.unpaired))),
        ("failures", str(len(corpus.failures))),
        *(
            (f"passed over: {what}", f"{count:,}")
            for what, count in corpus.manifest.get("skipped", {}).items()
        ),
    ):
        table.add_row(name, value)
    screen.print(table)
    notes = [f"failed: {describe(failure)}" for failure in corpus.failures]
    notes += [
        f"note: {one_line(article.source.where or article.id)}: {warning}"
        for article in corpus.articles
        for warning in article.warnings
    ]
    notes += [
        f"note: {one_line(article.source.where or article.id)}: same bytes as {article.duplicate_of}; not paired"
        for article in corpus.articles
        if article.duplicate_of
    ]
    for note in notes if verbose else notes[:_SHOWN]:
        screen.print(note, markup=False)
    if not verbose and len(notes) > _SHOWN:
        more = len(notes) - _SHOWN
        screen.print(f"… and {more} more, in failures.jsonl and articles.jsonl (or use --verbose)")
    screen.print(f"written to {one_line(str(folder))}", markup=False)


def _translated(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """What engines did, where any was asked."""
    if "translation" in corpus.manifest.get("settings", {}):
        yield "of these by machine", str(sum(record.origin == "machine" for record in corpus.records))
        yield "sentences not translated", str(len(corpus.untranslated))


def describe(failure: Failure) -> str:
    """Say in one line what failed and what to do."""
    return f"{one_line(failure.path)}: {failure.message} ({failure.code}). {failure.advice}"


def one_line(path: str) -> str:
    """Write a path so that it stays on its line: control characters in names are escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in path)


def kept_characters(corpus: Corpus) -> tuple[int, int]:
    """Count the characters of kept blocks and of all blocks."""
    kept = total = 0
    for article in corpus.articles:
        for block in article.blocks:
            size = block.end - block.start
            total += size
            kept += size if block.kept else 0
    return kept, total
