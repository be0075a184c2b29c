"""Run one function over many items, in order, with worker processes that may die."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

# Items in flight for each worker: enough to keep it busy, few enough that a dying worker
# leaves a handful of suspects and that results do not pile up.
_AHEAD = 4
# Windows cannot wait for more processes; elsewhere the number is the caller's choice.
_MOST = 61 if sys.platform == "win32" else None


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
    by name; it handles its own exceptions.
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
    with _pool(min(jobs, len(todo), _MOST or jobs)) as pool:
        try:
            while todo or flight:
                while todo and len(flight) < _AHEAD * jobs:
                    flight.append((todo[0], pool.submit(function, items[todo[0]])))
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
    with _pool(1) as pool:
        try:
            return pool.submit(function, item).result()
        except BrokenProcessPool:
            return lost(item)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned, not forked: Kiwi and BLAS keep threads, and a fork with threads may hang.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_die_quietly)


def _die_quietly() -> None:
    """Let Ctrl-C, which the terminal sends to all processes, end a worker without a traceback."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
