"""Parquet: the rows of a table in columns, read a batch at a time in a process apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns, Document, Origin, Skipped
from kmedtext.loading.sample import Sample
from kmedtext.loading.tabular.tables import Row, documents_of
from kmedtext.records import Failure

if TYPE_CHECKING:
    import pyarrow as pa

_MAGIC, _ENCRYPTED = b"PAR1", b"PARE"
_SURE = 0.95
# A batch should take about so many bytes, by what the file says of itself.
_BATCH_BYTES, _BATCH_ROWS = 1 << 23, 1024
# What pyarrow's reader of the footer may take.
_FOOTER, _ELEMENTS = 1 << 26, 1_000_000


class ParquetCollection:
    """The rows of a Parquet file."""

    media_types = ("application/vnd.apache.parquet",)
    confined = True

    def accepts(self, sample: Sample) -> float:
        """Look for the signature."""
        return _SURE if sample.head.startswith((_MAGIC, _ENCRYPTED)) else 0.0

    def documents(
        self, file: BinaryIO, origin: Origin, limits: Limits, columns: Columns
    ) -> Iterator[Document | Failure | Skipped]:
        """Give a document for each row with a text."""
        import pyarrow as pa

        if file.read(len(_MAGIC)) == _ENCRYPTED:
            raise LoadError(
                FailureCode.ENCRYPTED,
                origin.where,
                "the Parquet file is encrypted",
                "Decrypt it, and give the result.",
            )
        file.seek(0)
        try:
            names, rows = _table(file, origin.where, limits)
            yield from documents_of(rows, origin, limits, columns, names)
        except pa.ArrowMemoryError as error:
            raise MemoryError from error
        except (pa.ArrowException, OSError, ValueError, KeyError) as error:
            raise LoadError(
                FailureCode.TRUNCATED,
                origin.where,
                "the Parquet file cannot be read: it is cut short or damaged",
                "Fetch or write it again.",
            ) from error


def _table(file: BinaryIO, where: str, limits: Limits) -> tuple[list[str], Iterator[Row | Failure]]:
    import pyarrow.parquet as pq

    table = pq.ParquetFile(
        file,
        buffer_size=1 << 20,
        pre_buffer=False,
        thrift_string_size_limit=_FOOTER,
        thrift_container_size_limit=_ELEMENTS,
    )
    if table.metadata.num_columns > limits.max_columns:
        raise LoadError(
            FailureCode.TOO_LARGE,
            where,
            f"there are more than {limits.max_columns:,} columns",
            "Write it with the columns of text alone, or raise Limits(max_columns=…).",
        )
    schema = table.schema_arrow
    read = [field.name for field in schema if _is_wanted(field.type)]
    names = [path for field in schema if _is_wanted(field.type) for path in _paths(field.name, field.type)]
    return names or list(schema.names), _rows(table, read)


def _rows(table: Any, read: list[str]) -> Iterator[Row]:
    number = 0
    for group in range(table.num_row_groups):
        about = table.metadata.row_group(group)
        each = about.total_byte_size // max(about.num_rows, 1) + 1
        size = max(1, min(_BATCH_ROWS, _BATCH_BYTES // each))
        for batch in table.iter_batches(size, row_groups=[group], columns=read, use_threads=False):
            for values in batch.to_pylist():
                number += 1
                yield Row(number, values)


def _is_wanted(kind: pa.DataType) -> bool:
    """Whether a column can hold a text, or a value about it; vectors of numbers cannot."""
    import pyarrow.types as types

    if types.is_dictionary(kind) or types.is_list(kind) or types.is_large_list(kind):
        inner = kind.value_type
        return bool(types.is_string(inner) or types.is_large_string(inner))
    if types.is_struct(kind):
        return any(_is_wanted(field.type) for field in kind)
    return bool(types.is_primitive(kind) or _is_text(kind)) and not types.is_interval(kind)


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow.types as types

    return any(
        test(kind)
        for test in (
            types.is_string,
            types.is_large_string,
            types.is_binary,
            types.is_large_binary,
            types.is_string_view,
        )
    )


def _paths(name: str, kind: pa.DataType) -> list[str]:
    """The names in a column: its own, and those of the fields inside."""
    import pyarrow.types as types

    if not types.is_struct(kind):
        return [name]
    return [name, *(path for field in kind for path in _paths(f"{name}.{field.name}", field.type))]
