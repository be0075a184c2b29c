"""What the READMEs show is what comes out."""

from __future__ import annotations

import json
import re
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


def _shown(readme: Path, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", readme.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]
