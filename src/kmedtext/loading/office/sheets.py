"""Sheets of a workbook (SpreadsheetML), row by row as a reader sees the cells; no sheet is held as a tree.

Own code and not openpyxl, which fails on workbooks whose styles or validations it finds wrong, reads
nothing of "strict" ones, and makes up all the empty cells before a far one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits
from kmedtext.loading.office.numberformat import built_in_formats, shown
from kmedtext.loading.office.ooxml import Package, attribute, child, children
from kmedtext.loading.xml.xmltree import local, told_xml

_MAIN = "xl/workbook.xml"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_COLUMN = re.compile("[A-Za-z]{1,7}")
_DIGITS = 19
_TRUTH = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, whether the workbook hides it, its part, and whether it has cells at all."""

    name: str
    hidden: bool
    part: str
    has_cells: bool


class Workbook:
    """A workbook's sheets, and what their cells share: strings and formats."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._package, self._limits = package, limits
        main = package.main(_MAIN)
        root = package.xml(main)
        properties = child(root, "workbookPr")
        self._since_1904 = properties is not None and attribute(properties, "date1904") in ("1", "true")
        relations = package.relations(main)
        self.sheets: list[Sheet] = []
        for number, one in enumerate(children(child(root, "sheets"), "sheet"), 1):
            relation = relations.get(attribute(one, "id") or "")
            if relation is not None and relation.target in package:
                name = attribute(one, "name") or f"sheet {number}"
                hidden = attribute(one, "state") in ("hidden", "veryHidden")
                self.sheets.append(Sheet(name, hidden, relation.target, relation.sort == "worksheet"))
        self._formats = self._read_formats(package.related(main, "styles"))
        self._strings = self._read_strings(package.related(main, "sharedStrings"))

    def rows(self, sheet: Sheet) -> Iterator[list[str]]:
        """The rows that hold anything, each up to its last cell that does; LoadError where they reach too far."""
        return (cells for _, cells in self.numbered_rows(sheet))

    def numbered_rows(self, sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
        """The same rows, each with its number in the sheet, from 1."""
        if not sheet.has_cells:
            return
        listener = _Cells(self)
        for _ in told_xml(self._package.read(sheet.part), listener, self._package.where):
            for number, cells in listener.rows:
                if cells:
                    check_reach(number, self._limits.max_rows, "rows", self._package.where)
                    check_reach(max(cells), self._limits.max_columns, "columns", self._package.where)
                    yield number, [cells.get(column, "") for column in range(1, max(cells) + 1)]
            listener.rows.clear()

    def text(self, sort: str, style: str, raw: str) -> str:
        """A cell's text, by what sort of cell it is."""
        if sort == "s":
            raw = raw.strip()
            return self._strings[int(raw)] if raw.isdecimal() and int(raw) < len(self._strings) else ""
        if sort in ("str", "inlineStr"):
            return _unescaped(raw)
        if sort == "b":
            return _TRUTH.get(raw.strip(), raw)
        if sort == "d":
            return raw.strip().removesuffix("Z").removesuffix("T00:00:00").replace("T", " ")
        if sort == "e":
            return raw
        code = self._formats[int(style)] if style.isdecimal() and int(style) < len(self._formats) else ""
        return shown(raw, code, since_1904=self._since_1904)

    def _read_formats(self, parts: list[str]) -> list[str]:
        """The format of each style of cells."""
        if not parts:
            return []
        root = self._package.xml(parts[0])
        known = dict(built_in_formats())
        for one in children(child(root, "numFmts"), "numFmt"):
            known[attribute(one, "numFmtId") or ""] = attribute(one, "formatCode") or ""
        return [
            known.get(attribute(one, "numFmtId") or "", "") for one in children(child(root, "cellXfs"), "xf")
        ]

    def _read_strings(self, parts: list[str]) -> list[str]:
        if not parts:
            return []
        listener = _Strings()
        for _ in told_xml(self._package.read(parts[0]), listener, self._package.where):
            pass
        return listener.strings


def check_reach(reached: int, most: int, what: str, where: str) -> None:
    """Raise LoadError ``too_large`` where a table reaches beyond the rows or columns that the limits allow."""
    if reached > most:
        raise LoadError(
            FailureCode.TOO_LARGE,
            where,
            f"a table has more than {most:,} {what}, or a cell that lies beyond them",
            f"Remove the cell or split the table, or raise Limits(max_{what}=…).",
        )


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _Words:
    """Listens to the text of strings and values: runs, without the readings that stand above them.

    Expat calls these functions for every element; a name without its namespace is looked up, not cut again.
    """

    __slots__ = ("names", "open", "parts", "reading")

    def __init__(self) -> None:
        self.names = _Names()
        self.parts: list[str] = []
        self.reading = 0
        self.open = False

    def start(self, tag: str, attrs: dict[str, str], /) -> None:
        """An element begins."""
        name = self.names[tag]
        if name in _SPEAKING:
            self.open = not self.reading
        elif name == "rPh":
            self.reading += 1
        else:
            self.began(name, attrs)

    def end(self, tag: str, /) -> None:
        """An element ends."""
        name = self.names[tag]
        if name in _SPEAKING:
            self.open = False
        elif name == "rPh":
            self.reading -= 1
        else:
            self.ended(name)

    def data(self, text: str, /) -> None:
        """Some text."""
        if self.open:
            self.parts.append(text)

    def began(self, name: str, attrs: dict[str, str]) -> None:
        """An element that is no text begins."""

    def ended(self, name: str) -> None:
        """An element that is no text ends."""


_SPEAKING = frozenset({"t", "v"})


class _Names(dict[str, str]):
    def __missing__(self, tag: str) -> str:
        self[tag] = name = local(tag)
        return name


class _Strings(_Words):
    """Listens to the table of shared strings."""

    __slots__ = ("strings",)

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []

    def ended(self, name: str) -> None:
        if name == "si":
            self.strings.append(_unescaped("".join(self.parts)))
            self.parts.clear()


class _Cells(_Words):
    """Listens to the rows of a sheet, and keeps of each the cells that show anything."""

    __slots__ = ("_book", "_cells", "_column", "_row", "_sort", "_style", "rows")

    def __init__(self, book: Workbook) -> None:
        super().__init__()
        self.rows: list[tuple[int, dict[int, str]]] = []
        self._book = book
        self._cells: dict[int, str] = {}
        self._row = self._column = 0
        self._sort = self._style = ""

    def began(self, name: str, attrs: dict[str, str]) -> None:
        if name == "c":
            place = _COLUMN.match(attrs.get("r", ""))
            self._column = column_number(place[0]) if place else self._column + 1
            self._sort, self._style = attrs.get("t", "n"), attrs.get("s", "0")
            self.parts.clear()
        elif name == "row":
            number = attrs.get("r", "")
            self._row = int(number) if number.isdecimal() and len(number) < _DIGITS else self._row + 1
            self._column, self._cells = 0, {}

    def ended(self, name: str) -> None:
        if name == "c" and self.parts:
            text = self._book.text(self._sort, self._style, "".join(self.parts))
            if text and not text.isspace():
                self._cells[self._column] = text
        elif name == "row":
            self.rows.append((self._row, self._cells))


@lru_cache(2048)
def column_number(letters: str) -> int:
    """The number of a column, from 1.

    >>> column_number("A"), column_number("XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
