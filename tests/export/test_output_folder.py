"""The output folder: never anything lost in it, never anything written beside it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.export.invented_corpus import corpus

from kmedtext.errors import OutputError
from kmedtext.export import FORMATS, prepare, write
from kmedtext.export.folder import replacing


def test_a_missing_folder_is_made_with_its_parents(tmp_path: Path) -> None:
    assert prepare(tmp_path / "a" / "b").is_dir()
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    assert prepare(str(tmp_path)) == tmp_path


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".hidden").touch()
    with pytest.raises(OutputError, match=r"is not empty; .*--force"):
        prepare(tmp_path)


def test_force_replaces_our_files_and_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "records.json").write_text("mine too")
    write(corpus(), prepare(tmp_path, force=True), formats=FORMATS)
    (tmp_path / ".records.csv.part").write_text("left by a killed run")
    write(corpus(), prepare(tmp_path, force=True), formats=["jsonl"])
    names = {entry.name for entry in tmp_path.iterdir()}
    assert names == {
        "notes.txt",
        "records.json",
        "articles.jsonl",
        "records.jsonl",
        "unaligned.jsonl",
        "pairs.jsonl",
        "unpaired.jsonl",
        "untranslated.jsonl",
        "failures.jsonl",
        "manifest.json",
    }
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert list(json.loads((tmp_path / "manifest.json").read_text())["files"]) == [
        "articles.jsonl",
        "records.jsonl",
        "unaligned.jsonl",
        "pairs.jsonl",
        "unpaired.jsonl",
        "untranslated.jsonl",
        "failures.jsonl",
    ]


def test_prepare_removes_nothing(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").write_text("old")
    prepare(tmp_path, force=True)
    assert (tmp_path / "records.jsonl").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(OutputError, match="is a file"):
        prepare(tmp_path / "out")
    with pytest.raises(OutputError, match="cannot be made"):
        prepare(tmp_path / "out" / "below")


def test_a_folder_under_the_name_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "records.jsonl").mkdir()
    with pytest.raises(OutputError, match="move it away"):
        prepare(tmp_path, force=True)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs Linux's /proc, where nobody can make files")
@pytest.mark.parametrize("folder", ["/proc", "/proc/kmedtext"])
def test_a_folder_that_cannot_be_written_is_told(folder: str) -> None:
    with pytest.raises(OutputError, match="cannot be"):
        prepare(folder, force=True)


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError, match="cannot be written"):
            prepare(tmp_path)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("name", ["\x00", "a\x00b"])
def test_impossible_names_are_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="cannot be made"):
        prepare(f"{tmp_path}/{name}")


@pytest.mark.parametrize("planted", ["records.jsonl", ".records.jsonl.part", "manifest.json"])
def test_links_do_not_lead_out_of_the_folder(tmp_path: Path, planted: str) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    folder = prepare(tmp_path / "out")
    (folder / planted).symlink_to(victim)
    write(corpus(), prepare(folder, force=True))
    assert victim.read_text() == "precious"
    assert not (folder / "records.jsonl").is_symlink()
    assert not (folder / "manifest.json").is_symlink()


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")

    def fail() -> None:
        with replacing(tmp_path / "file") as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert (tmp_path / "file").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 1


FULL_DISK = """
import resource, sys
from kmedtext.errors import OutputError
from kmedtext.export import prepare, write
from tests.export.invented_corpus import corpus, record

folder = prepare(sys.argv[1])
many = corpus(*(record(n) for n in range(200)))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), -1))
try:
    write(many, folder, formats=[sys.argv[2]])
except OutputError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs the resource module")
@pytest.mark.parametrize("form", FORMATS)
def test_a_disk_that_fills_up_leaves_nothing_half_written(tmp_path: Path, root: Path, form: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(tmp_path / "out"), form, "3000"],
        capture_output=True,
        text=True,
        check=False,
        cwd=root,
    )
    assert done.returncode == 0, done.stderr
    assert "cannot be written" in done.stdout
    assert "free space" in done.stdout
    left = {entry.name for entry in (tmp_path / "out").iterdir()}
    assert "manifest.json" not in left
    assert not any(name.endswith(".part") or name.startswith("records") for name in left)
