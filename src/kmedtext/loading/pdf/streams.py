"""Streams: packed parts of a PDF that would unpack to more than a document may hold.

The PDF library unpacks a stream in memory, whatever it grows to. Before a file is opened, its large Flate
streams are looked at: deflate packs 1,032 : 1 at most, so only a stream of some size can harm, and those are few
and hold pictures or fonts, which pack badly: their beginning shows it. What begins as a picture and goes on as a
bomb meets the limit on the memory of the process that parses.
"""

from __future__ import annotations

import re
import zlib

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_LAYERED = re.compile(rb"/Fl(?:ateDecode)?\s*+/Fl(?:ateDecode)?\b")
_FLATE = re.compile(rb"/Fl(?:ateDecode)?\b")
_HEAD = 2048
"""Bytes in front of a stream that its dictionary may take."""
_MOST_PACKED = 1032
"""How many times larger a deflated stream can grow."""
_FREE = 64 * 1024 * 1024
"""Bytes that a stream may unpack to whatever its ratio: a large picture of one colour does."""
_STEP = 1 << 20
_LAYERS = 4
_SAMPLE, _USUAL = 1 << 18, 30
"""A stream that has packed no better than this when so many bytes of it were seen is let be: a picture."""


def check_streams(data: bytes, limits: Limits, where: str) -> None:
    """Raise LoadError ``bomb`` where a stream unpacks to far more than its packed bytes, or all of them to too much.

    >>> check_streams(b"%PDF-1.7 ...", Limits(), "a.pdf")
    """
    total = 0
    least = 0 if _LAYERED.search(data) else _FREE // _MOST_PACKED
    position = 0
    while found := _STREAM.search(data, position):
        begin = found.end()
        end = data.find(b"endstream", begin)
        end = len(data) if end < 0 else end
        position = end + len(b"endstream")
        if end - begin < least:
            continue
        head = data[max(0, begin - _HEAD) : begin]
        dictionary = head[head.rfind(b"obj") + 3 :] if b"obj" in head else head
        if not _FLATE.search(dictionary):
            continue
        layers = min(_LAYERS, len(_FLATE.findall(dictionary)))
        if end - begin < _FREE // _MOST_PACKED**layers:
            continue
        size = _unpacked(data[begin:end], layers, limits)
        total += size if size > _FREE else 0
        if size > max(_FREE, limits.max_ratio * (end - begin)) or total > limits.max_document_bytes:
            raise LoadError(
                FailureCode.BOMB,
                where,
                "a packed part of it unpacks to far more than a document holds",
                "Leave it out; if you trust it, raise Limits(max_ratio=…, max_document_bytes=…).",
            )


def _unpacked(packed: bytes, layers: int, limits: Limits) -> int:
    """What a stream unpacks to, as far as it must be known; of packed streams in packed ones the last."""
    most = max(_FREE, limits.max_ratio * len(packed)) + 1
    unpackers = [zlib.decompressobj() for _ in range(layers)]
    size = 0
    seen = 0
    while seen < len(packed) and size <= most and not unpackers[0].eof:
        piece = packed[seen : seen + _SAMPLE]
        size += _through(piece, unpackers, most - size)
        seen += len(piece)
        if size < _USUAL * seen:
            break
    return size


def _through(piece: bytes, unpackers: list[zlib._Decompress], most: int) -> int:
    """Send a piece through unpackers, one behind the other; gives how many bytes come out, at most ``most`` and a step."""
    if not unpackers:
        return len(piece)
    first, rest = unpackers[0], unpackers[1:]
    size = 0
    while piece and size <= most and not first.eof:
        try:
            out = first.decompress(piece, _STEP)
        except zlib.error:
            return size
        piece = first.unconsumed_tail
        size += _through(out, rest, most - size)
    return size
