"""The sample plug-in, installed into a folder of its own: files of its format are pages, by Python and the command line."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

SRT = """1
00:00:01,000 --> 00:00:03,500
새봄병원 심장내과 연구팀은
<i>심부전 환자 128명을</i>

2
00:00:03,600 --> 00:00:06,000
삼 년 동안 관찰했다고 밝혔다.

3
00:00:06,100 --> 00:00:09,000
재입원은 열에 하나꼴로 줄었다.
"""
TEXT = "새봄병원 심장내과 연구팀은 심부전 환자 128명을 삼 년 동안 관찰했다고 밝혔다.\n재입원은 열에 하나꼴로 줄었다.\n"
PROGRAM = """
import json, sys
import kmedtext as kt
for name in sys.argv[1:]:
    page = kt.load(name)
    print(json.dumps([page.text, page.source.media_type, page.source.encoding]))
"""


def by_hand(plugin: Path, target: Path) -> None:
    """Write what an installer writes: the module, and the metadata with the entry points."""
    project = tomllib.loads((plugin / "pyproject.toml").read_text("utf-8"))
    about = project["project"]
    for module in project["tool"]["setuptools"]["py-modules"]:
        shutil.copy(plugin / f"{module}.py", target)
    info = target / f"{about['name'].replace('-', '_')}-{about['version']}.dist-info"
    info.mkdir()
    metadata = f"Metadata-Version: 2.1\nName: {about['name']}\nVersion: {about['version']}\n"
    (info / "METADATA").write_text(metadata, encoding="utf-8")
    groups = (
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in entries.items())
        for group, entries in about["entry-points"].items()
    )
    (info / "entry_points.txt").write_text("\n".join(groups), encoding="utf-8")


def by_pip(plugin: Path, target: Path) -> None:
    if importlib.util.find_spec("setuptools") is None or importlib.util.find_spec("pip") is None:
        pytest.skip("pip or setuptools is not here, and nothing is downloaded in a test")
    if tuple(map(int, importlib.metadata.version("setuptools").split(".")[:2])) < (70, 1):
        pytest.skip("this setuptools cannot make wheels alone")
    options = ["--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check"]
    subprocess.run([sys.executable, "-m", "pip", "install", *options, "--target", target, plugin], check=True)


@pytest.mark.parametrize("install", [by_hand, by_pip])
def test_the_plug_in_installed(tmp_path: Path, root: Path, install: object) -> None:
    assert callable(install)
    plugin, target, pages = tmp_path / "plugin", tmp_path / "target", tmp_path / "pages"
    shutil.copytree(root / "examples" / "loader_plugin", plugin)
    target.mkdir()
    pages.mkdir()
    install(plugin, target)
    (pages / "a.srt").write_bytes(SRT.encode("cp949"))
    (pages / "b.vtt").write_text("WEBVTT\n\n" + SRT.replace(",", "."), encoding="utf-8")
    (pages / "c.srt").write_text("1\n00:00:01,000 --> 00:00:03,500\n\n", encoding="utf-8")
    paths = [str(target), *(path for path in sys.path if path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, pages / "a.srt", pages / "b.vtt"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert found == [[TEXT, "application/x-subrip", "cp949"], [TEXT, "application/x-subrip", "utf-8"]]
    out = tmp_path / "out"
    command: list[str | Path] = [sys.executable, "-m", "kmedtext", "build", pages, "-o", out, "--quiet"]
    subprocess.run(command, env=environment, check=False, capture_output=True)
    articles = [json.loads(line) for line in (out / "articles.jsonl").read_text("utf-8").splitlines()]
    assert sorted(article["id"] for article in articles) == ["a", "b"]
    (failure,) = [json.loads(line) for line in (out / "failures.jsonl").read_text("utf-8").splitlines()]
    assert failure["code"] == "empty_extraction"
