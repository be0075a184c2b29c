"""Tables of pairs: a column for each language, or rows with an id, a language and a text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.expansion import documents
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns, Document, shown
from kmedtext.loading.paired.segments import Segment, one_line
from kmedtext.records import Failure


@dataclass(frozen=True, slots=True)
class PairColumns:
    """Which columns of a table of pairs hold what; usual names are found without being named.

    Either ``ko`` and ``en``, or ``lang`` and ``text`` with an ``id`` that both rows of a pair share.
    """

    ko: str | None = None
    en: str | None = None
    lang: str | None = None
    text: str | None = None
    id: str | None = None


@cache
def _usual() -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("columns.toml").read_text(encoding="utf-8"))


def table_segments(path: str, columns: PairColumns, limits: Limits) -> Iterator[Segment]:
    """Give the pairs of a table in their order. LoadError where it cannot be read or its columns cannot be told."""
    name = shown(path)
    known = columns.id or _found(path, "id", limits)
    ko, en = (given or _found(path, lang, limits) for lang, given in (("ko", columns.ko), ("en", columns.en)))
    if ko and en:
        yield from _side_by_side(path, ko, en, known, limits)
        return
    lang, text = (
        given or _found(path, what, limits)
        for what, given in (("lang", columns.lang), ("text", columns.text))
    )
    if lang and text and known:
        yield from _row_by_row(path, Columns(text=text, id=known), lang, limits)
        return
    _readable(path, limits)
    raise LoadError(
        FailureCode.UNSUPPORTED,
        name,
        "it has neither columns for Korean and English nor columns for id, language and text that can be told",
        "Name them: --ko-column, --en-column (PairColumns(ko=…, en=…) in Python), or --lang-column, --text-column, --id-column.",
    )


def _found(path: str, what: str, limits: Limits) -> str | None:
    """The first usual name that the table has a column of."""
    return next((name for name in _usual()[what] if _has(path, name, limits)), None)


def _has(path: str, column: str, limits: Limits) -> bool:
    first = next(documents([path], limits, Columns(text=column)), None)
    return isinstance(first, Document) and first.origin.member is not None


def _readable(path: str, limits: Limits) -> None:
    """Raise what stands against reading the file at all, if that is what is wrong."""
    for item in documents([path], limits):
        if isinstance(item, Failure) and item.code != FailureCode.UNSUPPORTED:
            raise LoadError(FailureCode(item.code), item.path, item.message, item.advice)
        return


def _rows(path: str, columns: Columns, limits: Limits) -> Iterator[Document]:
    for item in documents([path], limits, columns):
        if isinstance(item, Failure):
            raise LoadError(FailureCode(item.code), item.path, item.message, item.advice)
        yield item


def _text(document: Document) -> tuple[str, ...]:
    text = one_line((document.data or b"").decode("utf-8", "replace"))
    return (text,) if text else ()


def _side_by_side(path: str, ko: str, en: str, known: str | None, limits: Limits) -> Iterator[Segment]:
    # The table is read once a column, by the readers that know its format, its encoding and their limits.
    ours = {row.origin.member: row for row in _rows(path, Columns(text=ko, id=known), limits)}
    theirs = {row.origin.member: row for row in _rows(path, Columns(text=en, id=known), limits)}
    for member in _merged(list(ours), list(theirs)):
        mine, other = ours.get(member), theirs.get(member)
        row = mine or other
        assert row is not None  # noqa: S101 - it is in one of the two
        yield Segment(row.origin.id, _text(mine) if mine else (), _text(other) if other else ())


def _merged(one: list[str | None], other: list[str | None]) -> Iterator[str | None]:
    """Both lists in their common order, each name once."""
    place = {name: at for at, name in enumerate(other)}
    known, done = set(one), 0
    for name in one:
        if (at := place.get(name)) is not None:
            yield from (lone for lone in other[done:at] if lone not in known)
            done = max(done, at + 1)
        yield name
    yield from (lone for lone in other[done:] if lone not in known)


def _row_by_row(path: str, columns: Columns, lang: str, limits: Limits) -> Iterator[Segment]:
    sides: dict[str, dict[str, list[str]]] = {}
    for row in _rows(path, columns, limits):
        said = (
            row.origin.metadata.get(lang)
            or row.origin.metadata.get("language")
            or row.origin.metadata.get("lang")
            or ""
        )
        root = said.strip().lower().replace("_", "-").partition("-")[0]
        side = {
            "ko": "ko",
            "kor": "ko",
            "korean": "ko",
            "한국어": "ko",
            "en": "en",
            "eng": "en",
            "english": "en",
            "영어": "en",
        }.get(root)
        if side is not None:
            sides.setdefault(row.origin.id, {"ko": [], "en": []})[side].extend(_text(row))
    for name, found in sides.items():
        yield Segment(name, tuple(found["ko"]), tuple(found["en"]))
