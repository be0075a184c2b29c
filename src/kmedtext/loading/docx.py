"""DOCX: documents of Word, in the order in which they are read.

Headers come first and footers last, each distinct one once; notes and text boxes follow the paragraph
that they belong to. Labels of lists (``1.``, ``가.``) and marks of notes are not text of the document,
Word makes them up; nor are comments, deletions, hidden text and field codes, and a flag of the source
says where there were some.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits
from kmedtext.loading.manuscript import Manuscript, Paragraph
from kmedtext.loading.office.flow import Block, Flow, lines_of
from kmedtext.loading.office.graphics import graphic_words
from kmedtext.loading.office.officestyles import Styles
from kmedtext.loading.office.ooxml import Package, attribute, child, likeness
from kmedtext.loading.origin import Origin
from kmedtext.loading.sample import Sample
from kmedtext.loading.texts import merged_flags
from kmedtext.loading.xml.xmltree import local
from kmedtext.records import Page

_NAMES = (".docx", ".docm", ".dotx", ".dotm")
_MAIN = "word/document.xml"
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_INSERTED_FILES = {"altChunk", "subDoc"}


class DocxLoader:
    """Word documents since 2007, with or without macros, and templates."""

    confined = True
    media_types = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.ms-word.document.macroEnabled.12",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
    )

    def accepts(self, sample: Sample) -> float:
        """Look for the part that holds the document."""
        return likeness(sample, "word/", (_MAIN,), _NAMES)

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        """Read headers, text, footers."""
        book = _Book(Package(data, limits, origin.where))
        main = book.package.main(_MAIN)
        root = book.package.xml(main)
        body = book.read(main, root)
        manuscript = Manuscript()
        manuscript.add(book.edges(main, root, "header"))
        manuscript.add(body)
        manuscript.add(book.edges(main, root, "footer"))
        if not manuscript.regions and "inserted_files_left_out" in book.flags:
            raise LoadError(
                FailureCode.UNSUPPORTED,
                origin.where,
                "its text is a file inside it that only Word puts in its place",
                "Open it in Word and save it again.",
            )
        manuscript.flags = merged_flags(manuscript.flags, tuple(sorted(book.flags)))
        return manuscript.page(origin, data, self.media_types[0], book.package.metadata())


class _Book:
    """What all parts of a document share."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.flags: set[str] = set()
        main = package.main(_MAIN)
        styles = package.related(main, "styles")
        self.styles = Styles(package.xml(styles[0]) if styles else None)
        self._notes: dict[str, dict[str, tuple[str, Element]]] = {}
        for sort in _NOTES.values():
            self._notes[sort] = {
                attribute(note, "id") or "": (part, note)
                for part in package.related(main, f"{sort}s")
                for note in package.xml(part)
                if attribute(note, "type") in (None, "normal")
            }

    def read(self, part: str, element: Element, *, in_note: bool = False) -> list[Block]:
        """Read what an element of a part holds."""
        return Flow(_Manners(self, part, in_note=in_note)).read(element)

    def note(self, sort: str, key: str) -> list[Paragraph]:
        """A note, the first time that it is cited."""
        part, element = self._notes[sort].pop(key, ("", None))
        return [] if element is None else lines_of(self.read(part, element, in_note=True), sort)

    def edges(self, main: str, root: Element, sort: str) -> list[Paragraph]:
        """The headers or footers of all sections, each distinct one once."""
        relations = self.package.relations(main)
        found: dict[tuple[str, ...], list[Paragraph]] = {}
        seen: set[str] = set()
        for reference in root.iter():
            if local(reference.tag) != f"{sort}Reference":
                continue
            relation = relations.get(attribute(reference, "id") or "")
            if relation is None or relation.target in seen or relation.target not in self.package:
                continue
            seen.add(relation.target)
            lines = lines_of(self.read(relation.target, self.package.xml(relation.target)), sort)
            found.setdefault(tuple(line.text for line in lines), lines)
        return [line for lines in found.values() for line in lines]


class _Manners:
    """The manners of WordprocessingML, in one part."""

    def __init__(self, book: _Book, part: str, *, in_note: bool) -> None:
        self._book, self._part, self._in_note = book, part, in_note

    def paragraph(self, element: Element) -> tuple[str, bool, bool]:
        properties = child(element, "pPr")
        mark = child(properties, "rPr")
        # A deleted end of a paragraph: the next one goes on in its line.
        joins = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        hidden = self._book.styles.hides(properties, "pStyle", otherwise=False)
        return self._book.styles.tag(element), hidden, joins

    def hides(self, run: Element, hidden: bool) -> bool:
        return self._book.styles.hides(child(run, "rPr"), "rStyle", otherwise=hidden)

    def note(self, reference: Element) -> Iterable[Block]:
        sort = _NOTES[local(reference.tag)]
        # No note cites another; a made-up chain of them would have no end.
        return [] if self._in_note else self._book.note(sort, attribute(reference, "id") or "")

    def inserted(self, element: Element) -> Iterable[Block]:
        name = local(element.tag)
        if name == "commentReference":
            self.flag("comments_left_out")
        elif name in _INSERTED_FILES:
            self.flag("inserted_files_left_out")
        elif name == "textpath":
            return (Paragraph(attribute(element, "string") or ""),)
        else:
            return graphic_words(self._book.package, self._part, element)
        return ()

    def flag(self, what: str) -> None:
        self._book.flags.add(what)
