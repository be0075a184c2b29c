"""Standard input and output that are closed, full, gone early or in another encoding, as real processes."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="written for a POSIX shell")


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of bash in which ``kmedtext`` is this Python's."""
    run = f"{shlex.quote(sys.executable)} -m kmedtext"
    return subprocess.run(
        ["bash", "-c", command.replace("kmedtext", run)],  # noqa: S607 - the shell's own redirections are what is tested
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture
def page(example_pages: Path) -> str:
    return shlex.quote(str(example_pages / "delirium_hospital_ko.txt"))


@pytest.mark.parametrize("command", ["clean", "explain"])
def test_a_reader_that_leaves_early_ends_it_quietly(command: str, page: str) -> None:
    done = shell(f"kmedtext {command} {page} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("command", ["clean", "explain"])
def test_a_closed_output_is_said_in_one_line(command: str, page: str) -> None:
    done = shell(f"kmedtext {command} {page} >&-")
    assert done.returncode == 2
    assert done.stderr == "kmedtext: standard output is closed; send it to a file or a pipe\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_said_in_one_line(page: str) -> None:
    done = shell(f"kmedtext clean --text {page} > /dev/full")
    assert done.returncode == 2
    assert done.stderr.startswith("kmedtext: standard output cannot be written")
    assert done.stderr.count("\n") == 1


def test_a_closed_input_is_an_empty_page() -> None:
    done = shell("kmedtext clean - <&-")
    assert done.returncode == 2
    assert done.stderr.startswith("failed: stdin: there is nothing in it (empty)")


@pytest.mark.parametrize("command", ["clean --text", "explain"])
def test_output_is_utf8_whatever_the_locale(command: str, page: str) -> None:
    done = shell(f"kmedtext {command} {page}", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, "")
    assert any("가" <= letter <= "힣" for letter in done.stdout)


def test_the_same_page_twice_cannot_be_aligned(page: str) -> None:
    for twice in (f"{page} {page}", "- -"):
        done = shell(f"kmedtext align {twice} < {page}")
        assert done.returncode == 2
        assert "given twice" in done.stderr


@pytest.mark.parametrize("more", ["", "/delirium_hospital_ko.txt ../other.txt"])
def test_the_output_folder_is_no_input(more: str, tmp_path: Path, page: str) -> None:
    folder = shlex.quote(str(tmp_path))
    done = shell(f"cp {page} {folder}; kmedtext build {folder}{more} -o {folder} --force")
    assert done.returncode == 2
    assert "output folder" in done.stderr
    assert done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["delirium_hospital_ko.txt"]
