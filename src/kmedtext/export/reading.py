"""What a build wrote, read back: its articles and records."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kmedtext.errors import UsageError
from kmedtext.export.jsonl import read_lines
from kmedtext.export.writing import read_records
from kmedtext.records import Article, Block, Kind, PageKind, Record, Source


@dataclass(frozen=True, slots=True)
class Built:
    """The articles and records of a folder that ``kmedtext build`` wrote."""

    articles: tuple[Article, ...]
    records: tuple[Record, ...]


def read_articles(path: str | os.PathLike[str]) -> list[Article]:
    """Read the articles of an ``articles.jsonl`` that kmedtext wrote; their blocks come without pieces.

    Raises :class:`~kmedtext.errors.UsageError` where the file or a row of it is not of that kind.
    """
    articles = []
    for line, row in read_lines(Path(path)):
        try:
            articles.append(_article(row))
        except (KeyError, TypeError, ValueError):
            # The cause may quote the row.
            raise UsageError(f"{path}: row {line} is not an article of this version of kmedtext") from None
    return articles


def read_built(folder: str | os.PathLike[str]) -> Built:
    """Read a folder that ``kmedtext build`` wrote.

    Records are read from ``records.jsonl``, else from ``records.parquet``; without either there are none.
    Raises :class:`~kmedtext.errors.UsageError` where the folder is not one of a build.
    """
    path = Path(folder)
    if not (path / "articles.jsonl").is_file():
        what = "holds no articles.jsonl" if path.is_dir() else "is not a folder"
        raise UsageError(
            f"{path}: {what}; name a folder that kmedtext build PAGES -o {path.name or 'DIR'} wrote"
        )
    records: list[Record] = []
    for name in ("records.jsonl", "records.parquet"):
        if (path / name).is_file():
            records = read_records(path / name)
            break
    return Built(tuple(read_articles(path / "articles.jsonl")), tuple(records))


def _article(row: Mapping[str, Any]) -> Article:
    source = row["source"]
    return Article(
        id=row["id"],
        lang=row["lang"],
        kind=PageKind(row["kind"]),
        **{name: row[name] for name in _PLAIN},
        blocks=tuple(_block(block) for block in row["blocks"]),
        source=Source(**{**source, "flags": tuple(source["flags"])}),
        candidates={name: tuple(values) for name, values in row["candidates"].items()},
        warnings=tuple(row["warnings"]),
    )


_PLAIN = (
    "title", "byline", "published", "modified", "publisher", "section", "views", "copyright", "licence", "duplicate_of",
)  # fmt: skip


def _block(row: Mapping[str, Any]) -> Block:
    start, end = row["span"]
    plain = {name: row[name] for name in ("text", "kept", "reason", "lang", "score", "joint")}
    return Block(kind=Kind(row["kind"]), start=start, end=end, **plain)
