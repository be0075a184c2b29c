"""The body of an HWP 5 document: its tree of records becomes paragraphs and tables.

All nodes are read in reverse order, so that what a record holds is known before the record itself:
no depth of nesting needs recursion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from kmedtext.loading.hancom.flow import (
    Aside,
    Block,
    Cell,
    Item,
    list_blocks,
    marked,
    paragraph_blocks,
    rows_of,
    table_blocks,
)
from kmedtext.loading.hancom.numbering import Level
from kmedtext.loading.hancom.numerals import form_of, numeral
from kmedtext.loading.hancom.paratext import pieces
from kmedtext.loading.hancom.records import Node, Tag
from kmedtext.loading.hancom.styles import Shape, Styles
from kmedtext.loading.manuscript import Paragraph
from kmedtext.loading.texts import has_text

# What an automatic number counts: 0 is the page, 6 how many pages there are.
_PAGE_NUMBERS = (0, 6)
_LEVELS = 7
_HEADS = ("", "outline", "number", "bullet")
# On which side a caption is: 1 on the right, 3 below.
_BELOW = (1, 3)
_OBJECTS = (Tag.TABLE, Tag.SHAPE_COMPONENT, Tag.EQEDIT)
# The corners of the art stand before its words.
_ART_CORNERS = 32
_FORM_HEAD = 12
_FORM_WORDS = re.compile(r"(Caption|Text):wstring:(\d{1,5}):")


def blocks_of(nodes: Sequence[Node], styles: Styles) -> list[Block]:
    """Read a section: ``nodes`` are all its records in order, the root first."""
    labels = _labels(nodes, styles)
    for node in reversed(nodes):
        match node.tag:
            case Tag.PARA_HEADER:
                node.items = _paragraph(node, styles, labels.get(id(node), ""))
            case Tag.CTRL_HEADER:
                node.items = list(_CONTROLS.get(node.control, _other)(node))
            case Tag.SHAPE_COMPONENT:
                node.items = [Aside(_lists(node.children))] if node.children else []
            case Tag.EQEDIT:
                script = " ".join(node.words(4)[0].split())
                node.items = [f" {script} "] if script else []
            case Tag.TEXTART:
                words = node.words(_ART_CORNERS)[0]
                node.items = [Aside([Paragraph(words)])] if has_text(words) else []
            case Tag.FORM_OBJECT:
                node.items = [*_form(node)]
        if node is not nodes[0]:
            # What it gives is known; thousands of levels are better not freed one inside the other.
            node.children = []
    return _lists(nodes[0].children)


def _labels(nodes: Sequence[Node], styles: Styles) -> dict[int, str]:
    """The numbers of the paragraphs that have one, by the identity of their records."""
    section = next((node for node in nodes if node.control == "secd"), None)
    outline = section.number("<H", 18) if section else 0
    labels = {}
    for node in nodes:
        if node.tag == Tag.PARA_HEADER and (label := styles.label(node.number("<H", 8, 0xFFFF), outline)):
            labels[id(node)] = label
    return labels


def styles_of(nodes: Sequence[Node]) -> Styles:
    """Read the paragraph shapes and styles of DocInfo."""
    styles = Styles()
    for node in nodes:
        if node.tag == Tag.PARA_SHAPE:
            says = node.number("<I", 0)
            shape = Shape(_HEADS[says >> 23 & 3], says >> 25 & 7, node.number("<H", 30))
            styles.shapes[len(styles.shapes)] = shape
        elif node.tag == Tag.NUMBERING:
            styles.numberings[len(styles.numberings) + 1] = _numbering(node)
        elif node.tag == Tag.STYLE:
            styles.names[len(styles.names)] = node.words(0)[0]
    return styles


def _numbering(node: Node) -> list[Level]:
    """The seven levels of a numbering: 12 bytes and a pattern for each, then where each starts."""
    heads: list[tuple[str, str]] = []
    at = 0
    for _ in range(_LEVELS):
        pattern, end = node.words(at + 12)
        heads.append((form_of(node.number("<I", at) >> 5 & 0xF), pattern))
        at = end
    # Older versions have one start for all, and write 0 for a list that begins anew.
    first = node.number("<H", at) or 1
    starts = (node.number("<I", at + 2 + 4 * level, first if level == 0 else 1) for level in range(_LEVELS))
    return [Level(form, pattern, start) for (form, pattern), start in zip(heads, starts, strict=True)]


def _paragraph(node: Node, styles: Styles, label: str) -> list[Item]:
    shape, style = node.number("<H", 8, 0xFFFF), node.number("<B", 10, 0xFF)
    controls = [child for child in node.children if child.tag == Tag.CTRL_HEADER]
    items: list[Item] = []
    at = 0
    for child in node.children:
        if child.tag != Tag.PARA_TEXT:
            continue
        for piece in pieces(child.payload):
            if isinstance(piece, str):
                items.append(piece)
            elif at < len(controls) and controls[at].payload.startswith(piece):
                items.extend(controls[at].items)
                at += 1
    items.extend(item for control in controls[at:] for item in control.items)
    others = (Tag.PARA_TEXT, Tag.CTRL_HEADER)
    strays = _lists([child for child in node.children if child.tag not in others])
    blocks = paragraph_blocks(items, lambda text: styles.tag(shape, style, text), label)
    return [*blocks, *strays]


def _groups(children: Sequence[Node]) -> Iterator[tuple[Node | None, list[Item]]]:
    """Part the children by the heads of lists: each with what follows it, first what stands before any."""
    head: Node | None = None
    items: list[Item] = []
    for child in children:
        if child.tag in (Tag.LIST_HEADER, Tag.MEMO_LIST):
            yield head, items
            head, items = child, []
        # A list's paragraphs stand beside its head; some writers put them under it.
        items.extend(child.items or (_lists(child.children) if child.tag == Tag.LIST_HEADER else ()))
    yield head, items


def _lists(children: Sequence[Node]) -> list[Block]:
    """The blocks of all lists among the children; those of a memo are marked as hidden."""
    blocks: list[Block] = []
    memo = False
    for head, items in _groups(children):
        memo = memo or (head is not None and head.tag == Tag.MEMO_LIST)
        found = list_blocks(items)
        blocks.extend(marked(found, "p", hidden=True) if memo else found)
    return blocks


def _captioned(node: Node) -> tuple[list[Block], Sequence[Node], list[Block]]:
    """Part a control's caption, which stands before the object's own record, from the object.

    Gives the caption if it is above the object, the object's records, and the caption if it is below.
    """
    own = next((at for at, child in enumerate(node.children) if child.tag in _OBJECTS), None)
    if own is None:
        return [], node.children, []
    caption = marked(_lists(node.children[:own]), "caption")
    head = next((child for child in node.children[:own] if child.tag == Tag.LIST_HEADER), None)
    is_below = head is not None and head.number("<I", 8) & 3 in _BELOW
    return ([], node.children[own:], caption) if is_below else (caption, node.children[own:], [])


def _anchored(node: Node, blocks: Sequence[Block]) -> Aside:
    """An object's blocks, where they stand: an object may be in the line as a character is."""
    return Aside(blocks, "here" if node.number("<I", 4) & 1 else "behind")


def _table(node: Node) -> Iterator[Item]:
    above, children, below = _captioned(node)
    cells = [
        Cell(list_blocks(items), head.number("<H", 10))
        for head, items in _groups(children)
        if head is not None
    ]
    yield _anchored(node, [*above, *table_blocks(rows_of(cells)), *below])


def _drawing(node: Node) -> Iterator[Item]:
    above, children, below = _captioned(node)
    yield _anchored(node, [*above, *_lists(children), *below])


def _equation(node: Node) -> Iterator[Item]:
    above, children, below = _captioned(node)
    yield from (item for child in children for item in child.items)
    if above or below:
        yield Aside([*above, *below])


def _note(tag: str, *, hidden: bool = False) -> Callable[[Node], Iterator[Item]]:
    def items(node: Node) -> Iterator[Item]:
        yield Aside(
            marked(_lists(node.children), tag, hidden=hidden), "before" if tag == "header" else "behind"
        )

    return items


def _number(node: Node) -> Iterator[Item]:
    says = node.number("<I", 4)
    if says & 0xF not in _PAGE_NUMBERS:
        before, after = (chr(node.number("<H", at)).strip("\0") for at in (12, 14))
        yield numeral(node.number("<H", 8), form_of(says >> 4 & 0xFF), before, after)


def _ruby(node: Node) -> Iterator[Item]:
    main, end = node.words(4)
    above = node.words(end)[0]
    yield f"{main}({above})" if has_text(main) and has_text(above) else main + above


def _compose(node: Node) -> Iterator[Item]:
    yield node.words(4)[0]


def _form(node: Node) -> Iterator[Item]:
    """The words beside a button or box, or what is written in a field, from its list of properties."""
    says = node.payload[_FORM_HEAD + 2 :].decode("utf-16-le", "replace")
    match = _FORM_WORDS.search(says)
    if match is not None and "PasswordChar:wstring:1:" not in says:
        words = says[match.end() : match.end() + int(match[2])]
        is_caption = match[1] == "Caption"
        yield words.replace("&&", "\0").replace("&", "").replace("\0", "&") if is_caption else words


def _inner(node: Node) -> Iterator[Item]:
    for child in node.children:
        yield from child.items


def _other(node: Node) -> Iterator[Item]:
    """Fields, bookmarks, columns … hold no text of their own; lists in one that is not known are kept."""
    if blocks := _lists(node.children):
        yield Aside(blocks)


_CONTROLS: dict[str, Callable[[Node], Iterator[Item]]] = {
    "tbl": _table,
    "gso": _drawing,
    "eqed": _equation,
    "fn": _note("footnote"),
    "en": _note("endnote"),
    "head": _note("header"),
    "foot": _note("footer"),
    # A section's own lists are its master pages, which are printed around each page.
    "secd": _note("header"),
    "tcmt": _note("p", hidden=True),
    "%%me": _note("p", hidden=True),
    "atno": _number,
    "tdut": _ruby,
    "tcps": _compose,
    "form": _inner,
}
