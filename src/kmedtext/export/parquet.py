"""Parquet: the records with a typed schema, the same bytes for the same records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from kmedtext.export.characters import for_utf8
from kmedtext.export.rows import Row, record_row
from kmedtext.export.schema import arrow_schema
from kmedtext.records import Record

ROW_GROUP = 10_000
"""Records in a row group: fixed, so that the bytes do not depend on how the records came."""


def write_parquet(file: BinaryIO, records: Iterable[Record]) -> int:
    """Write records as Parquet (zstd), one row group at a time; return their number.

    Lone surrogates become U+FFFD. No time, no path and no machine is written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = arrow_schema()
    rows = map(record_row, records)
    count = 0
    with pq.ParquetWriter(file, schema, compression="zstd", version="2.6", store_schema=True) as writer:
        while group := list(islice(rows, ROW_GROUP)):
            writer.write_table(_table(pa, group, schema), row_group_size=ROW_GROUP)
            count += len(group)
    return count


def _table(pa: Any, group: list[Row], schema: Any) -> Any:
    try:
        return pa.Table.from_pylist(group, schema=schema)
    except UnicodeEncodeError:
        return pa.Table.from_pylist([_encodable(row) for row in group], schema=schema)


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return for_utf8(value)
    if isinstance(value, dict):
        return {name: _encodable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_encodable(part) for part in value]
    return value


def read_parquet(path: Path) -> Iterator[Row]:
    """Read the rows of a file of records, one row group at a time."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            yield from file.read_row_group(number).to_pylist()
