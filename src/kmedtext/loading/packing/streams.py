"""Streams: packed bytes are unpacked as they are read, and counted while they grow.

None of these keeps more than a piece of the whole in memory, so that an archive of gigabytes can
be read through. What is cut short or damaged is a LoadError at the place where it is, after
everything before it has been given.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from typing import BinaryIO, Protocol

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.packing.unpacking import Readable, Unpacker

_PIECE = 1 << 16
_GROWN = 1 << 18
# How far back Forward remembers; tarfile goes back by one byte.
_BACK = 512
# The most that xz itself uses, at -9, is 65 MiB; a header may ask for 4 GiB.
_XZ_MEMORY = 1 << 27
_MAGIC = {"gzip": b"\x1f\x8b\x08", "bzip2": b"BZh", "xz": b"\xfd7zXZ\x00"}


def packing_of(head: bytes) -> str | None:
    r"""Name the packing that ``head`` begins: ``gzip``, ``bzip2``, ``xz`` or none.

    >>> packing_of(bytes.fromhex("1f8b0800")), packing_of(b"BZhard disks"), packing_of(b"text")
    ('gzip', None, None)
    """
    for name, magic in _MAGIC.items():
        if head.startswith(magic):
            return None if name == "bzip2" and head[4:10] not in _BZIP2_BLOCKS else name
    return None


# A block of bzip2 starts with π, the end of an empty file with √π.
_BZIP2_BLOCKS = (bytes.fromhex("314159265359"), bytes.fromhex("177245385090"))


class Unpacked(io.RawIOBase):
    """The bytes that a packed stream unpacks to, read forward.

    ``packing`` is one of ``gzip``, ``bzip2``, ``xz``, ``deflate`` (zlib or raw) and ``br``; several packed
    streams one after the other are one, as the tools have it. Read it through ``io.BufferedReader``.

    >>> import gzip
    >>> from kmedtext.loading.limits import Limits
    >>> packed = io.BytesIO(gzip.compress(b"one ") + gzip.compress(b"two"))
    >>> io.BufferedReader(Unpacked(packed, "gzip", Unpacker(Limits()), "a.gz")).read()
    b'one two'
    """

    def __init__(self, packed: Readable, packing: str, unpacker: Unpacker, where: str) -> None:
        super().__init__()
        self._packed, self._packing, self._unpacker, self._where = packed, packing, unpacker, where
        self._consumed = self._grown = 0
        self._input = b""
        self._decoder: _Decoder | None = None
        self._started = False
        self._kept = b""
        self._problem: LoadError | None = None

    def head(self, size: int) -> bytes:
        """The first bytes, which stay there to be read; a problem on the way is told when they have been."""
        while len(self._kept) < size and self._problem is None:
            try:
                piece = self._unpack(size - len(self._kept))
            except LoadError:
                break
            if not piece:
                break
            self._kept += piece
        return self._kept

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Unpack up to the buffer's size; LoadError ``truncated``, ``bomb`` where it cannot go on."""
        if self._kept:
            piece, self._kept = self._kept[: len(buffer)], self._kept[len(buffer) :]
        elif self._problem is not None:
            raise self._problem
        else:
            piece = self._unpack(min(len(buffer), _GROWN))
        buffer[: len(piece)] = piece
        return len(piece)

    def _unpack(self, most: int) -> bytes:
        try:
            return self._unpacked(most)
        except LoadError as error:
            self._problem = error  # whoever asks again gets it again
            raise

    def _unpacked(self, most: int) -> bytes:
        while True:
            if self._decoder is None and not self._next_stream():
                return b""
            if piece := self._grow(most):
                self._grown += len(piece)
                self._unpacker.count(len(piece), self._grown, self._consumed, self._where)
                return piece

    def _next_stream(self) -> bool:
        """Begin the next packed stream, if there is one; zeros may fill the space between."""
        while True:
            if not self._input and not self._fill():
                return False
            if self._started and self._packing in ("gzip", "xz"):
                self._input = self._input.lstrip(b"\x00")
            if self._input:
                break
        if self._started and self._packing in ("deflate", "br"):
            return False
        while len(self._input) < len(_MAGIC.get(self._packing, b"")) and self._fill():
            pass
        if not self._input.startswith(_MAGIC.get(self._packing, b"")):
            raise self._damaged("what follows the packed data is not packed")
        self._decoder = _decoder(self._packing, self._input)
        self._started = True
        return True

    def _grow(self, most: int) -> bytes:
        decoder = self._decoder
        if decoder is None:
            return b""
        if decoder.needs_input and not self._input and not self._fill():
            raise self._damaged("it ends before its end: it is cut short")
        try:
            piece = decoder.grow(self._input, most)
        except (zlib.error, OSError, lzma.LZMAError, ValueError, EOFError, decoder.error) as error:
            raise self._damaged("it cannot be unpacked: it is damaged") from error
        self._input = b""
        if decoder.eof:
            self._input, self._decoder = decoder.unused_data, None
        return piece

    def _fill(self) -> bool:
        data = self._packed.read(_PIECE)
        self._consumed += len(data)
        self._input += data
        return bool(data)

    def _damaged(self, message: str) -> LoadError:
        return LoadError(FailureCode.TRUNCATED, self._where, message, "Fetch or save it again.")


class _Decoder(Protocol):
    """What the decompressors have in common once they are dressed alike."""

    error: type[Exception]

    @property
    def needs_input(self) -> bool: ...
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def grow(self, data: bytes, most: int) -> bytes: ...


def _decoder(packing: str, head: bytes) -> _Decoder:
    if packing == "bzip2":
        return _Lzma(bz2.BZ2Decompressor())
    if packing == "xz":
        return _Lzma(lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY))
    if packing == "br":
        return _Brotli()
    if packing == "gzip":
        return _Zlib(16 + zlib.MAX_WBITS)
    # "deflate" of HTTP is a zlib stream; servers that read the name literally send it bare.
    framed = len(head) > 1 and head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0
    return _Zlib(zlib.MAX_WBITS if framed else -zlib.MAX_WBITS)


class _Zlib:
    error: type[Exception] = zlib.error

    def __init__(self, window: int) -> None:
        self._inner = zlib.decompressobj(window)

        self._full = False

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail and not self._full

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def grow(self, data: bytes, most: int) -> bytes:
        piece = self._inner.decompress(self._inner.unconsumed_tail + data, most)
        self._full = len(piece) == most  # more may wait inside, without any input left
        return piece


class _Lzma:
    error: type[Exception] = lzma.LZMAError

    def __init__(self, inner: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._inner = inner

    @property
    def needs_input(self) -> bool:
        return self._inner.needs_input

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def grow(self, data: bytes, most: int) -> bytes:
        return self._inner.decompress(data, most)


class _Brotli:
    unused_data = b""

    def __init__(self) -> None:
        import brotli

        self.error: type[Exception] = brotli.error
        self._inner = brotli.Decompressor()

    @property
    def needs_input(self) -> bool:
        return bool(self._inner.can_accept_more_data())

    @property
    def eof(self) -> bool:
        return bool(self._inner.is_finished())

    def grow(self, data: bytes, most: int) -> bytes:
        piece: bytes = self._inner.process(data, output_buffer_limit=most)
        return piece


class Forward:
    """A file read forward that can tell where it is, skip ahead and step back a little.

    It gives no more than ``most`` bytes at once: who asks for more has read a size that nobody should
    believe. :mod:`tarfile` does so with the heads of members.
    """

    def __init__(self, file: BinaryIO, most: int, where: str) -> None:
        self._file, self._most, self._where = file, most, where
        self._at = 0
        self._behind = b""
        self._ahead = b""

    def tell(self) -> int:
        """Where the next byte stands."""
        return self._at

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to ``offset``, ahead or a few bytes back."""
        if whence:
            raise io.UnsupportedOperation("only from the start")
        back = self._at - offset
        if back > len(self._behind):
            raise io.UnsupportedOperation("too far back")
        if back > 0:
            self._ahead = self._behind[-back:] + self._ahead
            self._behind = self._behind[:-back]
            self._at = offset
        while self._at < offset and self._read(min(offset - self._at, _PIECE)):
            pass
        return self._at

    def read(self, size: int, /) -> bytes:
        """Give the next ``size`` bytes, fewer at the end."""
        if not 0 <= size <= self._most:
            raise LoadError(
                FailureCode.BOMB,
                self._where,
                "a member's head claims to be larger than any name can be",
                "Leave it out, or pack it again.",
            )
        return self._read(size)

    def _read(self, size: int) -> bytes:
        data = self._ahead[:size]
        self._ahead = self._ahead[len(data) :]
        if len(data) < size:
            data += self._file.read(size - len(data))
        self._at += len(data)
        self._behind = (self._behind + data[-_BACK:])[-_BACK:]
        return data
