"""Markup: the text of HWPX sections and HWPML bodies, which are XML with much the same elements.

The tree is read from its leaves up: in reverse document order every element comes after all that it
holds, so no depth of nesting needs recursion.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
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
from kmedtext.loading.xml.xmltree import local

_TRUE = ("1", "true")
_BELOW = ("BOTTOM", "RIGHT")
# Where an object's caption is: HWPML puts it under SHAPEOBJECT.
_HEADS = ("caption", "shapeobject")
Children = Sequence[tuple[Element, Sequence[Item]]]


def name(element: Element) -> str:
    """An element's name without namespace, in lower case: HWPX writes ``tbl``, HWPML ``TABLE``."""
    return _kind(element.tag)


@lru_cache(1024)
def _kind(tag: str) -> str:
    return local(tag).lower()


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
    reader.count(nodes)
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
        if (
            name(head) == "parahead"
            and 0 < (at := number_of(attribute(head, "level", "Level"))) <= MOST_LEVELS
        ):
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
        self._labels: dict[Element, str] = {}
        self._roles, self._inline = _elements()
        self._by_children: dict[str, Callable[[Children], Sequence[Item]]] = {
            "row": _row,
            "cell": _cell,
            "comment": _comment,
            "box": _box,
            "equation": _equation,
            "ruby": _ruby,
            "edited": _joined,
            "switch": _switch,
        }
        self._by_element: dict[str, Callable[[Element, Children], Sequence[Item]]] = {
            "paragraph": self._paragraph,
            "characters": self._characters,
            "words": _words,
            "compose": _compose,
            "table": _table,
            "drawing": _drawing,
            "textart": _textart,
            "number": _number,
            "form": _form,
            "edit": _edit,
        }

    def count(self, nodes: Iterable[Element]) -> None:
        """Number the paragraphs among all elements of a section, given in order."""
        numbered = [node for node in nodes if name(node) in ("p", "secpr", "secdef")]
        # What is said of the section stands inside its first paragraph.
        section = next((node for node in numbered if name(node) != "p"), None)
        says = "" if section is None else attribute(section, "outlineShapeIDRef", "OutlineShape")
        for node in numbered:
            if name(node) == "p" and (label := self._styles.label(_shape(node), number_of(says))):
                self._labels[node] = label

    def items(self, node: Element, children: Children) -> Sequence[Item]:
        """What an element gives."""
        role = self._roles.get(name(node))
        if role is None:
            return children[0][1] if len(children) == 1 else _joined(children)
        if role in self._by_children:
            return self._by_children[role](children)
        if role in self._by_element:
            return self._by_element[role](node, children)
        return _aside(children, role)

    def _paragraph(self, node: Element, children: Children) -> Sequence[Item]:
        shape = _shape(node)
        style = number_of(attribute(node, "styleIDRef", "Style"), -1)
        label = self._labels.get(node, "")
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


def _shape(paragraph: Element) -> int:
    return number_of(attribute(paragraph, "paraPrIDRef", "ParaShape"), -1)


def _joined(children: Children) -> list[Item]:
    return [item for _, items in children for item in items]


def _words(node: Element, _children: Children) -> Sequence[Item]:
    return [node.text] if node.text else []


def _compose(node: Element, _children: Children) -> Sequence[Item]:
    """Characters written over each other, as a number in a circle."""
    return [attribute(node, "composeText", "ComposeText")]


def _row(children: Children) -> Sequence[Item]:
    return [Row([item for item in _joined(children) if isinstance(item, Cell)])]


def _cell(children: Children) -> Sequence[Item]:
    return [Cell(list_blocks(_joined(children)))]


def _comment(children: Children) -> Sequence[Item]:
    return _aside(children, "p", hidden=True)


def _box(children: Children) -> Sequence[Item]:
    return [Aside(list_blocks(_joined(children)))] if children else []


def _aside(children: Children, tag: str, *, hidden: bool = False) -> Sequence[Item]:
    blocks = marked(list_blocks(_joined(children)), tag, hidden=hidden)
    return [Aside(blocks, "before" if tag == "header" else "behind")] if blocks else []


def _anchored(node: Element, children: Children, own: Sequence[Block]) -> list[Item]:
    """An object's blocks, its caption above or below, where they stand: an object may be in the line."""
    above: list[Block] = []
    below: list[Block] = []
    for child, items in children:
        if name(child) in _HEADS:
            sides = (
                attribute(inner, "side", "Side").upper() for inner in child.iter() if name(inner) == "caption"
            )
            (below if next(sides, "") in _BELOW else above).extend(list_blocks(items))
    blocks = [*above, *own, *below]
    return [Aside(blocks, "here" if _in_line(node) else "behind")] if blocks else []


def _in_line(node: Element) -> bool:
    for child in node:
        kind = name(child)
        if kind in ("pos", "shapeobject"):
            place = child if kind == "pos" else next(iter(child.iter("POSITION")), child)
            return attribute(place, "treatAsChar", "TreatAsChar").lower() in _TRUE
    return False


def _others(children: Children) -> list[Item]:
    return _joined([pair for pair in children if name(pair[0]) not in _HEADS])


def _drawing(node: Element, children: Children) -> Sequence[Item]:
    return _anchored(node, children, list_blocks(_others(children)))


def _table(node: Element, children: Children) -> Sequence[Item]:
    items = _others(children)
    strays = list_blocks(item for item in items if not isinstance(item, Row))
    return _anchored(
        node, children, [*strays, *table_blocks(item for item in items if isinstance(item, Row))]
    )


def _equation(children: Children) -> Sequence[Item]:
    """The script of an equation stands in the line; its lines are only for the eye of who writes it."""
    items = _joined(children)
    script = " ".join(" ".join(item for item in items if isinstance(item, str)).split())
    others: list[Item] = [item for item in items if not isinstance(item, str)]
    return [f" {script} ", *others] if script else others


def _ruby(children: Children) -> Sequence[Item]:
    words = {
        name(child): "".join(item for item in items if isinstance(item, str)) for child, items in children
    }
    main, above = words.get("maintext", ""), words.get("subtext", "")
    return [f"{main}({above})" if has_text(above) and has_text(main) else main + above]


def _textart(node: Element, children: Children) -> Sequence[Item]:
    text = attribute(node, "text", "Text").replace("␍␊", "\n")
    own: list[Block] = [Paragraph(text)] if has_text(text) else []
    return _anchored(node, children, [*own, *list_blocks(_others(children))])


def _number(node: Element, _children: Children) -> Sequence[Item]:
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
    shown = attribute(node, "caption", "Caption", "selectedValue", "SelectedValue")
    return [shown.replace("&&", "\0").replace("&", "").replace("\0", "&"), *_joined(children)]


def _edit(node: Element, children: Children) -> Sequence[Item]:
    if attribute(node, "passwordChar", "PasswordChar"):
        return []
    return [*(child.text for child in node if name(child) == "text" and child.text), *_joined(children)]


def _switch(children: Children) -> Sequence[Item]:
    """The same content in several ways; the first that holds any is taken."""
    return children[0][1] if children else []


@cache
def _elements() -> tuple[dict[str, str], dict[str, str]]:
    raw = tomllib.loads(files("kmedtext.loading.hancom").joinpath("elements.toml").read_text("utf-8"))
    return raw["roles"], raw["inline"]
