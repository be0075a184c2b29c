"""How large a text an engine takes, checked before anything is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote_plus

from kmedtext.errors import TranslationCode, TranslationError

Measure = Literal["url", "utf-8"]
"""How a text travels: percent-encoded in an address or a form, or as plain UTF-8."""

CostUnit = Literal["characters", "bytes", "tokens", "free"]
"""What an engine's price is counted in."""


@dataclass(frozen=True, slots=True)
class EngineLimits:
    """What an engine takes in one request, and how fast.

    ``max_chars`` and ``max_bytes`` bound all the texts of a request together; bytes are counted as they travel
    (``measure``: percent-encoded, where a Hangul syllable takes nine, or plain UTF-8). ``max_batch`` texts go into
    one request. ``per_second`` is how many requests it bears in a second, None where that does not matter.
    ``cost`` is what its price is counted in. Where ``context`` is true the engine makes use of context, one for a
    whole request, so that texts with the same context go together.
    """

    max_chars: int
    max_bytes: int
    measure: Measure
    max_batch: int = 1
    per_second: float | None = None
    cost: CostUnit = "free"
    context: bool = False


def size(text: str, measure: Measure) -> int:
    """Count the bytes of a text as it travels.

    >>> size("혈압 120", "url"), size("혈압 120", "utf-8")
    (22, 10)
    """
    raw = text.encode("utf-8", "replace")
    return len(quote_plus(raw)) if measure == "url" else len(raw)


def check_size(label: str, text: str, limits: EngineLimits) -> None:
    """Raise :class:`~kmedtext.errors.TranslationError` for a text that the engine would refuse or cut.

    ``label`` names the engine, and the text by its number.
    """
    if len(text) > limits.max_chars:
        raise TranslationError(
            f"{label} has {len(text):,} characters, the engine takes {limits.max_chars:,}; split it",
            TranslationCode.TOO_LONG,
        )
    if (count := size(text, limits.measure)) > limits.max_bytes:
        raise TranslationError(
            f"{label} takes {count:,} bytes on the way ({limits.measure}), "
            f"the engine takes {limits.max_bytes:,}; split it",
            TranslationCode.TOO_LONG,
        )
