"""Composition: the printed pages of a document become its text, with a region for each block."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from kmedtext.loading.pdf.columns import flows_of
from kmedtext.loading.pdf.furniture import body_size, mark_furniture
from kmedtext.loading.pdf.paragraphs import Block, blocks_of, usual_spacing
from kmedtext.loading.pdf.printed import PrintedLine, Sheet, box_around
from kmedtext.loading.pdf.roles import levels_of, tags_of
from kmedtext.loading.pdf.tables import with_tables
from kmedtext.records import Region


class Composition:
    """Collects blocks: a line of the text for each printed line, an empty line between blocks, a form feed between pages."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._regions: list[Region] = []
        self._length = 0
        self._page = 0
        self._last = ""

    def add(self, block: Block, tag: str, page: int, *, hidden: bool = False) -> None:
        """Add a block."""
        if self._out:
            between = "\n\f" if page != self._page else "" if tag == self._last == "tr" else "\n"
            self._write(between)
        self._page, self._last = page, tag
        start = self._length
        if block.row is not None:
            text = block.row.text
            self._write(text)
        else:
            lines = block.lines
            text = "\n".join([line.text + " " if line.tail else line.text for line in lines])
            self._write(text)
        end = start + len(text) - (text[-1] == " ")
        box = box_around(block.lines)
        self._regions.append(Region(start, end, tag, page=page, box=box, hidden=hidden))
        self._write("\n")

    def _write(self, text: str) -> None:
        self._out.append(text)
        self._length += len(text)

    def result(self) -> tuple[str, tuple[Region, ...]]:
        """The text and its regions."""
        return "".join(self._out), tuple(self._regions)


def compose(sheets: Sequence[Sheet]) -> tuple[str, tuple[Region, ...]]:
    """Put the lines of a document's pages in reading order and together to paragraphs; say what each is."""
    mark_furniture(list(sheets))
    size = body_size(line for sheet in sheets for line in sheet.lines if not line.role)
    flowing = [
        [flow.lines for flow in flows_of([line for line in sheet.lines if _flows(line)])] for sheet in sheets
    ]
    spacing = usual_spacing([flow for flows in flowing for flow in flows], size)
    laid = [[blocks_of(with_tables(flow), spacing) for flow in flows] for flows in flowing]
    levels = levels_of([block for page in laid for flow in page for block in flow], spacing)
    composition = Composition()
    for sheet, page in zip(sheets, laid, strict=True):
        number = sheet.number
        for rows in _role(sheet, "header"):
            composition.add(Block(rows), "header", number)
        for flow in page:
            for block, tag in zip(flow, tags_of(flow, spacing, levels), strict=True):
                composition.add(block, tag, number)
        for line in sheet.lines:
            if line.turn and not line.hidden:
                composition.add(Block([line]), "p", number)
        for rows in _role(sheet, "footer"):
            composition.add(Block(rows), "footer", number)
        for line in sheet.lines:
            if line.hidden:
                composition.add(Block([line]), "p", number, hidden=True)
    return composition.result()


def _flows(line: PrintedLine) -> bool:
    return not (line.turn or line.hidden or line.role)


def _role(sheet: Sheet, role: str) -> list[list[PrintedLine]]:
    """The lines of a page's header or footer, row by row."""
    lines = sorted(
        (line for line in sheet.lines if line.role == role), key=lambda line: (round(line.base), line.left)
    )
    return [list(row) for _, row in groupby(lines, key=lambda line: round(line.base))]
