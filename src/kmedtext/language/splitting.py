"""Sentence borders: spans of sentences in a text, by rules; every language's rules stand in their own module.

A line break always ends a sentence. Nothing but white space stands outside the spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import overload

from kmedtext.errors import UsageError
from kmedtext.language import clauses, english, korean, unpunctuated
from kmedtext.language.identification import identify

Spans = tuple[tuple[int, int], ...]

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BLANK = re.compile(r"\s*")


@overload
# a str is an iterable of str, too; the first form that fits counts
def split(  # type: ignore[overload-overlap]
    text: str, lang: str | None = None, max_chars: int | None = None
) -> Spans: ...
@overload
def split(
    text: Iterable[str], lang: str | None = None, max_chars: int | None = None
) -> tuple[Spans, ...]: ...
def split(
    text: str | Iterable[str], lang: str | None = None, max_chars: int | None = None
) -> Spans | tuple[Spans, ...]:
    """Split a text, or each of several, into sentences.

    ``lang`` is an ISO 639-1 code, ``und`` for unknown; without it, every text's own language is told first. Korean
    has its own rules, every other language the English ones. A sentence of more than ``max_chars`` characters is
    cut at clause borders into pieces of at most so many.

    Returns (start, end) in characters, in order, without outer white space; for several texts a tuple of
    these. Takes time proportional to the length. Raises UsageError where there is no text to split.

    >>> text = "수술은 잘 끝났다. 환자는 6. 18. 퇴원했다."
    >>> [text[a:b] for a, b in split(text, "ko")]
    ['수술은 잘 끝났다.', '환자는 6. 18. 퇴원했다.']
    >>> split(["She left. He stayed.", ""])
    (((0, 9), (10, 20)), ())
    >>> text = "The ward opened in May, and the first patients came a week later."
    >>> [text[a:b] for a, b in split(text, "en", max_chars=45)]
    ['The ward opened in May,', 'and the first patients came a week later.']
    """
    limit = clauses.checked(max_chars)
    if isinstance(text, str):
        return _split(text, lang or identify(text).lang, limit)
    if isinstance(text, bytes) or not isinstance(text, Iterable):
        raise UsageError(f"split takes a str or several, not {type(text).__name__}")
    found = []
    for one in text:
        if not isinstance(one, str):
            raise UsageError(f"split takes a str or several, not {type(one).__name__} among them")
        found.append(_split(one, lang or identify(one).lang, limit))
    return tuple(found)


def cut(text: str, spans: Iterable[tuple[int, int]], lang: str, max_chars: int | None) -> Spans:
    """Cut those of the spans that are longer than ``max_chars`` at clause borders."""
    if max_chars is None:
        return tuple(spans)
    return tuple(piece for start, end in spans for piece in clauses.pieces(text, start, end, lang, max_chars))


def _split(text: str, lang: str, max_chars: int | None) -> Spans:
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        begin, end = line.span()
        if lang == "ko":
            for stop in (*korean.breaks(text, begin, end), end):
                if unpunctuated.wanted(text, begin, stop):
                    for border in unpunctuated.breaks(text, begin, stop):
                        _append_trimmed(spans, text, begin, border)
                        begin = border
                _append_trimmed(spans, text, begin, stop)
                begin = stop
        else:
            for stop in (*english.breaks(text, begin, end), end):
                _append_trimmed(spans, text, begin, stop)
                begin = stop
    return cut(text, spans, lang, max_chars)


def _append_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while end > start and text[end - 1].isspace():
        end -= 1
    blank = _BLANK.match(text, start, end)
    if blank:
        start = blank.end()
    if start < end:
        spans.append((start, end))
