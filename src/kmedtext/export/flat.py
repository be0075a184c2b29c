"""Flat records: one row without nesting, for pandas and for CSV."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO

from kmedtext.export.rows import number
from kmedtext.export.schema import fields
from kmedtext.export.spreadsheet import write_table
from kmedtext.records import Record

if TYPE_CHECKING:
    import pandas as pd

_DTYPES = {"string": "string", "int": "int64", "float": "float64", "bool": "bool", "list<object>": "object"}


def flat_row(record: Record) -> dict[str, Any]:
    """Give a record as a row without nesting; ``morphemes`` is a list of (form, tag, start, end)."""
    checks = record.checks
    return {
        "id": record.id,
        "ko": record.ko,
        "en": record.en,
        "score": number(record.score),
        "similarity": number(record.similarity),
        "margin": number(record.margin),
        "bead": record.bead,
        "crossing": record.crossing,
        "part_of": record.part_of,
        "ko_doc": record.ko_doc,
        "en_doc": record.en_doc,
        "ko_start": record.ko_span[0],
        "ko_end": record.ko_span[1],
        "en_start": record.en_span[0],
        "en_end": record.en_span[1],
        "kind": str(record.kind),
        "origin": record.origin,
        "numbers": checks.numbers,
        "length_ratio": number(checks.length_ratio),
        "copied": checks.copied,
        "lang_ko": checks.lang_ko,
        "lang_en": checks.lang_en,
        "units": checks.units,
        "names": checks.names,
        "negation": checks.negation,
        "length": checks.length,
        "morphemes": [(m.form, m.tag, m.start, m.end) for m in record.morphemes],
    }


def to_pandas(records: Iterable[Record]) -> pd.DataFrame:
    """Give records as a table, one row a record, with the same columns and types even when there is none.

    The checks that may be None are nullable booleans; ``morphemes`` holds lists of (form, tag, start, end).
    """
    import pandas as pd

    rows = [flat_row(record) for record in records]
    columns = {
        field.name: pd.Series(
            [row[field.name] for row in rows],
            dtype="boolean" if field.null and field.type == "bool" else _DTYPES[field.type],
        )
        for field in fields("flat")
    }
    return pd.DataFrame(columns)


def write_csv(file: BinaryIO, records: Iterable[Record]) -> int:
    """Write records as CSV for spreadsheets and return their number; morphemes as form/TAG."""
    return write_table(file, (field.name for field in fields("flat")), map(_cells, records))


def _cells(record: Record) -> list[Any]:
    row = flat_row(record)
    row["morphemes"] = " ".join(f"{form}/{tag}" for form, tag, _, _ in row["morphemes"])
    return list(row.values())
