"""Files: a document's bytes are opened, and what cannot be opened is explained."""

from __future__ import annotations

import stat
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Document, Origin, shown

STDIN = "-"
"""What stands for standard input among paths."""


def document_of(path: str) -> Document:
    """Name a file as a document not yet read; its id is the name's stem."""
    name = shown(path)
    return Document(Origin(unicodedata.normalize("NFC", Path(name).stem or name), path))


def stdin_document(limits: Limits) -> Document:
    """Read what standard input holds; not more of it than ``limits`` allow."""
    most = max(limits.max_bytes, limits.max_document_bytes)
    try:
        # Without a standard input (kmedtext … <&-) there is no sys.stdin either.
        data = sys.stdin.buffer.read(most + 1) if sys.stdin else b""
    except OSError as error:
        raise LoadError(
            FailureCode.UNSUPPORTED,
            STDIN,
            f"standard input cannot be read: {error.strerror}",
            "Pipe a page into it, or name files.",
        ) from error
    return Document(Origin("stdin"), data)


@contextmanager
def opened(document: Document) -> Iterator[BinaryIO]:
    """Open a document's bytes, wherever they are; LoadError where they cannot be had."""
    if document.data is not None:
        yield BytesIO(document.data)
        return
    given = document.origin.path or ""
    name = shown(given)
    try:
        path = Path(given)
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise LoadError(
                FailureCode.UNSUPPORTED,
                name,
                "this is a folder",
                "Give the files in it, or give the folder to build.",
            )
        if not stat.S_ISREG(mode):
            raise LoadError(
                FailureCode.UNSUPPORTED, name, "this is a pipe or a device", "Give - to read standard input."
            )
        file = path.open("rb")
    except (OSError, ValueError) as error:
        raise _explained(Path(given), name, error) from error
    with file:
        try:
            yield file
        except OSError as error:
            raise _explained(Path(given), name, error) from error


def _explained(path: Path, name: str, error: OSError | ValueError) -> LoadError:
    if isinstance(error, PermissionError):
        return LoadError(
            FailureCode.PERMISSION, name, "you may not read it", "Change its permissions: chmod u+r FILE."
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError | ValueError):
        if _is_link(path):
            return LoadError(
                FailureCode.NOT_FOUND,
                name,
                "it is a dangling symbolic link: what it points to does not exist",
                "Put the target back, or remove the link.",
            )
        return LoadError(FailureCode.NOT_FOUND, name, "there is no such file", "Check the path's spelling.")
    if _is_link(path):
        return LoadError(
            FailureCode.NOT_FOUND, name, "the symbolic link leads nowhere (a loop)", "Remove the link."
        )
    return LoadError(
        FailureCode.CRASHED,
        name,
        f"it cannot be read: {error.strerror}",
        "Check the disk or the share it lies on.",
    )


def _is_link(path: Path) -> bool:
    try:
        return path.is_symlink()
    except (OSError, ValueError):
        return False
