"""What the READMEs show is what comes out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kmedtext as kt

READMES = ("README.md", "README.ko.md")


@pytest.fixture(scope="module")
def out(corpus: kt.Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme") / "out"
    corpus.write(folder, formats=("jsonl",))
    return folder


@pytest.mark.parametrize("readme", READMES)
def test_the_page_shown_is_the_page(readme: str, root: Path, example_pages: Path) -> None:
    lines = (example_pages / "delirium_hospital_ko.txt").read_text(encoding="utf-8").splitlines()
    (shown,) = _shown(root / readme, "text")
    parts = [part.strip("\n").splitlines() for part in shown.split("…\n")]
    assert len(parts) > 1
    assert all(any(lines[i : i + len(part)] == part for i in range(len(lines))) for part in parts if part)


@pytest.mark.parametrize("readme", READMES)
def test_the_article_shown_comes_out(readme: str, root: Path, out: Path) -> None:
    shown = json.loads(_shown(root / readme, "json")[0])
    found = next(article for article in _lines(out / "articles.jsonl") if article["id"] == shown["id"])
    blocks = shown.pop("blocks")
    assert shown.items() <= found.items()
    assert len(blocks) > 3
    assert [
        block for block in blocks if not any(block.items() <= whole.items() for whole in found["blocks"])
    ] == []


@pytest.mark.parametrize("readme", READMES)
def test_the_records_shown_come_out(readme: str, root: Path, out: Path) -> None:
    rows = [json.loads(line) for line in _shown(root / readme, "json")[1].splitlines()]
    written = _lines(out / "records.jsonl")
    assert len(rows) > 1
    # The score's last digits depend on the processor; the rest does not.
    scores = [row.pop("score") for row in rows]
    places = [[n for n, whole in enumerate(written) if row.items() <= whole.items()] for row in rows]
    assert [row for row, found in zip(rows, places, strict=True) if len(found) != 1] == []
    assert [written[n]["score"] for (n,) in places] == pytest.approx(scores, abs=0.01)


def test_both_readmes_show_the_same_python(root: Path) -> None:
    def calls(readme: str) -> list[list[str]]:
        return [
            [line.split("  #")[0].rstrip() for line in block.splitlines()]
            for block in _shown(root / readme, "python")
        ]

    assert calls("README.md") == calls("README.ko.md")


def test_the_python_shown_runs(root: Path) -> None:
    code = "\n".join(_shown(root / "README.md", "python"))
    # It builds all pages, as other tests do; two pages will do here.
    shorter = code.replace('kt.build(["examples/pages"])', 'kt.build(["examples/pages/delirium_*"])')
    assert shorter != code
    shorter += "print(page.id, len(sentences), len(morphemes), len(pairing.pairs), len(bitext.beads), len(corpus.records))\n"
    done = subprocess.run(
        [sys.executable, "-c", shorter],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.stderr == ""
    name, found, morphemes, pairs, beads, records = done.stdout.split()
    assert (name, morphemes, pairs) == ("delirium_hospital_ko", "7", "1")
    assert int(found) > 15
    assert int(beads) == int(records) > 9


def test_both_readmes_show_the_same_code(root: Path) -> None:
    codes = [re.sub(r"\s*#.*", "", _shown(root / readme, "python")[0]) for readme in READMES]
    commands = [_shown(root / readme, "sh") for readme in READMES]
    assert codes[0] == codes[1]
    assert commands[0] == commands[1]


def _shown(readme: Path, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", readme.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]
