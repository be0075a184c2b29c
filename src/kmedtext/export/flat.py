"""Flat records: one row without nesting, for pandas and for CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO

from kmedtext.export.characters import for_csv
from kmedtext.export.rows import number
from kmedtext.export.schema import fields
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
        "bead": record.bead,
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
        "morphemes": [(m.form, m.tag, m.start, m.end) for m in record.morphemes],
    }


def to_pandas(records: Iterable[Record]) -> pd.DataFrame:
    """Give records as a table, one row a record, with the same columns and types even when there is none.

    ``numbers`` is a nullable boolean; ``morphemes`` holds lists of (form, tag, start, end).
    """
    import pandas as pd

    rows = [flat_row(record) for record in records]
    columns = {
        field.name: pd.Series(
            [row[field.name] for row in rows], dtype="boolean" if field.null else _DTYPES[field.type]
        )
        for field in fields("flat")
    }
    return pd.DataFrame(columns)


def write_csv(file: BinaryIO, records: Iterable[Record]) -> int:
    r"""Write records as CSV for spreadsheets and return their number.

    UTF-8 with a byte order mark, without which Excel misreads Korean; commas; all texts quoted;
    rows ended by ``\n``; None is an empty cell; true and false in lower case.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow([field.name for field in fields("flat")])
        count = 0
        for record in records:
            row = flat_row(record)
            row["morphemes"] = " ".join(f"{form}/{tag}" for form, tag, _, _ in row["morphemes"])
            writer.writerow([_cell(value) for value in row.values()])
            count += 1
        return count
    finally:
        text.detach()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return for_csv(value) if isinstance(value, str) else value
