"""Lines: a text cut at its line breaks, with offsets."""

from __future__ import annotations

from typing import NamedTuple

from kmedtext.cleaning.script import span_columns

BLANK = " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\u00ad"
"""What counts as space at the ends of a line: white space and characters without width."""


_SOFT = "\u00ad"
_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"


class Line(NamedTuple):  # a tuple, since a page makes hundreds: three times as fast as a frozen dataclass
    """A line with text. ``text == page_text[start:end]`` has no outer space.

    ``number`` counts all lines from 0, ``blanks`` the empty lines before this one, ``indent`` the
    characters of space in front; ``tail`` tells whether space stood behind the text, ``soft`` whether
    a soft hyphen did, ``feed`` whether a form feed came since the line before.
    """

    number: int
    start: int
    end: int
    text: str
    width: int
    blanks: int = 0
    indent: int = 0
    tail: bool = False
    feed: bool = False
    soft: bool = False


def split_lines(text: str) -> list[Line]:
    r"""Cut a text into its lines with text; empty lines are counted, not returned.

    >>> [(line.text, line.start, line.blanks) for line in split_lines(" one\n\n\ntwo \n")]
    [('one', 1, 0), ('two', 7, 2)]
    """
    found: list[tuple[int, int, str, int, int, bool, bool, bool]] = []
    start = blanks = 0
    feed = False
    feeds = "\f" in text
    for number, raw in enumerate(text.splitlines(keepends=True)):
        clean = raw.strip(BLANK)
        if feeds:
            feed = feed or "\f" in raw[:4]
        if clean:
            indent = raw.find(clean[0])
            after = raw[indent + len(clean) :]
            behind = "" if after == "\n" else after.rstrip(_ENDS)
            soft = behind[:1] == _SOFT
            found.append(
                (number, start + indent, clean, blanks, indent, behind != "" and not soft, feed, soft)
            )
            blanks, feed = 0, False
        else:
            blanks += 1
        if feeds:
            feed = feed or "\f" in raw[-2:]
        start += len(raw)
    widths = span_columns(text, [(begin, begin + len(clean)) for _, begin, clean, *_ in found])
    return [
        Line(number, begin, begin + len(clean), clean, width, blanks, indent, tail, feed, soft)
        for (number, begin, clean, blanks, indent, tail, feed, soft), width in zip(found, widths, strict=True)
    ]
