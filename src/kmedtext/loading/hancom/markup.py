"""Markup: the text of HWPX sections and HWPML bodies, which are XML with much the same elements.

The tree is read from its leaves up: in reverse document order every element comes after all that it
holds, so no depth of nesting needs recursion.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from importlib.resources import files
from xml.etree.ElementTree import Element

from kmedtext.loading.hancom.flow import (
    Aside,
    Block,
    Cell,
    Item,
    Row,
    list_blocks,
    marked,
    paragraph_blocks,
    table_blocks,
)
from kmedtext.loading.hancom.numbering import MOST_LEVELS, Level
from kmedtext.loading.hancom.numerals import PAGE_COUNTERS, numeral
from kmedtext.loading.hancom.styles import Styles
from kmedtext.loading.manuscript import Paragraph
from kmedtext.loading.texts import has_text
from kmedtext.loading.xmltree import local

_TRUE = ("1", "true")
_BELOW = ("BOTTOM", "RIGHT")
Children = Sequence[tuple[Element, Sequence[Item]]]


def name(element: Element) -> str:
    """An element's name without namespace, in lower case: HWPX writes ``tbl``, HWPML ``TABLE``."""
    return local(element.tag).lower()


def attribute(element: Element, *names: str) -> str:
    """The first of some attributes that is there; the formats differ in their case.

    >>> attribute(Element("P", {"ParaShape": "3"}), "paraPrIDRef", "ParaShape")
    '3'
    """
    return next((value for wanted in names if (value := element.get(wanted)) is not None), "")


def number_of(value: str, default: int = 0) -> int:
    """A number in an attribute; bad ones are the default."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else default


def blocks_of(root: Element, styles: Styles) -> list[Block]:
    """Read the paragraphs and tables under an element, in reading order."""
    reader = _Reader(styles)
    nodes = list(root.iter())
    delete_tracked(root, nodes)
    outline = next((number_of(node.get("outlineShapeIDRef", "")) for node in nodes if name(node) == "secpr"), 0)
    reader.labels = {
        node: label
        for node in nodes
        if name(node) == "p" and (label := styles.label(number_of(attribute(node, "paraPrIDRef", "ParaShape"), -1), outline))
    }
    given: dict[Element, Sequence[Item]] = {}
    items: Sequence[Item] = ()
    for node in reversed(nodes):
        children = [(child, found) for child in node if (found := given.pop(child, ()))]
        items = reader.items(node, children)
        if items:
            given[node] = items
    return list_blocks(items)


def levels_of(numbering: Element) -> list[Level]:
    """The levels of a numbering, from its ``paraHead`` elements."""
    levels = [Level()] * MOST_LEVELS
    for head in numbering.iter():
        if name(head) == "parahead" and 0 < (at := number_of(attribute(head, "level", "Level"))) <= MOST_LEVELS:
            form = attribute(head, "numFormat", "NumFormat").upper()
            start = number_of(attribute(head, "start", "Start"), 1)
            levels[at - 1] = Level(form, "".join(head.itertext()), start)
    return levels


def delete_tracked(root: Element, nodes: Iterable[Element]) -> None:
    """Take out text that tracked changes mark as deleted; a mark without its end deletes nothing."""
    ends = {node.get("Id") for node in nodes if name(node) == "deleteend"}
    if not ends:
        return
    deleting: set[str | None] = set()
    waiting: list[tuple[Element, bool]] = [(root, False)]
    while waiting:
        node, closing = waiting.pop()
        if closing:
            if deleting:
                node.tail = None
            continue
        waiting.append((node, True))
        kind = name(node)
        if kind == "deletebegin" and node.get("Id") in ends:
            deleting.add(node.get("Id"))
        elif kind == "deleteend":
            deleting.discard(node.get("Id"))
        if deleting:
            node.text = None
        waiting.extend((child, False) for child in reversed(node))


class _Reader:
    """Turns an element and what its children gave into what the element gives."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.labels: dict[Element, str] = {}
        self._roles, self._inline = _elements()
        self._by_role: dict[str, Callable[[Element, Children], Sequence[Item]]] = {
            "paragraph": self._paragraph,
            "characters": self._characters,
            "words": lambda node, children: [node.text] if node.text else [],
            "table": _table,
            "row": lambda node, children: [Row([item for item in _joined(children) if isinstance(item, Cell)])],
            "cell": lambda node, children: [Cell(list_blocks(_joined(children)))],
            "comment": lambda node, children: _aside(children, "p", hidden=True),
            "box": lambda node, children: [Aside(list_blocks(_joined(children)))] if children else [],
            "drawing": _drawing,
            "equation": lambda node, children: _equation(children),
            "ruby": _ruby,
            "compose": lambda node, children: [attribute(node, "composeText", "ComposeText")],
            "textart": _textart,
            "number": _number,
            "form": _form,
            "edited": lambda node, children: _joined(children),
            "edit": _edit,
            "switch": _switch,
        }

    def items(self, node: Element, children: Children) -> Sequence[Item]:
        """What an element gives."""
        role = self._roles.get(name(node))
        if role is None:
            return children[0][1] if len(children) == 1 else _joined(children)
        make = self._by_role.get(role)
        return _aside(children, role) if make is None else make(node, children)

    def _paragraph(self, node: Element, children: Children) -> Sequence[Item]:
        shape = number_of(attribute(node, "paraPrIDRef", "ParaShape"), -1)
        style = number_of(attribute(node, "styleIDRef", "Style"), -1)
        label = self.labels.get(node, "")
        return paragraph_blocks(_joined(children), lambda text: self._styles.tag(shape, style, text), label)

    def _characters(self, node: Element, children: Children) -> Sequence[Item]:
        inner = dict(children)
        items: list[Item] = [node.text] if node.text else []
        for child in node:
            if sign := self._inline.get(name(child)):
                items.append(sign)
            else:
                items.extend(inner.get(child, ()))
            if child.tail:
                items.append(child.tail)
        return items


def _joined(children: Children) -> list[Item]:
    return [item for _, items in children for item in items]


def _aside(children: Children, tag: str, *, hidden: bool = False) -> Sequence[Item]:
    blocks = marked(list_blocks(_joined(children)), tag, hidden=hidden)
    return [Aside(blocks, "before" if tag == "header" else "behind")] if blocks else []


def _anchored(node: Element, children: Children, own: Sequence[Block]) -> list[Item]:
    """An object's blocks, where they stand: an object may be in the line as a character is."""
    above: list[Block] = []
    below: list[Block] = []
    in_line = False
    for child in node:
        kind = name(child)
        if kind == "pos" or kind == "shapeobject":
            place = child if kind == "pos" else next(iter(child.iter("POSITION")), child)
            in_line = attribute(place, "treatAsChar", "TreatAsChar").lower() in _TRUE
    for child, items in children:
        captions = [child] if name(child) == "caption" else child.findall("CAPTION")
        is_below = any(attribute(caption, "side", "Side").upper() in _BELOW for caption in captions)
        if captions:
            (below if is_below else above).extend(list_blocks(items))
    blocks = [*above, *own, *below]
    return [Aside(blocks, "here" if in_line else "behind")] if blocks else []


def _others(children: Children) -> list[Item]:
    """What an object holds beside its caption, which HWPML puts under SHAPEOBJECT."""
    return _joined([pair for pair in children if name(pair[0]) not in ("caption", "shapeobject")])


def _drawing(node: Element, children: Children) -> Sequence[Item]:
    return _anchored(node, children, list_blocks(_others(children)))


def _table(node: Element, children: Children) -> Sequence[Item]:
    items = _others(children)
    strays = list_blocks(item for item in items if not isinstance(item, Row))
    return _anchored(node, children, [*strays, *table_blocks(item for item in items if isinstance(item, Row))])


def _equation(children: Children) -> Sequence[Item]:
    """The script of an equation stands in the line; its lines are only for the eye of who writes it."""
    items = _joined(children)
    script = " ".join(" ".join(item for item in items if isinstance(item, str)).split())
    others: list[Item] = [item for item in items if not isinstance(item, str)]
    return [f" {script} ", *others] if script else others


def _ruby(node: Element, children: Children) -> Sequence[Item]:
    words = {name(child): "".join(item for item in items if isinstance(item, str)) for child, items in children}
    main, above = words.get("maintext", ""), words.get("subtext", "")
    return [f"{main}({above})" if has_text(above) and has_text(main) else main + above]


def _textart(node: Element, children: Children) -> Sequence[Item]:
    text = attribute(node, "text", "Text")
    own: list[Block] = [Paragraph(text)] if has_text(text) else []
    return _anchored(node, children, [*own, *list_blocks(_others(children))])


def _number(node: Element, children: Children) -> Sequence[Item]:
    if attribute(node, "numType", "NumberType").upper() in PAGE_COUNTERS:
        return []
    form = next((child for child in node if name(child) == "autonumformat"), node)
    return [
        numeral(
            number_of(attribute(node, "num", "Number")),
            attribute(form, "type", "Type"),
            attribute(form, "prefixChar", "PrefixChar"),
            attribute(form, "suffixChar", "SuffixChar"),
        )
    ]


def _form(node: Element, children: Children) -> Sequence[Item]:
    """The words beside a button or box, or what is chosen; ``&`` marks a key to press."""
    shown = attribute(node, "caption", "selectedValue")
    return [shown.replace("&&", "\0").replace("&", "").replace("\0", "&"), *_joined(children)]


def _edit(node: Element, children: Children) -> Sequence[Item]:
    if node.get("passwordChar"):
        return []
    return [child.text for child in node if name(child) == "text" and child.text]


def _switch(node: Element, children: Children) -> Sequence[Item]:
    """The same content in several ways; the first that holds any is taken."""
    return children[0][1] if children else []


@cache
def _elements() -> tuple[dict[str, str], dict[str, str]]:
    raw = tomllib.loads(files("kmedtext.loading.hancom").joinpath("elements.toml").read_text("utf-8"))
    return raw["roles"], raw["inline"]
