"""Samples: what a format is told from, the first bytes and the name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO

from kmedtext.errors import LoadError
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns
from kmedtext.loading.packing.unpacking import opened_zip

HEAD = 1 << 16
_STEP = 1 << 20
_STEPS = 256
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Sample:
    """What a loader sees of a document before it decides whether to take it.

    ``head`` holds the first bytes (up to 64 KiB), ``name`` the file's name or the member's;
    ``entries`` the names in a ZIP's directory, or the marks of :data:`OLE_MARKS` that were found in an
    OLE file, which tell what sort of document it is. ``columns`` is what the user said of tables,
    ``media_type`` what the carrier declares, in lower case.
    """

    head: bytes
    name: str = ""
    entries: frozenset[str] = frozenset()
    columns: Columns = field(default_factory=Columns)
    media_type: str = ""

    def named(self, *endings: str) -> bool:
        """Tell whether the name ends in one of the endings, whatever its case."""
        return self.name.lower().endswith(endings)


OLE_MARKS = {
    "hwp": b"HWP Document File",
    "encrypted": "EncryptedPackage".encode("utf-16-le"),
    "word": "WordDocument".encode("utf-16-le"),
    "excel": "Workbook".encode("utf-16-le"),
    "powerpoint": "PowerPoint Document".encode("utf-16-le"),
}
"""What tells one sort of OLE file from another, by the bytes that stand in it."""


def sample_of(
    file: BinaryIO, name: str, columns: Columns | None = None, media_type: str | None = None
) -> Sample:
    """Take a sample of a file that can seek; leaves it at its start.

    >>> from io import BytesIO
    >>> sample_of(BytesIO(b"text"), "a.txt").head
    b'text'
    """
    file.seek(0)
    head = file.read(HEAD)
    entries: frozenset[str] = frozenset()
    if head.startswith(_ZIP):
        entries = _zip_entries(file)
    elif head.startswith(_OLE):
        entries = _ole_marks(file)
    file.seek(0)
    return Sample(head, name, entries, columns or Columns(), media_type or "")


def _zip_entries(file: BinaryIO) -> frozenset[str]:
    """The names in the directory; none where it is broken, which whoever opens the file explains."""
    try:
        with opened_zip(file, Limits(), "") as archive:
            return frozenset(archive.namelist())
    except LoadError:
        return frozenset()


def _ole_marks(file: BinaryIO) -> frozenset[str]:
    found: set[str] = set()
    kept = b""
    file.seek(0)
    for _ in range(_STEPS):
        chunk = file.read(_STEP)
        if not chunk:
            break
        window = kept + chunk
        found.update(sort for sort, mark in OLE_MARKS.items() if mark in window)
        kept = window[-64:]
    return frozenset(found)
