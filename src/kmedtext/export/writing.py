"""Write a corpus into a folder, and read its records back."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from kmedtext.errors import UsageError
from kmedtext.export.flat import write_csv
from kmedtext.export.folder import MANIFEST, output_error, remove_stale, replacing
from kmedtext.export.formats import chosen
from kmedtext.export.jsonl import encode, read_lines, write_lines
from kmedtext.export.parquet import read_parquet, write_parquet
from kmedtext.export.rows import (
    Row,
    article_row,
    failure_row,
    pair_row,
    record_of,
    record_row,
    unaligned_row,
    unpaired_row,
    untranslated_row,
)
from kmedtext.export.tmx import write_tmx
from kmedtext.export.writable import Writable
from kmedtext.records import Record

FORMATS: Final = ("jsonl", "parquet", "csv", "tmx")
"""The formats that :func:`write` knows."""

_Writer = Callable[[BinaryIO], int]


def check_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """Give the formats once each, in the order of FORMATS; raise UsageError for an unknown one or none.

    >>> check_formats(["csv", "jsonl", "csv"])
    ('jsonl', 'csv')
    """
    return chosen(formats, FORMATS)


def write(
    corpus: Writable, folder: str | os.PathLike[str], *, formats: Sequence[str] = ("jsonl", "parquet")
) -> tuple[Path, ...]:
    """Write the files of a corpus into ``folder`` (see :func:`prepare`) and return their paths.

    ``formats`` are the forms of the records; articles, pairs, what stands alone and what failed are always told.
    A file appears under its name when it is whole; ``manifest.json`` comes last, so a folder without it is
    unfinished. Files of an earlier run are replaced, or removed where this run does not write them. The same
    corpus gives the same bytes. Raises :class:`~kmedtext.errors.OutputError` where the disk refuses.
    """
    target = Path(folder)
    written: dict[str, dict[str, Any]] = {}
    writers = dict(_writers(corpus, check_formats(formats)))
    name = MANIFEST
    try:
        (target / MANIFEST).unlink(missing_ok=True)
        for name, writer in writers.items():
            with replacing(target / name) as file:
                rows = writer(file)
            written[name] = {"rows": rows, **_digest(target / name)}
        name = MANIFEST
        with replacing(target / name) as file:
            file.write(encode({**corpus.manifest, "files": written}, indent=2) + b"\n")
        remove_stale(target, {*written, MANIFEST})
    except OSError as error:
        raise output_error(target / name, error) from error
    return tuple(target / name for name in (*written, MANIFEST))


def _writers(corpus: Writable, formats: Sequence[str]) -> Iterator[tuple[str, _Writer]]:
    yield "articles.jsonl", lambda file: write_lines(file, map(article_row, corpus.articles))
    if "jsonl" in formats:
        yield "records.jsonl", lambda file: write_lines(file, map(record_row, corpus.records))
    yield "unaligned.jsonl", lambda file: write_lines(file, map(unaligned_row, corpus.unaligned))
    yield "pairs.jsonl", lambda file: write_lines(file, map(pair_row, corpus.pairs))
    yield "unpaired.jsonl", lambda file: write_lines(file, map(unpaired_row, corpus.unpaired))
    if corpus.untranslated or "translation" in corpus.manifest.get("settings", {}):
        yield "untranslated.jsonl", lambda file: write_lines(file, map(untranslated_row, corpus.untranslated))
    yield "failures.jsonl", lambda file: write_lines(file, map(failure_row, corpus.failures))
    if "parquet" in formats:
        yield "records.parquet", lambda file: write_parquet(file, corpus.records)
    if "csv" in formats:
        yield "records.csv", lambda file: write_csv(file, corpus.records)
    if "tmx" in formats:
        yield "records.tmx", lambda file: write_tmx(file, corpus.records)


def _digest(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "sha256": digest}


def read_records(path: str | os.PathLike[str]) -> list[Record]:
    """Read the records of a ``.jsonl`` or ``.parquet`` file that kmedtext wrote.

    Raises :class:`~kmedtext.errors.UsageError` where the file or a row of it is not of that kind.
    """
    file = Path(path)
    match file.suffix:
        case ".jsonl":
            rows: Iterator[tuple[int, Any]] = read_lines(file)
        case ".parquet":
            rows = enumerate(_parquet_rows(file), 1)
        case other:
            raise UsageError(f"{file}: records are read from .jsonl and .parquet, not from {other or 'this'}")
    records = []
    for number, row in rows:
        try:
            records.append(record_of(row))
        except (KeyError, TypeError, ValueError):
            # The cause may quote the row.
            raise UsageError(f"{file}: row {number} is not a record of this version of kmedtext") from None
    return records


def _parquet_rows(path: Path) -> Iterator[Row]:
    import pyarrow as pa

    try:
        yield from read_parquet(path)
    except pa.ArrowInvalid as error:
        raise UsageError(f"{path}: is not a Parquet file, or was cut short") from error
