"""A file of vectors by key: bounded, shared by processes, and never wrong.

SQLite in its WAL mode lets many processes read while one writes, and survives a writer that is killed. Each row has
a checksum over its key and its bytes. The connection is opened for one call and closed after it, so nothing is
inherited by a forked process or shared between threads.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final, TypeVar

import numpy as np

from kmedtext.alignment.encoders.protocol import Vectors
from kmedtext.errors import UsageError

_FORMAT: Final = 1
_WAIT: Final = 30.0  # seconds for another process's write
_TRIES: Final = 100
_AT_ONCE: Final = 500  # SQLite takes 999 parameters a statement, in its older versions
_ROW: Final = 160  # bytes of a row beside its vector, in the table and its index of use
_LEFT: Final = 0.9  # of the bound, after clearing up, so that not every write has to
_OURS: Final = {"spaces", "vectors", "by_use"}
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS spaces (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL);
CREATE TABLE IF NOT EXISTS vectors (
    space INTEGER NOT NULL, key BLOB NOT NULL, vector BLOB NOT NULL, checksum BLOB NOT NULL, used INTEGER NOT NULL,
    PRIMARY KEY (space, key)
);
CREATE INDEX IF NOT EXISTS by_use ON vectors (used);
"""

Result = TypeVar("Result")


class Damaged(sqlite3.DatabaseError):
    """A row does not hold what was put there."""


class VectorFile:
    """Vectors under a space (what made them) and a key of 16 bytes."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        """Take the settings; nothing is opened."""
        self.path = path
        self.max_bytes = max_bytes

    def get(self, space: str, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        """The vectors that the file holds; what cannot be read counts as not held."""
        return self._attempt(lambda base: _get(base, space, keys), {})

    def put(self, space: str, vectors: Mapping[bytes, Vectors]) -> None:
        """Keep vectors; make room for them."""
        self._attempt(lambda base: _put(base, space, vectors, self.max_bytes), None)

    def _attempt(self, work: Callable[[sqlite3.Connection], Result], otherwise: Result) -> Result:
        try:
            with self._open() as base:
                return work(base)
        except sqlite3.OperationalError as error:
            if "malformed" not in str(error) and "no such" not in str(error):
                self._pass_over(error)
                return otherwise
            self._put_aside(error)
        except sqlite3.DatabaseError as error:
            self._put_aside(error)
        return otherwise

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)) as base:
            # No waiting for the disk: what a power cut damages is a cache, and the checksums tell.
            base.execute("PRAGMA synchronous = OFF")
            for tries_left in range(_TRIES, -1, -1):
                version = base.execute("PRAGMA user_version").fetchone()[0]
                if version == _FORMAT:
                    break
                if version:
                    raise Damaged(f"its format is {version}, not {_FORMAT}")
                try:
                    self._begin(base)
                except sqlite3.OperationalError:  # another process begins it too: WAL does not wait for that
                    if not tries_left:
                        raise
                    time.sleep(0.05)
            yield base

    def _begin(self, base: sqlite3.Connection) -> None:
        names = {name for (name,) in base.execute("SELECT name FROM sqlite_master")}
        if any(name not in _OURS and not name.startswith("sqlite_") for name in names):
            raise UsageError(
                f"vector cache {self.path}: the file is another program's database; name another file"
            )
        base.execute("PRAGMA auto_vacuum = INCREMENTAL")
        base.execute("PRAGMA journal_mode = WAL")
        base.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {_FORMAT}; COMMIT;")

    def _pass_over(self, error: sqlite3.Error) -> None:
        """Go on without the file: it is busy, cannot be written, or its disk is full."""
        warnings.warn(
            f"vector cache {self.path} cannot be used now ({error}); vectors are worked out anew",
            RuntimeWarning,
            stacklevel=5,
        )

    def _put_aside(self, error: sqlite3.Error) -> None:
        """Rename a damaged file, so that the next call begins a new one."""
        warnings.warn(
            f"vector cache {self.path} is damaged ({error}); it is kept as {self.path.name}.damaged and begun anew",
            RuntimeWarning,
            stacklevel=5,
        )
        with suppress(OSError):  # another process may have done it, and Windows does not while one reads
            for tail in ("-wal", "-shm"):
                self.path.with_name(self.path.name + tail).unlink(missing_ok=True)
            self.path.replace(self.path.with_name(self.path.name + ".damaged"))


def _get(base: sqlite3.Connection, space: str, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
    known = base.execute("SELECT id FROM spaces WHERE name = ?", (space,)).fetchone()
    found: dict[bytes, Vectors] = {}
    if not known:
        return found
    now = _now(base)
    resting: list[bytes] = []  # all but those that were used last
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        rows = base.execute(
            f"SELECT key, vector, checksum, used FROM vectors WHERE space = ? AND key IN ({marks})",  # noqa: S608 - marks only
            (known[0], *some),
        )
        for key, vector, checksum, used in rows:
            if _checksum(space, key, vector) != checksum:
                raise Damaged("a vector does not match its checksum")
            found[key] = np.frombuffer(vector, dtype="<f4").astype(np.float32)
            if used < now - 1:
                resting.append(key)
    if len({len(vector) for vector in found.values()}) > 1:
        raise Damaged("vectors of several lengths")
    if resting:
        with suppress(
            sqlite3.OperationalError
        ):  # another process writes: then it is not noted that these were used
            base.execute("BEGIN IMMEDIATE")
            base.executemany(
                "UPDATE vectors SET used = ? WHERE space = ? AND key = ?",
                [(now, known[0], key) for key in resting],
            )
            base.execute("COMMIT")
    return found


def _put(base: sqlite3.Connection, space: str, vectors: Mapping[bytes, Vectors], max_bytes: int) -> None:
    base.execute("BEGIN IMMEDIATE")
    base.execute("INSERT OR IGNORE INTO spaces (name) VALUES (?)", (space,))
    known = base.execute("SELECT id FROM spaces WHERE name = ?", (space,)).fetchone()[0]
    now = _now(base)
    for key, vector in vectors.items():
        raw = np.asarray(vector, dtype="<f4").tobytes()
        base.execute(
            "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?, ?)",
            (known, key, raw, _checksum(space, key, raw), now),
        )
    _make_room(base, max_bytes)
    base.execute("COMMIT")
    base.execute("PRAGMA incremental_vacuum").fetchall()


def _make_room(base: sqlite3.Connection, max_bytes: int) -> None:
    """Delete what was not used for the longest, where the file has grown beyond its bound."""
    size, free, page = (
        base.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    over = (size - free) * page - max_bytes
    if over <= 0:
        return
    over += int((1.0 - _LEFT) * max_bytes)
    leaving = []
    for row, length in base.execute("SELECT rowid, length(vector) FROM vectors ORDER BY used, rowid"):
        if over <= 0:
            break
        over -= length + _ROW
        leaving.append((row,))
    base.executemany("DELETE FROM vectors WHERE rowid = ?", leaving)
    base.execute("DELETE FROM spaces WHERE id NOT IN (SELECT DISTINCT space FROM vectors)")


def _now(base: sqlite3.Connection) -> int:
    """A clock that ticks once a write."""
    return int(base.execute("SELECT coalesce(max(used), 0) + 1 FROM vectors").fetchone()[0])


def _checksum(space: str, key: bytes, vector: bytes) -> bytes:
    return hashlib.blake2b(b"\0".join((space.encode(), key, vector)), digest_size=8).digest()
