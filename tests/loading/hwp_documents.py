"""HWP 5 documents for tests: records, paragraphs and controls, packed into a compound file."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from tests.loading.compound_files import compound

NUMBERING, PARA_SHAPE, STYLE, DISTRIBUTE = 23, 25, 26, 28
PARA_HEADER, PARA_TEXT, CTRL_HEADER, LIST_HEADER = 66, 67, 71, 72
SHAPE_COMPONENT, TABLE, EQEDIT, TEXTART, FORM_OBJECT, MEMO_LIST = 76, 77, 88, 90, 91, 93
COMPRESSED, PASSWORD, DISTRIBUTION = 1, 2, 4


def record(tag: int, level: int, payload: bytes = b"") -> bytes:
    """A record with its head, long or short."""
    if len(payload) < 0xFFF:
        return struct.pack("<I", tag | level << 10 | len(payload) << 20) + payload
    return struct.pack("<II", tag | level << 10 | 0xFFF << 20, len(payload)) + payload


def string(text: str) -> bytes:
    """A string behind its length."""
    return struct.pack("<H", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


@dataclass(frozen=True)
class Control:
    """A control in a paragraph: its character, its name, what its record says, and the records in it.

    ``inner`` holds (depth below the control, tag, payload) or paragraphs as (depth, pieces).
    """

    code: int
    name: str
    says: bytes = b""
    inner: Sequence[tuple[int, object, object]] = field(default_factory=tuple)


Pieces = Sequence["str | int | Control"]


def paragraph(level: int, pieces: Pieces, shape: int = 0, style: int = 0) -> bytes:
    """A paragraph's records; an int is a character of control that has no record, in its units."""
    text = b""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece.encode("utf-16-le", "surrogatepass")
        elif isinstance(piece, int):
            unit = struct.pack("<H", piece)
            text += unit + (b"" if piece in (10, 24, 30, 31) else bytes(12) + unit)
        else:
            unit = struct.pack("<H", piece.code)
            text += unit + piece.name[::-1].encode() + bytes(8) + unit
    text += b"\r\0"
    out = record(PARA_HEADER, level, struct.pack("<IIHBB", len(text) // 2, 0, shape, style, 0) + bytes(10))
    out += record(PARA_TEXT, level + 1, text) if len(text) > 2 else b""
    out += record(68, level + 1, bytes(8))
    for piece in pieces:
        if isinstance(piece, Control):
            out += record(CTRL_HEADER, level + 1, piece.name[::-1].encode() + piece.says)
            for depth, what, more in piece.inner:
                if isinstance(what, int):
                    assert isinstance(more, bytes)
                    out += record(what, level + 2 + depth, more)
                else:
                    assert isinstance(what, list | tuple)
                    out += paragraph(level + 2 + depth, what)
    return out


def many(*paragraphs: Pieces) -> list[tuple[int, object, object]]:
    """A list of paragraphs with its head, for the inside of a control."""
    return [
        (0, LIST_HEADER, struct.pack("<HHI", len(paragraphs), 0, 0)),
        *((0, pieces, None) for pieces in paragraphs),
    ]


def caption(pieces: Pieces, side: int) -> list[tuple[int, object, object]]:
    """A caption: 2 above, 3 below."""
    return [(0, LIST_HEADER, struct.pack("<HHIIII", 1, 0, 0, side, 0, 0)), (0, pieces, None)]


def table(
    *rows: Sequence[Sequence[Pieces]], head: Sequence[tuple[int, object, object]] = (), in_line: bool = True
) -> Control:
    """A table; each cell is a list of paragraphs."""
    inner = [*head, (0, TABLE, struct.pack("<IHH", 0, len(rows), max(map(len, rows))))]
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            inner.append((0, LIST_HEADER, struct.pack("<HHIHHHH", len(cell), 0, 0, x, y, 1, 1) + bytes(18)))
            inner.extend((0, pieces, None) for pieces in cell)
    return Control(11, "tbl ", struct.pack("<I", int(in_line)), inner)


def box(
    *paragraphs: Pieces, in_line: bool = False, head: Sequence[tuple[int, object, object]] = ()
) -> Control:
    """A drawing with text in it."""
    inner = [(1, what, more) for _, what, more in many(*paragraphs)]
    says = struct.pack("<I", int(in_line))
    return Control(11, "gso ", says, [*head, (0, SHAPE_COMPONENT, b"cer$cer$"), *inner])


def section(*paragraphs: Pieces | bytes) -> bytes:
    """A section: paragraphs by their pieces, or as records."""
    return b"".join(one if isinstance(one, bytes) else paragraph(0, one) for one in paragraphs)


def deflated(data: bytes) -> bytes:
    """Raw deflate, as HWP packs its streams."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def encrypted(data: bytes, seed: int) -> bytes:
    """A section of a distribution document: the record with the key, and the data under it."""
    digest = hashlib.sha1(b"password", usedforsecurity=False).hexdigest().upper().encode("utf-16-le")
    at = 4 + (seed & 0xF)
    plain = bytearray(256)
    plain[at : at + len(digest)] = digest
    state, byte, left = seed, 0, 0
    for n in range(256):
        if not left:
            state = (state * 214013 + 2531011) % 2**32
            byte = (state >> 16) % 256
            state = (state * 214013 + 2531011) % 2**32
            left = (state >> 16) % 16 + 1
        left -= 1
        plain[n] ^= byte
    plain[:4] = struct.pack("<I", seed)
    encryptor = Cipher(algorithms.AES(digest[:16]), modes.ECB()).encryptor()  # noqa: S305 - the format's own
    padded = data + bytes(-len(data) % 16)
    return record(DISTRIBUTE, 0, bytes(plain)) + encryptor.update(padded) + encryptor.finalize()


def document(
    *sections: bytes,
    flags: int = COMPRESSED,
    info: bytes = b"",
    preview: str = "",
    seed: int = 0x1234567,
    streams: dict[str, bytes] | None = None,
) -> bytes:
    """A document of sections of records."""
    head = (b"HWP Document File" + bytes(15) + struct.pack("<II", 0x05010001, flags)).ljust(256, b"\0")
    pack = deflated if flags & COMPRESSED else bytes
    parts = {"FileHeader": head, "DocInfo": pack(info)}
    for n, data in enumerate(sections):
        if flags & DISTRIBUTION:
            parts[f"BodyText/Section{n}"] = pack(section(["배포용 문서는 상위 버전에서 읽을 수 있습니다."]))
            parts[f"ViewText/Section{n}"] = encrypted(pack(data), seed)
        else:
            parts[f"BodyText/Section{n}"] = pack(data)
    if preview:
        parts["PrvText"] = preview.encode("utf-16-le")
    return compound(parts | (streams or {}))
