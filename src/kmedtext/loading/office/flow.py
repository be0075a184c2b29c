"""The flow of text in Office documents: elements become paragraphs and tables, in reading order.

One walk serves WordprocessingML and DrawingML (the text of slides, shapes, charts), which name
paragraphs, runs, tables, rows and cells alike. What differs, and what stands in other parts (notes,
charts), is asked of :class:`Manners`.

What a reader of the finished document sees is kept: insertions, results of fields, text boxes (after
the paragraph that they hang on), notes (after the paragraph that cites them, or its table). Field
codes, deletions and hidden text are not text of the document; ``flags`` says where there were some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol
from xml.etree.ElementTree import Element

from kmedtext.loading.manuscript import Manuscript, Paragraph, Table
from kmedtext.loading.office.equations import equation
from kmedtext.loading.office.ooxml import attribute, child, children
from kmedtext.loading.office.symbols import symbol, with_symbols
from kmedtext.loading.xml.xmltree import local

Block = Paragraph | Table


class Manners(Protocol):
    """What a format knows about its paragraphs, and what it keeps in other parts."""

    def paragraph(self, element: Element) -> tuple[str, bool, bool]:
        """The paragraph's tag, whether its text is hidden, and whether the next one goes on in its line."""
        ...

    def hides(self, run: Element, hidden: bool) -> bool:
        """Tell whether a run is hidden, in a paragraph that is or is not."""
        ...

    def note(self, reference: Element) -> Iterable[Block]:
        """The note that is cited."""
        ...

    def inserted(self, element: Element) -> Iterable[Block]:
        """The text of a chart, a diagram or the like that stands in a part of its own."""
        ...

    def flag(self, what: str) -> None:
        """Note that something was left out."""
        ...


Item = Element | str | Callable[[], None]
"""What waits to be read: an element, text, or what is to be done when an element ends."""


@dataclass(slots=True)
class _Draft:
    """A paragraph that is being read."""

    tag: str
    hidden: bool
    joins: bool
    parts: list[str] = field(default_factory=list)
    after: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class _Story:
    """A place of paragraphs: the document, a cell, a text box."""

    is_cell: bool = False
    blocks: list[Block] = field(default_factory=list)
    drafts: list[_Draft] = field(default_factory=list)
    carried: _Draft | None = None
    rows: list[list[list[list[Block]]]] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)

    @property
    def target(self) -> list[Block]:
        return self.drafts[-1].after if self.drafts else self.blocks


class Flow:
    """Reads elements into paragraphs and tables; without recursion, however deep they lie."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._stories: list[_Story] = []

    def read(self, root: Element) -> list[Block]:
        """Read all that an element holds."""
        story = _Story()
        self._stories.append(story)
        waiting: list[Item] = [root]
        while waiting:
            item = waiting.pop()
            if isinstance(item, Element):
                waiting.extend(reversed(self._opened(item)))
            elif isinstance(item, str):
                self._say(item)
            else:
                item()
        self._stories.pop()
        self._settle(story)
        return story.blocks

    def _opened(self, element: Element) -> Sequence[Item]:
        name = local(element.tag)
        if name in _TEXTS:
            self._say(_TEXTS[name])
            return ()
        if name in _DROPPED:
            if name in _DELETED:
                self._manners.flag("deletions_left_out")
            return ()
        handler = _HANDLERS.get(name)
        return self._inside(element) if handler is None else handler(self, element)

    def _inside(self, element: Element) -> Sequence[Item]:
        """What an element holds, in order; text stands in elements of its own."""
        return list(element)

    def _say(self, text: str) -> None:
        story = self._stories[-1]
        if not text or "code" in story.fields:
            return
        if story.drafts:
            story.drafts[-1].parts.append(text)
        elif text.strip():
            story.blocks.append(Paragraph(text))

    def _text(self, element: Element) -> Sequence[Item]:
        self._say((element.text or "").translate(_SPACES))
        return ()

    def _symbol(self, element: Element) -> Sequence[Item]:
        self._say(symbol(attribute(element, "font") or "", attribute(element, "char") or ""))
        return ()

    def _equation(self, element: Element) -> Sequence[Item]:
        return (equation(element),)

    def _ruby(self, element: Element) -> Sequence[Item]:
        return (*children(element, "rubyBase"), "(", *children(element, "rt"), ")")

    def _alternatives(self, element: Element) -> Sequence[Item]:
        best = child(element, "Choice")
        best = child(element, "Fallback") if best is None else best
        return () if best is None else list(best)

    def _run(self, element: Element) -> Sequence[Item]:
        story = self._stories[-1]
        if self._manners.hides(element, bool(story.drafts) and story.drafts[-1].hidden):
            if any(child(element, name) is not None for name in ("t", "sym")):
                self._manners.flag("hidden_text_left_out")
            # Fields whose codes are hidden must end where they end.
            return list(children(element, "fldChar"))
        fonts = child(element, "rPr", "rFonts")
        if fonts is None:
            return list(element)
        font = attribute(fonts, "ascii") or ""
        return [
            with_symbols(font, one.text or "").translate(_SPACES) if local(one.tag) == "t" else one
            for one in element
        ]

    def _field(self, element: Element) -> Sequence[Item]:
        fields, sort = self._stories[-1].fields, attribute(element, "fldCharType")
        if sort == "begin":
            fields.append("code")
        elif sort == "separate" and fields:
            fields[-1] = "result"
        elif sort == "end" and fields:
            fields.pop()
        return ()

    def _note(self, element: Element) -> Sequence[Item]:
        story = self._stories[-1]
        (story.drafts[-1].notes if story.drafts else story.blocks).extend(self._manners.note(element))
        return ()

    def _inserted(self, element: Element) -> Sequence[Item]:
        self._stories[-1].target.extend(self._manners.inserted(element))
        return ()

    def _paragraph(self, element: Element) -> Sequence[Item]:
        story = self._stories[-1]
        tag, hidden, joins = self._manners.paragraph(element)
        draft = _Draft(tag, hidden, joins)
        if story.carried is not None:
            # The line has the format of its end.
            draft, story.carried = replace(story.carried, tag=tag, hidden=hidden, joins=joins), None
        story.drafts.append(draft)
        return (*self._inside(element), self._end_paragraph)

    def _end_paragraph(self) -> None:
        story = self._stories[-1]
        draft = story.drafts.pop()
        # A field may go on in the next paragraph, its code hardly ever does; one that never ends must not take all.
        story.fields[:] = ["result"] * len(story.fields)
        if draft.joins and not story.drafts:
            story.carried = draft
        else:
            self._emit(story, draft)

    def _emit(self, story: _Story, draft: _Draft) -> None:
        text = "".join(draft.parts)
        target = story.target
        if text.strip():
            target.append(Paragraph(text, draft.tag))
        target.extend(draft.after)
        (story.notes if story.is_cell else target).extend(draft.notes)

    def _settle(self, story: _Story) -> None:
        if story.carried is not None:
            draft, story.carried = story.carried, None
            self._emit(story, draft)

    def _box(self, element: Element) -> Sequence[Item]:
        self._stories.append(_Story())
        return (*self._inside(element), self._end_box)

    def _end_box(self) -> None:
        box = self._stories.pop()
        self._settle(box)
        self._stories[-1].target.extend(box.blocks)

    def _table(self, element: Element) -> Sequence[Item]:
        self._settle(self._stories[-1])
        self._stories[-1].rows.append([])
        return (*self._inside(element), self._end_table)

    def _end_table(self) -> None:
        story = self._stories[-1]
        story.target.append(Table(story.rows.pop()))
        if not story.is_cell:
            story.target.extend(story.notes)
            story.notes = []

    def _row(self, element: Element) -> Sequence[Item]:
        marks = child(element, "trPr")
        for name, what in (("del", "deletions_left_out"), ("hidden", "hidden_text_left_out")):
            mark = child(marks, name)
            if mark is not None and attribute(mark, "val") not in ("0", "false"):
                self._manners.flag(what)
                return ()
        if self._stories[-1].rows:
            self._stories[-1].rows[-1].append([])
        return list(element)

    def _cell(self, element: Element) -> Sequence[Item]:
        rows = self._stories[-1].rows
        if not rows or not rows[-1]:
            return list(element)
        if attribute(element, "hMerge") in ("1", "true"):
            return ()
        self._stories.append(_Story(is_cell=True))
        return (*self._inside(element), self._end_cell)

    def _end_cell(self) -> None:
        cell = self._stories.pop()
        self._settle(cell)
        story = self._stories[-1]
        story.rows[-1][-1].append(cell.blocks)
        story.notes.extend(cell.notes)


_SPACES = str.maketrans("\n\r\t", "   ")
_TEXTS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}
_DELETED = frozenset({"del", "moveFrom"})
# Properties, and what is no text though it may hold elements that are elsewhere.
_DROPPED = frozenset(
    {
        *_DELETED,
        "pPr",
        "rPr",
        "tblPr",
        "tblPrEx",
        "tblGrid",
        "trPr",
        "tcPr",
        "sectPr",
        "sdtPr",
        "sdtEndPr",
        "rubyPr",
        "endParaRPr",
        "bodyPr",
        "lstStyle",
        "instrText",
        "delText",
        "delInstrText",
        "fldData",
        "ffData",
        "binData",
        "spPr",
        "style",
        "nvSpPr",
        "blipFill",
        "extLst",
    }
)
_HANDLERS: dict[str, Callable[[Flow, Element], Sequence[Item]]] = {
    "t": Flow._text,
    "sym": Flow._symbol,
    "oMath": Flow._equation,
    "ruby": Flow._ruby,
    "AlternateContent": Flow._alternatives,
    "r": Flow._run,
    "fldChar": Flow._field,
    "footnoteReference": Flow._note,
    "endnoteReference": Flow._note,
    "chart": Flow._inserted,
    "relIds": Flow._inserted,
    "textpath": Flow._inserted,
    "altChunk": Flow._inserted,
    "subDoc": Flow._inserted,
    "commentReference": Flow._inserted,
    "p": Flow._paragraph,
    "txbxContent": Flow._box,
    "tbl": Flow._table,
    "tr": Flow._row,
    "tc": Flow._cell,
}


def lines_of(blocks: Iterable[Block], tag: str) -> list[Paragraph]:
    """The lines that blocks make, all with one tag: notes, headers and footers are never tables."""
    manuscript = Manuscript()
    manuscript.add(blocks)
    return [Paragraph(text, tag) for text in manuscript.out[::2]]
