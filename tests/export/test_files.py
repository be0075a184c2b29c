"""The files: what is written, that it can be read back by others, and that it is the same every time."""

from __future__ import annotations

import json
import platform
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.export.invented_corpus import ALONE, EN, KO, Parts, corpus, record
from translate.storage.tmx import tmxfile

from kmedtext.errors import UsageError
from kmedtext.export import FORMATS, prepare, read_records, to_pandas, write
from kmedtext.export.schema import fields

NASTY = (
    "",
    " ",
    "=1+1",
    'a "b", c\td\n둘째 줄\r\n셋째\r넷째',
    "</seg><seg>&amp; &#0; ]]>",
    "NUL\x00 bell\x07 escape\x1b \x85 \u2028 \u2029 \ufeff \ufffe \uffff",
    "lone \ud800 and \udfff, one \U0001f9e0",
    "NA",
    "null",
    "한글 ㈜한빛 ㎎ ⓒ 각",
)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    write(corpus(), prepare(tmp_path / "out"), formats=FORMATS)
    return tmp_path / "out"


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_bytes().decode().splitlines()]


def keys(row: dict[str, Any], table: str, prefix: str = "") -> list[str]:
    """The dotted names of a row, the way the schema writes them."""
    maps = {field.name for field in fields(table) if field.type.startswith("map")}
    found = []
    for name, value in row.items():
        found.append(prefix + name)
        if isinstance(value, dict) and prefix + name not in maps:
            found += keys(value, table, f"{prefix}{name}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            found += keys(value[0], table, f"{prefix}{name}[].")
    return found


def test_all_files_are_written_and_named(tmp_path: Path) -> None:
    paths = write(corpus(), prepare(tmp_path / "out"), formats=FORMATS)
    assert [path.name for path in paths] == [
        "articles.jsonl",
        "records.jsonl",
        "unaligned.jsonl",
        "pairs.jsonl",
        "unpaired.jsonl",
        "untranslated.jsonl",
        "failures.jsonl",
        "records.parquet",
        "records.csv",
        "records.tmx",
        "manifest.json",
    ]
    assert sorted(entry.name for entry in (tmp_path / "out").iterdir()) == sorted(path.name for path in paths)


@pytest.mark.parametrize(
    "table", ["articles", "records", "unaligned", "pairs", "unpaired", "untranslated", "failures"]
)
def test_rows_have_the_keys_of_the_schema_in_its_order(written: Path, table: str) -> None:
    first = lines(written / f"{table}.jsonl")[0]
    assert keys(first, table) == [field.name for field in fields(table)]


def test_an_article_is_written_with_all_its_blocks(written: Path) -> None:
    article = lines(written / "articles.jsonl")[0]
    assert article["body"] == "환자 120명을 진료했다."
    assert article["source"]["path"] == "pages/hanbit-ko.txt"
    assert article["candidates"] == {"byline": ["홍보팀"]}
    assert [block["span"] for block in article["blocks"]] == [[0, 15], [15, 30], [30, 34]]
    assert article["blocks"][1]["score"] == 0.971235
    assert article["blocks"][2] == {
        "kind": "share",
        "text": "공유하기",
        "span": [30, 34],
        "kept": False,
        "reason": "share words",
        "lang": "ko",
        "score": 0.02,
        "joint": None,
        "page": None,
        "section": None,
    }


def test_what_is_alone_is_listed(written: Path) -> None:
    assert lines(written / "unaligned.jsonl") == [
        {
            "doc": "hanbit-en",
            "partner": "hanbit-ko",
            "text": "Parking is free.",
            "lang": "en",
            "span": [56, 72],
            "kind": "paragraph",
            "block": 1,
        }
    ]
    assert lines(written / "pairs.jsonl") == [
        {
            "ko_doc": KO.id,
            "en_doc": EN.id,
            "score": 0.75,
            "verdict": "comparable",
            "evidence": ["1 number shared, among them 120"],
            "reprint": False,
        }
    ]
    (alone,) = lines(written / "unpaired.jsonl")
    assert (alone["doc"], alone["candidate"], alone["score"]) == (ALONE.id, EN.id, 0.412346)
    assert lines(written / "failures.jsonl")[0]["code"] == "empty"


def test_the_text_is_readable_in_the_file(written: Path) -> None:
    raw = (written / "records.jsonl").read_bytes()
    assert "환자 120명을 진료했다.".encode() in raw
    assert raw.endswith(b"}\n")
    assert b"\r" not in raw


def test_records_come_back_as_they_were(tmp_path: Path) -> None:
    many = [record(n, ko=text, en=text[::-1]) for n, text in enumerate(NASTY)]
    rounded = [replace(one, score=0.812346) for one in many]
    folder = prepare(tmp_path / "out")
    write(corpus(*many), folder)
    assert read_records(folder / "records.jsonl") == rounded
    found = read_records(folder / "records.parquet")
    assert [one.ko for one in found] == [
        text.replace("\ud800", "\ufffd").replace("\udfff", "\ufffd") for text in NASTY
    ]
    assert [one.checks for one in found] == [one.checks for one in many]
    assert [one.morphemes for one in found] == [one.morphemes for one in many]


def test_json_lines_stay_lines_for_readers_that_know_other_line_ends(tmp_path: Path) -> None:
    folder = prepare(tmp_path / "out")
    write(corpus(*(record(n, ko=text) for n, text in enumerate(NASTY))), folder)
    assert len((folder / "records.jsonl").read_text(encoding="utf-8").splitlines()) == len(NASTY)


def test_parquet_is_read_by_pyarrow_and_pandas(written: Path) -> None:
    table = pq.read_table(written / "records.parquet")
    assert table.schema.names == [
        f.name for f in fields("records") if "." not in f.name and "[" not in f.name
    ]
    assert table.schema.field("score").type == pa.float64()
    assert table.schema.field("ko").metadata[b"about"].startswith(b"the Korean text")
    assert table.schema.metadata[b"kmedtext_schema_version"] == b"1.3"
    assert not table.schema.field("ko").nullable
    (row,) = table.to_pylist()
    assert row == lines(written / "records.jsonl")[0]
    frame: Any = pd.read_parquet(written / "records.parquet")
    assert frame.loc[0, "ko"] == "환자 120명을 진료했다."
    assert frame.loc[0, "checks"]["length_ratio"] == 1.0909


def test_parquet_has_a_schema_without_records(tmp_path: Path) -> None:
    folder = prepare(tmp_path / "out")
    write(Parts(), folder, formats=["parquet"])
    table = pq.read_table(folder / "records.parquet")
    assert table.num_rows == 0
    assert table.schema.field("morphemes").type.value_type.field("form").type == pa.string()


def test_parquet_row_groups_have_one_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kmedtext.export.parquet.ROW_GROUP", 3)
    folder = prepare(tmp_path / "out")
    write(corpus(*(record(n) for n in range(7))), folder, formats=["parquet"])
    meta = pq.ParquetFile(folder / "records.parquet").metadata
    assert [meta.row_group(n).num_rows for n in range(meta.num_row_groups)] == [3, 3, 1]
    assert [one.id.rpartition("#")[2] for one in read_records(folder / "records.parquet")] == list("0123456")


def test_csv_is_read_by_pandas_and_by_excel(tmp_path: Path) -> None:
    folder = prepare(tmp_path / "out")
    write(corpus(*(record(n, ko=text) for n, text in enumerate(NASTY))), folder, formats=["csv"])
    raw = (folder / "records.csv").read_bytes()
    assert raw.startswith(b'\xef\xbb\xbf"id","ko","en","score"')
    frame: Any = pd.read_csv(folder / "records.csv", keep_default_na=False)
    assert list(frame.columns) == [field.name for field in fields("flat")]
    for kept, text in zip(frame["ko"], NASTY, strict=True):
        assert kept == text.translate({0: "\ufffd", 0xD800: "\ufffd", 0xDFFF: "\ufffd"})
    assert frame.loc[0, "morphemes"].startswith("환자/NNG 120/SN 명/NNB")
    assert frame["numbers"].dtype == bool
    assert frame.loc[0, ["ko_start", "ko_end"]].tolist() == [16, 29]


def test_tmx_is_read_by_translate_toolkit(tmp_path: Path) -> None:
    folder = prepare(tmp_path / "out")
    texts = [text for text in NASTY if text.strip()]
    write(
        corpus(*(record(n, ko=text, en=text[::-1]) for n, text in enumerate(texts))), folder, formats=["tmx"]
    )
    raw = (folder / "records.tmx").read_bytes()
    toolkit: Any = tmxfile
    store = toolkit.parsestring(raw)
    assert store.getsourcelanguage() == "ko"
    held = [xml_text(text) for text in texts]
    assert [(unit.source, unit.gettarget("en")) for unit in store.units] == [(t, t[::-1]) for t in held]
    assert [unit.getid() for unit in store.units] == [f"hanbit-ko+hanbit-en#{n}" for n in range(len(texts))]
    header = store.document.getroot().find("header")
    assert header.get("creationtool") == "kmedtext"
    assert header.get("creationdate") is None
    properties = {
        prop.get("type"): prop.text for prop in store.document.getroot().find("body")[0].iter("prop")
    }
    assert properties == {
        "x-score": "0.812346",
        "x-similarity": "0.6934",
        "x-crossing": "false",
        "x-origin": "machine",
        "x-bead": "1-1",
        "x-kind": "paragraph",
        "x-ko-doc": "hanbit-ko",
        "x-ko-span": "16-29",
        "x-en-doc": "hanbit-en",
        "x-en-span": "31-55",
        "x-engine": "toy",
        "x-model": "toy-2",
        "x-date": "2024-05-03",
        "x-machine-lang": "en",
        "x-quality": "0.93",
        "x-failed": "negation",
        "x-opinion": "0.71",
    }


def test_what_people_wrote_is_not_marked_as_a_machine_s(tmp_path: Path) -> None:
    human = replace(record(), origin="human", machine=None, opinion=None)
    write(corpus(human, record(1)), prepare(tmp_path / "out"), formats=FORMATS)
    tmx = (tmp_path / "out" / "records.tmx").read_text(encoding="utf-8")
    first, second = tmx.split("<tu ")[1:]
    assert "MT" not in first
    assert 'creationtool="toy" creationid="MT"' in second
    table = pd.read_parquet(tmp_path / "out" / "records.parquet")
    assert list(table["origin"]) == ["human", "machine"]
    assert table["machine"][0] is None
    assert table["machine"][1]["engine"] == "toy"
    flat = pd.read_csv(tmp_path / "out" / "records.csv", keep_default_na=False)
    assert list(flat["engine"]) == ["", "toy"]
    assert read_records(tmp_path / "out" / "records.parquet") == read_records(
        tmp_path / "out" / "records.jsonl"
    )


def xml_text(text: str) -> str:
    return "".join(
        c if c in "\t\n\r" or " " <= c < "\ud800" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "\ufffd"
        for c in text
    )


def test_a_table_for_pandas() -> None:
    frame: Any = to_pandas([record(0), record(1)])
    assert list(frame.columns) == [field.name for field in fields("flat")]
    assert frame.loc[1, "en_end"] == 55
    assert frame.loc[0, "morphemes"][0] == ("환자", "NNG", 0, 2)
    empty = to_pandas([])
    assert list(empty.columns) == list(frame.columns)
    assert list(empty.dtypes) == list(frame.dtypes)
    assert str(frame["numbers"].dtype) == "boolean"


def test_the_same_corpus_gives_the_same_bytes(tmp_path: Path) -> None:
    many = corpus(*(record(n, ko=text) for n, text in enumerate(NASTY)))
    folders = [prepare(tmp_path / name) for name in ("one", "two")]
    for folder in folders:
        write(many, folder, formats=FORMATS)
    for path in folders[0].iterdir():
        assert path.read_bytes() == (folders[1] / path.name).read_bytes(), path.name


def test_no_path_and_no_time_is_hidden_in_the_files(written: Path) -> None:
    host = platform.node().encode()
    for path in written.iterdir():
        raw = path.read_bytes()
        assert str(written.parent).encode() not in raw
        assert len(host) < 4 or host not in raw


@pytest.mark.parametrize("formats", [[], ["xml"], ["jsonl", "XLSX"], "json"])
def test_unknown_formats_are_told_with_the_known_ones(tmp_path: Path, formats: list[str]) -> None:
    with pytest.raises(UsageError, match="jsonl, parquet, csv, tmx"):
        write(corpus(), tmp_path, formats=formats)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("records.jsonl", b'{"id": "a", "ko', "line 1 is not JSON"),
        ("records.jsonl", b"[1]\n", "line 1 is not a JSON object"),
        ("records.jsonl", b'{"id": "a"}\n', "row 1 is not a record"),
        ("records.jsonl", b"\xff\xfe\n", "line 1 is not JSON"),
        ("records.parquet", b"PAR1 cut short", "not a Parquet file"),
        ("records.csv", b"", "not from .csv"),
    ],
)
def test_files_that_cannot_be_read_are_explained(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UsageError, match=message):
        read_records(tmp_path / name)


def test_records_of_schema_1_2_are_still_read() -> None:
    from dataclasses import replace

    from kmedtext.export.rows import record_of, record_row

    new = record()
    row = record_row(new)
    for name in ("similarity", "margin", "crossing", "part_of"):
        del row[name]
    for name in ("units", "names", "negation", "length"):
        del row["checks"][name]
    old = record_of(row)
    assert (old.ko, old.crossing, old.part_of, old.checks.units) == (new.ko, False, None, None)
    assert (
        replace(old, score=new.score, similarity=new.similarity, margin=new.margin, checks=new.checks) == new
    )
