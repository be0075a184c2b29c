"""Sentence borders: spans of sentences in a text, by rules; every language's rules stand in their own module.

A line break always ends a sentence. Nothing but white space stands outside the spans.
"""

from __future__ import annotations

import re

from kmedtext.language import english, korean, unpunctuated

Spans = tuple[tuple[int, int], ...]

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BLANK = re.compile(r"\s*")


def split(text: str, lang: str) -> Spans:
    """Split ``text`` into sentences; ``lang`` is an ISO 639-1 code, ``und`` for unknown.

    Returns (start, end) in characters, in order, without outer white space. Takes time
    proportional to the length. Korean has its own rules, every other language the English ones.

    >>> text = "수술은 잘 끝났다. 환자는 6. 18. 퇴원했다."
    >>> [text[a:b] for a, b in split(text, "ko")]
    ['수술은 잘 끝났다.', '환자는 6. 18. 퇴원했다.']
    """
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        begin, end = line.span()
        if lang == "ko":
            for stop in (*korean.breaks(text, begin, end), end):
                if unpunctuated.wanted(text, begin, stop):
                    for cut in unpunctuated.breaks(text, begin, stop):
                        _append_trimmed(spans, text, begin, cut)
                        begin = cut
                _append_trimmed(spans, text, begin, stop)
                begin = stop
        else:
            for stop in (*english.breaks(text, begin, end), end):
                _append_trimmed(spans, text, begin, stop)
                begin = stop
    return tuple(spans)


def _append_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while end > start and text[end - 1].isspace():
        end -= 1
    blank = _BLANK.match(text, start, end)
    if blank:
        start = blank.end()
    if start < end:
        spans.append((start, end))
