"""Rows of the lists that lexicons are loaded from: CSV, TSV, JSON lines and XLSX, each with its line number."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

from kmedtext.errors import FailureCode, LoadError, UsageError
from kmedtext.loading.encodings.encoding import decode
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import shown
from kmedtext.loading.xlsx import list_rows

Row = tuple[int, list[str]]


def rows_of(path: Path) -> Iterator[Row]:
    """Yield (line number, cells) of a list; for JSON lines the first row is made of the fields' names."""
    name = shown(str(path))
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise LoadError(
            FailureCode.NOT_FOUND, name, "there is no such file", "Check the path's spelling."
        ) from error
    except OSError as error:
        raise LoadError(
            FailureCode.PERMISSION,
            name,
            f"it cannot be read: {error.strerror}",
            "Give a file that you may read.",
        ) from error
    if data.startswith(b"PK\x03\x04"):
        return _sheet(data, name)
    text = decode(data, path=name).text
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        return _json_lines(text, name)
    return _separated(text, name)


def _separated(text: str, name: str) -> Iterator[Row]:
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    if "\t" in first:
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield number, [cell.strip().strip('"').strip() for cell in line.split("\t")]
        return
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if any(map(str.strip, cells)) and not cells[0].startswith("#"):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise UsageError(
            f"{name}, line {reader.line_num}: {error}; save the list as CSV or TSV again"
        ) from error


def _json_lines(text: str, name: str) -> Iterator[Row]:
    fields: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise UsageError(
                f"{name}, line {number}: no JSON; each line is one object with ko and en"
            ) from error
        if not isinstance(row, dict):
            raise UsageError(
                f"{name}, line {number}: a JSON {type(row).__name__}, not an object with ko and en"
            )
        if not fields:
            fields = ["ko", "en", *sorted(key for key in row if key not in ("ko", "en"))]
            yield 0, fields
        yield number, [_cell(row.get(field)) for field in fields]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "|".join(map(str, value))
    return str(value).strip()


def _sheet(data: bytes, name: str) -> Iterator[Row]:
    """The rows of a workbook's first sheet, by the reader that pages have, within its limits."""
    for number, cells in list_rows(data, Limits(), name):
        row = [cell.strip() for cell in cells]
        if any(row) and not row[0].startswith("#"):
            yield number, row
