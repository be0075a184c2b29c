"""Tables: each row with a text is a document, whatever format the table is in.

A format gives its rows as :class:`Row`; here the columns are chosen and rows become documents.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns, Document, Origin, Skipped, failure_of
from kmedtext.loading.packing.unpacking import Unpacker, too_large
from kmedtext.loading.tabular.columnnames import Chosen, choose_columns, column_table
from kmedtext.records import Failure

_NAMES, _DEEP = 1000, 2
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number, what to call it (``row``, ``line``), and its values by column."""

    number: int
    values: Mapping[str, object]
    unit: str = "row"


def documents_of_rows(
    header: Sequence[str],
    rows: Iterable[tuple[int, Sequence[object]]],
    origin: Origin,
    limits: Limits,
    columns: Columns,
) -> Iterator[Document | Failure | Skipped]:
    """Give a document for each row with a text; a row is its number and its cells.

    >>> rows = [(2, ["혈압", "120/80을 쟀다."]), (3, ["맥박", None])]
    >>> for item in documents_of_rows(["제목", "본문"], rows, Origin("a", "a.xlsx"), Limits(), Columns()):
    ...     print(item.origin.where if isinstance(item, Document) else item)
    a.xlsx!/row 2
    Skipped(what='table: row without text')
    """
    names = distinct(header)
    return documents_of(
        (Row(number, dict(zip(names, cells, strict=False))) for number, cells in rows),
        origin,
        limits,
        columns,
        names,
    )


def documents_of(
    rows: Iterable[Row | Failure],
    origin: Origin,
    limits: Limits,
    columns: Columns,
    names: Sequence[str] | None = None,
) -> Iterator[Document | Failure | Skipped]:
    """Give a document for each row with a text, and each failure as it is.

    ``names`` are the columns; where the format has no header they are what the first rows hold.
    Raises LoadError where the text column cannot be told.
    """
    rows = iter(rows)
    first = list(_first(rows))
    seen = [row for row in first if isinstance(row, Row)]
    known = names if names is not None else _names(seen)
    if not seen and names is None:
        yield from (row for row in first if isinstance(row, Failure))
        return
    filled = [name for name in known if any(text_of(value_at(row.values, name)) for row in seen)]
    chosen = choose_columns(known, columns, origin.where, filled)
    unpacker = Unpacker(limits)
    for row in chain(first, rows):
        yield row if isinstance(row, Failure) else _document(row, chosen, origin, unpacker)


def distinct(header: Sequence[object]) -> list[str]:
    """The names of columns, each once: a second ``text`` becomes ``text (2)``.

    >>> distinct(["text", " text ", None])
    ['text', 'text (2)', '']
    """
    names: list[str] = []
    count: dict[str, int] = {}
    for cell in header:
        name = " ".join(str("" if cell is None else cell).lstrip("\ufeff").split())
        count[name] = count.get(name, 0) + 1
        names.append(name if count[name] == 1 else f"{name} ({count[name]})")
    return names


def _names(rows: Iterable[Row]) -> list[str]:
    """The names in objects, in order, those inside others as paths; no more than a table may have columns."""
    found: dict[str, None] = {}
    for row in rows:
        waiting = [("", row.values)]
        for prefix, values in waiting:
            for name, value in values.items():
                found[f"{prefix}{name}"] = None
                if isinstance(value, Mapping) and prefix.count(".") < _DEEP:
                    waiting.append((f"{prefix}{name}.", value))
            if len(found) > _NAMES:
                return list(found)[:_NAMES]
    return list(found)


def _first(rows: Iterator[Row | Failure]) -> Iterator[Row | Failure]:
    """The rows that the columns are chosen by."""
    bounds = column_table()
    characters = 0
    for number, row in enumerate(rows, 1):
        yield row
        if isinstance(row, Row):
            characters += sum(len(value) for value in row.values.values() if isinstance(value, str | bytes))
        if number >= bounds.rows or characters > bounds.characters:
            return


def _document(row: Row, chosen: Chosen, origin: Origin, unpacker: Unpacker) -> Document | Failure | Skipped:
    bounds = column_table()
    text = text_of(value_at(row.values, chosen.text))
    if not text or not text.strip():
        return Skipped("table: row without text")
    named = scalar(value_at(row.values, chosen.id)) if chosen.id else ""
    url = scalar(value_at(row.values, chosen.url)) if chosen.url else ""
    inner = origin.inside(
        f"{row.unit} {row.number}",
        id=" ".join(named.split())[: bounds.id] or f"{origin.id}-{row.number}",
        url=url.strip()[: bounds.url] or None,
        charset="utf-8" if isinstance(text, str) else None,
        metadata=_metadata(row.values, chosen),
    )
    data = encoded(text) if isinstance(text, str) else text
    if len(data) > unpacker.limits.max_document_bytes:
        return failure_of(too_large(unpacker.limits.max_document_bytes, inner.where))
    unpacker.count(len(data), 0, 1, origin.where)
    return Document(inner, data)


def _metadata(values: Mapping[str, object], chosen: Chosen) -> dict[str, str]:
    bounds = column_table()
    found: dict[str, str] = {}
    for name, key in chosen.metadata.items():
        value = scalar(value_at(values, name))
        if value and len(value) <= bounds.value and len(found) < bounds.values:
            found[key] = _whole(value)
    return found


def value_at(values: Mapping[str, object], path: str) -> object:
    """The value of a column, or where the name is a path (``a.b``) the one inside.

    >>> value_at({"a": {"b": 1}}, "a.b"), value_at({"a.b": 2}, "a.b"), value_at({"a": 3}, "a.b")
    (1, 2, None)
    """
    if path in values or "." not in path:
        return values.get(path)
    root, _, rest = path.partition(".")
    while rest:
        inner = values.get(root)
        if isinstance(inner, Mapping):
            return value_at(inner, rest)
        step, _, rest = rest.partition(".")
        root = f"{root}.{step}"
    return None


def text_of(value: object) -> str | bytes | None:
    """The text of a cell; of a list of strings its paragraphs. Numbers, dates and objects are no text."""
    if isinstance(value, str | bytes):
        return value
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return "\n\n".join(value)
    return None


def scalar(value: object) -> str:
    """A cell's value in characters; empty for what is no single value.

    >>> scalar(12.0), scalar(True), scalar(None), scalar([1]), scalar(["김", "이"])
    ('12', 'true', '', '', '김, 이')
    """
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, int):
        return str(value) if abs(value) < 10**30 else ""
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, list) and 0 < len(value) <= 20 and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return ""


def encoded(text: str) -> bytes:
    """The text in UTF-8; halves of surrogate pairs, which JSON may hold, become U+FFFD."""
    return _whole(text).encode("utf-8")


def _whole(text: str) -> str:
    if _SURROGATE.search(text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
