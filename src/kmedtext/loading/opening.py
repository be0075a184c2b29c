"""Files become bytes, and bytes become pages; what cannot be opened is explained."""

from __future__ import annotations

import os
import stat
import sys
import unicodedata
from pathlib import Path

from kmedtext.errors import FailureCode, LoadError, UsageError
from kmedtext.loading.limits import Limits
from kmedtext.loading.registry import HEAD, choose
from kmedtext.records import Page

STDIN = "-"
"""What stands for standard input among paths."""


def load(path: str | os.PathLike[str], *, limits: Limits | None = None) -> Page:
    """Load a file; its format is told from its content first and its name second.

    ``Page.id`` is the file's stem. Raises LoadError with a FailureCode and an advice.
    """
    if not isinstance(path, str | os.PathLike):
        raise UsageError(
            f"load takes the path of a file, a str or a Path, not {type(path).__name__}; "
            "what is in memory already goes to Page.from_text or Page.from_html"
        )
    limits = limits or Limits()
    name = shown(os.fsdecode(path))
    if not name:
        raise LoadError(FailureCode.NOT_FOUND, "''", "the path is empty", "Give the path of a file.")
    return load_bytes(_read(Path(path), name, limits), path=name, id=Path(name).stem or name, limits=limits)


def load_stdin(*, limits: Limits | None = None) -> Page:
    """Load what standard input holds, as the page ``stdin``; not more of it is read than ``limits`` allow."""
    limits = limits or Limits()
    try:
        # Without a standard input (kmedtext … <&-) there is no sys.stdin either.
        data = sys.stdin.buffer.read(limits.max_bytes + 1) if sys.stdin else b""
    except OSError as error:
        raise LoadError(
            FailureCode.UNSUPPORTED,
            STDIN,
            f"standard input cannot be read: {error.strerror}",
            "Pipe a page into it, or name files.",
        ) from error
    return load_bytes(data, path=None, id="stdin", limits=limits)


def load_bytes(data: bytes, *, path: str | None, id: str, limits: Limits | None = None) -> Page:  # noqa: A002
    """Load what was read already (standard input, say); ``path`` serves for the name and in errors."""
    limits = limits or Limits()
    where = path or id
    if len(data) > limits.max_bytes:
        raise _too_large(where, limits)
    if not data.strip():
        raise LoadError(
            FailureCode.EMPTY, where, "there is nothing in it", "Leave it out, or fetch the page again."
        )
    loader = choose(data[:HEAD], where, where)
    try:
        return loader.load(data, path=path, id=unicodedata.normalize("NFC", id), limits=limits)
    except LoadError:
        raise
    except Exception as error:
        raise LoadError(
            FailureCode.CRASHED,
            where,
            f"{type(loader).__name__} failed with {type(error).__name__}",
            "Save the page as plain text and give that; please report the failure.",
        ) from error


def shown(path: str) -> str:
    r"""Write a path so that it can be printed and stored: bytes that are not UTF-8 as ``\xNN``.

    >>> shown("기록.txt")
    '기록.txt'
    """
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _read(path: Path, name: str, limits: Limits) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise LoadError(
                FailureCode.UNSUPPORTED,
                name,
                "this is a folder",
                "Give the files in it, or give the folder to build.",
            )
        if not stat.S_ISREG(status.st_mode):
            raise LoadError(
                FailureCode.UNSUPPORTED, name, "this is a pipe or a device", "Give - to read standard input."
            )
        if status.st_size > limits.max_bytes:
            raise _too_large(name, limits)
        with path.open("rb") as file:
            return file.read(limits.max_bytes + 1)
    except (OSError, ValueError) as error:
        raise _explained(path, name, error) from error


def _too_large(name: str, limits: Limits) -> LoadError:
    return LoadError(
        FailureCode.TOO_LARGE,
        name,
        f"there are more than {limits.max_bytes:,} bytes",
        "Split the file, or raise Limits(max_bytes=…).",
    )


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
