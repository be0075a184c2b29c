"""Whether a table row is a line of data or lays out a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kmedtext.loading.webpage.tags import Tags

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# A cell of data holds a few short paragraphs at most; what holds more is a column of a page.
_CELL_LINES = 4
_ROW_CHARACTERS = 1500
_LINES = frozenset({"p", "div", "li", "br"})


def is_data_row(row: LexborNode, sets: Tags) -> bool:
    """Tell whether a ``tr`` has two cells or more, and nothing in them that needs lines of its own.

    Stops at the first nested table, so that nested tables do not cost quadratic time.
    """
    cells = lines = characters = 0
    for node in row.traverse(include_text=True):
        tag = node.tag or ""
        if tag == "-text":
            characters += len((node.text_content or "").strip())
            if characters > _ROW_CHARACTERS:
                return False
        elif tag in _LINES:
            lines += 1
            if lines > _CELL_LINES:
                return False
        elif tag in sets.layout:
            return False
        elif tag in ("td", "th"):
            cells += 1
            lines = 0
    return cells > 1
