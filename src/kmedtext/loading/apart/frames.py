"""Frames: what two processes say to each other about documents, a JSON object and bytes at a time.

JSON and not pickle: the sender has read what nobody trusts.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, fields
from typing import Any, BinaryIO

from kmedtext.records import Page, Region, Source

_LENGTHS = struct.Struct("<QQ")
_REGION = tuple(field.name for field in fields(Region))


def send(pipe: BinaryIO, message: dict[str, Any], data: bytes = b"") -> None:
    """Write a message and bytes that go with it."""
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    pipe.write(_LENGTHS.pack(len(text), len(data)))
    pipe.write(text)
    pipe.write(data)
    pipe.flush()


def receive(pipe: BinaryIO, most: int | None = None) -> tuple[dict[str, Any], bytes] | None:
    """Read a message and its bytes; None where the sender is gone, ValueError for one of more than ``most`` bytes.

    >>> from io import BytesIO
    >>> pipe = BytesIO()
    >>> send(pipe, {"page": "진료"}, b"123")
    >>> receive(BytesIO(pipe.getvalue())), receive(BytesIO(pipe.getvalue()[:-1]))
    (({'page': '진료'}, b'123'), None)
    """
    head = pipe.read(_LENGTHS.size)
    if len(head) < _LENGTHS.size:
        return None
    text_size, data_size = _LENGTHS.unpack(head)
    if most is not None and text_size > most:
        raise ValueError("the message is too large")
    text, data = pipe.read(text_size), pipe.read(data_size)
    if len(text) < text_size or len(data) < data_size:
        return None
    return json.loads(text.decode("utf-8", "surrogatepass")), data


def page_row(page: Page) -> dict[str, Any]:
    """Write a page as JSON types."""
    return {
        "id": page.id,
        "text": page.text,
        "source": asdict(page.source),
        "regions": [[getattr(region, name) for name in _REGION] for region in page.regions],
        "hints": {name: list(values) for name, values in page.hints.items()},
    }


def page_of(row: dict[str, Any]) -> Page:
    """Read a page back.

    >>> page = Page("a", "진료", Source(flags=("nfc",)), (Region(0, 2, "p", box=(1.0, 2.0, 3.0, 4.0)),), {"title": ("x",)})
    >>> page_of(page_row(page)) == page
    True
    """
    source = {**row["source"], "flags": tuple(row["source"]["flags"])}
    return Page(
        id=row["id"],
        text=row["text"],
        source=Source(**source),
        regions=tuple(_region(values) for values in row["regions"]),
        hints={name: tuple(values) for name, values in row["hints"].items()},
    )


def _region(values: list[Any]) -> Region:
    row = dict(zip(_REGION, values, strict=True))
    box = row["box"]
    return Region(**{**row, "path": tuple(row["path"]), "box": None if box is None else tuple(box)})
