"""HWPML: 한글's documents as one XML file (.hml)."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.hancom.flow import Block, PrintedOnce
from kmedtext.loading.hancom.markup import attribute, blocks_of, levels_of, name, number_of
from kmedtext.loading.hancom.reading import Reading
from kmedtext.loading.hancom.styles import Shape, Styles
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Origin
from kmedtext.loading.sample import Sample
from kmedtext.loading.texts import merged_flags
from kmedtext.loading.xml.xmlsource import read_source
from kmedtext.loading.xml.xmltree import parse_xml
from kmedtext.records import Page

_MARKS = tuple("<HWPML".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_FIRST = 2048
_SIGNATURE = 0.95
_KEYS = {
    "title": "title",
    "author": "author",
    "subject": "subject",
    "keywords": "keywords",
    "date": "created",
}


class HwpmlLoader:
    """HWPML documents: paragraphs, tables, notes, text boxes, headers and footers."""

    media_types = ("application/x-hwpml",)
    confined = True

    def accepts(self, sample: Sample) -> float:
        """Accept XML whose root says HWPML."""
        return _SIGNATURE if any(mark in sample.head[:_FIRST] for mark in _MARKS) else 0.0

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        """Read the sections of the body in order."""
        decoded, text, flags = read_source(data, origin)
        reading = reading_of(parse_xml(text, limits, origin.where), origin.where)
        reading = replace(reading, flags=merged_flags(decoded.flags, flags))
        page = reading.page(origin, data, self.media_types[0])
        source = replace(page.source, encoding=decoded.encoding, encoding_how=decoded.how)
        return replace(page, source=source)


def reading_of(root: Element, where: str) -> Reading:
    """Read the document; LoadError ``unsupported`` where it has no body."""
    sections = [node for node in root.iter() if name(node) == "section"]
    if name(root) != "hwpml" or not sections:
        raise LoadError(
            FailureCode.UNSUPPORTED,
            where,
            "the HWPML document has no section of text",
            "Open it in 한글 and save it again as HWPX.",
        )
    styles = _styles(root)
    once = PrintedOnce()
    blocks: list[Block] = []
    for section in sections:
        blocks.extend(once.section(blocks_of(section, styles)))
    metadata: dict[str, str] = {}
    for summary in (node for node in root.iter() if name(node) == "docsummary"):
        for node in summary:
            if (key := _KEYS.get(name(node))) and (value := (node.text or "").strip()):
                metadata[key] = value
    return Reading(blocks, metadata)


def _styles(root: Element) -> Styles:
    styles = Styles()
    for node in root.iter():
        kind = name(node)
        key = number_of(attribute(node, "Id"), -1)
        if kind == "parashape":
            styles.shapes[key] = Shape(
                attribute(node, "HeadingType").lower(),
                number_of(attribute(node, "Level")),
                number_of(attribute(node, "Heading")),
            )
        elif kind == "numbering":
            styles.numberings[key] = levels_of(node)
        elif kind == "style":
            styles.names[key] = attribute(node, "Name")
    return styles
