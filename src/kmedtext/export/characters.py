"""Characters that a file format cannot hold.

A text may hold lone surrogates (half of a UTF-16 pair, from broken input), which UTF-8 cannot encode, and
control characters, which XML forbids. JSON can say both by escapes. The other formats get U+FFFD, the
replacement character, in their place: one for one, so that offsets stay true.
"""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"

_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_CSV = re.compile("[\x00\ud800-\udfff]")
# XML 1.0, production [2] Char.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def for_utf8(text: str) -> str:
    r"""Replace what UTF-8 cannot encode.

    >>> for_utf8("혈압\ud800") == "혈압\ufffd"
    True
    """
    return _SURROGATE.sub(REPLACEMENT, text)


def for_csv(text: str) -> str:
    """Replace what UTF-8 cannot encode, and NUL, at which many readers of CSV stop."""
    return _NOT_CSV.sub(REPLACEMENT, text)


def for_xml(text: str) -> str:
    r"""Replace what XML 1.0 forbids and escape the rest, for an element or a quoted attribute.

    White space other than the space is written as a reference, because readers normalise it.

    >>> for_xml('5 < 6 & "a"\x0b')
    '5 &lt; 6 &amp; &quot;a&quot;\ufffd'
    """
    return _NOT_XML.sub(REPLACEMENT, text).translate(_ESCAPES)


_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
