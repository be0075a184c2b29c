"""The process apart: whatever a document makes it do costs that document alone, and the parent nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.loading.hostile.misbehaving import MAGIC

from kmedtext.errors import LoadError
from kmedtext.loading import Document, Limits, Origin, load_all, load_document, registry
from kmedtext.loading.apart import confinement
from kmedtext.records import Failure, Page

MODULE = "tests.loading.hostile.misbehaving"
LIMITS = Limits(max_seconds=2, max_memory=300 << 20)
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are asked of Linux only")


@pytest.fixture(scope="module", autouse=True)
def _installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Install the loaders as a package does: by an entry point, which both processes find."""
    folder = tmp_path_factory.mktemp("installed")
    info = folder / "misbehaving-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: misbehaving\nVersion: 1.0\n", encoding="utf-8"
    )
    names = ("Misbehaving", "MisbehavingCollection")
    lines = "\n".join(f"{name.lower()} = {MODULE}:{name}" for name in names)
    (info / "entry_points.txt").write_text(f"[{registry.GROUP}]\n{lines}\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        registry.plug_ins.cache_clear()
        confinement._retire()
        yield
    registry.plug_ins.cache_clear()
    confinement._retire()


def loaded(what: str, limits: Limits = LIMITS) -> Page:
    return load_document(Document(Origin("a", "a.x"), MAGIC + what.encode()), limits)


def code(what: str, limits: Limits = LIMITS) -> str:
    with pytest.raises(LoadError) as caught:
        loaded(what, limits)
    assert "SECRET" not in str(caught.value)
    return caught.value.code.value


def pid() -> int:
    return int(loaded("well").text.splitlines()[1])


def ended(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text("ascii")
    except OSError:
        return True
    return status.rpartition(")")[2].split()[0] == "Z"


def within(seconds: float, condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def test_a_page_comes_through_whole_and_the_process_is_kept() -> None:
    page = loaded("well")
    assert page.text.startswith("well 혈압은 정상이다.\n")
    assert [(region.tag, region.page) for region in page.regions] == [("p", 1), ("caption", 1)]
    assert page.source.path == "a.x"
    assert pid() == pid() != os.getpid()


CASES = [
    ("abort", "crashed"),
    ("exit", "crashed"),
    ("leave 0", "crashed"),
    ("hang", "timed_out"),
    ("spin", "timed_out"),
    ("eat 500", "too_large"),
    ("eatabort", "too_large"),
    ("raise SECRET", "crashed"),
    ("recurse", "crashed"),
    ("extra", "missing_extra"),
    ("encrypted", "encrypted"),
]


@pytest.mark.parametrize("fresh", [True, False], ids=["first", "later"])
@pytest.mark.parametrize(("what", "expected"), CASES)
def test_each_harm_has_its_code_and_the_next_document_is_read(what: str, expected: str, fresh: bool) -> None:
    if fresh:
        confinement._retire()
    else:
        loaded("well")
    assert code(what) == expected
    assert loaded("well").text.startswith("well")


def test_what_a_loader_prints_or_reads_stays_out_of_the_answers() -> None:
    assert loaded("print").text.startswith("print")
    assert loaded("read").text.startswith("read")
    assert loaded("well").text.startswith("well")


def test_nothing_is_written(tmp_path: Path) -> None:
    target = tmp_path / "harm"
    assert code(f"write {target}") == "crashed"
    assert not target.exists() or target.stat().st_size == 0


def test_memory_that_another_document_left_is_not_held_against_the_next() -> None:
    confinement._retire()
    loaded("eat 200")
    assert loaded("eat 200").text.startswith("eat")  # in a new process
    assert loaded("well").text.startswith("well")


def test_a_crash_is_not_called_a_lack_of_memory_because_the_parent_is_large() -> None:
    confinement._retire()
    ballast = bytearray(b"x") * (400 << 20)
    assert code("abort") == "crashed"
    assert len(ballast)


def test_an_answer_too_large_for_the_parent_is_refused() -> None:
    assert code("long 2000", Limits(max_bytes=100_000)) == "too_large"
    assert len(loaded("long 200", Limits(max_bytes=100_000)).text) == 200_200


def test_a_process_killed_between_documents_is_replaced() -> None:
    first = pid()
    os.kill(first, signal.SIGKILL)
    assert pid() != first
    second = pid()
    os.kill(second, signal.SIGSTOP)  # it cannot answer; the clock ends it
    assert code("well") == "timed_out"
    assert pid() not in (first, second)


def test_a_process_that_waits_lives_on_beyond_the_time_of_a_document() -> None:
    limits = Limits(max_seconds=0.2)
    first = int(loaded("well", limits).text.splitlines()[1])
    assert not within(0.2 + 5.5, lambda: ended(first))


def test_a_relative_path_is_the_parents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded("well")
    (tmp_path / "b.x").write_bytes(MAGIC + b"well")
    monkeypatch.chdir(tmp_path)
    (page,) = load_all("b.x")
    assert isinstance(page, Page)


def test_a_process_that_cannot_start_is_said_to_be_the_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    for serve, executable in (("raise SystemExit", sys.executable), ("", "/nowhere/python")):
        confinement._retire()
        monkeypatch.setattr(confinement, "_SERVE", serve)
        monkeypatch.setattr(sys, "executable", executable)
        with pytest.raises(LoadError, match="could not be started"):
            loaded("well")


COLLECTION = b"MANY \nwell\n-images\n?\nabort\nwell\n"


def test_a_collection_gives_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "many.x"
    path.write_bytes(COLLECTION + b"!raise x")
    skipped: Counter[str] = Counter()
    found = list(load_all(path, limits=LIMITS, skipped=skipped))
    kinds = [item.code if isinstance(item, Failure) else item.text.split()[0] for item in found]
    assert kinds == ["well", "truncated", "crashed", "well", "crashed"]
    assert skipped == {"images": 1}


@pytest.mark.parametrize(
    ("end", "expected"), [("abort", "crashed"), ("hang", "timed_out"), ("eatabort", "too_large")]
)
def test_a_collection_that_kills_its_process_keeps_what_came_before(
    tmp_path: Path, end: str, expected: str
) -> None:
    path = tmp_path / "many.x"
    path.write_bytes(b"MANY \nwell\n!" + end.encode() + b"\nwell")
    (tmp_path / "z.txt").write_text("혈압은 정상이다.", encoding="utf-8")
    first, second, third = load_all(tmp_path, limits=LIMITS)
    assert isinstance(first, Page)
    assert isinstance(second, Failure)
    assert (second.code, second.path) == (expected, str(path))
    assert isinstance(third, Page)


def test_the_clock_of_a_collection_stands_still_while_the_caller_is_busy(tmp_path: Path) -> None:
    path = tmp_path / "many.x"
    path.write_bytes(b"MANY \n" + (b"well " + b"x" * 100_000 + b"\n") * 3)
    pages = []
    for page in load_all(path, limits=Limits(max_seconds=0.5)):
        pages.append(page)
        time.sleep(2.5)  # with those before it, longer than the clock and its grace
    assert all(isinstance(page, Page) for page in pages[:3])


PARENT = f"""
import os, sys
sys.path[:0] = {sys.path!r} + sys.argv[1:2]
from kmedtext.loading import Document, Limits, Origin, load_document
load = lambda what: load_document(Document(Origin("a"), b"MISBEHAVE " + what), Limits(max_seconds=float(sys.argv[2])))
print(load(b"well").text.splitlines()[1], flush=True)
{{}}
"""


def parent(tmp_path: Path, last: str, seconds: float) -> subprocess.Popen[str]:
    """A process that loads a page, tells the id of its child and goes on with ``last``."""
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(last), encoding="utf-8")
    command = [sys.executable, str(script), sys.path[0], str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize(
    ("last", "seconds"),
    [
        ("import time; time.sleep(1000)", 60.0),
        ("load(b'hang')", 1.5),
        ("load(b'spin')", 1.5),
        ("os.fork() or load(b'hang'); os.wait()", 1.5),
    ],
)
def test_a_process_whose_parent_is_killed_ends(tmp_path: Path, last: str, seconds: float) -> None:
    with parent(tmp_path, last, seconds) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        time.sleep(0.3)
        assert not ended(child)
        process.kill()
        process.wait()
        assert within(seconds + 7 if seconds < 10 else 3, lambda: ended(child))


def test_a_forked_process_has_a_child_of_its_own(tmp_path: Path) -> None:
    last = """
sys.stdout.flush()
if os.fork() == 0:
    print(load(b"well").text.splitlines()[1], flush=True)
    os._exit(0)
os.wait()
print(load(b"well").text.splitlines()[1], flush=True)
"""
    with parent(tmp_path, last, 10.0) as process:
        assert process.stdout is not None
        first, forked, again = process.stdout.read().split()
    assert process.returncode == 0
    assert first == again != forked
    assert within(3, lambda: ended(int(first)) and ended(int(forked)))
