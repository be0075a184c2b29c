"""Unpacking: ZIP archives and packed streams are read while what they grow to is counted.

Nothing is ever written to disk, and a member's name is a name, never a path.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import BinaryIO, Protocol

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits

_CHUNK = 1 << 16
# Small parts of one repeated byte reach any ratio and harm nobody.
_FREE = 1 << 20
# An entry of a ZIP's directory: 46 bytes and the name, which archivers keep far below this.
_ENTRY = 512
_END = b"PK\x05\x06"
_END_SIZE, _END_REACH = 22, (1 << 16) + 22
_END64 = b"PK\x06\x06"
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1


class Readable(Protocol):
    """Something that gives its bytes piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Give up to ``size`` bytes, none at the end."""
        ...


class Unpacker:
    """Counts what one input unpacks to, over all its members, and stops what grows beyond the limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.total = 0

    def read(self, stream: Readable, packed: int, where: str, most: int | None = None) -> bytes:
        """Read a member to its end: ``packed`` is its size in the archive, ``most`` what it may grow to.

        Raises LoadError ``bomb`` or ``too_large``.
        """
        most = self.limits.max_document_bytes if most is None else most
        parts: list[bytes] = []
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            self.count(len(chunk), size, packed, where)
            if size > most:
                raise too_large(most, where)
            parts.append(chunk)
        return b"".join(parts)

    def count(self, new: int, size: int, packed: int, where: str) -> None:
        """Count ``new`` bytes of a member of which ``packed`` bytes have so far become ``size``."""
        self.total += new
        if size > _FREE and size > self.limits.max_ratio * max(packed, 1):
            raise LoadError(
                FailureCode.BOMB,
                where,
                f"it unpacks to more than {self.limits.max_ratio} times its packed size",
                "Leave it out; if you trust it, unpack it yourself or raise Limits(max_ratio=…).",
            )
        if self.total > self.limits.max_unpacked:
            raise LoadError(
                FailureCode.BOMB,
                where,
                f"all in all more than {self.limits.max_unpacked:,} bytes come out of the archive",
                "Leave it out; if you trust it, split it or raise Limits(max_unpacked=…).",
            )


@contextmanager
def opened_zip(file: BinaryIO, limits: Limits, where: str) -> Iterator[zipfile.ZipFile]:
    """Open a ZIP archive; LoadError where it is broken or its directory is too large."""
    if _directory_size(file) > limits.max_members * _ENTRY:
        raise too_many_members(limits, where)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise LoadError(
            FailureCode.TRUNCATED,
            where,
            "the ZIP archive has no readable directory: it is cut short or damaged",
            "Fetch or save it again.",
        ) from error
    with archive:
        if len(archive.infolist()) > limits.max_members:
            raise too_many_members(limits, where)
        yield archive


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, unpacker: Unpacker, where: str) -> bytes:
    """Read a member of a ZIP archive; LoadError where it is encrypted, damaged or grows too large."""
    if info.flag_bits & _ENCRYPTED:
        raise LoadError(
            FailureCode.ENCRYPTED, where, "it is encrypted", "Unpack the archive with its password first."
        )
    try:
        with archive.open(info) as stream:
            return unpacker.read(stream, info.compress_size, where)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, ValueError, OSError) as error:
        raise LoadError(
            FailureCode.TRUNCATED,
            where,
            "it cannot be unpacked: the archive is cut short or damaged there",
            "Fetch or save the archive again.",
        ) from error
    except (NotImplementedError, RuntimeError) as error:
        raise LoadError(
            FailureCode.UNSUPPORTED,
            where,
            "it is packed in a way that is not supported",
            "Unpack the archive yourself and give the folder.",
        ) from error


def member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member; Korean archivers wrote CP949 where ZIP says CP437.

    >>> info = zipfile.ZipInfo("진료.txt".encode("cp949").decode("cp437"))
    >>> member_name(info)
    '진료.txt'
    """
    name = info.filename
    if not info.flag_bits & _UTF8_NAME and not name.isascii():
        for encoding in ("utf-8", "cp949"):
            try:
                return name.encode("cp437").decode(encoding)
            except UnicodeError:
                continue
    return name


class Parts:
    """The parts of a document that is a ZIP archive (OOXML, HWPX), read by name.

    >>> Parts(BytesIO(b"no archive").getvalue(), Limits(), "a.docx")
    Traceback (most recent call last):
    ...
    kmedtext.errors.LoadError: a.docx: the ZIP archive has no readable directory: ...
    """

    def __init__(self, data: bytes, limits: Limits, where: str) -> None:
        self._where = where
        self._unpacker = Unpacker(limits)
        self._opened = opened_zip(BytesIO(data), limits, where)
        self._archive = self._opened.__enter__()
        self._infos = {info.filename: info for info in self._archive.infolist()}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in the order of the archive."""
        return tuple(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def read(self, name: str) -> bytes:
        """Read a part. KeyError where there is none; LoadError where it cannot be read."""
        return read_member(self._archive, self._infos[name], self._unpacker, self._where)


def read_all(stream: Readable, most: int, where: str) -> bytes:
    """Read a stream to its end, or LoadError ``too_large``."""
    parts: list[bytes] = []
    left = most
    while chunk := stream.read(_CHUNK):
        left -= len(chunk)
        if left < 0:
            raise too_large(most, where)
        parts.append(chunk)
    return b"".join(parts)


def too_large(most: int, where: str) -> LoadError:
    """The failure of a document inside another that is larger than the limits allow."""
    return LoadError(
        FailureCode.TOO_LARGE,
        where,
        f"it holds more than {most:,} bytes",
        "Split it, or raise Limits(max_document_bytes=…).",
    )


def too_many_members(limits: Limits, where: str) -> LoadError:
    """The failure of an archive with more members than the limits allow."""
    return LoadError(
        FailureCode.TOO_LARGE,
        where,
        f"the archive has more than {limits.max_members:,} members",
        "Split it, or raise Limits(max_members=…).",
    )


def _directory_size(file: BinaryIO) -> int:
    """The size of a ZIP's directory as its end record tells it; 0 where there is none."""
    end = file.seek(0, 2)
    start = max(0, end - _END_REACH)
    file.seek(start)
    tail = file.read(_END_REACH)
    file.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        return 0
    size: int = struct.unpack_from("<L", tail, at + 12)[0]
    if size != 0xFFFFFFFF:
        return size
    at = tail.rfind(_END64, 0, at)
    return int(struct.unpack_from("<Q", tail, at + 40)[0]) if 0 <= at <= len(tail) - 48 else 0
