"""The hostile corpus, loaded as one folder: each file ends as it may, the good ones come through, within bounds."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.loading.hostile.corpus import CASES, GOOD, Case

SECONDS = 20
GIB = 1 << 30
PROGRAM = """
import json, resource, sys, time
sys.path[:0] = json.loads(sys.argv[2])
from kmedtext.loading import Limits, load_all
from kmedtext.records import Failure
# What the system tells of this process (ru_maxrss) holds the peak of the one that started it.
peak = lambda: next(int(line.split()[1]) << 10 for line in open("/proc/self/status") if line.startswith("VmHWM"))
start = time.monotonic()
for item in load_all(sys.argv[1], limits=Limits(max_seconds=float(sys.argv[3]))):
    failed = isinstance(item, Failure)
    row = [item.path if failed else item.source.where, item.code if failed else "page"]
    row += [item.message if failed else "", 0 if failed else len(item.text), round(time.monotonic() - start, 1)]
    row += [peak() >> 20]
    print(json.dumps(row), flush=True)
from kmedtext.loading.apart.confinement import _retire
_retire()
peaks = [peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10]
print(json.dumps(["end", peaks, time.monotonic() - start]))
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are asked of Linux only")


@dataclass
class Run:
    """What came of each file, and the peaks of memory in bytes: parent, child."""

    folder: Path
    outcomes: dict[str, list[str]]
    texts: dict[str, int]
    messages: str
    peaks: tuple[int, int]
    seconds: float


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Write the corpus, load the folder in a process of its own."""
    folder = tmp_path_factory.mktemp("outer") / "inner" / "corpus"
    folder.mkdir(parents=True)
    for case in CASES:
        (folder / case.name).write_bytes(case.make())
    for name, data in GOOD.items():
        (folder / name).write_bytes(data)
    command = [sys.executable, "-c", PROGRAM, str(folder), json.dumps(sys.path), str(SECONDS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder.parent)
    assert done.returncode == 0, done.stderr[-2000:]
    *rows, (_, peaks, seconds) = map(json.loads, done.stdout.splitlines())
    outcomes: dict[str, list[str]] = {}
    texts: dict[str, int] = {}
    for where, outcome, _, length, *_ in rows:
        name = Path(where.partition("!/")[0]).name
        outcomes.setdefault(name, []).append(outcome)
        texts[name] = texts.get(name, 0) + length
    print("\n".join(map(str, rows)))  # noqa: T201 - shown where something fails
    return Run(folder, outcomes, texts, done.stderr + done.stdout, (peaks[0], peaks[1]), seconds)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_ends_as_it_may(run: Run, case: Case) -> None:
    found = set(run.outcomes.get(case.name, ["nothing"]))
    assert found <= case.outcomes


@pytest.mark.parametrize("name", GOOD)
def test_good_files_come_through(run: Run, name: str) -> None:
    assert set(run.outcomes[name]) == {"page"}
    assert run.texts[name] > 30


def test_memory_and_time(run: Run) -> None:
    print(f"peaks {[peak >> 20 for peak in run.peaks]} MiB, {run.seconds:.0f} s")  # noqa: T201 - figures for who runs it with -s
    assert sum(run.peaks) < 1.5 * GIB
    assert run.seconds < 15 * SECONDS


def test_no_file_was_written_and_none_was_read_from_outside(run: Run) -> None:
    outer = run.folder.parents[1]
    written = {path for path in outer.rglob("*") if path.is_file()}
    assert written == {run.folder / name for name in [*GOOD, *(case.name for case in CASES)]}
    assert not Path("/tmp/slip.txt").exists()  # noqa: S108 - where the slip would land
    host = Path("/etc/hostname")
    secret = host.read_text("utf-8").strip() if host.exists() else ""
    assert not secret or secret not in run.messages
