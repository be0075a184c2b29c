"""The manifest: enough to repeat a run, and the same for the same run."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path

from tests.export.invented_corpus import corpus

import kmedtext
from kmedtext.export import manifest, prepare, write


class Mode(StrEnum):
    """A setting's value."""

    STRICT = "strict"


@dataclass(frozen=True)
class Settings:
    """Settings the way rooms keep them."""

    folder: Path = Path("pages")
    mode: Mode = Mode.STRICT
    sizes: tuple[int, ...] = (1, 2)
    kinds: frozenset[str] = frozenset({"b", "a"})
    nothing: None = None
    patience: float = float("inf")


def test_it_names_versions_settings_inputs_and_counts() -> None:
    made = manifest(corpus(), settings={"limits": Settings()})
    assert made["kmedtext"] == kmedtext.__version__
    assert made["schema"] == "1.3"
    packages = made["environment"]["packages"]
    assert packages["kiwipiepy"] == version("kiwipiepy")
    assert packages["kiwipiepy_model"] == version("kiwipiepy_model")
    assert "pytest" not in packages
    assert made["settings"] == {
        "limits": {
            "folder": "pages",
            "mode": "strict",
            "sizes": [1, 2],
            "kinds": ["a", "b"],
            "nothing": None,
            "patience": "inf",
        }
    }
    assert made["inputs"][0] == {
        "id": "hanbit-ko",
        "path": "pages/hanbit-ko.txt",
        "sha256": "5f" * 32,
        "bytes": 58,
    }
    assert made["counts"] == {
        "articles": 3,
        "duplicates": 0,
        "characters": 107,
        "characters_kept": 103,
        "blocks": 5,
        "blocks_kept": 4,
        "blocks_by_kind": {"title": 2, "paragraph": 2, "share": 1},
        "pairs": 1,
        "records": 1,
        "records_by_bead": {"1-1": 1},
        "unaligned": 1,
        "unpaired": 1,
        "failures": 1,
    }


def test_what_differs_from_run_to_run_stands_under_one_key() -> None:
    one = manifest(corpus(), settings={}, run={"jobs": 1, "started": "today"}, timings={"clean": 0.5})
    two = manifest(corpus(), settings={}, run={"jobs": 8, "started": "tomorrow"}, timings={"clean": 0.7})
    assert one["run"] == {"jobs": 1, "started": "today", "timings": {"clean": 0.5}}
    assert one.pop("run") != two.pop("run")
    assert one == two


def test_the_file_names_the_other_files_by_digest(tmp_path: Path) -> None:
    folder = prepare(tmp_path / "out")
    write(corpus(), folder)
    made = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert {name: entry["rows"] for name, entry in made["files"].items()} == {
        "articles.jsonl": 3,
        "records.jsonl": 1,
        "unaligned.jsonl": 1,
        "pairs.jsonl": 1,
        "unpaired.jsonl": 1,
        "failures.jsonl": 1,
        "records.parquet": 1,
    }
    for name, entry in made["files"].items():
        raw = (folder / name).read_bytes()
        assert (entry["bytes"], entry["sha256"]) == (len(raw), hashlib.sha256(raw).hexdigest())
