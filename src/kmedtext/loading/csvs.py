"""CSV and TSV: tables in plain text, in whatever encoding and with whatever delimiter they were exported."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.encodings.encoding import decode
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns, Document, Origin, Skipped
from kmedtext.loading.sample import Sample
from kmedtext.loading.signatures import describe
from kmedtext.loading.tabular.columnnames import given_columns, usual_text
from kmedtext.loading.tabular.csvrecords import Record, records_of
from kmedtext.loading.tabular.tables import Row, distinct, documents_of
from kmedtext.loading.tabular.textstream import TextStream
from kmedtext.records import Failure

_NAMES = (".csv", ".tsv", ".tab")
_TYPES = ("text/csv", "text/tab-separated-values")
_DELIMITERS = (",", "\t", ";", "|")
_LOOKED_AT, _LOOKED_INTO = 50, 1 << 16
# A line may hold several pages' worth of cells.
_LINE = 4
# So many of the first records must have as many cells as the header.
_EVEN = 0.6
_NAMED, _ASKED, _ONE_COLUMN = 0.65, 0.6, 0.3


@dataclass(frozen=True, slots=True)
class _Dialect:
    """A delimiter, and the header that it gives; ``even`` is the share of records that fit it."""

    delimiter: str
    header: tuple[str, ...]
    even: float


class CsvCollection:
    """The rows of a table in CSV or TSV."""

    media_types = _TYPES
    forward = True

    def accepts(self, sample: Sample) -> float:
        """Look for records of even width, in a file named so or with the columns that the user named."""
        named = sample.named(*_NAMES) or sample.media_type in _TYPES
        if not (named or sample.columns.text) or describe(sample.head):
            return 0.0
        try:
            dialect = dialect_of(decode(sample.head).text)
        except LoadError:
            return _ONE_COLUMN if named else 0.0
        if given_columns(dialect.header, sample.columns):
            return _NAMED if named else _ASKED
        if not named:
            return 0.0
        plausible = len(dialect.header) > 1 and dialect.even >= _EVEN
        return _NAMED if plausible else _ONE_COLUMN * usual_text(dialect.header)

    def documents(
        self, file: BinaryIO, origin: Origin, limits: Limits, columns: Columns
    ) -> Iterator[Document | Failure | Skipped]:
        """Give a document for each row with a text; rows that cannot be read are Failures."""
        stream = TextStream(file, origin.charset, origin.where)
        dialect = dialect_of(stream.head()[:_LOOKED_INTO])
        if len(dialect.header) > limits.max_columns:
            raise LoadError(
                FailureCode.TOO_LARGE,
                origin.where,
                f"there are more than {limits.max_columns:,} columns",
                "Cut the table, or raise Limits(max_columns=…).",
            )
        lines = stream.lines(_LINE * limits.max_bytes)
        records = records_of(lines, dialect.delimiter, len(dialect.header), limits.max_bytes, origin)
        names = next((distinct(record[1]) for record in records if not isinstance(record, Failure)), [])
        yield from documents_of(_rows(records, names, origin), origin, limits, columns, names)
        if stream.damage is not None:
            yield stream.damage


def dialect_of(text: str) -> _Dialect:
    r"""Find the delimiter by which most of the first records are as wide as the first.

    >>> dialect_of("제목;본문\n혈압;80, 120\n맥박;72, 74\n").delimiter
    ';'
    """
    found = [_tried(text, delimiter) for delimiter in _DELIMITERS]
    return max(found, key=lambda dialect: (len(dialect.header) > 1, dialect.even, len(dialect.header)))


def _tried(text: str, delimiter: str) -> _Dialect:
    records: list[list[str]] = []
    try:
        for record in csv.reader(_cut(text), delimiter=delimiter):
            if record:
                records.append(record)
            if len(records) > _LOOKED_AT:
                break
    except csv.Error:
        pass
    if not records:
        return _Dialect(delimiter, (), 0.0)
    header = records[0]
    rest = records[1:-1] or records[1:]  # the last may be cut
    widths = Counter(len(record) for record in rest)
    even = widths[len(header)] / len(rest) if rest else 1.0
    return _Dialect(delimiter, tuple(distinct(header)), even)


def _cut(text: str) -> Iterator[str]:
    """The lines of a sample; csv refuses fields that are longer than this."""
    most = csv.field_size_limit()
    used = 0
    for line in text.splitlines(keepends=True):
        used += len(line)
        if used > most:
            return
        yield line


def _rows(records: Iterator[Record | Failure], names: list[str], origin: Origin) -> Iterator[Row | Failure]:
    for record in records:
        if isinstance(record, Failure):
            yield record
            continue
        number, cells = record
        if any(cell.strip() for cell in cells[len(names) :]):
            yield Failure(
                origin.inside(f"row {number}").where,
                FailureCode.UNSUPPORTED,
                f"it has {len(cells)} cells under {len(names)} columns: a delimiter in it is not quoted",
                "Put quotation marks around the cell with the delimiter.",
            )
            continue
        yield Row(number, dict(zip(names, cells, strict=False)))
