"""Several processes share one memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from kmedtext.translation import TranslationMemory

WRITER = """
import sys
from kmedtext.translation import TranslationMemory, Unit
path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with TranslationMemory(path) as memory:
    for n in range(count):
        memory.put([Unit(f"{name} 문장 {n}.", f"{name} {n}", "ko", "en", "toy", "toy 1")])
        memory.put([Unit(f"모두의 문장 {n}.", name, "ko", "en", "toy", "toy 1")])
        memory.find(f"모두의 문장 {n}.", "ko", "en", ["toy 1"])
        if n % 40 == 0:
            memory.prune(unused_days=1)
"""


def test_processes_make_and_fill_one_memory_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"  # made by whoever is first
    count = 120
    names = ["가", "나", "다", "라"]
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name, str(count)], stderr=subprocess.PIPE)
        for name in names
    ]
    told = [process.communicate(timeout=120)[1].decode() for process in running]
    assert [process.returncode for process in running] == [0] * len(names), told
    with TranslationMemory(path) as memory:
        assert memory.check() == ()
        units = list(memory.units())
    assert len(units) == len(names) * count + count
    assert len({unit.text for unit in units}) == len(units)
    for unit in units:
        if not unit.text.startswith("모두"):
            assert unit.translation == unit.text.replace(" 문장", "").rstrip(".")


def test_a_writer_that_is_killed_leaves_a_sound_file_with_all_it_put(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    script = """
import sys
from kmedtext.translation import TranslationMemory, Unit
memory = TranslationMemory(sys.argv[1])
for n in range(100_000):
    memory.put([Unit(f"문장 {n}.", f"{n}", "ko", "en", "toy", "toy 1")])
    print(n, flush=True)
"""
    process = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    told = [process.stdout.readline() for _ in range(200)]
    process.kill()
    rest = process.stdout.read().splitlines()
    process.wait()
    last = int(([line for line in rest if line.strip().isdigit()] or told)[-1])
    process.stdout.close()
    with TranslationMemory(path) as memory:
        assert memory.check() == ()
        for n in range(min(last, 400)):
            assert memory.find(f"문장 {n}.", "ko", "en", ["toy 1"]) is not None
        assert memory.find(f"문장 {last - 1}.", "ko", "en", ["toy 1"]) is not None
