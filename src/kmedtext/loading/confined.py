"""The other side of the confinement: what runs in the process that parses binary formats.

Started by :mod:`kmedtext.loading.confinement`, it reads requests from standard input and answers on
what was standard output, until its input ends. Before each request it limits its own memory and
time; it can write no file, and what libraries print goes nowhere.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.frames import page_row, receive, send
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns, Document, Origin, Skipped
from kmedtext.records import Failure

# When the parent is gone nobody kills this process in time; then it ends itself, this much later.
_GRACE = 5.0


def serve() -> None:
    """Answer requests until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    sys.dont_write_bytecode = True
    _write_nothing()
    size = _address_space()
    while (frame := receive(sys.stdin.buffer)) is not None:
        request, data = frame
        limits = Limits(**request["limits"])
        _confine(limits, size)
        try:
            _answer(request, data, limits, answers)
        except BrokenPipeError:
            return


def _answer(request: dict[str, Any], data: bytes, limits: Limits, answers: BinaryIO) -> None:
    from kmedtext.loading.opening import load_here, open_here

    origin = Origin(**request["origin"])
    document = Document(origin, data if request["inline"] else None)
    try:
        if request["columns"] is None:
            send(answers, {"page": page_row(load_here(document, limits))})
            return
        for item in open_here(document, limits, Columns(**request["columns"])):
            _alarm(0.0)  # the parent may take its time with what it was given last
            if isinstance(item, Failure):
                send(answers, {"failure": asdict(item)})
            elif isinstance(item, Skipped):
                send(answers, {"skipped": item.what})
            else:
                send(answers, {"document": asdict(item.origin)}, item.data or b"")
            _alarm(limits.max_seconds + _GRACE)
        send(answers, {"done": True})
    except LoadError as error:
        send(answers, {"error": [error.code, error.path, error.message, error.advice]})
    except MemoryError:
        # Nothing of the failed parse may be kept alive while the answer is written.
        send(answers, {"error": [FailureCode.TOO_LARGE, origin.where, *too_much_memory(limits)]})


def too_much_memory(limits: Limits) -> tuple[str, str]:
    """Message and advice for a document that needs more memory than it may have."""
    return (
        f"reading it takes more than {limits.max_memory // 2**20:,} MiB of memory",
        "Split the document, or raise Limits(max_memory=…).",
    )


def _write_nothing() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _confine(limits: Limits, size: int) -> None:
    """Limit the memory of what follows, and see that a process whose parent died does not live on."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is all there is
        return
    _alarm(limits.max_seconds + _GRACE)
    try:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (size + limits.max_memory, hard))
    except (ValueError, OSError):  # macOS refuses
        return


def _alarm(seconds: float) -> None:
    """Have this process end after so many seconds; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _address_space() -> int:
    """What this process takes already, in bytes; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 1 << 31
