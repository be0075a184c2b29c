"""Drawings of Office documents: shapes with text; charts and diagrams, of which the words are read and not the numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from kmedtext.loading.manuscript import Paragraph
from kmedtext.loading.office.flow import Block
from kmedtext.loading.office.ooxml import Package, attribute, child, children
from kmedtext.loading.xml.xmltree import local

_DIAGRAM_ID, _CHART_ID = "dm", "id"


def graphic_words(package: Package, part: str, element: Element) -> list[Block]:
    """The words of the chart or diagram that an element of a part points to."""
    key = attribute(element, _DIAGRAM_ID if local(element.tag) == "relIds" else _CHART_ID)
    relation = package.relations(part).get(key or "")
    if relation is None or relation.target not in package:
        return []
    root = package.xml(relation.target)
    words = _diagram(root) if local(root.tag) == "dataModel" else _chart(root)
    return [Paragraph(text) for text in dict.fromkeys(words) if text]


class DrawingManners:
    """The manners of DrawingML in a part: there are no notes, nothing is deleted or hidden."""

    def __init__(self, package: Package, part: str) -> None:
        self.package, self.part = package, part

    def paragraph(self, element: Element) -> tuple[str, bool, bool]:  # noqa: ARG002 - all are alike
        """A paragraph like any other."""
        return "p", False, False

    def hides(self, run: Element, hidden: bool) -> bool:  # noqa: ARG002 - nothing is hidden
        """Never."""
        return False

    def note(self, reference: Element) -> Iterable[Block]:  # noqa: ARG002 - there are no notes
        """Nothing."""
        return ()

    def inserted(self, element: Element) -> Iterable[Block]:
        """The words of a chart or diagram."""
        return graphic_words(self.package, self.part, element)

    def flag(self, what: str) -> None:
        """Nothing is left out."""


def _chart(root: Element) -> Iterator[str]:
    """Titles first, then the names of series and categories."""
    for one in root.iter():
        if local(one.tag) == "rich":
            yield from _paragraphs(one)
    for one in root.iter():
        if local(one.tag) == "strCache":
            for point in children(one, "pt"):
                text = child(point, "v")
                yield " ".join((text.text or "").split()) if text is not None else ""


def _diagram(root: Element) -> Iterator[str]:
    for one in root.iter():
        if local(one.tag) == "pt" and attribute(one, "type") not in ("pres", "parTrans", "sibTrans"):
            for text in children(one, "t"):
                yield from _paragraphs(text)


def _paragraphs(body: Element) -> Iterator[str]:
    for paragraph in children(body, "p"):
        yield "".join(
            "\n" if local(one.tag) == "br" else one.text or ""
            for one in paragraph.iter()
            if local(one.tag) in ("t", "br")
        ).strip()
