"""The flow of text in OpenDocument files, whose paragraphs are elements and text mixed, as in HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from kmedtext.loading.limits import Limits
from kmedtext.loading.office.flow import Block, Flow, Item, lines_of
from kmedtext.loading.office.officestyles import heading, tag_of_name
from kmedtext.loading.office.ooxml import attribute, child, children
from kmedtext.loading.office.sheets import check_reach
from kmedtext.loading.xml.xmltree import local

_SPACE = re.compile("[ \t\r\n]+")
_CHAIN = 20
_MOST_SPACES = 1000
_DROPPED = frozenset({
    *("title", "desc", "forms", "note-citation", "scripts", "font-face-decls", "automatic-styles", "settings"),
    *("tracked-changes", "annotation", "annotation-end", "page-thumbnail", "dde-source", "event-listeners"),
    *("calculation-settings", "content-validations", "hidden-text", "hidden-paragraph", "notes", "image"),
    *("named-expressions", "database-ranges", "data-pilot-tables", "covered-table-cell", "shapes"),
})  # fmt: skip
_FLAGS = {
    "annotation": "comments_left_out",
    "tracked-changes": "deletions_left_out",
    "hidden-text": "hidden_text_left_out",
    "hidden-paragraph": "hidden_text_left_out",
}
# What frames of slides are for.
_CLASSES = {
    "title": "h2",
    "header": "header",
    **dict.fromkeys(("footer", "page-number", "date-time"), "footer"),
}


@dataclass(slots=True)
class OdfManners:
    """What the styles of a document say of its paragraphs."""

    styles: dict[str, Element]
    limits: Limits
    where: str
    flags: set[str] = field(default_factory=set)
    depth: int = 0
    tag: str | None = None

    def paragraph(self, element: Element) -> tuple[str, bool, bool]:
        """The tag by the frame, the element, the style or the list around it; the others hide and join nothing."""
        if self.tag is not None:
            return self.tag, False, False
        if local(element.tag) == "h":
            level = attribute(element, "outline-level") or "1"
            return heading(int(level) - 1 if level.isdecimal() and level in "123456789" else 0), False, False
        return self._of_style(attribute(element, "style-name") or ""), False, False

    def _of_style(self, name: str) -> str:
        for _ in range(_CHAIN):
            style = self.styles.get(name)
            spoken = None if style is None else attribute(style, "display-name")
            tag = tag_of_name(spoken or name.replace("_20_", " "))
            if tag is not None:
                return tag
            if style is None:
                break
            name = attribute(style, "parent-style-name") or ""
        return "li" if self.depth else "p"

    def is_hidden(self, element: Element) -> bool:
        """Tell whether the element's own style hides its text."""
        style = self.styles.get(attribute(element, "style-name") or "")
        properties = child(style, "text-properties")
        return properties is not None and attribute(properties, "display") == "none"

    def hides(self, run: Element, hidden: bool) -> bool:  # noqa: ARG002 - there are no runs
        """Nothing."""
        return False

    def note(self, reference: Element) -> Iterable[Block]:
        """The note, which stands where it is cited."""
        sort = "endnote" if attribute(reference, "note-class") == "endnote" else "footnote"
        inner = OdfManners(self.styles, self.limits, self.where, self.flags)
        blocks = [
            block
            for body in children(reference, "note-body")
            for block in OdfFlow(inner, notes=False).read(body)
        ]
        return lines_of(blocks, sort)

    def inserted(self, element: Element) -> Iterable[Block]:  # noqa: ARG002 - charts are documents of their own
        """Nothing."""
        return ()

    def flag(self, what: str) -> None:
        """Note that something was left out."""
        self.flags.add(what)


class OdfFlow(Flow):
    """Reads OpenDocument's elements into paragraphs and tables."""

    def __init__(self, manners: OdfManners, *, notes: bool = True) -> None:
        super().__init__(manners)
        self._odf, self._notes = manners, notes

    def _inside(self, element: Element) -> Sequence[Item]:
        if not self._stories[-1].drafts:
            return list(element)
        items: list[Item] = [_SPACE.sub(" ", element.text or "")]
        for one in element:
            items.extend((one, _SPACE.sub(" ", one.tail or "")))
        return items

    def _opened(self, element: Element) -> Sequence[Item]:
        name = local(element.tag)
        if name in _DROPPED or name.endswith("-source"):
            if name in _FLAGS:
                self._odf.flag(_FLAGS[name])
            return self._covered() if name == "covered-table-cell" else ()
        if name in ("p", "h", "span", "section") and self._is_hidden(name, element):
            self._odf.flag("hidden_text_left_out")
            return ()
        if name in ("p", "h"):
            self._paragraph(element)
            return (*self._inside(element), self._end_paragraph)
        match name:
            case "s":
                count = attribute(element, "c") or "1"
                self._say(" " * min(int(count) if count.isdecimal() and len(count) < 9 else 1, _MOST_SPACES))
            case "tab":
                self._say("\t")
            case "line-break":
                self._say("\n")
            case "note":
                return self._note(element) if self._notes else ()
            case "ruby-text":
                return ("(", *self._inside(element), ")")
            case "list-item":
                self._odf.depth += 1
                return (*self._inside(element), self._end_item)
            case "text-box":
                return self._box(element)
            case "frame" | "custom-shape" if attribute(element, "class") in _CLASSES:
                self._odf.tag = _CLASSES[attribute(element, "class") or ""]
                return (*self._inside(element), self._end_class)
            case "table":
                return self._table(element)
            case "table-row":
                return self._odf_row(element)
            case "table-cell":
                return self._odf_cell(element)
            case _:
                return self._inside(element)
        return ()

    def _is_hidden(self, name: str, element: Element) -> bool:
        if name == "section":
            return attribute(element, "display") == "none"
        return self._odf.is_hidden(element)

    def _end_item(self) -> None:
        self._odf.depth -= 1

    def _end_class(self) -> None:
        self._odf.tag = None

    def _odf_row(self, element: Element) -> Sequence[Item]:
        rows = self._stories[-1].rows
        if not rows:
            return list(element)
        rows[-1].append([])
        count = _repeated(element, "number-rows-repeated")

        def end() -> None:
            row = rows[-1].pop()
            while row and not row[-1]:
                row.pop()
            if row:
                check_reach(len(rows[-1]) + count, self._odf.limits.max_rows, "rows", self._odf.where)
                rows[-1].extend([row] * count)

        return (*element, end)

    def _odf_cell(self, element: Element) -> Sequence[Item]:
        rows = self._stories[-1].rows
        if not rows or not rows[-1]:
            return self._inside(element)
        items = self._cell(element)
        row, count = rows[-1][-1], _repeated(element, "number-columns-repeated")

        def repeat() -> None:
            most = self._odf.limits.max_columns
            if row[-1]:
                check_reach(len(row) + count - 1, most, "columns", self._odf.where)
                row.extend([row[-1]] * (count - 1))
            else:
                row.extend([[]] * min(count - 1, most))

        return (*items, repeat)

    def _covered(self) -> Sequence[Item]:
        rows = self._stories[-1].rows
        if rows and rows[-1]:
            rows[-1][-1].append([])
        return ()


def _repeated(element: Element, name: str) -> int:
    text = attribute(element, name) or "1"
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1


def styles_of(*roots: Element | None) -> dict[str, Element]:
    """The styles of a document by name, those of the first root before the others'."""
    found: dict[str, Element] = {}
    for root in roots:
        for place in ("automatic-styles", "styles"):
            for style in children(child(root, place), "style"):
                found.setdefault(attribute(style, "name") or "", style)
    return found
