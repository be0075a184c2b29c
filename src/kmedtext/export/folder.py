"""The output folder: what may be written there, and how a file appears in it whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from kmedtext.errors import OutputError

MANIFEST: Final = "manifest.json"
JSONL_FILES: Final = (
    "articles.jsonl",
    "records.jsonl",
    "unaligned.jsonl",
    "pairs.jsonl",
    "unpaired.jsonl",
    "untranslated.jsonl",
    "failures.jsonl",
)
TERM_FILES: Final = ("terms.jsonl", "terms.csv", "terms.tbx")
OWN_FILES: Final = (*JSONL_FILES, "records.parquet", "records.csv", "records.tmx", *TERM_FILES, MANIFEST)
"""The names kmedtext writes; no other file in the folder is ever touched."""


def prepare(folder: str | os.PathLike[str], *, force: bool = False) -> Path:
    """Make sure that ``folder`` exists, can be written, and is empty; make it where it is missing.

    With ``force`` it need not be empty: the files that kmedtext writes are replaced later, others stay.
    Nothing is removed here. Raises :class:`~kmedtext.errors.OutputError` that says what to do.
    """
    if not isinstance(folder, str | os.PathLike) or not os.fspath(folder):
        # Path("") would be the current folder; an empty name is an unset variable of a script.
        what = "an empty name" if folder == "" else type(folder).__name__
        raise OutputError(f"the output folder is a path, a str or a Path, not {what}")
    path = Path(os.fsdecode(folder))
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputError(f"{path}: is a file, not a folder; name another output folder") from None
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be made ({_cause(error)}); name another output folder") from error
    try:
        names = {entry.name for entry in os.scandir(path)}
    except OSError as error:
        raise OutputError(f"{path}: cannot be read ({_cause(error)}); name another output folder") from error
    if names and not force:
        raise OutputError(
            f"{path}: is not empty; name another output folder, "
            "or use --force (force=True) to replace what kmedtext wrote there before"
        )
    for name in sorted(names.intersection(OWN_FILES)):
        if (path / name).is_dir() and not (path / name).is_symlink():
            raise OutputError(f"{path / name}: is a folder where a file is to be written; move it away")
    _probe(path)
    return path


def _probe(folder: Path) -> None:
    """Write and remove an empty file: permissions alone do not tell (read-only mounts, quotas)."""
    try:
        with replacing(folder / ".kmedtext-probe") as file:
            file.write(b"\n")
        (folder / ".kmedtext-probe").unlink()
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be written ({_cause(error)}); name another output folder"
        ) from error


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the name ``path`` only when all of it is written; on an error nothing is left."""
    part = _part(path)
    part.unlink(missing_ok=True)
    try:
        # Exclusive, so that a link planted under this name is not followed out of the folder.
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _part(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def remove_stale(folder: Path, written: set[str]) -> None:
    """Remove the files of an earlier run that this one did not write, and what a killed run left half written."""
    for name in OWN_FILES:
        _part(folder / name).unlink(missing_ok=True)
        if name not in written:
            (folder / name).unlink(missing_ok=True)


def _cause(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__


def output_error(path: Path, error: OSError) -> OutputError:
    """Say in words why ``path`` could not be written."""
    return OutputError(f"{path}: cannot be written ({_cause(error)}); free space or name another folder")
