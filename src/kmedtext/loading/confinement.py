"""Confinement: binary formats are parsed in another process, which may die.

A PDF, HWP or Office file is parsed by code that a hostile or broken file may crash, hang or fill
the memory with. That happens in a child process with a clock and a bound on its memory; when it
dies, the document is a failure, and the next document gets a new child. Each process that loads
keeps one child, started at the first such document (about half a second).

The child is started by name (``python -c``) and not with :mod:`multiprocessing`, which would run the
user's script again in it.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from typing import Any, BinaryIO, cast

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.confined import too_much_memory
from kmedtext.loading.frames import page_of, receive, send
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns, Document, Origin, Skipped
from kmedtext.records import Failure, Page

_SERVE = "from kmedtext.loading.confined import serve; serve()"
# What libraries do not give back adds up; a new child costs half a second.
_DOCUMENTS_EACH = 500
# A child that died with this share of its memory in use died of it.
_FULL = 0.5
_START = 120.0


class _Child:
    """A process that parses documents, one after the other."""

    def __init__(self) -> None:
        # Threads of linear algebra, which no loader needs, would only take memory.
        threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self.process = subprocess.Popen(  # noqa: S603 - our own code in our own interpreter
            [sys.executable, "-P", "-c", _SERVE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **threads},
        )
        self._requests = cast(BinaryIO, self.process.stdin)
        self._answers = cast(BinaryIO, self.process.stdout)
        self.documents = 0
        self.late = False

    def ask(self, document: Document, limits: Limits, columns: Columns | None) -> None:
        """Send a request; a child that dies meanwhile is noticed when it does not answer."""
        self.documents += 1
        request = {
            "origin": asdict(document.origin),
            "limits": asdict(limits),
            "columns": None if columns is None else asdict(columns),
            "inline": document.data is not None,
        }
        with suppress(BrokenPipeError), self._clock(limits):
            send(self._requests, request, document.data or b"")

    def answer(self, limits: Limits, origin: Origin) -> tuple[dict[str, Any], bytes]:
        """Wait for an answer; LoadError where the child is too slow, or dies."""
        with self._clock(limits):
            frame = receive(self._answers)
        if frame is None:
            raise self._obituary(limits, origin)
        if "error" in frame[0]:
            code, path, message, advice = frame[0]["error"]
            raise LoadError(FailureCode(code), path, message, advice)
        return frame

    def _clock(self, limits: Limits) -> _Clock:
        # The first request also waits for the imports.
        return _Clock(self, limits.max_seconds + (_START if self.documents == 1 else 0.0))

    def _obituary(self, limits: Limits, origin: Origin) -> LoadError:
        peak = self.close()
        if self.late:
            return LoadError(
                FailureCode.TIMED_OUT,
                origin.where,
                f"reading it took more than {limits.max_seconds:g} seconds",
                "Split the document, or raise Limits(max_seconds=…).",
            )
        if peak > _FULL * limits.max_memory:
            return LoadError(FailureCode.TOO_LARGE, origin.where, *too_much_memory(limits))
        return LoadError(
            FailureCode.CRASHED,
            origin.where,
            "the process that reads it died: the document is damaged, or made to do harm",
            "Open it in the program that made it and save it again, or save its text as .txt.",
        )

    def close(self) -> int:
        """End the child; gives its peak memory in bytes, 0 where the system does not tell."""
        for pipe in (self._requests, self._answers):
            with suppress(OSError):
                pipe.close()
        if self.process.returncode is not None:
            return 0
        with suppress(OSError):
            self.process.kill()
        if not hasattr(os, "wait4"):
            self.process.wait()
            return 0
        try:
            _, status, usage = os.wait4(self.process.pid, 0)
        except ChildProcessError:
            return 0
        self.process.returncode = os.waitstatus_to_exitcode(status)
        unit = 1 if sys.platform == "darwin" else 1024
        return int(usage.ru_maxrss) * unit


class _Clock:
    """Kills a child that does not answer in time."""

    def __init__(self, child: _Child, seconds: float) -> None:
        self._child = child
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def _ring(self) -> None:
        self._child.late = True
        with suppress(OSError):
            self._child.process.kill()

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


_lock = threading.Lock()
_kept: list[_Child] = []


def load_confined(document: Document, limits: Limits) -> Page:
    """Load a document in the child of this process."""
    with _lock:
        child = _own_child()
        try:
            child.ask(document, limits, None)
            row, _ = child.answer(limits, document.origin)
        except BaseException as error:
            # After a failure that the child told of, it goes on; after anything else nobody knows its state.
            if child.process.returncode is not None or not isinstance(error, LoadError):
                _retire()
            raise
        return page_of(row["page"])


def documents_confined(
    document: Document, limits: Limits, columns: Columns
) -> Iterator[Document | Failure | Skipped]:
    """Give what a collection holds, read in a child of its own; the clock runs anew for each."""
    child = _Child()
    try:
        child.ask(document, limits, columns)
        while True:
            row, data = child.answer(limits, document.origin)
            if "document" in row:
                yield Document(Origin(**row["document"]), data)
            elif "failure" in row:
                yield Failure(**row["failure"])
            elif "skipped" in row:
                yield Skipped(row["skipped"])
            else:
                return
    finally:
        child.close()


def _own_child() -> _Child:
    if _kept and (_kept[0].documents >= _DOCUMENTS_EACH or _kept[0].process.poll() is not None):
        _retire()
    if not _kept:
        _kept.append(_Child())
    return _kept[0]


@atexit.register
def _retire() -> None:
    while _kept:
        _kept.pop().close()


if hasattr(os, "register_at_fork"):
    # A forked process shares the pipes of its parent's child, and must not use them.
    os.register_at_fork(after_in_child=_kept.clear)
