from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kmedtext import UsageError, build
from kmedtext.cli import main
from kmedtext.export import TERM_FORMATS, read_built, write_terms
from kmedtext.export.schema import fields
from kmedtext.terminology import Evidence, GlossaryEntry

ENTRIES = [
    GlossaryEntry(
        ko="다제내성균",
        en="multidrug-resistant <organism>",
        kind="term",
        sources=("gloss", "linked"),
        count=2,
        docs=("a", "b"),
        abbreviations=("MDRO",),
        others=("다제내성 세균",),
        likelihood=12.3456,
        dice=0.75,
        evidence=(
            Evidence("a", '다제내성균(MDRO)이 "줄었다" & \x0b'),
            Evidence("b", "MDROs fell\ud800."),
        ),
    ),
    GlossaryEntry(ko="건강보험심사평가원", en=None, kind="alias", sources=("gloss",), count=1, docs=("a",)),
]
TBX = {"t": "urn:iso:std:iso:30042:ed-2"}


def test_the_rows_have_the_fields_of_the_schema(tmp_path: Path) -> None:
    write_terms(ENTRIES, tmp_path)
    rows = [json.loads(line) for line in (tmp_path / "terms.jsonl").read_text(encoding="utf-8").splitlines()]
    top = [field.name for field in fields("terms") if "[" not in field.name]
    assert [list(row) for row in rows] == [top, top]
    assert list(rows[0]["evidence"][0]) == ["doc", "text"]
    assert rows[1]["en"] is None


def test_the_table_reads_back(tmp_path: Path) -> None:
    write_terms(ENTRIES, tmp_path, formats=["csv"])
    with (tmp_path / "terms.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["ko"] for row in rows] == ["다제내성균", "건강보험심사평가원"]
    assert rows[0]["docs"] == "a | b"
    assert rows[0]["evidence"].startswith('다제내성균(MDRO)이 "줄었다" & ')
    assert rows[1]["likelihood"] == ""


def test_tbx_parses_and_holds_every_form(tmp_path: Path) -> None:
    write_terms(ENTRIES, tmp_path, formats=["tbx"])
    root = ElementTree.fromstring((tmp_path / "terms.tbx").read_bytes())  # noqa: S314 - we wrote it
    assert root.attrib["type"] == "TBX-Basic"
    concepts = root.findall(".//t:conceptEntry", TBX)
    assert [concept.attrib["id"] for concept in concepts] == ["c1", "c2"]
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    forms = [
        (section.attrib[language], term.text)
        for section in concepts[0].findall("t:langSec", TBX)
        for term in section.findall("t:termSec/t:term", TBX)
    ]
    assert forms == [
        ("ko", "다제내성균"),
        ("ko", "다제내성 세균"),
        ("en", "multidrug-resistant <organism>"),
        ("en", "MDRO"),
    ]
    kinds = {note.text for note in root.iterfind(".//t:termNote[@type='termType']", TBX)}
    assert kinds == {"fullForm", "variant", "abbreviation"}
    assert [e.text for e in root.iterfind(".//t:descrip[@type='context']", TBX)] == [
        '다제내성균(MDRO)이 "줄었다" & \ufffd',
        "MDROs fell\ufffd.",
    ]
    assert len(concepts[1].findall("t:langSec", TBX)) == 1


def test_an_empty_glossary_is_written(tmp_path: Path) -> None:
    for path in write_terms([], tmp_path / "new", formats=TERM_FORMATS):
        assert path.exists()
    ElementTree.fromstring((tmp_path / "new" / "terms.tbx").read_bytes())  # noqa: S314 - a file we wrote


def test_wrong_formats_and_folders_are_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="xlsx"):
        write_terms(ENTRIES, tmp_path, formats=["xlsx"])
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="is a file"):
        write_terms(ENTRIES, tmp_path / "file")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "a.txt").write_text(
        "새벽병원, 감염 줄였다\n\n새벽병원은 다제내성균(MDRO) 감염이 지난해보다 크게 줄었다고 3일 밝혔다. "
        "감염관리팀은 손 위생 교육을 늘리고 병실을 나눴다.\n\n"
        "병원은 전자의무기록(EMR)에도 경고를 넣었다. 환자들은 안심했다고 말했다.\n",
        encoding="utf-8",
    )
    build([folder]).write(folder / "out")
    return folder / "out"


def test_what_a_build_wrote_is_read_back(built: Path, tmp_path: Path) -> None:
    back = read_built(built)
    assert [article.id for article in back.articles] == ["a"]
    assert "다제내성균(MDRO)" in back.articles[0].body
    with pytest.raises(UsageError, match="is not a folder"):
        read_built(tmp_path / "none")
    with pytest.raises(UsageError, match=r"no articles\.jsonl"):
        read_built(tmp_path)
    (tmp_path / "articles.jsonl").write_text('{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="row 1 is not an article"):
        read_built(tmp_path)


def test_the_command_writes_the_files(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["terms", str(built), "-o", str(tmp_path / "t"), "--format", "jsonl,csv,tbx"]) == 0
    assert {path.name for path in (tmp_path / "t").iterdir()} == {"terms.jsonl", "terms.csv", "terms.tbx"}
    said = capsys.readouterr().err
    assert "2 terms (2 from brackets)" in said
    lines = (tmp_path / "t" / "terms.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["ko"] for line in lines} == {"다제내성균", "전자의무기록"}
    again = (tmp_path / "t" / "terms.tbx").read_bytes()
    assert main(["terms", str(built), "-o", str(tmp_path / "t"), "--format", "tbx", "-q"]) == 0
    assert (tmp_path / "t" / "terms.tbx").read_bytes() == again


@pytest.mark.parametrize("wrong", [["--format", "xlsx"], ["--min-count", "0"]])
def test_the_command_refuses_wrong_options(built: Path, wrong: list[str]) -> None:
    assert main(["terms", str(built), *wrong]) == 2


def test_rare_terms_can_be_left_out(built: Path, tmp_path: Path) -> None:
    assert main(["terms", str(built), "-o", str(tmp_path), "--min-count", "2", "-q"]) == 0
    assert (tmp_path / "terms.jsonl").read_text(encoding="utf-8") == ""
