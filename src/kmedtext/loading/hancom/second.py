"""The second reader: a library of others, for what our own reader cannot read or reads in part.

HWP 5 and HWPX store a preview of their first page as plain text. Where most of it is missing from what
was read, or nothing could be read, syhwp (MIT; part of the extra ``hwp``) reads the document too,
and the fuller text is kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any, Literal

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.hancom.flow import Block
from kmedtext.loading.hancom.reading import Reading
from kmedtext.loading.manuscript import Paragraph, Table

Sort = Literal["hwp", "hwpx"]
PREVIEW_DIFFERS = "preview_differs"
"""Flag: most of the preview that the document holds is not in its text."""
SECOND_READER = "second_reader"
"""Flag: the text comes from the second reader."""

_LEFT_TO_SECOND = frozenset({FailureCode.TRUNCATED, FailureCode.UNSUPPORTED})
_GRAM = 4
# Below this many grams a preview says nothing; below this share of them the text is not the preview's.
_FEWEST, _SHARE = 20, 0.5


def checked(sort: Sort, data: bytes, read: Callable[[], Reading]) -> Reading:
    """Read a document, hold the text against its preview, and ask the second reader where that is needed."""
    failure: LoadError | None = None
    try:
        reading = read()
    except LoadError as error:
        if error.code not in _LEFT_TO_SECOND:
            raise
        failure, reading = error, Reading(())
    own = grams(_text(reading.blocks))
    preview = grams(reading.preview)
    differs = len(preview) >= _FEWEST and len(preview & own) < _SHARE * len(preview)
    if failure is None and not differs:
        return reading
    blocks = second_reading(sort, data)
    if len(grams(_text(blocks))) > len(own) or (failure is not None and blocks):
        flags = (*reading.flags, *((PREVIEW_DIFFERS,) if differs else ()), SECOND_READER)
        return replace(reading, blocks=blocks, flags=flags)
    if failure is not None:
        raise failure
    return replace(reading, flags=(*reading.flags, PREVIEW_DIFFERS))


def grams(text: str) -> frozenset[str]:
    """The stretches of four Hangul syllables in a text, whatever stands between the syllables.

    >>> sorted(grams("고혈압 환자, 3"))
    ['고혈압환', '혈압환자']
    """
    kept = "".join(sign for sign in unicodedata.normalize("NFC", text) if "가" <= sign <= "힣")
    return frozenset(kept[at : at + _GRAM] for at in range(len(kept) - _GRAM + 1))


def second_reading(sort: Sort, data: bytes) -> list[Block]:
    """What the second reader finds; nothing where it is not installed or cannot read the document."""
    try:
        # Its public functions take paths alone, and this process may write no file.
        from syhwp._hwp5 import read_document_hwp5
        from syhwp._hwpx import read_document_hwpx
    except ImportError:
        return []
    try:
        document = (read_document_hwp5 if sort == "hwp" else read_document_hwpx)(BytesIO(data))
        return [block for found in document.blocks for block in _block(found)]
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - what damaged documents make of it is its own affair
        return []


def _block(found: Any) -> list[Block]:
    if hasattr(found, "cells"):
        rows: dict[int, list[list[Block]]] = {}
        for cell in found.cells:
            rows.setdefault(cell.row, []).append([Paragraph(cell.text)] if cell.text else [])
        return [Table([rows[row] for row in sorted(rows)])]
    text = getattr(found, "text", "")
    return [Paragraph(text)] if text else []


def _text(blocks: Any) -> str:
    words: list[str] = []
    waiting: list[Block] = [*blocks][::-1]
    while waiting:
        block = waiting.pop()
        if isinstance(block, Paragraph):
            words.append(block.text)
        else:
            waiting.extend(reversed([item for row in block.rows for cell in row for item in cell]))
    return "\n".join(words)
