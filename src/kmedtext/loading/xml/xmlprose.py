"""The prose of an XML document: its elements become paragraphs and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from kmedtext.loading.manuscript import Paragraph, Table
from kmedtext.loading.texts import has_text

# XML's white space: a no-break or an ideographic space is a character.
_SPACE = re.compile(r"[ \t\r\n]+")
_MARKUP = re.compile(r"<(?:/[a-z][a-z0-9]*|br|p|div|img)\b[^<>]*>", re.IGNORECASE)
# These say more of a paragraph than the p inside them does.
_TELLING = ("caption", "footnote", "endnote", "li")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    {*_TELLING, *_HEADINGS, "p", "head", "section", "row", "cell", "box", "pre", "text", "aside"}
)
_IN_REFERENCES = frozenset({*_TELLING, "p", "br", "inline", "label", "first", "listed"})
_NONE: frozenset[str] = frozenset()
_DEEPEST = 6

Rendered = Callable[[str], list[Paragraph]]
"""Makes paragraphs of HTML that stands in the XML as text."""


@dataclass(slots=True)
class _Open:
    """An open element: what it is, what paragraphs inside it are, and how to leave it."""

    element: Element
    at: int
    roles: frozenset[str]
    tag: str
    block: bool
    inside: bool
    mixed: bool
    pre: bool
    aside: bool
    cell: bool
    row: bool
    depth: int


@dataclass(slots=True)
class _Page:
    """The paragraphs so far, and the one that is being written."""

    roles: Mapping[str, frozenset[str]]
    rendered: Rendered
    out: list[Paragraph | Table] = field(default_factory=list)
    later: list[Paragraph | Table] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    filled: bool = False
    saved: list[tuple[list[str], bool]] = field(default_factory=list)
    row: list[list[Paragraph | Table]] | None = None
    label: bool = False

    def write(self, text: str) -> None:
        self.buffer.append(text)
        self.filled = self.filled or has_text(text)

    def emit(self, item: Paragraph | Table) -> None:
        if self.row is not None:
            if not self.row:
                self.row.append([])
            self.row[-1].append(item)
        else:
            (self.later if self.saved else self.out).append(item)

    def flush(self, tag: str, *, pre: bool = False) -> None:
        """End the paragraph; what it was interrupted by follows."""
        joined = "".join(self.buffer)
        self.buffer.clear()
        self.label = self.filled = False
        text = joined.strip("\n") if pre else _lines(joined)
        if has_text(text):
            self.emit(Paragraph(text, tag))
        if not self.saved and self.later:
            later, self.later = self.later, []
            for item in later:
                self.emit(item)


def _lines(text: str) -> str:
    """Collapse white space; \x0b stands for a line end that the author set."""
    return "\n".join(_SPACE.sub(" ", line).strip(" ") for line in text.split("\x0b")).strip("\n")


def prose(root: Element, roles: Mapping[str, frozenset[str]], rendered: Rendered) -> list[Paragraph | Table]:
    """Read a document's paragraphs in order, by the ``roles`` of its elements. A loop, not a recursion.

    >>> from xml.etree.ElementTree import fromstring
    >>> tree = fromstring("<a><name>심장내과</name><p>혈압이 <b>높다</b>.</p></a>")
    >>> [item.text for item in prose(tree, {"p": frozenset({"p"})}, lambda html: [])]
    ['심장내과', '혈압이 높다.']
    """
    page = _Page(roles, rendered)
    open_elements = [_opened(page, root, None)]
    while open_elements:
        top = open_elements[-1]
        if top.at < len(top.element) and "skip" not in top.roles:
            child = top.element[top.at]
            top.at += 1
            if "first" in top.roles and top.at > 1:
                continue
            if "listed" in top.roles and page.filled:
                page.buffer.append(", ")
            open_elements.append(_opened(page, child, top))
            continue
        open_elements.pop()
        _closed(page, top, open_elements[-1] if open_elements else None)
    page.flush("p")
    return page.out


def _opened(page: _Page, element: Element, outer: _Open | None) -> _Open:
    roles = page.roles.get(element.tag, _NONE)
    if outer is not None and outer.tag == "endnote":
        roles &= _IN_REFERENCES  # of a reference all is text, and its title is no title of the article's
    inside, mixed = (outer.inside, outer.mixed) if outer else (False, False)
    block = bool(roles & _BLOCKS) or not (roles or inside or mixed)
    aside = "aside" in roles and inside and outer is not None and not outer.cell
    own = _Open(
        element,
        0,
        roles,
        _tag(roles, outer),
        block,
        inside=False if roles & {"box", "row", "section"} else inside or (block and bool(roles)),
        mixed=_is_mixed(element) or (mixed and not block),
        pre="pre" in roles or (outer is not None and outer.pre),
        aside=aside,
        cell="cell" in roles or (outer is not None and outer.cell),
        row="row" in roles and page.row is None,
        depth=(outer.depth if outer else 1) + ("section" in roles),
    )
    if "skip" in roles:
        return own
    if aside:
        page.saved.append((page.buffer, page.filled))
        page.buffer, page.filled = [], False
    elif block:
        if page.label:
            page.buffer.append(" ")  # a label goes with the paragraph that follows it
        else:
            page.flush(outer.tag if outer else "p", pre=outer is not None and outer.pre)
    if own.row:
        page.row = []
    elif "cell" in roles and page.row is not None and outer is not None and not outer.cell:
        page.row.append([])
    elif "br" in roles:
        page.buffer.append("\n" if own.pre else "\x0b")
    elif not (roles or block or mixed):
        page.buffer.append(" ")  # names, places and years that stand side by side without a space
    _write(page, own, element.text or "")
    return own


def _write(page: _Page, own: _Open, text: str) -> None:
    """Write an element's own text: HTML written as text is rendered, lines of a text stay lines."""
    page.label = page.label and not has_text(text)
    leaf = not len(own.element) and own.block and ("text" in own.roles or not own.roles)
    if leaf and _MARKUP.search(text):
        for paragraph in page.rendered(text):
            page.emit(paragraph)
    elif leaf and text.strip().count("\n"):
        page.write("\x0b".join(text.strip().splitlines()))
    else:
        page.write(text)


def _closed(page: _Page, own: _Open, outer: _Open | None) -> None:
    if "skip" not in own.roles:
        if "label" in own.roles and outer is not None:
            page.label = page.filled
        elif own.block or own.aside:
            page.flush(own.tag, pre=own.pre)
        if own.aside:
            page.buffer, page.filled = page.saved.pop()
        if own.row and page.row is not None:
            row, page.row = page.row, None
            if row:
                page.emit(Table([row]))
    if own.element.tail and outer is not None:
        page.write(own.element.tail if has_text(own.element.tail) or not own.block else " ")


def _tag(roles: frozenset[str], outer: _Open | None) -> str:
    above = outer.tag if outer else "p"
    if roles & {"row", "cell"}:
        return "p"
    for tag in _TELLING:
        if tag in roles:
            return tag
    if above in _TELLING:
        return above
    if "head" in roles and outer is not None:
        return f"h{min(outer.depth, _DEEPEST)}"
    return next((tag for tag in _HEADINGS if tag in roles), above if not roles & _BLOCKS else "p")


def _is_mixed(element: Element) -> bool:
    """Whether text stands between an element's children; without children there is none beside it."""
    if not len(element):
        return False
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)
