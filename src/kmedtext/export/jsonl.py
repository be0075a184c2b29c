"""JSON lines: one object a line, UTF-8, readable, and exact for every Python string."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from kmedtext.errors import UsageError

# Line ends to some readers (str.splitlines, JavaScript), though not to JSON.
_LINE_ENDS = (("\x85", "\\u0085"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def encode(value: Mapping[str, Any], *, indent: int | None = None) -> bytes:
    r"""Write one value as JSON in UTF-8. Lone surrogates are escaped, everything else is written as it is.

    Raises ValueError for a number that JSON does not know (NaN, infinity).

    >>> encode({"ko": "혈압\ud800"})
    b'{"ko": "\xed\x98\x88\xec\x95\x95\\ud800"}'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    for character, escape in _LINE_ENDS:
        text = text.replace(character, escape)
    # Only surrogates fail, they stand only inside strings, and Python writes them the way JSON does.
    return text.encode("utf-8", "backslashreplace")


def write_lines(file: BinaryIO, rows: Iterable[Mapping[str, Any]]) -> int:
    r"""Write rows, one a line, each ended by ``\n``; return their number."""
    count = 0
    for row in rows:
        file.write(encode(row))
        file.write(b"\n")
        count += 1
    return count


def read_lines(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Read rows with the numbers of their lines. Raises UsageError that names the line that is not one."""
    with path.open("rb") as file:
        for line, raw in enumerate(file, 1):
            if not raw.strip():
                continue
            try:
                row = json.loads(raw)
            except ValueError:
                # The cause would quote the line.
                raise UsageError(f"{path}: line {line} is not JSON; was the file cut short?") from None
            if not isinstance(row, dict):
                raise UsageError(f"{path}: line {line} is not a JSON object")
            yield line, row
