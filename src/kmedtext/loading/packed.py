"""Packed files: one file in gzip, bzip2 or xz; what is inside decides what it is.

An archive or a table inside is read as it is unpacked, so that its size is no matter.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from kmedtext.errors import LoadError
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns, Document, Origin, Skipped
from kmedtext.loading.packing.streams import Unpacked, packing_of
from kmedtext.loading.packing.unpacking import Unpacker, read_all
from kmedtext.loading.sample import HEAD, Sample
from kmedtext.records import Failure

if TYPE_CHECKING:
    from kmedtext.loading.registry import Collection

_SURE = 0.95
_TAR = re.compile(r"\.(?:tgz|tbz2?|txz)$", re.IGNORECASE)
_PACKED = re.compile(r"\.(?:gz|gzip|bz2|xz)$", re.IGNORECASE)


class PackedCollection:
    """A file in gzip, bzip2 or xz."""

    media_types = ("application/gzip", "application/x-gzip", "application/x-bzip2", "application/x-xz")

    def accepts(self, sample: Sample) -> float:
        """Look for the signatures."""
        return _SURE if packing_of(sample.head) else 0.0

    def documents(
        self, file: BinaryIO, origin: Origin, limits: Limits, columns: Columns
    ) -> Iterator[Document | Failure | Skipped]:
        """Give the file inside, or what that holds where it can be read without going back."""
        packing = packing_of(file.read(16))
        file.seek(0)
        if packing is None:
            return
        raw = Unpacked(file, packing, Unpacker(limits), origin.where)
        inner = origin.inside(inner_name(origin.name))
        sample = Sample(raw.head(HEAD), inner.name, columns=columns)
        stream = io.BufferedReader(raw, HEAD)
        reader = _reader(sample, inner.where)
        if reader is not None:
            yield from reader.documents(stream, replace(origin, id=inner.id), limits, columns)
        else:
            yield Document(inner, read_all(stream, limits.max_document_bytes, origin.where))


def _reader(sample: Sample, where: str) -> Collection | None:
    """The collection that reads what is inside, if one does and needs only to go forward."""
    from kmedtext.loading.registry import choose, holds_many, reads_forward

    try:
        chosen = choose(sample, where)
    except LoadError:  # all of it may tell more than its start
        return None
    return chosen if holds_many(chosen) and reads_forward(chosen) else None


def inner_name(name: str) -> str:
    """The name of the file inside, without folders.

    >>> inner_name("2031/기사.html.gz"), inner_name("2031.tgz"), inner_name("page")
    ('기사.html', '2031.tar', 'page')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    return _TAR.sub(".tar", _PACKED.sub("", last)) or last
