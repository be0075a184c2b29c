"""The container of an HWP 5 document: an OLE file with a header, DocInfo and one stream for each section."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from kmedtext.errors import FailureCode, LoadError, MissingExtraError
from kmedtext.loading.hancom import summary
from kmedtext.loading.hancom.body import blocks_of, styles_of
from kmedtext.loading.hancom.distribution import decrypted
from kmedtext.loading.hancom.flow import Block, PrintedOnce
from kmedtext.loading.hancom.reading import INCOMPLETE, Reading
from kmedtext.loading.hancom.records import Node, Records, tree
from kmedtext.loading.hancom.styles import Styles
from kmedtext.loading.limits import Limits
from kmedtext.loading.packing.unpacking import Unpacker

SIGNATURE = b"HWP Document File"
_COMPRESSED, _DISTRIBUTION = 0x1, 0x4
# A password, Hancom's DRM, a public certificate, DRM with a certificate.
_ENCRYPTED = 0x2 | 0x10 | 0x100 | 0x400
_FLAGS = 36
# What olefile raises on damaged files.
_DAMAGE = (OSError, ValueError, TypeError, IndexError, OverflowError, struct.error)


class Container:
    """An HWP 5 document. Raises LoadError where it is no OLE file that can be read, or encrypted."""

    def __init__(self, data: bytes, limits: Limits, where: str) -> None:
        try:
            import olefile
        except ImportError as error:
            raise MissingExtraError("hwp", "reading HWP documents") from error
        self._limits, self._where = limits, where
        self._unpacker = Unpacker(limits)
        self._size = len(data)
        self._damaged = False
        try:
            self._ole: Any = olefile.OleFileIO(BytesIO(data))
            names = self._ole.listdir()
        except (*_DAMAGE, RecursionError) as error:
            raise self._truncated("the OLE file has no readable directory") from error
        self._sections = {
            folder: sorted(
                (int(digits), f"{folder}/{name}")
                for parent, name in (entry for entry in names if len(entry) == 2)
                if parent == folder and name.startswith("Section")
                if (digits := name.removeprefix("Section")).isascii()
                and digits.isdigit()
                and len(digits) < 10
            )
            for folder in ("BodyText", "ViewText")
        }
        head = self._raw("FileHeader")
        if not head.startswith(SIGNATURE) or len(head) < _FLAGS + 4:
            raise self._truncated("the header of the HWP document is missing")
        (self._flags,) = struct.unpack_from("<I", head, _FLAGS)
        if self._flags & _ENCRYPTED:
            raise LoadError(
                FailureCode.ENCRYPTED,
                where,
                "the document is protected with a password or a certificate",
                "Open it in 한글 with its password and save it without one.",
            )

    def reading(self) -> Reading:
        """Read all sections; what is damaged is read as far as it goes."""
        styles = self._styles()
        once = PrintedOnce()
        blocks: list[Block] = []
        distributed = bool(self._flags & _DISTRIBUTION)
        # Documents with tracked changes have ViewText too: the text with what was deleted.
        sections = self._sections["ViewText" if distributed else "BodyText"]
        for _, name in sections:
            blocks.extend(once.section(blocks_of(self._nodes(name, distributed=distributed), styles)))
        if not sections or (self._damaged and not blocks):
            raise self._truncated("no text of it can be read")
        flags = (INCOMPLETE,) if self._damaged else ()
        preview = self._raw("PrvText").decode("utf-16-le", "replace")
        return Reading(blocks, summary.metadata(self._raw(summary.STREAM)), preview, flags)

    def _styles(self) -> Styles:
        damaged = self._damaged
        styles = styles_of(self._nodes("DocInfo"))
        # The text does without styles.
        self._damaged = damaged
        return styles

    def _nodes(self, name: str, *, distributed: bool = False) -> list[Node]:
        data = self._raw(name)
        if distributed:
            plain = decrypted(data)
            self._damaged = self._damaged or plain is None
            data = plain or b""
        if self._flags & _COMPRESSED:
            stream = Inflating(data)
            data = self._unpacker.read(stream, len(data), self._where)
            self._damaged = self._damaged or stream.damaged
        records = Records(data)
        nodes = tree(records, self._limits.max_nodes)
        if nodes is None:
            raise LoadError(
                FailureCode.TOO_LARGE,
                self._where,
                f"the document has more than {self._limits.max_nodes:,} records",
                "Split the document, or raise Limits(max_nodes=…).",
            )
        self._damaged = self._damaged or records.cut
        return nodes

    def _raw(self, name: str) -> bytes:
        """A stream's bytes; none where it is missing or cannot be followed."""
        try:
            if not self._ole.exists(name):
                return b""
            # A chain of sectors that runs in a circle gives as many bytes as its directory claims.
            if self._ole.get_size(name) <= self._size:
                data: bytes = self._ole.openstream(name).read()
                return data
        except _DAMAGE:
            pass
        self._damaged = True
        return b""

    def _truncated(self, what: str) -> LoadError:
        return LoadError(
            FailureCode.TRUNCATED,
            self._where,
            f"{what}: the document is cut short or damaged",
            "Fetch it again, or open it in 한글 and save it again.",
        )


class Inflating:
    """A deflated stream, read piece by piece; ``damaged`` tells afterwards that it broke off."""

    def __init__(self, data: bytes) -> None:
        self._waiting = data
        self._inflater = zlib.decompressobj(-15)
        self.damaged = False

    def read(self, size: int, /) -> bytes:
        """Give up to ``size`` bytes, none at the end or where the stream is damaged.

        >>> packer = zlib.compressobj(wbits=-15)
        >>> packed = packer.compress(b"abc" * 9) + packer.flush()
        >>> Inflating(packed).read(6)
        b'abcabc'
        """
        if self._inflater.eof or self.damaged:
            return b""
        try:
            given = self._inflater.decompress(self._waiting, size)
        except zlib.error:
            self.damaged = True
            return b""
        self._waiting = self._inflater.unconsumed_tail
        if not given and not self._inflater.eof:
            self.damaged = True
        return given
