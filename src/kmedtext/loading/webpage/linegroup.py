"""A group of lines while it is being rendered: what becomes one region."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kmedtext.loading.encodings.hangul import compose
from kmedtext.loading.webpage.tags import Tags

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Names = dict[tuple[str, str | None, str | None], str]
"""The name of an element in a path, by its tag, id and classes."""
# Only what HTML calls white space collapses: a no-break or an ideographic space is a character.
_SPACE = re.compile(r"[ \t\n\f\r]+")
_MAX_CLASSES = 8
_MAX_NAME = 60


@dataclass(slots=True, eq=False)
class Element:
    """An open element: what the elements and the text inside it need to know.

    ``depth`` counts all elements around it, ``levels`` those that count for the limit.
    """

    tag: str
    node: LexborNode
    outer: Element | None = None
    depth: int = 1
    levels: int = 0
    hidden: bool = False
    preformatted: bool = False
    row: bool = False
    linked: bool = False
    block: bool = False
    cells: int = 0
    _path: tuple[str, ...] | None = None

    def path(self, names: Names) -> tuple[str, ...]:
        """List the elements from the outermost to this one, each as ``tag#id.class1.class2``.

        ``names`` are those made already: many elements of a page bear the same.
        """
        missing: list[Element] = []
        element: Element | None = self
        while element is not None and element._path is None:
            missing.append(element)
            element = element.outer
        path = element._path if element is not None and element._path is not None else ()
        for element in reversed(missing):
            path = element._path = (*path, element._name(names))
        return path

    def _name(self, names: Names) -> str:
        attributes = self.node.attributes  # read here, for the elements with text alone
        if not attributes:
            return self.tag
        classes = attributes.get("class")
        if attributes.get("itemprop") == "articleBody":
            classes = f"articlebody {classes or ''}"
        key = self.tag, attributes.get("id"), classes
        name = names.get(key)
        if name is None:
            name = names[key] = _name(*key)
        return name


def _name(tag: str, own: str | None, classes: str | None) -> str:
    parts = [tag]
    if own:
        parts.append("#" + "-".join(own.split())[:_MAX_NAME].lower())
    if classes:
        parts.extend("." + one[:_MAX_NAME].lower() for one in classes.split()[:_MAX_CLASSES])
    return "".join(parts)


@dataclass(slots=True)
class LineGroup:
    """Lines that are shown together, and the innermost element that all of their text stands in."""

    parts: list[str] = field(default_factory=list)
    within: Element | None = None
    links: int = 0
    fresh: bool = True
    """Nothing stands on the current line yet, or a space does: the next space is dropped."""

    def add(self, data: str, inner: Element, shallowest: int) -> None:
        """Add the text of a node inside ``inner``.

        ``shallowest`` is the least depth of the walk since text was last added.
        """
        if not inner.preformatted or inner.row:
            if not data.isprintable() or "  " in data:  # a line feed or a tab is not printable
                data = _SPACE.sub(" ", data)
            if self.fresh and data.startswith(" "):
                data = data[1:]
            if not data:
                return
            self.fresh = data.endswith(" ")
        if self.within is not None:
            while self.within.depth > shallowest and self.within.outer is not None:
                self.within = self.within.outer
        elif not data.isspace():
            self.within = inner
        self.parts.append(data)
        if inner.linked:
            self.links += len(data)

    def mark(self, mark: str) -> None:
        """Put a tab, a space or a line end between what was added and what follows."""
        if self.parts and self.parts[-1].endswith(" "):
            self.parts[-1] = self.parts[-1][:-1]
        self.parts.append(mark)
        self.fresh = True

    def text(self) -> str:
        """Join what was added, without white space at the end."""
        return compose("".join(self.parts)).rstrip(" \t\n\r\f")

    def tag(self, sets: Tags) -> str:
        """Name the element that tells most about the text: the block it fills, or the one link in it."""
        block = self.within
        inside = None
        while block is not None and not block.block:
            if inside is None and block.tag in sets.telling_inside:
                inside = block.tag
            block = block.outer
        if block is None:
            return inside or "body"
        around: Element | None = block
        while around is not None and (not around.block or around.tag in sets.transparent):
            around = around.outer
        if around is not None and around.tag in sets.telling_around:
            return around.tag
        return inside or block.tag
