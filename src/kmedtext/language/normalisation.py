"""Normalisation on request: another text, and the way back from every offset to the text as it was."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Final

from kmedtext.errors import UsageError
from kmedtext.language.tables import toml

STEPS: Final = ("nfc", "width", "units", "quotes", "dashes", "dots", "marks", "spaces")
"""What :func:`normalise` does, each on request."""

_WIDTH: Final = "\uff01-\uffee"
_SQUARES: Final = "\u3371-\u33df"
_BLANKS: Final = r"[^\S\n\r\v\f\x1c-\x1e\x85\u2028\u2029]"


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the source and what stands for it: ``source[start:end]`` became ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Normalised:
    """A normalised text with its source. ``edits`` are in order and do not overlap; all else is as it was."""

    text: str
    source: str
    edits: tuple[Edit, ...] = ()
    _begins: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Turn a span of ``text`` into the span of ``source`` it came from, whole edits included.

        >>> done = normalise("혈당 ９０㎎")
        >>> done.text, done.source[slice(*done.to_source(3, 7))]
        ('혈당 90mg', '９０㎎')
        """
        if not 0 <= start <= end <= len(self.text):
            raise UsageError(f"{start}:{end} is no span of a text of {len(self.text)} characters")
        first = self._back(start, up=False)
        return (first, first) if start == end else (first, self._back(end, up=True))

    def _back(self, position: int, *, up: bool) -> int:
        """A border of ``text`` in ``source``; inside an edit it moves to the edit's end or start."""
        number = bisect_right(self._begins, position) - 1
        while number >= 0 and up and self._begins[number] == position:
            number -= 1  # the span ends before this edit
        if number < 0:
            return position
        edit, begin = self.edits[number], self._begins[number]
        over = position - begin - len(edit.text)
        if over >= 0:
            return edit.end + over
        return edit.end if up else edit.start


def normalise(
    text: str,
    *,
    nfc: bool = True,
    width: bool = True,
    units: bool = True,
    quotes: bool = True,
    dashes: bool = True,
    dots: bool = True,
    marks: bool = True,
    spaces: bool = True,
) -> Normalised:
    """Write a text in one way of several that mean the same; the text given stays what it is.

    ``nfc`` composes letters and Hangul; ``width`` turns full-width Latin and half-width Hangul to the usual ones;
    ``units`` writes ㎎, ㎡ and ℃ in letters; ``quotes`` and ``dashes`` are straightened, tildes too; ``dots`` makes one
    middle dot of several; ``marks`` opens ㈜ to (주); ``spaces`` makes one space of each run of blanks in a line and
    takes invisible characters out. Line breaks stay.

    >>> normalise("㈜한빛은 “５０㎎”을　허가받았다 – 36.5℃").text
    '(주)한빛은 "50mg"을 허가받았다 - 36.5°C'
    """
    if not isinstance(text, str):
        raise UsageError(f"normalise takes a str, not {type(text).__name__}")
    switches = (nfc, width, units, quotes, dashes, dots, marks, spaces)
    wanted = frozenset(name for name, on in zip(STEPS, switches, strict=True) if on)
    edits = tuple(_edits(text, wanted))
    parts: list[str] = []
    begins: list[int] = []
    position = size = 0
    for edit in edits:
        size += edit.start - position
        begins.append(size)
        parts += (text[position : edit.start], edit.text)
        size += len(edit.text)
        position = edit.end
    parts.append(text[position:])
    return Normalised("".join(parts), text, edits, tuple(begins))


def _edits(text: str, wanted: frozenset[str]) -> Iterator[Edit]:
    table, finder = _written(wanted), _finder(wanted)
    clusters = "nfc" in wanted and not unicodedata.is_normalized("NFC", text)
    if not clusters:
        for match in finder.finditer(text):
            if match.end() < len(text) and _may_combine(text[match.end()]):
                continue  # what is written there might combine with the mark
            written = _rewritten(match[0], table)
            if written != match[0]:
                yield Edit(*match.span(), written)
        return
    # Composed first, and what the other steps then find is laid back over the clusters.
    composed: list[str] = []
    borders = [0]
    for start, end in _clusters(text):
        piece = unicodedata.normalize("NFC", text[start:end])
        composed.append(piece)
        borders.extend([start] * (len(piece) - 1))
        borders.append(end)
    yield from _laid_back(text, "".join(composed), borders, finder, table)


def _laid_back(
    text: str, composed: str, borders: list[int], finder: re.Pattern[str], table: dict[str, str]
) -> Iterator[Edit]:
    """Edits of the source for a composed text whose character borders stand at ``borders`` in it."""
    found = [
        match.span()
        for match in finder.finditer(composed)
        if match.end() == len(composed) or not _may_combine(composed[match.end()])
    ]
    at = 0
    for start, end in [*found, (len(composed), len(composed))]:
        yield from _compositions(text, composed, borders, at, start)
        if start < end:
            written = _rewritten(composed[start:end], table)
            if written != text[borders[start] : borders[end]]:
                yield Edit(borders[start], borders[end], written)
        at = end


def _compositions(text: str, composed: str, borders: list[int], start: int, end: int) -> Iterator[Edit]:
    """Edits for the clusters of ``composed[start:end]`` that composing changed."""
    begin = start
    for position in range(start, end):
        if position + 1 < end and borders[position + 1] == borders[begin]:
            continue  # the cluster became more than one character
        low, high = borders[begin], borders[position + 1]
        if text[low:high] != composed[begin : position + 1]:
            yield Edit(low, high, composed[begin : position + 1])
        begin = position + 1


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that compose among themselves only: a starter with what may combine with it."""
    begins = [at for at, char in enumerate(text) if at == 0 or not _may_combine(char)]
    yield from pairwise([*begins, len(text)])


@cache
def _may_combine(char: str) -> bool:
    return "\u1160" <= char <= "\u11ff" or unicodedata.category(char)[0] == "M"


def _rewritten(piece: str, table: dict[str, str]) -> str:
    if piece in table:
        return table[piece]
    if piece[0].isspace():
        return " "
    if "\uff01" <= piece <= "\uffee":
        code = unicodedata.decomposition(piece).rpartition(" ")[2]
        return chr(int(code, 16)) if code else piece
    return unicodedata.normalize("NFKC", piece)


@cache
def _written(wanted: frozenset[str]) -> dict[str, str]:
    """What is written for single characters, for the steps wanted."""
    tables = toml("normalisation.toml")
    written: dict[str, str] = {}
    for step in ("quotes", "dashes", "dots", "marks", "units"):
        if step in wanted:
            written.update(tables[step])
    if "spaces" in wanted:
        written.update(dict.fromkeys(tables["spaces"]["invisible"], ""))
    if "width" in wanted and "dashes" in wanted:
        written["～"] = "~"
    return written


@cache
def _finder(wanted: frozenset[str]) -> re.Pattern[str]:
    singles = "".join(map(re.escape, _written(wanted)))
    if "width" in wanted:
        singles += _WIDTH
    if "units" in wanted:
        singles += _SQUARES
    pieces = [f"[{singles}]"] if singles else []
    if "spaces" in wanted:
        # What cannot be seen parts no run of blanks.
        unseen = "".join(map(re.escape, toml("normalisation.toml")["spaces"]["invisible"]))
        pieces.append(rf"{_BLANKS}(?:{_BLANKS}|[{unseen}])*+")
    elif "width" in wanted:
        pieces.append("\u3000")
    return re.compile("|".join(pieces) or r"(?!)")
