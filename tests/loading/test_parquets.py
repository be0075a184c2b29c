"""Parquet: rows by columns, read in the process apart; cut, damaged and hostile files are failures."""

from __future__ import annotations

import datetime
import random
from io import BytesIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.loading.harvests import ARTICLE, HTML, code_of, harvest

from kmedtext.loading import Columns, Document, Limits, Origin
from kmedtext.loading.encodings.encoding import decode
from kmedtext.loading.parquets import ParquetCollection

TABLE = pa.table(
    {
        "docId": ["a1", "a2", None, "a4"],
        "제목": ["교육실", None, "빈 글", "웹 글"],
        "본문": [ARTICLE, None, "", HTML],
        "publishedAt": [datetime.datetime(2031, 3, 4, 5, 6, tzinfo=datetime.UTC), None, None, None],
        "hits": [12, 0, None, 3],
        "vector": [[0.1, 0.2], None, [], [0.5]],
        "page": [{"url": "https://news.example.org/1", "raw": "가"}, None, None, {"url": None, "raw": "나"}],
    }
)


def test_rows_are_pages(tmp_path: Path) -> None:
    path = tmp_path / "news.parquet"
    pq.write_table(TABLE, path, row_group_size=3)
    found = harvest(path)
    assert not found.failures
    assert found.skipped == {"table: row without text": 2}
    assert [(page.id, page.source.where, page.source.media_type) for page in found.pages] == [
        ("a1", f"{path}!/row 1", "text/plain"),
        ("a4", f"{path}!/row 4", "text/html"),
    ]
    first = found.pages[0]
    assert first.text == ARTICLE
    assert first.source.url == "https://news.example.org/1"
    assert first.source.metadata == {
        "title": "교육실",
        "created": "2031-03-04T05:06:00+00:00",
        "hits": "12",
        "page.raw": "가",
    }


def test_given_columns_and_other_types(tmp_path: Path) -> None:
    path = tmp_path / "a.dat"
    pq.write_table(TABLE, path)
    found = harvest(path, columns=Columns(text="page.raw", id="hits"))
    assert [(page.id, page.text) for page in found.pages] == [("12", "가"), ("3", "나")]
    assert harvest(path, columns=Columns(text="nothing")).codes == ["unsupported"]


def texts(table: pa.Table, **columns: str) -> list[str]:
    """Read here, which is quicker than in a process apart."""
    file = BytesIO()
    pq.write_table(table, file)
    file.seek(0)
    items = ParquetCollection().documents(file, Origin("a"), Limits(), Columns(**columns))
    return [decode(item.data or b"").text for item in items if isinstance(item, Document)]


def test_types_of_text() -> None:
    kinds = {
        "binary": pa.array([HTML.encode("cp949")], pa.binary()),
        "large": pa.array([HTML], pa.large_string()),
        "dictionary": pa.array([HTML]).dictionary_encode(),
        "list": pa.array([[ARTICLE, "둘째"]], pa.list_(pa.string())),
    }
    for kind, values in kinds.items():
        assert [ARTICLE in text for text in texts(pa.table({"text": values}))] == [True], kind
    assert texts(pa.table({"text": [1, 2], "x": ["a", "b"]})) == []
    assert code_of(lambda: texts(pa.table({"a": [1], "b": [2.0]}))) == "unsupported"


@pytest.mark.parametrize("packing", ["snappy", "gzip", "zstd", "brotli", "lz4"])
def test_packings(tmp_path: Path, packing: str) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(TABLE, path, compression=packing)
    assert len(harvest(path).pages) == 2


def test_many_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": range(5000), "text": [f"{n} {ARTICLE}" for n in range(5000)]}), path)
    found = harvest(path)
    assert [page.text for page in found.pages] == [f"{n} {ARTICLE}" for n in range(5000)]


def test_cut_files(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(TABLE, path)
    whole = path.read_bytes()
    for size in (5, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        assert harvest(path).codes == ["truncated"], size
    path.write_bytes(b"PARE" + whole[4:])
    assert harvest(path).codes == ["encrypted"]


def test_damaged_files(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(TABLE, path)
    whole = path.read_bytes()
    dice = random.Random(7)
    for _ in range(8):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(4, len(data))] = dice.randrange(256)
        path.write_bytes(data)
        found = harvest(path, Limits(max_seconds=20))
        assert set(found.codes) <= {
            "truncated", "crashed", "too_large", "unsupported", "empty_extraction", "timed_out", "encoding", "bomb",
        }  # fmt: skip


def test_limits(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({f"c{n}": ["x"] for n in range(30)}), path)
    assert harvest(path, Limits(max_columns=29)).codes == ["too_large"]
    pq.write_table(pa.table({"text": [ARTICLE * 9] * 4}), path)
    found = harvest(path, Limits(max_document_bytes=path.stat().st_size, max_unpacked=3000))
    assert found.codes == ["bomb"]


def test_one_value_a_million_times(tmp_path: Path) -> None:
    """A dictionary makes ten gigabytes of a few megabytes."""
    path = tmp_path / "a.parquet"
    column = pa.DictionaryArray.from_arrays(
        pa.array([0] * 5000, pa.int32()), pa.array(["가나다라 " * 150_000])
    )
    pq.write_table(pa.table({"text": column}), path)
    assert path.stat().st_size < 3_000_000
    found = harvest(path, Limits(max_unpacked=30 << 20))
    assert found.codes[-1] in ("bomb", "too_large")
    assert len(found.pages) < 20
