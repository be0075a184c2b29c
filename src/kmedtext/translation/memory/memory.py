"""The memory itself: put, ask, forget."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from kmedtext.errors import UsageError
from kmedtext.records import Lang
from kmedtext.translation.memory.database import connect, explained, problems, transaction
from kmedtext.translation.memory.settings import settings
from kmedtext.translation.memory.sketches import likeness, sketch
from kmedtext.translation.memory.units import HUMAN, Near, Unit

_FIND = "SELECT id, engine, glossary, translation, origin, made, used, signature FROM units WHERE said = ?"
_WHOLE = (
    "SELECT id, engine, glossary, translation, origin, made, used, signature, text, source, target FROM units"
)
_PUT = """
INSERT INTO units(said, signature, engine, glossary, source, target, text, translation, origin, reverse, made, used)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT(said, origin, signature, glossary) DO NOTHING RETURNING id
"""


class TranslationMemory:
    """Translations that are made already, in a SQLite file which several processes may share.

    A unit is found by engine signature, glossary digest, direction and text. What people translated has a place of
    its own: it is found first, whatever the engine, and nothing overwrites it. Everything put is in the file when
    :meth:`put` returns. ``max_units`` bounds the machine's units: beyond it the longest unused are forgotten.

    Raises :class:`~kmedtext.errors.UsageError` for a file that is none of ours, of another version or damaged.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, TranslationMemory(f"{folder}/a.sqlite") as memory:
    ...     put = memory.put([Unit("정상이다.", "It is normal.", "ko", "en", "toy", "toy 1")])
    ...     memory.find("정상이다.", "ko", "en", ["toy 1"]).translation
    'It is normal.'
    """

    def __init__(self, path: str | os.PathLike[str], *, max_units: int | None = None) -> None:
        if not isinstance(path, str | os.PathLike) or not os.fspath(path):
            raise UsageError("a translation memory is named by a path, a str or a Path")
        if max_units is not None and max_units < 0:
            raise UsageError(f"max_units is {max_units}; give 0 or more")
        self.path = Path(os.fsdecode(path))
        self.max_units: int = settings()["file"]["max_units"] if max_units is None else max_units
        self._database = connect(self.path)
        self._lock = threading.RLock()
        self._engines: dict[int, tuple[str, str, str | None]] = {}
        self._used: set[int] = set()
        self._puts = 0
        self._today = _day()

    def __enter__(self) -> TranslationMemory:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write which units were used, and close the file."""
        with self._lock, explained(self.path):
            if self._puts:
                self._look_at_size()
            if self._used:
                with transaction(self._database):
                    self._note_use()
            self._database.close()

    def find(
        self, text: str, source: Lang, target: Lang, signatures: Sequence[str], glossary: str = ""
    ) -> Unit | None:
        """Find the translation of exactly this text: a person's, else that of the first of the engines that has one.

        ``signatures`` are those of the engines that would be asked, in order; ``glossary`` is what
        :meth:`~kmedtext.translation.fidelity.Glossary.digest` gives for the text.
        """
        with self._lock, explained(self.path):
            rows = self._database.execute(_FIND, (_said(source, target, text),)).fetchall()
            best: tuple[int, Any] | None = None
            for row in rows:
                if row[4] == HUMAN:
                    best = (-1, row)
                    break
                signature = self._engine(row[1])[0]
                if row[2] == glossary and signature in signatures:
                    place = signatures.index(signature)
                    if best is None or place < best[0]:
                        best = (place, row)
            if best is None:
                return None
            return self._unit((*best[1], text, source, target))

    def any(self, text: str, source: Lang, target: Lang) -> Unit | None:
        """Find a translation of exactly this text, a person's before a machine's, whatever engine and glossary."""
        with self._lock, explained(self.path):
            rows = self._database.execute(_FIND, (_said(source, target, text),)).fetchall()
            rows.sort(key=lambda row: (row[4] != HUMAN, row[0]))
            return self._unit((*rows[0], text, source, target)) if rows else None

    def similar(
        self,
        text: str,
        source: Lang,
        target: Lang,
        *,
        threshold: float | None = None,
        limit: int | None = None,
    ) -> tuple[Near, ...]:
        """Offer units whose text is like this one, the likest first; nothing uses them unasked.

        ``threshold`` and ``limit`` default to those of ``memory.toml``. Time is bounded, whatever the memory's size.
        """
        rules = settings()["similar"]
        least = rules["threshold"] if threshold is None else threshold
        shared: Counter[int] = Counter()
        with self._lock, explained(self.path):
            for gram in sketch(text, _direction(source, target)):
                rows = self._database.execute(
                    "SELECT unit FROM grams WHERE gram = ? LIMIT ?", (gram, rules["posting"])
                )
                shared.update(unit for (unit,) in rows)
            nearest = sorted(shared, key=lambda unit: (-shared[unit], unit))[: rules["candidates"]]
            units = []
            for number in nearest:
                row = self._database.execute(f"{_WHOLE} WHERE id = ?", (number,)).fetchone()
                if row is not None and row[9:11] == (source, target):
                    units.append(self._unit(row, used=False))  # to be offered is not to be used
        found = [Near(unit, round(likeness(text, unit.text), 4)) for unit in units]
        found.sort(key=lambda near: (-near.score, near.unit.origin, near.unit.text))
        return tuple(near for near in found if near.score >= least)[
            : rules["limit"] if limit is None else limit
        ]

    def put(self, units: Iterable[Unit]) -> int:
        """Keep units, all in one transaction, and give how many were new; what is there already stays as it is."""
        new = 0
        with self._lock, explained(self.path):
            with transaction(self._database):
                for unit in units:
                    new += self._insert(unit)
                self._note_use()
            self._puts += new
            if self._puts >= settings()["file"]["look_every"]:
                self._look_at_size()
        return new

    def reject(self, unit: Unit, form: int) -> None:
        """Note that an engine's answer to a text, sent in this form, was no good: ``unit`` holds the answer."""
        with self._lock, explained(self.path), transaction(self._database):
            key = (_said(unit.source, unit.target, unit.text), _short(unit.signature), unit.glossary)
            self._database.execute(
                "INSERT OR REPLACE INTO rejected VALUES (?, ?, ?, ?, ?)", (*key, form, unit.translation)
            )

    def rejected(
        self, text: str, source: Lang, target: Lang, signature: str, glossary: str = ""
    ) -> dict[int, str]:
        """The answers to a text that were no good, by the form in which it was sent."""
        with self._lock, explained(self.path):
            rows = self._database.execute(
                "SELECT form, answer FROM rejected WHERE said = ? AND signature = ? AND glossary = ? ORDER BY form",
                (_said(source, target, text), _short(signature), glossary),
            )
            return dict(rows.fetchall())

    def units(self) -> Iterator[Unit]:
        """All units, in the order in which they came; what people made, in the direction in which it came."""
        last = 0
        while True:
            with self._lock, explained(self.path):
                rows = self._database.execute(
                    f"{_WHOLE} WHERE id > ? AND NOT reverse ORDER BY id LIMIT 1000", (last,)
                ).fetchall()
                found = [self._unit(row, used=False) for row in rows]
            if not rows:
                return
            yield from found
            last = rows[-1][0]

    def counts(self) -> dict[str, int]:
        """How many units there are, by origin."""
        with self._lock, explained(self.path):
            rows = self._database.execute(
                "SELECT origin, count(*) FROM units WHERE NOT reverse GROUP BY origin"
            ).fetchall()
        return {"human": 0, "machine": 0, **dict(rows)}

    def prune(self, *, max_units: int | None = None, unused_days: int | None = None) -> int:
        """Forget machine's units: those unused for so many days, then the longest unused beyond ``max_units``.

        What people translated is never forgotten. Gives how many went; the file shrinks accordingly.
        """
        with self._lock, explained(self.path):
            gone = 0
            with transaction(self._database):
                self._note_use()
                if unused_days is not None:
                    gone += self._forget("used < ?", (self._today - unused_days,))
                if max_units is not None:
                    gone += self._forget_beyond(max_units)
            with suppress(sqlite3.OperationalError):  # others read it just now: then it shrinks another time
                self._database.execute("VACUUM")
        return gone

    def check(self) -> tuple[str, ...]:
        """Read the whole file and say what is wrong with it; nothing where it is sound."""
        with self._lock, explained(self.path):
            return tuple(problems(self._database))

    def _insert(self, unit: Unit) -> int:
        human = unit.origin == "human"
        signature = HUMAN if human else unit.signature
        engine = self._engine_id(signature, unit.engine, unit.model)
        ways = [(unit.source, unit.target, unit.text, unit.translation)]
        if human:
            ways.append((unit.target, unit.source, unit.translation, unit.text))
        new = 0
        for reverse, (source, target, text, translation) in enumerate(ways):
            row = self._database.execute(
                _PUT,
                (
                    _said(source, target, text), _short(signature), engine, "" if human else unit.glossary,
                    source, target, _storable(text), _storable(translation), unit.origin, reverse,
                    unit.made or datetime.now(UTC).date().isoformat(), self._today,
                ),
            ).fetchone()  # fmt: skip
            if row is None:
                continue
            new += not reverse
            self._database.executemany(
                "INSERT OR IGNORE INTO grams VALUES (?, ?)",
                [(gram, row[0]) for gram in sketch(text, _direction(source, target))],
            )
        return new

    def _unit(self, row: Sequence[Any], *, used: bool = True) -> Unit:
        number, engine, glossary, translation, origin, made, day, _, text, source, target = row
        if used and day < self._today:
            self._used.add(number)
        signature, name, model = self._engine(engine)
        return Unit(text, translation, source, target, name, signature, origin, glossary, model, made)

    def _engine(self, number: int) -> tuple[str, str, str | None]:
        known = self._engines.get(number)
        if known is None:
            signature, name, model = self._database.execute(
                "SELECT signature, name, model FROM engines WHERE id = ?", (number,)
            ).fetchone()
            known = self._engines[number] = (signature, name, model or None)
        return known

    def _engine_id(self, signature: str, name: str, model: str | None) -> int:
        values = (signature, name, model or "")
        self._database.execute(
            "INSERT OR IGNORE INTO engines(signature, name, model) VALUES (?, ?, ?)", values
        )
        found: int = self._database.execute(
            "SELECT id FROM engines WHERE signature = ? AND name = ? AND model = ?", values
        ).fetchone()[0]
        return found

    def _note_use(self) -> None:
        if self._used:
            self._database.executemany(
                "UPDATE units SET used = ? WHERE id = ?", [(self._today, number) for number in self._used]
            )
            self._used.clear()

    def _look_at_size(self) -> None:
        self._puts = 0
        with transaction(self._database):
            self._note_use()
            count = self._machines()
            if count > self.max_units:  # a tenth more, because to forget means to read the whole index
                self._forget_beyond(self.max_units - self.max_units // 10)

    def _machines(self) -> int:
        found: int = self._database.execute("SELECT count(*) FROM units WHERE origin = 'machine'").fetchone()[
            0
        ]
        return found

    def _forget_beyond(self, most: int) -> int:
        count = self._machines()
        if count <= most:
            return 0
        return self._forget(
            "id IN (SELECT id FROM units WHERE origin = 'machine' ORDER BY used, id LIMIT ?)", (count - most,)
        )

    def _forget(self, which: str, values: tuple[int, ...]) -> int:
        """Forget the machine's units that a condition of ours picks, with all that hangs on them."""
        picked = f"FROM units WHERE origin = 'machine' AND {which}"
        self._database.execute(
            f"DELETE FROM grams WHERE unit IN (SELECT id {picked})",  # noqa: S608 - our own words
            values,
        )
        self._database.execute(
            f"DELETE FROM rejected WHERE said IN (SELECT said {picked})",  # noqa: S608 - our own words
            values,
        )
        return self._database.execute(f"DELETE {picked}", values).rowcount


def _direction(source: Lang, target: Lang) -> str:
    return f"{source}>{target}"


def _said(source: Lang, target: Lang, text: str) -> bytes:
    raw = f"{source}>{target}\0{text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(raw, digest_size=16).digest()


def _short(signature: str) -> int:
    """A signature as the number that the keys hold."""
    digest = hashlib.blake2b(signature.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def _storable(text: str) -> str:
    """SQLite takes no lone surrogates; the key is made of the text as it was."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _day() -> int:
    return datetime.now(UTC).date().toordinal()
