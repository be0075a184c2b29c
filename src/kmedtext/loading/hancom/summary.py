"""The summary of an HWP 5 document: title, author and dates, in an OLE property set (MS-OLEPS).

Read here and not by olefile, which believes a property that claims to hold thousands of millions of values.
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta

STREAM = "\x05HwpSummaryInformation"
_KEYS = {
    2: "title",
    3: "subject",
    4: "author",
    5: "keywords",
    8: "last_saved_by",
    9: "application",
    12: "created",
    13: "modified",
}
_WORDS, _TIME = 0x1F, 0x40
_SET = 44
"""Where the place of the first set of properties stands."""
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def metadata(stream: bytes) -> dict[str, str]:
    """Read what the document says of itself; what cannot be read is left out.

    >>> metadata(b"")
    {}
    """
    found: dict[str, str] = {}
    try:
        (start,) = struct.unpack_from("<I", stream, _SET)
        (count,) = struct.unpack_from("<I", stream, start + 4)
        places = [
            struct.unpack_from("<II", stream, start + 8 + 8 * n) for n in range(min(count, len(stream) // 8))
        ]
    except struct.error:
        return {}
    for number, place in places:
        if (key := _KEYS.get(number)) and (text := _written(stream, start + place)):
            found.setdefault(key, text)
    return found


def _written(stream: bytes, at: int) -> str:
    """A property as text; a time as ISO 8601; what is neither, not at all."""
    try:
        kind, size = struct.unpack_from("<II", stream, at)
        if kind == _WORDS:
            # Some writers count more than the words: they end at the first NUL.
            words = stream[at + 8 : at + 8 + 2 * size].decode("utf-16-le", "replace")
            return words.partition("\0")[0].strip()
        if kind == _TIME:
            (ticks,) = struct.unpack_from("<Q", stream, at + 4)
            time = _EPOCH + timedelta(seconds=ticks // 10**7)
            return time.strftime("%Y-%m-%dT%H:%M:%SZ") if ticks else ""
    except (struct.error, OverflowError):
        pass
    return ""
