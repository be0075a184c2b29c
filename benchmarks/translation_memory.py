"""How fast the memory of translations is: hits, near hits, puts; texts made up here.

python -m benchmarks.translation_memory
"""

from __future__ import annotations

import platform
import sqlite3
import tempfile
import time
from collections.abc import Callable

from kmedtext.translation import TranslationMemory, Unit

UNITS = 20_000
FLOOR = 20_000


def text(number: int) -> str:
    return f"가온병원은 {number % 97}병동의 환자 {number}명에게 {number % 13} mg을 주고 {number % 7}일 뒤에 다시 쟀다고 밝혔다."


def per_second(count: int, work: Callable[[int], object]) -> float:
    """The best of three runs: other work on a shared machine only ever slows one down."""
    best = 0.0
    for _ in range(3):
        began = time.perf_counter()
        for number in range(count):
            work(number)
        best = max(best, count / (time.perf_counter() - began))
    return best


def measured() -> dict[str, float]:
    """What the memory does in a second, in a file on disk."""
    with tempfile.TemporaryDirectory() as folder, TranslationMemory(f"{folder}/memory.sqlite") as memory:
        units = [
            Unit(text(number), f"Sentence {number}.", "ko", "en", "toy", "toy 1") for number in range(UNITS)
        ]
        began = time.perf_counter()
        memory.put(units)
        rows = {"puts, one transaction": UNITS / (time.perf_counter() - began)}
        rows["puts, one by one"] = per_second(
            300,
            lambda number: memory.put(
                [Unit(f"{text(number)} {time.perf_counter_ns()}", "x", "ko", "en", "toy", "toy 1")]
            ),
        )
        rows["exact hits"] = per_second(
            UNITS, lambda number: memory.find(text(number), "ko", "en", ["toy 1"])
        )
        rows["misses"] = per_second(UNITS, lambda number: memory.find(f"{number}", "ko", "en", ["toy 1"]))
        rows["near hits"] = per_second(50, lambda number: memory.similar(f"{text(number)} 또.", "ko", "en"))
        return rows


def main() -> None:
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {UNITS:,} units")
    rows = measured()
    for name, rate in rows.items():
        print(f"{name:<24}{rate:>12,.0f} a second")
    reached = rows["exact hits"] >= FLOOR
    print(f"exact hits of {FLOOR:,} a second: {'reached' if reached else 'NOT reached'}")


if __name__ == "__main__":
    main()
