"""Records: the streams of an HWP 5 document are runs of records, which form a tree by their levels."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from kmedtext.loading.hancom.flow import Item

_LONG = 0xFFF


class Tag(IntEnum):
    """The tags of records that the text is read from (public description of HWP 5, tables 13 and 57)."""

    NUMBERING = 23
    PARA_SHAPE = 25
    STYLE = 26
    PARA_HEADER = 66
    PARA_TEXT = 67
    CTRL_HEADER = 71
    LIST_HEADER = 72
    SHAPE_COMPONENT = 76
    TABLE = 77
    EQEDIT = 88
    TEXTART = 90
    FORM_OBJECT = 91
    MEMO_LIST = 93


_TAGS = frozenset(Tag)


@dataclass(slots=True)
class Node:
    """A record with those under it, and what it gives to the flow of the text."""

    tag: int
    payload: bytes = b""
    children: list[Node] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)

    def number(self, layout: str, at: int, default: int = 0) -> int:
        """A number in the payload, as ``struct`` writes its layout; the default where it ends before.

        >>> Node(0, bytes([1, 2])).number("<H", 0), Node(0, b"").number("<I", 0)
        (513, 0)
        """
        if at + struct.calcsize(layout) > len(self.payload):
            return default
        return int(struct.unpack_from(layout, self.payload, at)[0])

    def words(self, at: int) -> tuple[str, int]:
        """A string in the payload behind its length in code units, and where it ends."""
        end = at + 2 + 2 * self.number("<H", at)
        return self.payload[at + 2 : end].decode("utf-16-le", "replace"), end

    @property
    def control(self) -> str:
        """The name of a control: ``tbl``, ``gso``, ``%hlk`` …"""
        return self.payload[3::-1].decode("latin-1").strip() if len(self.payload) >= 4 else ""


class Records:
    """The records of one stream; ``cut`` tells afterwards whether the stream ended inside one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.cut = False

    def __iter__(self) -> Iterator[tuple[int, int, bytes]]:
        """Give tag, level and payload of each record; of the last as much as there is."""
        data, at, end = self._data, 0, len(self._data)
        while at + 4 <= end:
            (head,) = struct.unpack_from("<I", data, at)
            at += 4
            size = head >> 20
            if size == _LONG:
                if at + 4 > end:
                    self.cut = True
                    return
                (size,) = struct.unpack_from("<I", data, at)
                at += 4
            if at + size > end:
                self.cut = True
            yield head & 0x3FF, head >> 10 & 0x3FF, data[at : at + size]
            at += size
        # A few bytes of zeros behind the last record are padding.
        self.cut = self.cut or (at < end and bool(data[at:].strip(b"\0")))


def tree(records: Records, most: int) -> list[Node] | None:
    """Make a tree of records; all its nodes in order, the root first. None where there are more than ``most``.

    A record stands under the last one before it with a lower level. Records that say nothing of the
    text (character shapes, the places of lines …) are left out.
    """
    root = Node(-1)
    nodes = [root]
    open_nodes: list[tuple[int, Node]] = [(-1, root)]
    for tag, level, payload in records:
        if tag not in _TAGS:
            continue
        node = Node(tag, payload)
        while open_nodes[-1][0] >= level:
            open_nodes.pop()
        open_nodes[-1][1].children.append(node)
        open_nodes.append((level, node))
        nodes.append(node)
        if len(nodes) > most:
            return None
    return nodes
