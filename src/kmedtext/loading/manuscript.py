"""Manuscripts: the paragraphs of a document become its text, with a region for each.

For formats that know their paragraphs (HWP, HWPX, DOCX, PPTX, XLSX, JATS …): each is a line of the
text, or several where the author broke the line; a row of a table is one line, its cells parted by tabs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.origin import Origin
from kmedtext.loading.texts import has_text, merged_flags, tidy
from kmedtext.records import Page, Region

# As for HTML (rows.py): a cell of data holds a few short paragraphs at most; what holds more is a column of a page.
_CELL_PARAGRAPHS = 4
_ROW_CHARACTERS = 1500


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and what it is: ``p``, ``h1`` … ``h6``, ``li``, ``caption``, ``header``, ``footer``, ``footnote``, ``endnote``.

    ``hidden`` marks what is in the file and not on its printed page, as the comments of a reviewer.
    """

    text: str
    tag: str = "p"
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells, each a sequence of paragraphs and tables."""

    rows: Sequence[Sequence[Sequence[Paragraph | Table]]]


@dataclass(slots=True)
class Manuscript:
    """Collects a document's paragraphs in reading order.

    >>> manuscript = Manuscript()
    >>> manuscript.add([Paragraph("제목", "h1"), Table([[[Paragraph("혈압")], [Paragraph("120/80")]]])])
    >>> page = manuscript.page(Origin("a"), b"", "application/x")
    >>> page.text, [region.tag for region in page.regions]
    ('제목\\n혈압\\t120/80\\n', ['h1', 'tr'])
    """

    out: list[str] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    flags: tuple[str, ...] = ()
    length: int = 0

    def add(
        self,
        content: Iterable[Paragraph | Table],
        *,
        page: int | None = None,
        section: str | None = None,
        hidden: bool = False,
    ) -> None:
        """Add paragraphs and tables; nested tables to any depth, without recursion.

        ``hidden`` says of all of them that the document does not show them (a hidden slide or sheet).
        """
        waiting: list[Paragraph | Table | tuple[str, str]] = list(content)
        waiting.reverse()
        while waiting:
            item = waiting.pop()
            if isinstance(item, Table):
                waiting.extend(reversed(list(_rows(item))))
            elif isinstance(item, tuple):
                self._line(Region(0, 0, item[1], hidden=hidden, page=page, section=section), item[0])
            else:
                self._line(
                    Region(0, 0, item.tag, hidden=hidden or item.hidden, page=page, section=section),
                    item.text,
                )

    def _line(self, region: Region, text: str) -> None:
        text, flags = tidy(text)
        self.flags = merged_flags(self.flags, flags)
        text = text.strip("\n")
        if not has_text(text):
            return
        end = self.length + len(text)
        self.regions.append(replace(region, start=self.length, end=end))
        self.out.extend((text, "\n"))
        self.length = end + 1

    def page(
        self, origin: Origin, data: bytes, media_type: str, metadata: Mapping[str, str] | None = None
    ) -> Page:
        """Make the page; LoadError ``empty_extraction`` where there is no text at all."""
        if not self.regions:
            raise LoadError(
                FailureCode.EMPTY_EXTRACTION,
                origin.where,
                "no text was found in it; it may hold pictures only",
                "Open it in the program that made it and look; save its text as .txt if there is any.",
            )
        source = origin.source(data, media_type, metadata=metadata, flags=self.flags)
        return Page(origin.id, "".join(self.out), source, tuple(self.regions))


def _rows(table: Table) -> Iterable[Paragraph | Table | tuple[str, str]]:
    for row in table.rows:
        cells = [cell for cell in row if any(_filled(item) for item in cell)]
        flat = [_flat(cell) for cell in row]
        if len(cells) > 1 and all(map(_is_data, cells)) and sum(map(len, flat)) <= _ROW_CHARACTERS:
            yield "\t".join(flat).strip("\t"), "tr"
        else:
            for cell in cells:
                yield from cell


def _filled(item: Paragraph | Table) -> bool:
    return isinstance(item, Table) or has_text(item.text)


def _is_data(cell: Sequence[Paragraph | Table]) -> bool:
    if any(isinstance(item, Table) or item.tag not in ("p", "li") or item.hidden for item in cell):
        return False
    return len(cell) <= _CELL_PARAGRAPHS


def _flat(cell: Sequence[Paragraph | Table]) -> str:
    """A cell on one line: what a reader sees as lines of a cell is parted by a space."""
    texts = (item.text for item in cell if isinstance(item, Paragraph))
    return " ".join(" ".join(text.split()) for text in texts).strip()
