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
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO, cast

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.apart.frames import page_of, receive, send
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns, Document, Origin, Skipped
from kmedtext.records import Failure, Page

_SERVE = "from kmedtext.loading.apart.confined import serve; serve()"
# What libraries do not give back adds up; a new child costs half a second.
_DOCUMENTS_EACH = 500
# A child that died with this share of its memory in use died of it.
_FULL = 0.5
# So long may a child take to import what it needs, on a machine that is busy.
_START = 120.0
_LONGEST = 1e6
_LOOK = 0.05
# A page's text and its regions as JSON: so many times what the bytes of a text may be.
_ANSWER = 8


class _Child:
    """A process that parses documents, one after the other."""

    def __init__(self) -> None:
        # Threads of linear algebra, which no loader needs, would only take memory.
        threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        # What this process can import, the child can: programs add to sys.path.
        paths = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        self.process = subprocess.Popen(  # noqa: S603 - our own code in our own interpreter
            [sys.executable, "-P", "-c", _SERVE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **threads, **paths},
        )
        self._requests = cast(BinaryIO, self.process.stdin)
        self._answers = cast(BinaryIO, self.process.stdout)
        self.documents = 0
        self.late = False
        self.peak = 0

    def ask(self, document: Document, limits: Limits, columns: Columns | None) -> None:
        """Send a request; a child that dies meanwhile is noticed when it does not answer."""
        if not self.documents:
            self._greeted(document.origin)
        self.documents += 1
        request = {
            "origin": asdict(document.origin),
            "limits": asdict(limits),
            "columns": None if columns is None else asdict(columns),
            "inline": document.data is not None,
            "folder": _folder(),
        }
        with suppress(BrokenPipeError), _watched(self, limits.max_seconds):
            send(self._requests, request, document.data or b"")

    def _greeted(self, origin: Origin) -> None:
        """Wait until the child has imported what it needs."""
        with _watched(self, _START):
            frame = receive(self._answers)
        if frame is None or self.late:
            self.close()
            raise _not_started(origin)

    def answer(self, limits: Limits, origin: Origin) -> tuple[dict[str, Any], bytes]:
        """Wait for an answer; LoadError where the child is too slow, too large, or dies."""
        with _watched(self, limits.max_seconds):
            try:
                frame = receive(self._answers, most=_ANSWER * limits.max_bytes)
            except ValueError as error:
                self.close()
                raise LoadError(FailureCode.TOO_LARGE, origin.where, *_too_much_text(limits)) from error
        if frame is None:
            raise self._obituary(limits, origin)
        if "memory" in frame[0]:
            # Who knows what of the failed parse is still alive in it.
            self.close()
            raise _out_of_memory(origin, limits)
        if "error" in frame[0]:
            code, path, message, advice = frame[0]["error"]
            raise LoadError(FailureCode(code), path, message, advice)
        return frame

    def _obituary(self, limits: Limits, origin: Origin) -> LoadError | _Lost:
        self.close()
        if self.late or self.process.returncode == -_ALARM:
            return LoadError(
                FailureCode.TIMED_OUT,
                origin.where,
                f"reading it took more than {limits.max_seconds:g} seconds",
                "Split the document, or raise Limits(max_seconds=…).",
            )
        return _out_of_memory(origin, limits) if self.peak > _FULL * limits.max_memory else _died(origin)

    def close(self) -> None:
        """End the child."""
        for pipe in (self._requests, self._answers):
            with suppress(OSError):
                pipe.close()
        with suppress(OSError):
            self.process.kill()
        self.process.wait()

    def forget(self) -> None:
        """Let go of a child that belongs to another process: neither use its pipes nor keep them open."""
        self.process.returncode = 0
        nowhere = os.open(os.devnull, os.O_RDWR)
        for pipe in (self._requests, self._answers):
            if not pipe.closed:
                os.dup2(nowhere, pipe.fileno(), inheritable=False)
        os.close(nowhere)


class _Lost(Exception):  # noqa: N818 - it carries the error
    """The child is gone; ``error`` says what that means for the document, unless another did it."""

    def __init__(self, error: LoadError) -> None:
        super().__init__(str(error))
        self.error = error


def _out_of_memory(origin: Origin, limits: Limits) -> _Lost:
    return _Lost(
        LoadError(
            FailureCode.TOO_LARGE,
            origin.where,
            f"reading it takes more than {limits.max_memory // 2**20:,} MiB of memory",
            "Split the document, or raise Limits(max_memory=…).",
        )
    )


def _died(origin: Origin) -> _Lost:
    return _Lost(
        LoadError(
            FailureCode.CRASHED,
            origin.where,
            "the process that reads it died: the document is damaged, or made to do harm",
            "Open it in the program that made it and save it again, or save its text as .txt.",
        )
    )


def _too_much_text(limits: Limits) -> tuple[str, str]:
    return (
        f"its text and layout take more than {_ANSWER * limits.max_bytes:,} bytes",
        "Split the document, or raise Limits(max_bytes=…).",
    )


def _folder() -> str | None:
    try:
        return os.getcwd()  # noqa: PTH109 - a str, whatever its bytes
    except OSError:
        return None


@contextmanager
def _watched(child: _Child, seconds: float) -> Iterator[None]:
    """Look at what memory the child takes, and kill it when it does not answer in time."""
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(child, seconds, done), daemon=True)
    watch.start()
    try:
        yield
    finally:
        done.set()
        watch.join()  # it kills the child now or never: not while it reads the next document


def _watch(child: _Child, seconds: float, done: threading.Event) -> None:
    end = time.monotonic() + min(seconds, _LONGEST)
    while (left := end - time.monotonic()) > 0:
        if done.wait(min(_LOOK, left)):
            return
        child.peak = max(child.peak, _peak(child.process.pid))
    child.late = True
    with suppress(OSError):
        child.process.kill()


def _peak(process: int) -> int:
    """The most memory that a process had so far, in bytes; 0 where the system does not tell.

    What it counts when a process has ended (``ru_maxrss``) holds what its parent had when it started it.
    """
    try:
        with Path(f"/proc/{process}/status").open("rb") as file:
            line = next((line for line in file if line.startswith(b"VmHWM:")), b"")
        return int(line.split()[1]) * 1024 if line else 0
    except (OSError, ValueError, IndexError):
        return 0


_ALARM = int(getattr(signal, "SIGALRM", 0))
_lock = threading.Lock()
_kept: list[_Child] = []
_alive: weakref.WeakSet[_Child] = weakref.WeakSet()
_forgotten: list[_Child] = []


def load_confined(document: Document, limits: Limits) -> Page:
    """Load a document in the child of this process.

    A child that has read other documents may hold memory of theirs. If it dies, or runs out of memory,
    the document gets one that is new: what becomes of it must not depend on those before it.
    """
    with _lock:
        child = _own_child(document.origin)
        used = child.documents > 0
        try:
            return _asked(child, document, limits)
        except _Lost as lost:
            if not used:
                raise lost.error from None
        try:
            return _asked(_own_child(document.origin), document, limits)
        except _Lost as lost:
            raise lost.error from None


def _asked(child: _Child, document: Document, limits: Limits) -> Page:
    try:
        child.ask(document, limits, None)
        row, _ = child.answer(limits, document.origin)
        return page_of(row["page"])
    except BaseException as error:
        # After a failure that the child told of, it goes on; after anything else nobody knows its state.
        if not isinstance(error, LoadError | _Lost):
            _retire()
        raise
    finally:
        if child.late or child.process.returncode is not None:
            _retire()


def documents_confined(
    document: Document, limits: Limits, columns: Columns
) -> Iterator[Document | Failure | Skipped]:
    """Give what a collection holds, read in a child of its own; the clock runs anew for each."""
    child = _started(document.origin)
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
    except _Lost as lost:
        raise lost.error from None
    finally:
        child.close()


def _own_child(origin: Origin) -> _Child:
    if _kept and (_kept[0].documents >= _DOCUMENTS_EACH or _kept[0].process.poll() is not None):
        _retire()
    if not _kept:
        _kept.append(_started(origin))
    return _kept[0]


def _started(origin: Origin) -> _Child:
    try:
        child = _Child()
    except (OSError, TypeError, ValueError) as error:
        raise _not_started(origin) from error
    _alive.add(child)
    return child


def _not_started(origin: Origin) -> LoadError:
    return LoadError(
        FailureCode.CRASHED,
        origin.where,
        "the process that reads such formats could not be started",
        f"See what this says: {sys.executable} -P -c 'import kmedtext'.",
    )


@atexit.register
def _retire() -> None:
    while _kept:
        _kept.pop().close()


def _after_fork() -> None:
    """Forget the parent's children: a forked process shares their pipes, and must not use them."""
    global _lock
    # Another thread may have held it.
    _lock = threading.Lock()
    _forgotten.extend(_alive)
    for child in _forgotten:
        child.forget()
    _alive.clear()
    _kept.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
