"""Run one function over many items, in order, with worker processes that may die."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from kmedtext.errors import UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")

# Items in flight for each worker: enough to keep it busy, few enough that a dying worker
# leaves a handful of suspects and that results do not pile up.
_AHEAD = 4
# Windows cannot wait for more processes; elsewhere the number is the caller's choice.
_MOST = 61 if sys.platform == "win32" else None


def workers(jobs: int) -> int:
    """Give the number of processes that ``jobs`` asks for; 0 asks for one a core."""
    if not isinstance(jobs, int) or jobs < 0:
        raise UsageError(f"jobs is {jobs!r}; give 1 or more, or 0 for one process a core")
    return jobs or os.cpu_count() or 1


def run(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    jobs: int,
    lost: Callable[[Item], Result],
    done: Callable[[int], None],
) -> list[Result]:
    """Give ``[function(item) for item in items]``, computed by ``jobs`` processes.

    With one job everything runs in this process. A worker that dies (out of memory, a crash in
    compiled code) costs only the item it worked on: ``lost(item)`` takes that place.
    ``done(n)`` is called with the number of finished items. ``function`` must be importable
    by name; it handles its own exceptions. It is sent to each worker once, so it may be a
    ``functools.partial`` that holds a good deal.
    """
    if jobs == 1 or len(items) < 2:
        results = []
        for number, item in enumerate(items, 1):
            results.append(function(item))
            done(number)
        return results
    found: dict[int, Result] = {}
    todo = deque(range(len(items)))
    while todo:
        suspects = _drain(function, items, todo, found, jobs, done)
        for index in suspects:
            found[index] = _alone(function, items[index], lost)
            done(len(found))
    return [found[index] for index in range(len(items))]


def _drain(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    todo: deque[int],
    found: dict[int, Result],
    jobs: int,
    done: Callable[[int], None],
) -> list[int]:
    """Work ``todo`` off in one pool; when a worker dies, return the items that were in flight."""
    flight: deque[tuple[int, Future[Result]]] = deque()
    with _pool(min(jobs, len(todo), _MOST or jobs), function) as pool:
        try:
            while todo or flight:
                while todo and len(flight) < _AHEAD * jobs:
                    flight.append((todo[0], pool.submit(_call, items[todo[0]])))
                    todo.popleft()
                index, future = flight[0]
                found[index] = future.result()
                flight.popleft()
                done(len(found))
        except BrokenProcessPool:
            return [index for index, _ in flight]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return []


def _alone(function: Callable[[Item], Result], item: Item, lost: Callable[[Item], Result]) -> Result:
    """Work on one suspect in a process of its own."""
    with _pool(1, function) as pool:
        try:
            result: Result = pool.submit(_call, item).result()
        except BrokenProcessPool:
            return lost(item)
    return result


def _pool(workers: int, function: Callable[[Any], Any]) -> ProcessPoolExecutor:
    # Spawned, not forked: Kiwi and BLAS keep threads, and a fork with threads may hang.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(function,))


_own: list[Callable[[Any], Any]] = []
"""In a worker: the one function that it runs."""


def _begin(function: Callable[[Any], Any]) -> None:
    """Start a worker; Ctrl-C, which the terminal sends to all processes, is to end it without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _own[:] = [function]


def _call(item: Any) -> Any:
    return _own[0](item)
