"""XLSX: workbooks; each sheet is a section, each row a line. Where a column is said to hold texts, each row is a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits
from kmedtext.loading.manuscript import Manuscript, Paragraph, Table
from kmedtext.loading.office.flow import Block, Flow
from kmedtext.loading.office.graphics import DrawingManners
from kmedtext.loading.office.ooxml import Package, likeness
from kmedtext.loading.office.sheets import Sheet, Workbook
from kmedtext.loading.origin import Columns, Document, Origin, Skipped
from kmedtext.loading.sample import Sample
from kmedtext.loading.texts import merged_flags
from kmedtext.records import Failure, Page

_NAMES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb")
_MAIN, _BINARY = "xl/workbook.xml", "xl/workbook.bin"
_AS_TABLE = 0.02


class XlsxLoader:
    """Workbooks of Excel since 2007, with or without macros, and templates."""

    confined = True
    media_types = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.ms-excel.sheet.macroEnabled.12",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template",
    )

    def accepts(self, sample: Sample) -> float:
        """Look for the part that lists the sheets."""
        return likeness(sample, "xl/", (_MAIN, _BINARY), _NAMES)

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        """Read sheet after sheet: rows, then text boxes and charts."""
        package = _package(data, limits, origin.where)
        book = Workbook(package, limits)
        manuscript = Manuscript()
        flags: set[str] = set()
        for sheet in book.sheets:
            for row in book.rows(sheet):
                line = Table([[[Paragraph(cell)] for cell in row]])
                manuscript.add([line], section=sheet.name, hidden=sheet.hidden)
            manuscript.add(_drawn(package, sheet, flags), section=sheet.name, hidden=sheet.hidden)
        manuscript.flags = merged_flags(manuscript.flags, tuple(sorted(flags)))
        return manuscript.page(origin, data, self.media_types[0], package.metadata())


def _package(data: bytes, limits: Limits, where: str) -> Package:
    package = Package(data, limits, where)
    if _BINARY in package and _MAIN not in package:
        raise LoadError(
            FailureCode.UNSUPPORTED,
            where,
            "it is a binary workbook (XLSB)",
            "Save it as .xlsx and give that.",
        )
    return package


def sheet_rows(data: bytes, limits: Limits, where: str) -> Iterator[tuple[str, list[str]]]:
    """Give all rows of a workbook that hold anything, each with the name of its sheet."""
    book = Workbook(_package(data, limits, where), limits)
    for sheet in book.sheets:
        for row in book.rows(sheet):
            yield sheet.name, row


def list_rows(data: bytes, limits: Limits, where: str) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of the first sheet that has any, each with its number: what a list is."""
    book = Workbook(_package(data, limits, where), limits)
    for sheet in book.sheets:
        empty = True
        for numbered in book.numbered_rows(sheet):
            empty = False
            yield numbered
        if not empty:
            return


def _drawn(package: Package, sheet: Sheet, flags: set[str]) -> Iterator[Block]:
    """What stands in text boxes and charts over the cells."""
    if any(package.related(sheet.part, sort) for sort in ("comments", "threadedComment")):
        flags.add("comments_left_out")
    for part in package.related(sheet.part, "drawing"):
        yield from Flow(DrawingManners(package, part)).read(package.xml(part))


class XlsxTableLoader:
    """Workbooks whose rows are pages: where the user names the column of the texts.

    The first row of a sheet names the columns; sheets without the column hold no pages.
    """

    confined = True
    media_types = XlsxLoader.media_types

    def accepts(self, sample: Sample) -> float:
        """Accept workbooks, before the loader that makes one page of them, where a column is named."""
        if sample.columns.text is None:
            return 0.0
        sure = XlsxLoader().accepts(sample)
        return sure + _AS_TABLE if sure else 0.0

    def documents(
        self, file: BinaryIO, origin: Origin, limits: Limits, columns: Columns
    ) -> Iterator[Document | Failure | Skipped]:
        """Give the text of each row."""
        data = file.read(limits.max_document_bytes + 1)
        if len(data) > limits.max_document_bytes:
            raise LoadError(
                FailureCode.TOO_LARGE,
                origin.where,
                f"there are more than {limits.max_document_bytes:,} bytes",
                "Split the workbook, or raise Limits(max_document_bytes=…).",
            )
        heads: dict[str, list[str]] = {}
        found = False
        number = 0
        for sheet, row in sheet_rows(data, limits, origin.where):
            if sheet not in heads:
                heads[sheet], number = [name.strip() for name in row], 1
                continue
            number += 1
            if columns.text not in heads[sheet]:
                continue
            found = True
            yield _document(dict(zip(heads[sheet], row, strict=False)), f"{sheet}/{number}", origin, columns)
        if not found:
            names = sorted({name for head in heads.values() for name in head if name})
            raise LoadError(
                FailureCode.EMPTY_EXTRACTION,
                origin.where,
                f"no sheet has a column of the name given; there are {len(names)} columns",
                "Name a column as the first row of its sheet writes it.",
            )


def _document(cells: dict[str, str], name: str, origin: Origin, columns: Columns) -> Document | Skipped:
    text = cells.get(columns.text or "", "")
    if not text.strip():
        return Skipped("xlsx: row without text")
    known = (columns.text, columns.url, columns.id)
    inner = origin.inside(
        name,
        id=cells.get(columns.id or "") or f"{origin.id}-{name.replace('/', '-')}",
        url=cells.get(columns.url or "") or None,
        charset="utf-8",
        metadata={key: value for key, value in cells.items() if key and value and key not in known},
    )
    return Document(inner, text.encode("utf-8", "replace"))
