"""PPTX: presentations, slide by slide; each slide is a section, and so are its notes.

Of a slide the title comes first, footer, date and number last, and the rest in the order that the
author gave the shapes, which is the one that screen readers follow. What stands on layouts and
masters alone is decoration of all slides and no text of any.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kmedtext.loading.limits import Limits
from kmedtext.loading.manuscript import Manuscript
from kmedtext.loading.office.flow import Block, Flow, lines_of
from kmedtext.loading.office.graphics import DrawingManners
from kmedtext.loading.office.ooxml import Package, attribute, child, children, likeness
from kmedtext.loading.office.placeholders import Bullets, Placeholder, placeholder
from kmedtext.loading.origin import Origin
from kmedtext.loading.sample import Sample
from kmedtext.loading.texts import merged_flags
from kmedtext.loading.xml.xmltree import local
from kmedtext.records import Page

_NAMES = (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm")
_MAIN = "ppt/presentation.xml"
_TITLES = {"ctrTitle": "h1", "title": "h2"}
_EDGES = {"hdr": "header", "dt": "footer", "ftr": "footer", "sldNum": "footer"}
_GROUPS = frozenset({"sld", "notes", "cSld", "spTree", "grpSp"})


class PptxLoader:
    """Presentations of PowerPoint since 2007, with or without macros, and templates."""

    confined = True
    media_types = (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
        "application/vnd.openxmlformats-officedocument.presentationml.slideshow",
        "application/vnd.openxmlformats-officedocument.presentationml.template",
    )

    def accepts(self, sample: Sample) -> float:
        """Look for the part that lists the slides."""
        return likeness(sample, "ppt/", (_MAIN,), _NAMES)

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        """Read the slides in their order."""
        deck = _Deck(Package(data, limits, origin.where))
        manuscript = Manuscript()
        for number, part in enumerate(deck.slides(), 1):
            root, section = deck.package.xml(part), f"slide {number}"
            hidden = attribute(root, "show") in ("0", "false")
            manuscript.add(deck.read(part, root), section=section, hidden=hidden)
            for notes in deck.package.related(part, "notesSlide"):
                manuscript.add(deck.read_notes(notes), section=f"{section} notes", hidden=hidden)
        manuscript.flags = merged_flags(manuscript.flags, tuple(sorted(deck.flags)))
        return manuscript.page(origin, data, self.media_types[0], deck.package.metadata())


class _Deck:
    """What all slides share."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.flags: set[str] = set()
        self.bullets = Bullets(package)

    def slides(self) -> Iterator[str]:
        """The slides' parts, in the order in which they are shown."""
        main = self.package.main(_MAIN)
        relations = self.package.relations(main)
        for one in children(child(self.package.xml(main), "sldIdLst"), "sldId"):
            # Its own id has no namespace, the relation's has one.
            key = next((value for name, value in one.attrib.items() if name.endswith("}id")), "")
            relation = relations.get(key)
            if relation is not None and relation.sort == "slide":
                yield relation.target

    def read(self, part: str, root: Element) -> list[Block]:
        """Read a slide: title, shapes, what stands at its edges."""
        if self.package.related(part, "comments"):
            self.flags.add("comments_left_out")
        titles: list[Block] = []
        shapes: list[Block] = []
        edges: list[Block] = []
        for shape in _shapes(root):
            place = placeholder(shape)
            blocks = Flow(_Manners(self, part, place, shape)).read(shape)
            sort = place.sort if place else ""
            if sort in _TITLES:
                titles.extend(blocks)
            elif sort in _EDGES:
                edges.extend(lines_of(blocks, _EDGES[sort]))
            else:
                shapes.extend(blocks)
        return [*titles, *shapes, *edges]

    def read_notes(self, part: str) -> list[Block]:
        """Read the speaker's notes to a slide; what stands at the edges of their printed page is left."""
        blocks: list[Block] = []
        for shape in _shapes(self.package.xml(part)):
            place = placeholder(shape)
            if place is None or place.sort not in (*_EDGES, "sldImg"):
                blocks.extend(Flow(_Manners(self, part, None, shape)).read(shape))
        return blocks


def _shapes(root: Element) -> Iterator[Element]:
    """The shapes, those of groups in their places."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        name = local(element.tag)
        if name in _GROUPS:
            waiting.extend(reversed(element))
        elif name == "AlternateContent":
            best = child(element, "Choice")
            best = child(element, "Fallback") if best is None else best
            waiting.extend(reversed(() if best is None else best))
        elif name in ("sp", "graphicFrame", "cxnSp"):
            yield element


class _Manners(DrawingManners):
    """The manners of one shape, which know what it is for."""

    def __init__(self, deck: _Deck, part: str, place: Placeholder | None, shape: Element) -> None:
        super().__init__(deck.package, part)
        self._bullets, self._place, self._shape = deck.bullets, place, shape

    def paragraph(self, element: Element) -> tuple[str, bool, bool]:
        tag = _TITLES.get(self._place.sort if self._place else "")
        if tag is None:
            listed = self._bullets.of(self.part, self._place, self._shape, child(element, "pPr"))
            tag = "li" if listed else "p"
        return tag, False, False
