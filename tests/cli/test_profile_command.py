"""``kmedtext profile``, and the commands that use what it writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.test_cli import kmedtext
from tests.pipeline.test_build import SLOGAN, site_folder


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_folder(tmp_path_factory.mktemp("site") / "pages", 8)


def test_a_profile_is_reported_kept_and_used(pages: Path, tmp_path: Path) -> None:
    file = tmp_path / "site.json"
    done = kmedtext("profile", str(pages), "-o", str(file), "--top", "4")
    assert (done.returncode, done.stderr) == (0, "")
    head, pairs, *lines = done.stdout.splitlines()
    assert head == "pages: 8 different"
    assert pairs.startswith("repeated pairs of lines: ")
    assert len(lines) == 4
    assert all(line.split()[:2] == ["8", "100%"] for line in lines)
    alone = kmedtext("clean", "--text", str(pages / "1.txt"))
    known = kmedtext("clean", "--text", "--profile", str(file), str(pages / "1.txt"))
    assert SLOGAN in alone.stdout
    assert SLOGAN not in known.stdout
    shown = kmedtext("explain", "--profile", str(file), str(pages / "1.txt"))
    assert "repeats_on_site" in shown.stdout
    twice = kmedtext("profile", str(pages), "-o", str(tmp_path / "two.json"), "--jobs", "2", "--top", "0")
    assert len(twice.stdout.splitlines()) == 2
    assert (tmp_path / "two.json").read_bytes() == file.read_bytes()


def test_build_learns_unless_told_not_to(pages: Path, tmp_path: Path) -> None:
    outcomes = {}
    file = tmp_path / "site.json"
    kmedtext("profile", str(pages), "-o", str(file))
    for name, options in {"auto": [], "off": ["--no-profile"], "given": ["--profile", str(file)]}.items():
        done = kmedtext("build", str(pages), "-o", str(tmp_path / name), "-q", *options)
        assert done.returncode == 0, done.stderr
        settings = json.loads((tmp_path / name / "manifest.json").read_text(encoding="utf-8"))["settings"]
        bodies = (tmp_path / name / "articles.jsonl").read_text(encoding="utf-8")
        outcomes[name] = settings["profile"] and settings["profile"]["how"], '"repeats_on_site"' in bodies
    assert outcomes == {"auto": ("learned", True), "off": (None, False), "given": ("given", True)}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["clean", "--profile", "nowhere.json", "PAGE"], "there is no such profile"),
        (["clean", "--profile", "PAGE", "PAGE"], "is not JSON"),
        (["build", "PAGE", "-o", "OUT", "--profile", "PAGE"], "is not JSON"),
        (["build", "PAGE", "-o", "OUT", "--profile", "x", "--no-profile"], "not allowed with"),
        (["profile", "-"], "standard input is one"),
        (["profile", "PAGE", "--top", "-1"], "--top"),
        (["profile", "PAGE", "--jobs", "-1"], "jobs"),
        (["profile", "nowhere"], "nowhere"),
    ],
)
def test_wrong_use_is_exit_code_two(arguments: list[str], says: str, pages: Path, tmp_path: Path) -> None:
    names = {"PAGE": str(pages / "0.txt"), "OUT": str(tmp_path / "out")}
    done = kmedtext(*[names.get(argument, argument) for argument in arguments])
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_page_that_fails_costs_only_itself(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = kmedtext("profile", str(pages), str(tmp_path / "empty.txt"))
    assert done.returncode == 1
    assert "empty.txt" in done.stderr
    assert done.stdout.startswith("pages: 8 different\n")
