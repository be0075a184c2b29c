"""Several texts in one message of a chat, and the answer taken apart strictly."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"\[(\d{1,4})\][ \t]?")


def numbered(texts: Sequence[str]) -> str:
    """Write texts one below the other, each after its number.

    >>> numbered(["첫째", "둘째"])
    '[1] 첫째\\n[2] 둘째'
    """
    return "\n".join(f"[{number}] {text}" for number, text in enumerate(texts, start=1))


def taken_apart(answer: str, count: int) -> list[str] | None:
    """Take an answer of that many numbered texts apart; None where the numbers are not 1, 2, 3 … in order.

    >>> taken_apart("[1] first\\n[2] second\\nline", 2)
    ['first', 'second\\nline']
    >>> taken_apart("[1] first\\n[3] third", 2) is None, taken_apart("Here you are:\\n[1] first", 1) is None
    (True, True)
    """
    parts: list[list[str]] = []
    for line in answer.strip().splitlines():
        found = _NUMBER.match(line)
        if found is not None:
            if int(found[1]) != len(parts) + 1:
                return None
            parts.append([line[found.end() :]])
        elif parts:
            parts[-1].append(line)
        else:
            return None
    return ["\n".join(part).strip() for part in parts] if len(parts) == count else None
