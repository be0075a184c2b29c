"""Pairs written into one file of the form that a paired file may have: TMX, CSV, Parquet, XLSX, two files of lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from kmedtext.errors import MissingExtraError
from kmedtext.export.characters import for_utf8
from kmedtext.export.flat import flat_row, write_csv
from kmedtext.export.folder import output_error, replacing
from kmedtext.export.parquet import write_parquet
from kmedtext.export.tmx import Originals, write_tmx
from kmedtext.records import Record

_SHEET_CELL = 32_767  # characters that Excel holds in a cell


def write_pairs(path: Path, form: str, records: Sequence[Record], originals: Originals | None = None) -> None:
    """Write records as ``tmx``, ``csv``, ``parquet``, ``xlsx`` or ``moses`` (two files, ``PATH.ko`` and ``PATH.en``).

    A file appears when it is whole. Raises :class:`~kmedtext.errors.OutputError` where the disk refuses.
    """
    writers: dict[str, Callable[[BinaryIO], object]] = {
        "tmx": lambda file: write_tmx(file, records, originals),
        "csv": lambda file: write_csv(file, records),
        "parquet": lambda file: write_parquet(file, records),
        "xlsx": lambda file: _workbook(file, records),
    }
    if form == "moses":
        _into(path.with_name(f"{path.name}.ko"), lambda file: file.write(_lines(one.ko for one in records)))
        _into(path.with_name(f"{path.name}.en"), lambda file: file.write(_lines(one.en for one in records)))
    else:
        _into(path, writers[form])


def _into(path: Path, writer: Callable[[BinaryIO], object]) -> None:
    try:
        with replacing(path) as file:
            writer(file)
    except OSError as error:
        raise output_error(path, error) from error


def _lines(texts: Iterable[str]) -> bytes:
    return "".join(f"{' '.join(text.split())}\n" for text in texts).encode("utf-8", "replace")


def _workbook(file: BinaryIO, records: Sequence[Record]) -> None:
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError:
        raise MissingExtraError("office", "writing XLSX") from None
    book = Workbook(write_only=True)
    sheet = book.create_sheet("records")
    rows = [flat_row(record) for record in records]
    for row in rows:
        row.pop("morphemes")
    sheet.append(list(rows[0]) if rows else ["id", "ko", "en", "score"])
    for row in rows:
        cells = []
        for value in row.values():
            text = for_xml_cell(value) if isinstance(value, str) else value
            cell = WriteOnlyCell(sheet, value=text)
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with = is no formula
            cells.append(cell)
        sheet.append(cells)
    book.save(file)


def for_xml_cell(text: str) -> str:
    """A text as a cell of a workbook can hold it."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return str(ILLEGAL_CHARACTERS_RE.sub("\ufffd", for_utf8(text)))[:_SHEET_CELL]
