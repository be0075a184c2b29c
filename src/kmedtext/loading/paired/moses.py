"""Two files of sentences, a line each, that belong together line by line (the layout of Moses)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.files import document_of, opened
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import shown
from kmedtext.loading.paired.segments import Segment, one_line
from kmedtext.loading.tabular.textstream import TextStream


def moses_segments(ko: str, en: str, limits: Limits) -> Iterator[Segment]:
    """Give line by line what two files hold; LoadError where one has more lines than the other."""
    missing = object()
    for number, pair in enumerate(zip_longest(_lines(ko, limits), _lines(en, limits), fillvalue=missing), 1):
        for path, other, line in ((ko, en, pair[0]), (en, ko, pair[1])):
            if line is missing:
                raise LoadError(
                    FailureCode.TRUNCATED,
                    shown(path),
                    f"it has {number - 1:,} lines, fewer than {shown(other)}",
                    "Give two files of which the same lines belong together, or align them anew: --realign.",
                )
        yield Segment(str(number), _sentence(pair[0]), _sentence(pair[1]))


def lines_of(path: str, limits: Limits) -> tuple[str, ...]:
    """The lines of one of the files that hold anything."""
    return tuple(text for line in _lines(path, limits) for text in _sentence(line))


def _sentence(line: object) -> tuple[str, ...]:
    text = one_line(line) if isinstance(line, str) else ""
    return (text,) if text else ()


def _lines(path: str, limits: Limits) -> Iterator[str]:
    document = document_of(path)
    with opened(document) as file:
        stream = TextStream(file, None, document.origin.where)
        for number, line in enumerate(stream.lines(limits.max_bytes), 1):
            if line is None:
                raise LoadError(
                    FailureCode.TOO_LARGE,
                    document.origin.where,
                    f"line {number:,} has more than {limits.max_bytes:,} characters",
                    "Split it, or raise Limits(max_bytes=…).",
                )
            yield line.removeprefix("\ufeff") if number == 1 else line
        if stream.damage is not None:
            raise LoadError(
                FailureCode(stream.damage.code),
                stream.damage.path,
                stream.damage.message,
                stream.damage.advice,
            )
