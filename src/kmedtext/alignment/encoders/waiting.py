"""How long to wait before the next try."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_GREATEST_GROWTH = 6  # doublings


def pause_before(failures: int, first: float, asked: str | None, now: datetime | None = None) -> float:
    """Seconds to wait after so many failures before this one: doubling from ``first`` on, or what the server asked.

    ``asked`` is a header Retry-After: seconds or a date; what cannot be read is passed over.

    >>> [pause_before(n, 0.5, None) for n in range(3)], pause_before(0, 0.5, "7")
    ([0.5, 1.0, 2.0], 7.0)
    """
    usual = first * 2.0 ** min(failures, _GREATEST_GROWTH)
    if asked is None:
        return usual
    try:
        wait = float(asked)
    except ValueError:
        try:
            until = parsedate_to_datetime(asked)
        except ValueError:
            return usual
        if until.tzinfo is None:
            until = until.replace(tzinfo=UTC)
        wait = (until - (now or datetime.now(UTC))).total_seconds()
    return max(wait, 0.0) if math.isfinite(wait) else usual
