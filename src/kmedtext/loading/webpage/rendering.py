"""A document tree becomes text, with one region for each group of lines.

One line for each block element, white space collapsed as a browser does, a row of a table on one
line. The walk is a loop, not a recursion, and looks at each node once or twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kmedtext.loading.limits import Limits
from kmedtext.loading.webpage.linegroup import Element, LineGroup, Names
from kmedtext.loading.webpage.nesting import too_deep, too_many
from kmedtext.loading.webpage.rows import is_data_row
from kmedtext.loading.webpage.tags import Tags, tags
from kmedtext.records import Region

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
_MAY_HIDE = '[hidden], [aria-hidden="true"], [style]'
# Pages that scripts uncover hide nearly all of their text; then hiding says nothing.
_SHOWN_SHARE = 0.1
# html, body and what else a page may leave out.
_ADDED = 8
_TEXT = "-text"
_SPACE = " \t\n\f\r"
_CELLS = frozenset({"td", "th"})


def render(root: LexborNode, limits: Limits, path: str) -> tuple[str, tuple[Region, ...]]:
    """Render the tree below ``root``; LoadError ``too_large`` when it passes ``limits``."""
    canvas = Canvas(tags(), hiding(root))
    skipped = canvas.sets.skipped
    node: LexborNode | None = root
    depth = nodes = 0
    while node is not None:
        nodes += 1
        if nodes > limits.max_nodes:
            raise too_many(path, limits)
        tag = node.tag
        child = None
        if tag == _TEXT:
            canvas.write(node.text_content or "")
        elif tag and tag[0] != "-" and tag not in skipped:
            child = node.first_child
            canvas.open(tag, node)
            if child is None:
                canvas.close()
        if child is not None:
            node = child
            depth += 1
            # td, tr and tbody do not count for the limit: the tree is up to four times as deep.
            if depth > 4 * limits.max_depth + _ADDED or canvas.levels > limits.max_depth:
                raise too_deep(path, limits)
            continue
        following = node.next
        while depth and following is None:
            node = node.parent
            depth -= 1
            if node is None:
                break
            canvas.close()
            following = node.next
        node = following if depth else None
    return canvas.finish()


def hiding(root: LexborNode) -> frozenset[int]:
    """The elements that their attributes hide, by number: one search is faster than to read all attributes."""
    return frozenset(node.mem_id for node in root.css(_MAY_HIDE) if _hides(node.attributes))


def _hides(attributes: dict[str, str | None]) -> bool:
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    style = attributes.get("style")
    return style is not None and _HIDING.search(style) is not None


@dataclass(slots=True)
class Canvas:
    """The text so far, the open elements, and the lines being filled: those shown and those hidden.

    Hidden text inside a line of shown text waits, and gets a line of its own behind it.
    """

    sets: Tags
    hiding: frozenset[int] = frozenset()
    out: list[str] = field(default_factory=list)
    length: int = 0
    regions: list[Region] = field(default_factory=list)
    inner: Element | None = None
    shown: LineGroup = field(default_factory=LineGroup)
    hidden: LineGroup = field(default_factory=LineGroup)
    shallowest: int = 0
    names: Names = field(default_factory=dict)

    @property
    def levels(self) -> int:
        """How many elements are open that count for the limit on depth."""
        return self.inner.levels if self.inner is not None else 0

    def write(self, data: str) -> None:
        """Add the text of a node."""
        inner = self.inner
        if inner is None:
            return
        group = self.hidden if inner.hidden else self.shown
        # Half of all text is space between elements, and most of that opens a line.
        if not group.fresh or (inner.preformatted and not inner.row) or data.strip(_SPACE):
            group.add(data, inner, self.shallowest)
        self.shallowest = inner.depth

    def open(self, tag: str, node: LexborNode) -> None:
        """Enter an element."""
        outer, sets = self.inner, self.sets
        block = tag in sets.block
        if outer is None:
            self.inner = Element(tag, node, block=block)
            return
        if tag == "br":
            self._line_break(outer)
        elif block:
            if outer.row:
                self._within_row(tag, outer)
            elif self.shown.parts or self.hidden.parts:
                self.flush()
        self.inner = Element(
            tag,
            node,
            outer,
            outer.depth + 1,
            outer.levels + (tag not in sets.shallow),
            outer.hidden or tag in sets.hidden or (bool(self.hiding) and node.mem_id in self.hiding),
            outer.preformatted or tag in sets.preformatted,
            outer.row or (tag == "tr" and is_data_row(node, sets)),
            outer.linked or tag == "a",
            block,
        )

    def close(self) -> None:
        """Leave the innermost element."""
        element = self.inner
        if element is None:
            return
        outer = element.outer
        if element.block:
            if outer is None or not outer.row:
                if self.shown.parts or self.hidden.parts:
                    self.flush()
            elif element.tag not in _CELLS:
                self._group(element).mark(" ")
        self.inner = outer
        if element.depth <= self.shallowest:
            self.shallowest = element.depth - 1

    def flush(self) -> None:
        """End the lines: what is shown becomes a region, then what is hidden."""
        if self.shown.parts:
            self._emit(self.shown, hidden=False)
            self.shown = LineGroup()
        if self.hidden.parts:
            self._emit(self.hidden, hidden=True)
            self.hidden = LineGroup()

    def finish(self) -> tuple[str, tuple[Region, ...]]:
        """End the last line and hand over the text and its regions."""
        self.flush()
        shown = sum(region.end - region.start for region in self.regions if not region.hidden)
        if shown < _SHOWN_SHARE * self.length:
            self.regions = [replace(region, hidden=False) for region in self.regions]
        return "".join(self.out), tuple(self.regions)

    def _emit(self, group: LineGroup, *, hidden: bool) -> None:
        if group.within is None:
            return
        text = group.text()
        end = self.length + len(text)
        links = min(group.links, len(text))
        self.regions.append(
            Region(self.length, end, group.tag(self.sets), group.within.path(self.names), links, hidden)
        )
        self.out.extend((text, "\n"))
        self.length = end + 1

    def _group(self, element: Element) -> LineGroup:
        return self.hidden if element.hidden else self.shown

    def _line_break(self, outer: Element) -> None:
        group = self._group(outer)
        if outer.row:
            group.mark(" ")
        elif group.within is not None and group.parts[-1] == "\n":
            # An empty line parts paragraphs, whatever element they stand in.
            self.flush()
            self.out.append("\n")
            self.length += 1
        elif group.within is not None:
            group.mark("\n")

    def _within_row(self, tag: str, outer: Element) -> None:
        group = self._group(outer)
        if tag not in _CELLS:
            if not group.fresh:
                group.mark(" ")
            return
        if outer.cells:
            group.mark("\t")
        outer.cells += 1
