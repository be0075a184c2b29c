"""ZIP archives of pages. Office, HWPX, OpenDocument and EPUB files are ZIP archives too, and not for here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kmedtext.errors import LoadError
from kmedtext.loading.carriers import litter
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns, Document, Origin, Skipped, failure_of
from kmedtext.loading.packing.unpacking import Unpacker, member_name, opened_zip, read_member
from kmedtext.loading.sample import Sample
from kmedtext.records import Failure

_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
# Where a document format keeps its table of contents, and the name that the others must begin with.
_DOCUMENTS = ("[Content_Types].xml", "Contents/content.hpf", "META-INF/container.xml")
_FIRST, _MIMETYPE = slice(30, 38), b"mimetype"
_SURE, _NAMED, _BROKEN = 0.9, 0.6, 0.3


class ZipCollection:
    """The files in a ZIP archive."""

    media_types = ("application/zip", "application/x-zip-compressed")

    def accepts(self, sample: Sample) -> float:
        """Look for the signature, and see that no document format's marks stand inside."""
        if not sample.head.startswith(_STARTS):
            return 0.0
        if sample.head[_FIRST] == _MIMETYPE or not sample.entries.isdisjoint(_DOCUMENTS):
            return 0.0
        if sample.entries or sample.head.startswith(_STARTS[1]):
            return _SURE
        return _NAMED if sample.named(".zip") else _BROKEN

    def documents(
        self,
        file: BinaryIO,
        origin: Origin,
        limits: Limits,
        columns: Columns,  # noqa: ARG002 - an archive has none
    ) -> Iterator[Document | Failure | Skipped]:
        """Give the members in the archive's order; one that cannot be read is a Failure, the rest goes on."""
        unpacker = Unpacker(limits)
        with opened_zip(file, limits, origin.where) as archive:
            for info in archive.infolist():
                name = member_name(info)
                what = "folder" if name.endswith("/") else litter(name)
                if what is not None:
                    yield Skipped(f"zip: {what}")
                    continue
                inner = origin.inside(name)
                try:
                    data = read_member(archive, info, unpacker, inner.where)
                except LoadError as error:
                    if unpacker.total > limits.max_unpacked:
                        raise
                    yield failure_of(error)
                    continue
                yield Document(inner, data)
