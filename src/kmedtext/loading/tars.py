"""Tar archives of pages, read from start to end; packed ones are unpacked on the way."""

from __future__ import annotations

import tarfile
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO, cast

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.carriers import litter
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns, Document, Origin, Skipped, failure_of
from kmedtext.loading.packing.streams import Forward
from kmedtext.loading.packing.unpacking import Unpacker, too_large, too_many_members
from kmedtext.loading.sample import Sample
from kmedtext.records import Failure

_SURE = 0.95
_BLOCK = 512
_MAGIC = slice(257, 262)
# Heads with names and attributes stay far below; a member's own bytes are read in pieces no larger.
_HEAD = 1 << 16
_SORTS = {
    tarfile.DIRTYPE: "folder",
    tarfile.SYMTYPE: "link",
    tarfile.LNKTYPE: "link",
    tarfile.CHRTYPE: "device",
    tarfile.BLKTYPE: "device",
    tarfile.FIFOTYPE: "device",
}


class TarCollection:
    """The files in a tar archive."""

    media_types = ("application/x-tar",)
    forward = True

    def accepts(self, sample: Sample) -> float:
        """Check the first head's sum, which archives older than the signature have too."""
        head = sample.head[:_BLOCK]
        if len(head) < _BLOCK or not head[0]:
            return 0.0
        try:
            tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
        except (tarfile.HeaderError, ValueError):
            return 0.5 if head[_MAGIC] == b"ustar" else 0.0
        return _SURE

    def documents(
        self,
        file: BinaryIO,
        origin: Origin,
        limits: Limits,
        columns: Columns,  # noqa: ARG002 - an archive has none
    ) -> Iterator[Document | Failure | Skipped]:
        """Give the members in the archive's order; links, devices and folders are counted only."""
        unpacker, where = Unpacker(limits), origin.where
        counted = 0
        for info, archive in _members(file, where):
            counted += 1
            if counted > limits.max_members:
                raise too_many_members(limits, where)
            name = _name(info)
            what = _sort(info) or litter(name)
            if what is not None:
                yield Skipped(f"tar: {what}")
                continue
            inner = origin.inside(name)
            if info.size > limits.max_document_bytes:
                yield failure_of(too_large(limits.max_document_bytes, inner.where))
                continue
            try:
                with cast(tarfile.ExFileObject, archive.extractfile(info)) as member:
                    data = unpacker.read(member, info.size, inner.where)
            except (tarfile.TarError, OSError) as error:
                raise _cut(inner.where) from error
            yield Document(inner, data)


def _members(file: BinaryIO, where: str) -> Iterator[tuple[tarfile.TarInfo, tarfile.TarFile]]:
    forward = Forward(file, _HEAD, where)
    try:
        with tarfile.open(fileobj=cast(BinaryIO, forward), mode="r:", encoding="utf-8") as archive:
            while (info := archive.next()) is not None:
                vars(archive)["members"] = []  # they would pile up: nobody goes back to them
                yield info, archive
            _check_end(archive, forward, where)
    except (tarfile.TarError, EOFError, RecursionError, ValueError, OSError) as error:
        raise _cut(where) from error


def _check_end(archive: tarfile.TarFile, forward: Forward, where: str) -> None:
    """tarfile takes whatever is no head for the end; the real one is written as zeros."""
    forward.seek(archive.offset)
    rest = forward.read(_BLOCK)
    if len(rest) < _BLOCK or rest.strip(b"\x00"):
        raise _cut(where)


def _cut(where: str) -> LoadError:
    return LoadError(
        FailureCode.TRUNCATED,
        where,
        "the tar archive is cut short or damaged there",
        "Fetch or save it again.",
    )


def _name(info: tarfile.TarInfo) -> str:
    """The member's name; one that is not in UTF-8 is in CP949, or stays as it can be shown.

    >>> info = tarfile.TarInfo("진료.txt".encode("cp949").decode("utf-8", "surrogateescape"))
    >>> _name(info)
    '진료.txt'
    """
    raw = info.name.encode("utf-8", "surrogateescape")
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp949")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "backslashreplace")


def _sort(info: tarfile.TarInfo) -> str | None:
    if info.isreg() and info.type != tarfile.GNUTYPE_SPARSE and not info.issparse():
        return None
    return _SORTS.get(info.type, "sparse file" if info.issparse() else "thing of another sort")
