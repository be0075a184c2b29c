"""Paragraph text: UTF-16 code units, with control characters of one or eight units between them."""

from __future__ import annotations

import re

_UNIT = 2
_CONTROL_UNITS = 8
# Public description of HWP 5, table 6: these take one unit; those of the second line have a record that tells more.
_SIGNS = {10: "\n", 24: "-", 30: "\u00a0", 31: " "}
_SINGLE = frozenset({0, 10, 13, *range(24, 32)})
_EXTENDED = frozenset({1, 2, 3, 11, 12, 14, 15, 16, 17, 18, 21, 22, 23})
_TAB = 9
# The low byte of a unit below 32 whose high byte is zero, at an even place.
_CONTROL = re.compile(rb"[\x00-\x1f]\x00")


def pieces(payload: bytes) -> list[str | bytes]:
    r"""Take a paragraph's text apart: strings, and the names of the controls that stand between them.

    >>> pieces("가\n나".encode("utf-16-le") + b"\x0b\x00 lbt" + bytes(8) + b"\x0b\x00" + "다\r".encode("utf-16-le"))
    ['가', '\n', '나', b' lbt', '다']
    """
    found: list[str | bytes] = []
    end = len(payload) // _UNIT * _UNIT
    at = start = 0
    while (match := _CONTROL.search(payload, at, end)) is not None:
        place = match.start()
        if place % _UNIT:
            at = place + 1
            continue
        if place > start:
            found.append(payload[start:place].decode("utf-16-le", "surrogatepass"))
        code = payload[place]
        if code in _SIGNS:
            found.append(_SIGNS[code])
        elif code == _TAB:
            found.append("\t")
        elif code in _EXTENDED:
            found.append(payload[place + _UNIT : place + 3 * _UNIT])
        at = start = place + (_UNIT if code in _SINGLE else _CONTROL_UNITS * _UNIT)
    if start < end:
        found.append(payload[start:end].decode("utf-16-le", "surrogatepass"))
    return found
