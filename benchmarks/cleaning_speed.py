"""Speed and memory of cleaning: tools side by side on the same pages, and a long run."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from benchmarks.cleaning_pages import GoldPage, read_html
from kmedtext.cleaning import clean
from kmedtext.records import Page

LONG_RUN = 10_000
_STEPS = 10
_MOST_GROWTH = 1.02
"""Of a flat run: what the second half may add to the memory of the first."""
_STATUS = Path("/proc/self/status")


def side_by_side(
    pages: Sequence[Any], tools: Sequence[Callable[[Any], Any]]
) -> tuple[list[list[Any]], list[float]]:
    """(what each tool made of the pages, its seconds), the tools taking turns page by page.

    On a busy machine, what disturbs one disturbs the others too; each in its turn goes first.
    """
    found: list[list[Any]] = [[] for _ in tools]
    seconds = [0.0] * len(tools)
    for tool in tools:  # loads weights and word lists
        for page in pages[:1]:
            tool(page)
    for number, page in enumerate(pages):
        for turn in range(len(tools)):
            place = (number + turn) % len(tools)
            started = time.perf_counter()
            result = tools[place](page)
            seconds[place] += time.perf_counter() - started
            found[place].append(result)
    return found, seconds


def bench_memory(pages: Sequence[GoldPage], count: int = LONG_RUN) -> None:
    """Clean ``count`` pages, text dumps and HTML in turn, again and again; print the memory held on the way."""
    if not _STATUS.exists():
        print("\nmemory: skipped: this machine does not tell it (no /proc/self/status)")
        return
    sources = [
        source for page in pages for source in (page.text, page.html and read_html(page.html)) if source
    ]
    print(f"\nmemory: {count} pages, {len(sources)} different ones")
    print(f"  before {_resident():>7.1f} MB", flush=True)
    held: list[float] = []
    for number, source in enumerate(islice(cycle(sources), count), 1):
        clean(Page("a", source) if isinstance(source, str) else Page.from_html(source, id="a"))
        if number * _STEPS // count != (number - 1) * _STEPS // count:
            held.append(_resident())
            print(f"  {number:>6} {held[-1]:>7.1f} MB", flush=True)
    if len(held) < _STEPS or count < 2 * len(sources):
        print("  too few pages to tell: each has to come twice")
        return
    growth = held[-1] / held[_STEPS // 2 - 1]
    verdict = "flat" if growth <= _MOST_GROWTH else "GROWING"
    print(f"  second half over first: {growth:.3f}x: {verdict}")


def _resident() -> float:
    """Megabytes of memory that this process holds."""
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024
