"""docs/formats.md says what the files are."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.export.invented_corpus import corpus
from tests.export.test_files import keys

from kmedtext.export import FORMATS, prepare, schema_version, write
from kmedtext.export.schema import fields

TABLES = {
    "articles.jsonl": "articles",
    "records.jsonl": "records",
    "records.csv": "flat",
    "unaligned.jsonl": "unaligned",
    "pairs.jsonl": "pairs",
    "unpaired.jsonl": "unpaired",
    "untranslated.jsonl": "untranslated",
    "failures.jsonl": "failures",
    "terms.jsonl": "terms",
}


@pytest.fixture(scope="module")
def sections(root: Path) -> dict[str, str]:
    """The page's sections, by heading."""
    page = (root / "docs" / "formats.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)\n", page, flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def rows(section: str) -> list[tuple[str, ...]]:
    cells = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    return [tuple(row) for row in cells]


@pytest.mark.parametrize("file", TABLES)
def test_every_field_is_described_as_in_the_schema(sections: dict[str, str], file: str) -> None:
    assert rows(sections[file]) == [
        (f"`{field.name}`", f"{field.type}{' or null' if field.null else ''}", field.about)
        for field in fields(TABLES[file])
    ]


@pytest.mark.parametrize("file", [file for file in TABLES if file.endswith(".jsonl")])
def test_the_examples_have_the_schema_s_keys(sections: dict[str, str], file: str) -> None:
    found = re.search(r"```json\n(.+)\n```", sections[file])
    assert found
    assert keys(json.loads(found[1]), TABLES[file]) == [field.name for field in fields(TABLES[file])]


def test_every_file_is_named(sections: dict[str, str], tmp_path: Path) -> None:
    written = [path.name for path in write(corpus(), prepare(tmp_path / "out"), formats=FORMATS)]
    assert sorted(row[0].strip("`") for row in rows(sections[""])) == sorted(written)
    assert set(written) <= set(sections)
    assert f"**{schema_version()}**" in sections[""]


def test_the_properties_of_tmx_are_those_written(sections: dict[str, str], tmp_path: Path) -> None:
    write(corpus(), prepare(tmp_path / "out"), formats=["tmx"])
    written = re.findall(
        r'<prop type="([\w-]+)">', (tmp_path / "out" / "records.tmx").read_text(encoding="utf-8")
    )
    assert [row[0].strip("`") for row in rows(sections["records.tmx"])] == written


def test_the_keys_of_the_manifest_are_those_written(sections: dict[str, str], tmp_path: Path) -> None:
    write(corpus(), prepare(tmp_path / "out"))
    written: dict[str, Any] = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert [row[0].strip("`") for row in rows(sections["manifest.json"])] == list(written)
    found = re.search(r"```json\n(.+?)\n```", sections["manifest.json"], re.DOTALL)
    assert found
    assert list(json.loads(found[1])) == list(written)
