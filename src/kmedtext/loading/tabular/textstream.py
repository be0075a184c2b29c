"""Text streams: bytes of any length become lines of text, in the encoding that their start shows."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.encodings.encoding import decode
from kmedtext.records import Failure

_PIECE = 1 << 20


class TextStream:
    """The text of a file read forward, a piece or a line at a time.

    The encoding is decided by the first mebibyte that has anything but ASCII in it. Places that
    cannot be decoded become U+FFFD, and then :attr:`damage` says so.
    """

    def __init__(self, file: BinaryIO, declared: str | None, where: str) -> None:
        self._file, self._declared, self._where = file, declared, where
        self._decoder: codecs.IncrementalDecoder | None = None
        self._encoding = "ascii"
        self._broken = self._cut = False
        self._pieces = self._decoded()
        self._kept: list[str] = []

    def head(self) -> str:
        """The first piece, which stays to be read."""
        if not self._kept:
            self._kept = [next(self._pieces, "")]
        return self._kept[0]

    @property
    def damage(self) -> Failure | None:
        """The failure to report when the stream has been read, if some of it could not be decoded."""
        if self._broken:
            return Failure(
                self._where,
                FailureCode.ENCODING,
                f"some of its bytes are not {self._encoding} as the others are; U+FFFD stands in their place",
                "Convert the file to UTF-8, and look at those places.",
            )
        if self._cut:
            return Failure(
                self._where,
                FailureCode.TRUNCATED,
                "its last character is cut, and left out",
                "Fetch or save it again.",
            )
        return None

    def pieces(self) -> Iterator[str]:
        """Give the text, a mebibyte or so at a time."""
        kept, self._kept = self._kept, []
        yield from kept
        yield from self._pieces

    def _decoded(self) -> Iterator[str]:
        first = True
        while data := _filled(self._file):
            if self._decoder is None and (first or not data.isascii()):
                self._decide(data)
            text = data.decode("ascii") if self._decoder is None else self._decode(data)
            yield text.removeprefix("\ufeff") if first else text
            first = False
        self._cut = self._decoder is not None and bool(self._decoder.getstate()[0])

    def _decide(self, data: bytes) -> None:
        found = decode(data, self._declared, path=self._where)
        if found.how == "utf-8" and data.isascii():
            return
        self._encoding = found.encoding
        self._decoder = codecs.getincrementaldecoder(self._encoding)("strict")

    def _decode(self, data: bytes) -> str:
        decoder = self._decoder
        if decoder is None:
            return ""
        state = decoder.getstate()
        try:
            return decoder.decode(data)
        except UnicodeDecodeError:
            self._broken = True
            self._decoder = codecs.getincrementaldecoder(self._encoding)("replace")
            self._decoder.setstate(state)
            return self._decoder.decode(data)

    def lines(self, most: int) -> Iterator[str | None]:
        """Give the lines with their ends; None for one of more than ``most`` characters, which is skipped.

        A carriage return ends a line where the first piece has no other ends.

        >>> from io import BytesIO
        >>> list(TextStream(BytesIO(b"one\\r\\ntwo\\nthree hundred"), None, "a").lines(10))
        ['one\\r\\n', 'two\\n', None]
        """
        rest: list[str] = []
        length = 0
        newline = "\r" if "\n" not in (head := self.head()) and "\r" in head else "\n"
        for piece in self.pieces():
            start = 0
            while (end := piece.find(newline, start)) >= 0:
                length += end + 1 - start
                rest.append(piece[start : end + 1])
                yield "".join(rest) if length <= most else None
                rest, length, start = [], 0, end + 1
            length += len(piece) - start
            if length <= most:
                rest.append(piece[start:])
            else:
                rest = []
        if length:
            yield "".join(rest) if length <= most else None


def _filled(file: BinaryIO) -> bytes:
    """The next piece, whole even where a stream gives little at a time; a problem waits for its turn."""
    parts: list[bytes] = []
    size = 0
    while size < _PIECE:
        try:
            data = _read(file, _PIECE - size)
        except LoadError:
            if parts:  # it comes again at the next call, after what stands before it
                break
            raise
        if not data:
            break
        parts.append(data)
        size += len(data)
    return b"".join(parts)


def _read(file: BinaryIO, size: int) -> bytes:
    read1 = getattr(file, "read1", None)
    data: bytes = file.read(size) if read1 is None else read1(size)
    return data
