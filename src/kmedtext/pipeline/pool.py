"""Run one function over many items, in order, with worker processes that may die."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import Any, Generic, TypeVar

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
    items: Iterable[Item],
    *,
    jobs: int,
    lost: Callable[[Item], Result],
    done: Callable[[int], None],
) -> list[Result]:
    """Give ``[function(item) for item in items]``, computed by ``jobs`` processes.

    With one job everything runs in this process. A worker that dies (out of memory, a crash in
    compiled code) costs only the item it worked on: ``lost(item)`` takes that place.
    ``done(n)`` is called with the number of finished items. ``items`` are taken as they are
    needed, a few for each worker at a time. ``function`` must be importable
    by name; it handles its own exceptions. It is sent to each worker once, so it may be a
    ``functools.partial`` that holds a good deal.
    """
    source = iter(items)
    ahead = list(islice(source, 2))
    if jobs == 1 or len(ahead) < 2:
        results = []
        for number, item in enumerate(chain(ahead, source), 1):
            results.append(function(item))
            done(number)
        return results
    work = _Work(function, enumerate(chain(ahead, source)), lost, done)
    while not work.over:
        for index, item in work.drain(jobs):
            work.finish(index, _alone(function, item, lost))
    return [work.found[index] for index in range(len(work.found))]


class _Work(Generic[Item, Result]):
    """What is to do, in order, and what is done."""

    def __init__(
        self,
        function: Callable[[Item], Result],
        todo: Iterator[tuple[int, Item]],
        lost: Callable[[Item], Result],
        done: Callable[[int], None],
    ) -> None:
        self.function, self.lost = function, lost
        self.found: dict[int, Result] = {}
        self.over = False
        self._todo, self._done = todo, done
        self._waiting: deque[tuple[int, Item]] = deque()

    def finish(self, index: int, result: Result) -> None:
        """Keep a result."""
        self.found[index] = result
        self._done(len(self.found))

    def drain(self, jobs: int) -> list[tuple[int, Item]]:
        """Work off what there is in one pool; when a worker dies, give the items that were in flight."""
        flight: deque[tuple[int, Item, Future[Result]]] = deque()
        with _pool(min(jobs, _MOST or jobs), self.function) as pool:
            try:
                while not self.over or flight:
                    self._send(pool, flight, _AHEAD * jobs)
                    if flight:
                        index, _, future = flight[0]
                        result = future.result()
                        flight.popleft()
                        self.finish(index, result)
            except BrokenProcessPool:
                return [*((index, item) for index, item, _ in flight), *self._waiting]
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return []

    def _send(
        self, pool: ProcessPoolExecutor, flight: deque[tuple[int, Item, Future[Result]]], most: int
    ) -> None:
        self._waiting.clear()
        while not self.over and len(flight) < most:
            following = next(self._todo, None)
            if following is None:
                self.over = True
                return
            # A pool that is broken refuses: then this item must not be lost with it.
            self._waiting.append(following)
            flight.append((*following, pool.submit(_call, following[1])))
            self._waiting.clear()


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
