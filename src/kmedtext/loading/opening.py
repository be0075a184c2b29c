"""Opening: bytes become pages, by the loader that is surest of them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from kmedtext.errors import FailureCode, LoadError, MissingExtraError
from kmedtext.loading.apart.confinement import load_confined
from kmedtext.loading.files import opened
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns, Document, Origin, Skipped
from kmedtext.loading.registry import (
    Collection,
    Loader,
    choose,
    gives_page,
    holds_many,
    is_bulky,
    is_confined,
)
from kmedtext.loading.sample import sample_of
from kmedtext.records import Failure, Page


def load_bytes(data: bytes, *, path: str | None, id: str, limits: Limits | None = None) -> Page:  # noqa: A002
    """Load what was read already; ``path`` serves for the name and in errors."""
    return load_document(Document(Origin(unicodedata.normalize("NFC", id), path), data), limits or Limits())


def chosen_for(file: BinaryIO, document: Document, columns: Columns | None = None) -> Loader | Collection:
    """Choose the loader of an open document; LoadError where it is empty or nobody takes it."""
    sample = sample_of(file, document.origin.name, columns, document.origin.media_type)
    if not sample.head.strip() and not file.read(1 << 24).strip():
        raise LoadError(
            FailureCode.EMPTY,
            document.origin.where,
            "there is nothing in it",
            "Leave it out, or fetch the page again.",
        )
    file.seek(0)
    return choose(sample, document.origin.where)


def load_document(document: Document, limits: Limits) -> Page:
    """Load a document, in a process of its own where its format asks for that."""
    where = document.origin.where
    with opened(document) as file:
        chosen = chosen_for(file, document)
        if is_confined(chosen) and gives_page(chosen):
            _measure(file, limits.max_document_bytes, "max_document_bytes", where)
            return load_confined(document, limits)
        return _load(chosen, file, document.origin, limits)


def open_here(document: Document, limits: Limits, columns: Columns) -> Iterator[Document | Failure | Skipped]:
    """Give what a collection holds, read in this process."""
    with opened(document) as file:
        chosen = chosen_for(file, document, columns)
        if holds_many(chosen):
            with explained(chosen, document.origin.where):
                yield from chosen.documents(file, document.origin, limits, columns)


def load_here(document: Document, limits: Limits) -> Page:
    """Load a document in this process, whatever its format asks for."""
    with opened(document) as file:
        chosen = chosen_for(file, document)
        return _load(chosen, file, document.origin, limits)


def _load(chosen: Loader | Collection, file: BinaryIO, origin: Origin, limits: Limits) -> Page:
    where = origin.where
    if gives_page(chosen):
        if is_confined(chosen) or is_bulky(chosen):
            size = _measure(file, limits.max_document_bytes, "max_document_bytes", where)
        else:
            size = _measure(file, limits.max_bytes, "max_bytes", where)
        data = file.read(size + 1)
        with explained(chosen, where):
            return chosen.load(data, origin, limits)
    raise LoadError(
        FailureCode.UNSUPPORTED,
        where,
        "it holds several documents, and this gives one page",
        "Use load_all, or name it to build or clean.",
    )


@contextmanager
def explained(chosen: Loader | Collection, where: str) -> Iterator[None]:
    """Turn whatever a loader raises into a LoadError."""
    try:
        yield
    except (LoadError, MemoryError):
        raise
    except MissingExtraError as error:
        raise LoadError(
            FailureCode.MISSING_EXTRA,
            where,
            f"{error.purpose} needs an optional part",
            f"Install it with: pip install 'kmedtext[{error.extra}]'",
        ) from error
    except Exception as error:
        raise LoadError(
            FailureCode.CRASHED,
            where,
            f"{type(chosen).__name__} failed with {type(error).__name__}",
            "Save the page as plain text and give that; please report the failure.",
        ) from error


def _measure(file: BinaryIO, most: int, name: str, where: str) -> int:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size > most:
        raise LoadError(
            FailureCode.TOO_LARGE,
            where,
            f"there are more than {most:,} bytes",
            f"Split the file, or raise Limits({name}=…).",
        )
    return size
