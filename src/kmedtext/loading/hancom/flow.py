"""Flow: what stands in the lines of a 한글 paragraph, and what hangs on it.

In all three formats everything hangs on a paragraph: tables, text boxes, notes, headers. A document is read
from its leaves up; each node gives items, and a paragraph turns its items into blocks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kmedtext.loading.manuscript import Paragraph, Table
from kmedtext.loading.texts import has_text

Block = Paragraph | Table

# These stand outside the run of the text, so a table that holds them is still one of data.
_APART = frozenset({"footnote", "endnote", "header", "footer"})


@dataclass(frozen=True, slots=True)
class Aside:
    """Blocks that hang on a place in a paragraph, and where they stand: before or behind it, or just there."""

    blocks: Sequence[Block]
    place: Literal["before", "here", "behind"] = "behind"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. ``row`` tells where a row ends in formats that do not nest cells in rows."""

    blocks: Sequence[Block]
    row: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table."""

    cells: Sequence[Cell]


Item = str | Paragraph | Table | Aside | Cell | Row


def paragraph_blocks(items: Iterable[Item], tag_of: Callable[[str], str], label: str = "") -> list[Block]:
    """Make a paragraph's blocks: its text, and behind it what hangs on it; what stands in the line parts the text.

    ``label`` is the number before the text.

    >>> paragraph_blocks(["본문", Aside([Paragraph("주", "footnote")]), "이다."], lambda text: "p", "1.")
    [Paragraph(text='1. 본문이다.', ...), Paragraph(text='주', tag='footnote', ...)]
    """
    before: list[Block] = []
    body: list[Block] = []
    behind: list[Block] = []
    words: list[str] = []

    def flush() -> None:
        nonlocal label
        text = "".join(words)
        words.clear()
        if has_text(text):
            body.append(Paragraph(f"{label} {text.lstrip()}" if label else text, tag_of(text)))
            label = ""
        body.extend(behind)
        behind.clear()

    for item in items:
        if isinstance(item, str):
            words.append(item)
            continue
        blocks = _blocks_of(item)
        if isinstance(item, Aside) and item.place == "here" and blocks:
            flush()
            body.extend(blocks)
        else:
            is_first = isinstance(item, Aside) and item.place == "before"
            (before if is_first else behind).extend(blocks)
    flush()
    return before + body


def list_blocks(items: Iterable[Item]) -> list[Block]:
    """Make blocks of what stands where paragraphs should; stray text becomes a paragraph.

    >>> list_blocks(["길 잃은 글", Aside([Paragraph("상자")])])
    [Paragraph(text='길 잃은 글', ...), Paragraph(text='상자', ...)]
    """
    blocks: list[Block] = []
    words: list[str] = []

    def flush() -> None:
        text = "".join(words)
        words.clear()
        if has_text(text):
            blocks.append(Paragraph(text))

    for item in items:
        if isinstance(item, str):
            words.append(item)
        else:
            flush()
            blocks.extend(_blocks_of(item))
    flush()
    return blocks


def _blocks_of(item: Item) -> Sequence[Block]:
    if isinstance(item, Aside | Cell):
        return item.blocks
    if isinstance(item, Row):
        return [block for cell in item.cells for block in cell.blocks]
    return [] if isinstance(item, str) else [item]


def table_blocks(rows: Iterable[Row]) -> list[Block]:
    """Make a table, and behind it the notes that hang in its cells.

    A heading in a row of several filled cells is a cell like the others; alone in its row it stays a heading.
    """
    apart: list[Block] = []
    kept: list[list[list[Block]]] = []
    for row in rows:
        cells: list[list[Block]] = []
        for cell in row.cells:
            cells.append([block for block in cell.blocks if not _is_apart(block)])
            apart.extend(block for block in cell.blocks if _is_apart(block))
        filled = sum(1 for cell in cells if cell)
        kept.append([[_plain(block) for block in cell] for cell in cells] if filled > 1 else cells)
    return [Table(kept), *apart] if kept else apart


def rows_of(cells: Iterable[Cell]) -> list[Row]:
    """Gather cells into rows by the row that each says it is in.

    >>> [len(row.cells) for row in rows_of([Cell([], 0), Cell([], 0), Cell([], 1)])]
    [2, 1]
    """
    rows: list[tuple[int, list[Cell]]] = []
    for cell in cells:
        if not rows or rows[-1][0] != cell.row:
            rows.append((cell.row, []))
        rows[-1][1].append(cell)
    return [Row(gathered) for _, gathered in rows]


def marked(blocks: Iterable[Block], tag: str, *, hidden: bool = False) -> list[Block]:
    """Say of all paragraphs what they belong to; rows of tables in them become paragraphs too.

    >>> marked([Table([[[Paragraph("쪽")], [Paragraph("3")]]])], "footer")
    [Paragraph(text='쪽\\t3', tag='footer', ...)]
    """
    found: list[Block] = []
    waiting: list[Block] = [*blocks][::-1]
    while waiting:
        block = waiting.pop()
        if isinstance(block, Paragraph):
            kept = block.tag if block.tag in _APART else tag
            found.append(replace(block, tag=kept, hidden=hidden or block.hidden))
            continue
        for row in reversed(block.rows):
            flat = [item for cell in row for item in cell]
            if all(isinstance(item, Paragraph) for item in flat):
                texts = (" ".join(item.text for item in cell if isinstance(item, Paragraph)) for cell in row)
                waiting.append(Paragraph("\t".join(text for text in texts if text), tag))
            else:
                waiting.extend(reversed(flat))
    return found


def _is_apart(block: Block) -> bool:
    return isinstance(block, Paragraph) and (block.tag in _APART or block.hidden)


def _plain(block: Block) -> Block:
    if isinstance(block, Paragraph) and block.tag.startswith("h"):
        return replace(block, tag="p")
    return block


class PrintedOnce:
    """Puts a section's footers behind it, and gives each header and footer of a document once."""

    def __init__(self) -> None:
        self._seen: set[tuple[str, str]] = set()

    def section(self, blocks: Iterable[Block]) -> list[Block]:
        """Give the blocks of the next section.

        >>> once = PrintedOnce()
        >>> [block.text for block in once.section([Paragraph("꼬리", "footer"), Paragraph("글")])]
        ['글', '꼬리']
        >>> once.section([Paragraph("꼬리", "footer")])
        []
        """
        body: list[Block] = []
        feet: list[Block] = []
        for block in blocks:
            if isinstance(block, Paragraph) and block.tag in ("header", "footer"):
                key = block.tag, " ".join(block.text.split())
                if key in self._seen:
                    continue
                self._seen.add(key)
            is_foot = isinstance(block, Paragraph) and block.tag == "footer"
            (feet if is_foot else body).append(block)
        return body + feet
