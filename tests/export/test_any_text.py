"""Properties: whatever stands in the texts, every format holds it or says where it could not."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from xml.etree import ElementTree

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.export.invented_corpus import record
from tests.export.test_files import xml_text

from kmedtext.export.characters import for_csv, for_utf8
from kmedtext.export.flat import write_csv
from kmedtext.export.jsonl import encode
from kmedtext.export.parquet import write_parquet
from kmedtext.export.rows import record_of, record_row
from kmedtext.export.tmx import write_tmx
from kmedtext.records import Record

# All of Unicode, with what formats stumble over drawn often.
CHARACTERS = st.one_of(
    st.characters(),
    st.sampled_from(list("\x00\t\n\r\x0b\x1b\"'&<>,=\x85\u2028\ufeff\ufffe\ud800\udc00가각ᆨ")),
)
TEXTS = st.text(CHARACTERS, max_size=40)
RECORDS = st.builds(lambda ko, en, doc: replace(record(0, ko, en), id=doc, ko_doc=doc), TEXTS, TEXTS, TEXTS)


def paired(text: str) -> str:
    """A high surrogate before a low one is one character in JSON."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


@settings(deadline=None)  # a shared machine may pause
@given(RECORDS)
def test_json_holds_every_text(one: Record) -> None:
    line = encode(record_row(one))
    assert line.count(b"\n") == 0
    assert len(line.decode().splitlines()) == 1
    back = record_of(json.loads(line))
    assert (back.ko, back.en, back.id) == (paired(one.ko), paired(one.en), paired(one.id))


@settings(deadline=None)  # a shared machine may pause
@given(st.lists(RECORDS, max_size=4))
def test_parquet_holds_every_text_but_surrogates(many: list[Record]) -> None:
    import pyarrow.parquet as pq

    file = io.BytesIO()
    assert write_parquet(file, many) == len(many)
    rows = pq.read_table(io.BytesIO(file.getvalue())).to_pylist()
    assert [(row["ko"], row["en"]) for row in rows] == [(for_utf8(one.ko), for_utf8(one.en)) for one in many]
    assert all(len(row["ko"]) == len(one.ko) for row, one in zip(rows, many, strict=True))


@settings(deadline=None)  # a shared machine may pause
@given(st.lists(RECORDS, max_size=4))
def test_csv_holds_every_text_but_surrogates_and_nul(many: list[Record]) -> None:
    file = io.BytesIO()
    assert write_csv(file, many) == len(many)
    frame = pd.read_csv(io.BytesIO(file.getvalue()), keep_default_na=False, dtype="str")
    assert frame["ko"].tolist() == [for_csv(one.ko) for one in many]
    assert frame["id"].tolist() == [for_csv(one.id) for one in many]


@settings(deadline=None)  # a shared machine may pause
@given(st.lists(RECORDS, max_size=4))
def test_tmx_is_xml_and_holds_every_text_but_what_xml_forbids(many: list[Record]) -> None:
    file = io.BytesIO()
    assert write_tmx(file, many) == len(many)
    units = ElementTree.fromstring(file.getvalue()).findall("body/tu")  # noqa: S314 - our own bytes
    assert [[seg.text or "" for seg in unit.iter("seg")] for unit in units] == [
        [xml_text(one.ko), xml_text(one.en)] for one in many
    ]
    assert [unit.get("tuid") for unit in units] == [xml_text(one.id) for one in many]
