"""The file of a memory: made, opened, told from others, checked."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Final

from kmedtext.errors import UsageError
from kmedtext.translation.memory.settings import settings

VERSION: Final = 1
"""Version of ``schema.sql``."""
_MARK: Final = 0x4B4D5431  # "KMT1" in the file's header: SQLite's application_id
_ELSEWHERE: Final = "name another file, or a new one"


def connect(path: Path) -> sqlite3.Connection:
    """Open a memory, or make it where there is none; UsageError where the file is something else or damaged."""
    problem = None
    if path.is_dir():
        problem = "is a folder, not a file"
    elif not path.parent.is_dir():
        problem = "its folder does not exist"
    if problem:
        raise UsageError(f"{path}: {problem}; name a file for the translation memory")
    with explained(path):
        database = sqlite3.connect(
            path, timeout=settings()["file"]["busy_s"], isolation_level=None, check_same_thread=False
        )
        try:
            _open(database, path)
        except BaseException:
            database.close()
            raise
        return database


def _open(database: sqlite3.Connection, path: Path) -> None:
    if not _is_ours(database, path):
        _write_ahead(database)
        with transaction(database):
            # another process may have been faster
            if not _is_ours(database, path):
                _make(database)
    _write_ahead(database)
    # A killed process loses nothing so; when the power goes, the last sentences may be lost, never the file.
    database.execute("PRAGMA synchronous = NORMAL")


def _is_ours(database: sqlite3.Connection, path: Path) -> bool:
    """Whether the tables are there; False for an empty file; UsageError for one that is not ours."""
    mark = database.execute("PRAGMA application_id").fetchone()[0]
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if mark == _MARK:
        if version != VERSION:
            raise UsageError(
                f"{path}: is a translation memory of version {version}, this kmedtext reads {VERSION}; "
                "update kmedtext, or carry the memory over as TMX"
            )
        return True
    if mark or version or database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise UsageError(f"{path}: is a database, but no translation memory of kmedtext; {_ELSEWHERE}")
    return False


def _make(database: sqlite3.Connection) -> None:
    script = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
    # one by one: executescript would end the transaction
    for statement in "\n".join(line for line in script.splitlines() if not line.startswith("--")).split(";"):
        if statement.strip():
            database.execute(statement)
    database.execute(f"PRAGMA user_version = {VERSION}")
    database.execute(f"PRAGMA application_id = {_MARK}")


def _write_ahead(database: sqlite3.Connection) -> None:
    """Switch to write-ahead logging, for which SQLite does not wait by itself while others open the file."""
    until = time.monotonic() + settings()["file"]["busy_s"]
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Write what the block writes at once, or nothing of it; others that write wait."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def problems(database: sqlite3.Connection) -> list[str]:
    """What SQLite's own check of the whole file finds; nothing where it is sound."""
    return [line for (line,) in database.execute("PRAGMA integrity_check(20)") if line != "ok"]


@contextmanager
def explained(path: str | os.PathLike[str]) -> Iterator[None]:
    """Say in our words what SQLite says."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        # its messages name tables and columns, never a text
        said = str(error)
        if "not a database" in said:
            what = f"is no translation memory (not a SQLite file); {_ELSEWHERE}"
        elif "malformed" in said or "disk image" in said or "corrupt" in said:
            what = "is damaged; put a copy in its place, or move it away and start a new one"
        elif "locked" in said or "busy" in said:
            what = "another process has held it for too long; try again when that is done"
        elif "readonly" in said or "unable to open" in said:
            what = f"cannot be opened for writing; {_ELSEWHERE}"
        elif "full" in said:
            what = "the disk is full; free space"
        else:
            what = f"cannot be used ({said}); {_ELSEWHERE}"
        raise UsageError(f"{path}: {what}") from error
