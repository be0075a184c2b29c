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
def out(example_pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme") / "out"
    names = ("delirium_hospital_ko.txt", "delirium_daily_en.txt")
    kt.build([example_pages / name for name in names]).write(folder)
    return folder


@pytest.mark.parametrize("readme", READMES)
def test_the_page_shown_is_the_page(readme: str, root: Path, example_pages: Path) -> None:
    lines = (example_pages / "delirium_hospital_ko.txt").read_text(encoding="utf-8").splitlines()
    (shown,) = _shown(root / readme, "text")
    parts = [part.strip("\n").splitlines() for part in shown.split("…\n")]
    assert len(parts) > 1
    assert all(any(lines[i : i + len(part)] == part for i in range(len(lines))) for part in parts if part)


@pytest.mark.parametrize("readme", READMES)
def test_the_article_and_the_records_shown_come_out(readme: str, root: Path, out: Path) -> None:
    article, records = _shown(root / readme, "json")
    shown = json.loads(article)
    found = next(a for a in _lines(out / "articles.jsonl") if a["id"] == shown["id"])
    blocks = shown.pop("blocks")
    assert shown.items() <= found.items()
    assert len(blocks) > 3
    assert [b for b in blocks if not any(b.items() <= whole.items() for whole in found["blocks"])] == []
    written = _lines(out / "records.jsonl")
    rows = [json.loads(line) for line in records.splitlines()]
    assert len(rows) > 1
    assert [row for row in rows if not any(row.items() <= whole.items() for whole in written)] == []


@pytest.mark.parametrize("readme", READMES)
def test_the_python_shown_runs(readme: str, root: Path) -> None:
    (code,) = _shown(root / readme, "python")
    # The last line builds all pages, which the tests of the examples do already; two will do here.
    shorter = code.replace('kt.build(["examples/pages"])', 'kt.build(["examples/pages/delirium_*"])')
    assert shorter != code
    shorter += "print(page.id, len(sentences), len(morphemes), len(pairing.pairs), len(corpus.records) > 9)\n"
    done = subprocess.run(
        [sys.executable, "-c", shorter],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.stderr == ""
    name, found, morphemes, pairs, enough = done.stdout.split()
    assert (name, morphemes, pairs, enough) == ("delirium_hospital_ko", "8", "1", "True")
    assert int(found) > 15


def _shown(readme: Path, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", readme.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]
