"""The summary of an HWP 5 document: title, author and dates, in an OLE property set."""

from __future__ import annotations

from datetime import datetime
from typing import Any

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


def metadata(ole: Any) -> dict[str, str]:
    """Read what the document says of itself; what cannot be read is left out."""
    if not ole.exists(STREAM):
        return {}
    try:
        says = ole.getproperties(STREAM, convert_time=True)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged summary must not cost the text
        return {}
    found: dict[str, str] = {}
    for number, key in _KEYS.items():
        if text := written(says.get(number)):
            found[key] = text
    return found


def written(value: object) -> str:
    """Write a property; times as ISO 8601, what is no text and no time not at all.

    >>> written("A\\0rest"), written(datetime(2024, 3, 1, 9, 30)), written(7)
    ('A', '2024-03-01T09:30:00Z', '')
    """
    if isinstance(value, bytes):
        value = value.decode("cp949", "replace")
    if isinstance(value, str):
        # What is read may run on into the next property.
        return value.partition("\0")[0].strip()
    # FILETIME's zero, 1601, stands for no time.
    if isinstance(value, datetime) and value.year > 1900:
        return value.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    return ""
