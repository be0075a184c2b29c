"""Column names: which column of a table holds the text, and what the others are called."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.origin import Columns

_SHOWN = 30
_SHOWN_LENGTH = 60


@dataclass(frozen=True, slots=True)
class ColumnTable:
    """The usual names of columns, and how much of a table may go into a page's metadata."""

    names: Mapping[str, tuple[str, ...]]
    metadata: Mapping[str, str]
    value: int
    values: int
    id: int
    url: int
    rows: int
    characters: int


@cache
def column_table() -> ColumnTable:
    """Read the table (``data/tables.toml``)."""
    raw = tomllib.loads(files("kmedtext.loading").joinpath("data/tables.toml").read_text("utf-8"))
    return ColumnTable(
        {sort: tuple(names) for sort, names in raw["columns"].items()},
        {name: key for key, names in raw["metadata"].items() for name in names},
        **raw["bounds"],
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """The columns of a table that hold the text, the URL and the id, and the names of its metadata."""

    text: str
    url: str | None
    id: str | None
    metadata: Mapping[str, str]


def folded(name: str) -> str:
    """A column's name without what people write differently.

    >>> folded(" Article_Body "), folded("기사 본문")
    ('articlebody', '기사본문')
    """
    kept = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in kept if letter not in " _-.\t\n\ufeff")


def choose_columns(
    names: Sequence[str], columns: Columns, where: str, filled: Iterable[str] | None = None
) -> Chosen:
    """Choose among the names of a table's columns: those that were given, or those with usual names.

    ``filled`` names the columns in which text was seen; of two with usual names such a one is taken.
    Raises LoadError ``unsupported`` where a given one is not there or no text column can be told; it
    lists the columns that there are.

    >>> chosen = choose_columns(["No", "제목", "본문"], Columns(), "a.csv")
    >>> chosen.text, chosen.metadata
    ('본문', {'No': 'No', '제목': 'title'})
    """
    for option, given in (("text", columns.text), ("url", columns.url), ("id", columns.id)):
        if given is not None and given not in names and _root(given, names) is None:
            raise _unknown(option, given, names, where)
    full = None if filled is None else set(filled)
    text = columns.text or _usual("text", names, full) or _usual("text", names, None)
    if text is None:
        raise LoadError(
            FailureCode.UNSUPPORTED,
            where,
            f"no column has a usual name for text; the columns are {listed(names)}",
            "Say which one holds the text: --text-column NAME (Columns(text=…) in Python).",
        )
    url = columns.url or _usual("url", names, None)
    known = columns.id or _usual("id", names, None)
    return Chosen(text, url, known, _metadata(names, {text, url, known}))


def given_columns(names: Sequence[str], columns: Columns) -> bool:
    """Tell whether a table has the text column that the user named."""
    return columns.text is not None and (columns.text in names or _root(columns.text, names) is not None)


def usual_text(names: Sequence[str]) -> bool:
    """Tell whether one of the names is a usual one for text."""
    return _usual("text", names, None) is not None


def _usual(sort: str, names: Sequence[str], full: set[str] | None) -> str | None:
    # A value inside another counts by its own name, behind those that stand by themselves.
    nearest = sorted(names, key=lambda name: name.count("."))
    found = {
        folded(name.rpartition(".")[2]): name for name in reversed(nearest) if full is None or name in full
    }
    found |= {folded(name): name for name in reversed(nearest) if full is None or name in full}
    return next((found[usual] for usual in column_table().names[sort] if usual in found), None)


def _root(path: str, names: Sequence[str]) -> str | None:
    """The column in which a nested value (``a.b``) stands."""
    return next((name for name in names if path.startswith(f"{name}.")), None)


def _metadata(names: Sequence[str], taken: set[str | None]) -> dict[str, str]:
    """What each other column is called in a page's metadata; the first of several titles is the title."""
    keys: dict[str, str] = {}
    for name in names:
        if name in taken or not name.strip():
            continue
        key = column_table().metadata.get(folded(name), name)
        keys[name] = name if key in keys.values() else key
    return keys


def _unknown(option: str, given: str, names: Sequence[str], where: str) -> LoadError:
    return LoadError(
        FailureCode.UNSUPPORTED,
        where,
        f"there is no column {given!r}; the columns are {listed(names)}",
        f"Name one of them: --{option}-column NAME (Columns({option}=…) in Python).",
    )


def listed(names: Sequence[str]) -> str:
    """Write the names of columns for a message, no more than fit.

    >>> listed(["id", "제목"])
    'id, 제목'
    """
    shown = [" ".join(name.split())[:_SHOWN_LENGTH] or "(without a name)" for name in names[:_SHOWN]]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more > 0 else "")
