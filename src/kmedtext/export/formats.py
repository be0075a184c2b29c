"""The formats that a caller names, checked."""

from __future__ import annotations

from collections.abc import Sequence

from kmedtext.errors import UsageError


def chosen(formats: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Give the formats once each, in the order of ``known``; raise UsageError for an unknown one or none.

    >>> chosen(["csv", "jsonl", "csv"], ("jsonl", "csv"))
    ('jsonl', 'csv')
    """
    if not isinstance(formats, Sequence):
        raise UsageError(
            f"formats is a list of names, not {type(formats).__name__}; choose from {', '.join(known)}"
        )
    wanted = [formats] if isinstance(formats, str) else list(formats)
    unknown = [name for name in wanted if name not in known]
    if unknown or not wanted:
        said = f"unknown format {', '.join(map(repr, unknown))}" if unknown else "no format is named"
        raise UsageError(f"{said}; choose from {', '.join(known)}")
    return tuple(name for name in known if name in wanted)
