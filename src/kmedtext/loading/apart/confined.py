"""The other side of the confinement: what runs in the process that parses binary formats.

Started by :mod:`kmedtext.loading.apart.confinement`, it reads requests from standard input and answers on
what was standard output, until its input ends. Before each request it limits its own memory and
time; it can write no file, and what libraries print goes nowhere.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from kmedtext.errors import LoadError
from kmedtext.loading.apart.frames import page_row, receive, send
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns, Document, Origin, Skipped
from kmedtext.records import Failure

# When the parent is gone nobody kills this process in time; then it ends itself, this much later.
_GRACE = 5.0
_LONGEST = 1e6


def serve() -> None:
    """Answer requests until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Libraries must neither read the requests nor write among the answers.
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    sys.dont_write_bytecode = True
    _write_nothing()
    from kmedtext.loading.registry import built_in, plug_ins

    built_in()
    plug_ins()
    size = _address_space()
    try:
        send(answers, {"ready": True})
        while (frame := receive(requests)) is not None:
            request, data = frame
            _answer(request, data, answers, size)
    except BrokenPipeError:
        return


def _answer(request: dict[str, Any], data: bytes, answers: BinaryIO, size: int) -> None:
    from kmedtext.loading.opening import load_here, open_here

    limits, origin = Limits(**request["limits"]), Origin(**request["origin"])
    document = Document(origin, data if request["inline"] else None)
    if request["folder"] is not None:
        with suppress(OSError):  # then a relative path is not found
            os.chdir(request["folder"])
    _limit_memory(limits, size)
    try:
        with _clock(limits):
            if request["columns"] is None:
                answer: dict[str, Any] = {"page": page_row(load_here(document, limits))}
            else:
                items = open_here(document, limits, Columns(**request["columns"]))
                answer = {"done": True}
        if request["columns"] is not None:
            _send_items(items, limits, answers)
        send(answers, answer)
    except LoadError as error:
        send(answers, {"error": [error.code, error.path, error.message, error.advice]})
    except MemoryError:
        # Nothing of the failed parse may be kept alive while the answer is written.
        send(answers, {"memory": True})


def _send_items(items: Iterator[Document | Failure | Skipped], limits: Limits, answers: BinaryIO) -> None:
    """Send what a collection holds. The clock stands still while the other side is busy with an item."""
    while True:
        with _clock(limits):
            item = next(items, None)
        if item is None:
            return
        if isinstance(item, Failure):
            send(answers, {"failure": asdict(item)})
        elif isinstance(item, Skipped):
            send(answers, {"skipped": item.what})
        else:
            send(answers, {"document": asdict(item.origin)}, item.data or b"")


@contextmanager
def _clock(limits: Limits) -> Iterator[None]:
    """End this process when something takes too long and the parent, who is gone, does not end it."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, min(limits.max_seconds, _LONGEST) + _GRACE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)


def _write_nothing() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_memory(limits: Limits, size: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is all there is
        return
    with suppress(ValueError, OSError):  # macOS refuses
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (size + limits.max_memory, hard))


def _address_space() -> int:
    """What this process takes already, in bytes; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 1 << 31
