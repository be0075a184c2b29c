"""How large a text an engine takes, checked before anything is sent."""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote_plus

from kmedtext.errors import TranslationError

Measure = Literal["url", "utf-8"]
"""How a text travels: percent-encoded in an address or a form, or as plain UTF-8."""


def size(text: str, measure: Measure) -> int:
    """Count the bytes of a text as it travels.

    >>> size("혈압 120", "url"), size("혈압 120", "utf-8")
    (22, 10)
    """
    raw = text.encode("utf-8", "replace")
    return len(quote_plus(raw)) if measure == "url" else len(raw)


def check_size(engine: str, which: str, text: str, max_chars: int, max_bytes: int, measure: Measure) -> None:
    """Raise :class:`~kmedtext.errors.TranslationError` for a text that the engine would refuse or cut."""
    if len(text) > max_chars:
        raise TranslationError(
            f"{engine}: {which} has {len(text):,} characters, the engine takes {max_chars:,}; split it"
        )
    if (count := size(text, measure)) > max_bytes:
        raise TranslationError(
            f"{engine}: {which} takes {count:,} bytes on the way ({measure}), "
            f"the engine takes {max_bytes:,}; split it"
        )
