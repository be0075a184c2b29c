"""CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, BinaryIO

from kmedtext.export.characters import for_csv


def write_table(file: BinaryIO, header: Iterable[str], rows: Iterable[Iterable[Any]]) -> int:
    r"""Write a header and rows and return the number of rows.

    UTF-8 with a byte order mark, without which Excel misreads Korean; commas; all texts quoted;
    rows ended by ``\n``; None is an empty cell; true and false in lower case.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
        writer.writerow(header)
        count = 0
        for row in rows:
            writer.writerow([_cell(value) for value in row])
            count += 1
        return count
    finally:
        text.detach()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return for_csv(value) if isinstance(value, str) else value
