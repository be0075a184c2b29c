"""The second reader: a library of others, for what our own reader cannot read or reads in part.

HWP 5 and HWPX store a preview of their first page as plain text. Where most of it is missing from what
was read of an HWP document, or nothing could be read, syhwp (MIT; part of the extra ``hwp``) reads the
document too, and the fuller text is kept. HWPX is never given to it: it reads XML without our guards.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace
from io import BytesIO
from typing import Any

from kmedtext.errors import FailureCode, LoadError, MissingExtraError
from kmedtext.loading.hancom.flow import Block
from kmedtext.loading.hancom.reading import Reading
from kmedtext.loading.manuscript import Paragraph, Table

PREVIEW_DIFFERS = "preview_differs"
"""Flag: most of the preview that the document holds is not in its text."""
SECOND_READER = "second_reader"
"""Flag: the text comes from the second reader."""

_LEFT_TO_SECOND = frozenset({FailureCode.TRUNCATED, FailureCode.UNSUPPORTED})
_GRAM = 4
_OTHER = re.compile("[^가-힣]+")
# A preview is of the first page, about a thousand characters.
_BEGINNING = 50_000
# Below this many grams a preview says nothing; below this share of them the text is not the preview's.
_FEWEST, _SHARE = 20, 0.5


def checked(reading: Reading) -> Reading:
    """Hold a document's text against its preview, and flag it where they differ."""
    preview = grams(reading.preview)
    if len(preview) < _FEWEST:
        return reading
    own = grams(words_of(reading.blocks)[:_BEGINNING])
    if len(preview & own) >= _SHARE * len(preview):
        return reading
    return replace(reading, flags=(*reading.flags, PREVIEW_DIFFERS))


def read_twice(data: bytes, read: Callable[[], Reading]) -> Reading:
    """Read an HWP document, and ask the second reader where that fails or the preview differs."""
    try:
        reading = checked(read())
    except (MemoryError, MissingExtraError):
        raise
    except Exception as error:
        if isinstance(error, LoadError) and error.code not in _LEFT_TO_SECOND:
            raise
        blocks = second_reading(data)
        if not words_of(blocks).strip():
            raise
        return Reading(blocks, flags=(SECOND_READER,))
    if PREVIEW_DIFFERS in reading.flags:
        blocks = second_reading(data)
        if len(grams(words_of(blocks))) > len(grams(words_of(reading.blocks))):
            return replace(reading, blocks=blocks, flags=(*reading.flags, SECOND_READER))
    return reading


def grams(text: str) -> frozenset[str]:
    """The stretches of four Hangul syllables in a text, whatever stands between the syllables.

    >>> sorted(grams("고혈압 환자, 3"))
    ['고혈압환', '혈압환자']
    """
    kept = _OTHER.sub("", unicodedata.normalize("NFC", text))
    return frozenset(kept[at : at + _GRAM] for at in range(len(kept) - _GRAM + 1))


def second_reading(data: bytes) -> list[Block]:
    """What the second reader finds in an HWP document; nothing where it is not installed or cannot read it."""
    try:
        # Its public functions take paths alone, and this process may write no file.
        from syhwp._hwp5 import read_document_hwp5
    except ImportError:
        return []
    try:
        document = read_document_hwp5(BytesIO(data))
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


def words_of(blocks: Iterable[Block]) -> str:
    """All the words of blocks, for comparing."""
    words: list[str] = []
    waiting: list[Block] = [*blocks][::-1]
    while waiting:
        block = waiting.pop()
        if isinstance(block, Paragraph):
            words.append(block.text)
        else:
            waiting.extend(reversed([item for row in block.rows for cell in row for item in cell]))
    return "\n".join(words)
