"""JSON lines, and JSON with a list of objects or one of them: each object is a row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import BinaryIO

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.encodings.encoding import decode
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns, Document, Origin, Skipped
from kmedtext.loading.sample import Sample
from kmedtext.loading.signatures import describe
from kmedtext.loading.tabular.tables import Row, documents_of
from kmedtext.loading.tabular.textstream import TextStream
from kmedtext.records import Failure

_LINES = (".jsonl", ".ndjson", ".jsonlines")
_NAMES = (*_LINES, ".json")
_LIST = re.compile(r"\s*\[\s*\{")
_OBJECT = re.compile(r"\s*\{\s*[\"}]")
_SPACE, _SPACE_AND_COMMAS = re.compile(r"\s*"), re.compile(r"[\s,]*")
# JSON writes a Hangul syllable in up to six bytes, and a page may stand in it as text and as HTML.
_LINE = 4
_LOOKED_AT = 20
# What is cut within a word, a number or an escape is an error this near to the end.
_NEAR = 16
_SURE, _LIKELY = 0.9, 0.6


class JsonCollection:
    """The objects of JSON lines or of a JSON file."""

    media_types = ("application/jsonl", "application/x-ndjson", "application/json")
    forward = True

    def accepts(self, sample: Sample) -> float:
        """Look for an object in the first line, and without a fitting name in the second too."""
        if describe(sample.head):
            return 0.0
        in_lines = sample.named(*_LINES)
        start = sample.head[:64].replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf")
        start = start.lstrip(b"\xff\xfe \t\r\n")
        if start[:1] not in (b"{", b"[") and not in_lines:
            return 0.0
        try:
            text = decode(sample.head).text.removeprefix("\ufeff")
        except LoadError:
            return 0.0
        named = sample.named(*_NAMES) or sample.media_type in self.media_types
        if _LIST.match(text):
            return _SURE if named else _LIKELY * _is_object(text[text.index("[") + 1 :])
        if not _OBJECT.match(text):
            return _SURE if in_lines and any(map(_is_object, text.split("\n", _LOOKED_AT))) else 0.0
        if named:
            return _SURE
        first = text.split("\n", 2)[:2]
        return _LIKELY if len(first) == 2 and all(map(_is_object, first)) else 0.0

    def documents(
        self, file: BinaryIO, origin: Origin, limits: Limits, columns: Columns
    ) -> Iterator[Document | Failure | Skipped]:
        """Give a document for each object with a text; a broken line is a Failure and the rest goes on."""
        stream = TextStream(file, origin.charset, origin.where)
        most = _LINE * limits.max_bytes
        if _has_lines(stream.head(), origin):
            rows = _lines(stream, most, origin)
        else:
            rows = _Objects(stream, most, origin).rows()
        yield from documents_of(rows, origin, limits, columns)
        if stream.damage is not None:
            yield stream.damage


def _is_object(text: str) -> bool:
    """Tell whether the text begins with a whole object."""
    try:
        return isinstance(json.JSONDecoder().raw_decode(text.lstrip())[0], dict)
    except (ValueError, RecursionError):
        return False


def _has_lines(head: str, origin: Origin) -> bool:
    """Tell lines of objects from a list of them, and from one that is laid out over many lines."""
    if _LIST.match(head):
        return False
    if origin.name.lower().endswith(_LINES):
        return True
    return any(
        line.startswith("{") and _is_object(line) for line in head.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    )


def _lines(stream: TextStream, most: int, origin: Origin) -> Iterator[Row | Failure]:
    for number, line in enumerate(stream.lines(most), 1):
        where = origin.inside(f"line {number}").where
        if line is None:
            yield _too_long(where, most)
            continue
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            yield Failure(
                where,
                FailureCode.TRUNCATED,
                "the line is no JSON: it is cut short or damaged",
                "Fetch the file again, or look at that line.",
            )
            continue
        yield _row(value, number, "line", where)


class _Objects:
    """Objects one after the other, in a list or not, read without holding more than one of them."""

    def __init__(self, stream: TextStream, most: int, origin: Origin) -> None:
        self._pieces, self._most, self._origin = stream.pieces(), most, origin
        self._text, self._at = "", 0

    def rows(self) -> Iterator[Row | Failure]:
        """Give each object as a row; what breaks the file off is the last Failure."""
        listed = self._skip(_SPACE) == "["
        self._at += listed
        decoder = json.JSONDecoder()
        number = 0
        while (start := self._skip(_SPACE_AND_COMMAS)) not in ("", "]"):
            number += 1
            where = self._origin.inside(f"item {number}").where
            while True:
                try:
                    value, self._at = decoder.raw_decode(self._text, self._at)
                except (ValueError, RecursionError) as error:
                    if _may_be_whole(error, self._text) or not self._more(doubled=True):
                        yield self._broken(where)
                        return
                    continue
                break
            yield _row(value, number, "item", where)
        if listed and start != "]":
            yield self._broken(self._origin.where)

    def _skip(self, space: re.Pattern[str]) -> str:
        """Go on to the next character that is no space; empty at the end."""
        while True:
            found = space.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _more(self, *, doubled: bool = False) -> bool:
        """Read on: a piece, or as much as there is, so that reading an object anew stays cheap."""
        rest = self._text[self._at :]
        parts, length = [rest], len(rest)
        wanted = min(2 * length if doubled else length + 1, self._most + 1)
        while length < wanted and (piece := next(self._pieces, "")):
            parts.append(piece)
            length += len(piece)
        self._text, self._at = "".join(parts), 0
        return length > len(rest) and len(rest) <= self._most

    def _broken(self, where: str) -> Failure:
        if len(self._text) - self._at > self._most:
            return _too_long(where, self._most)
        return Failure(
            where,
            FailureCode.TRUNCATED,
            "what stands there is no JSON: the file is cut short or damaged",
            "Fetch the file again, or look at that place.",
        )


def _may_be_whole(error: Exception, text: str) -> bool:
    """Tell an object that is damaged from one of which more is to come."""
    if not isinstance(error, json.JSONDecodeError):
        return True
    return not error.msg.startswith("Unterminated string") and error.pos < len(text) - _NEAR


def _row(value: object, number: int, unit: str, where: str) -> Row | Failure:
    if isinstance(value, dict):
        return Row(number, value, unit)
    return Failure(
        where, FailureCode.UNSUPPORTED, "it is no JSON object", 'Give objects, one a row: {"text": …}.'
    )


def _too_long(where: str, most: int) -> Failure:
    return Failure(
        where,
        FailureCode.TOO_LARGE,
        f"it has more than {most:,} characters",
        "Split it, or raise Limits(max_bytes=…).",
    )
