"""Records of CSV: lines become rows of cells, and a quotation mark that is never closed costs one row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain, islice

from kmedtext.errors import FailureCode
from kmedtext.loading.origin import Origin
from kmedtext.records import Failure

Record = tuple[int, list[str]]
"""A row's number, as a spreadsheet counts (the header is row 1), and its cells."""

# Lines behind an open quotation mark are read again as rows if so many of the first are as wide as the
# header; not more often than this, as each time may go over all that one cell may hold.
_LOOKED_AT, _EVEN, _RETRIES = 50, 0.6, 20


def records_of(
    lines: Iterator[str | None], delimiter: str, width: int, longest: int, origin: Origin
) -> Iterator[Record | Failure]:
    r"""Give the records that lines hold (None for a line that is too long), and a Failure for a broken one.

    >>> lines = iter(["a,b\n", "1,\"x\ny\"\n", "2,\"z\n", "3,w\n"])
    >>> for record in records_of(lines, ",", 2, 1000, Origin("t", "t.csv")):
    ...     print(record if isinstance(record, tuple) else record.path)
    (1, ['a', 'b'])
    (2, ['1', 'x\ny'])
    t.csv!/row 3
    (4, ['3', 'w'])
    """
    feed = _Feed(lines)
    reader = csv.reader(feed, delimiter=delimiter)
    number = retries = 0
    while True:
        number += 1
        feed.begin()
        failure: Failure | None = None
        where = origin.inside(f"row {number}").where
        # The limit is the whole process's, so it is set for no longer than a record takes.
        before = csv.field_size_limit(longest)
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            failure = _too_long(where, longest)
            reader = csv.reader(feed, delimiter=delimiter)
        finally:
            csv.field_size_limit(before)
        if feed.too_long:
            failure = _too_long(where, longest)
        elif feed.ended and feed.taken:
            failure = _never_closed(where)
        if failure is None:
            if record:
                yield number, record
            else:
                number -= 1  # a blank line is no row
            continue
        if len(feed.taken) > 1 and retries < _RETRIES and _are_rows(feed.taken[1:], delimiter, width):
            retries += 1
            failure = _never_closed(where)
            feed.put_back()
            reader = csv.reader(feed, delimiter=delimiter)
        yield failure


class _Feed:
    """Lines for the csv reader, which asks for more until a record is whole; they can be read again."""

    def __init__(self, lines: Iterator[str | None]) -> None:
        self._lines = lines
        self.taken: list[str] = []
        self.ended = self.too_long = False

    def begin(self) -> None:
        """Forget the lines of the last record."""
        self.taken, self.too_long, self.ended = [], False, False

    def put_back(self) -> None:
        """Have all lines but the first read again."""
        self._lines = chain(self.taken[1:], self._lines)

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = next(self._lines, "")
        if line == "":
            self.ended = True
            raise StopIteration
        self.too_long = self.too_long or line is None
        self.taken.append(line or "\n")
        return line or "\n"


def _are_rows(lines: list[str], delimiter: str, width: int) -> bool:
    """Tell whether lines are rows of the table, and not lines of a text in a cell."""
    try:
        widths = [len(record) for record in islice(csv.reader(lines, delimiter=delimiter), _LOOKED_AT)]
    except csv.Error:
        return False
    return width > 1 and widths.count(width) >= _EVEN * len(widths) > 0


def _too_long(where: str, longest: int) -> Failure:
    return Failure(
        where,
        FailureCode.TOO_LARGE,
        f"a cell has more than {longest:,} characters, or its quotation mark is never closed",
        "Look at the quotation marks there, or raise Limits(max_bytes=…).",
    )


def _never_closed(where: str) -> Failure:
    return Failure(
        where,
        FailureCode.TRUNCATED,
        "a quotation mark is never closed: the file is cut short, or the mark does not belong there",
        "Fetch the file again, or look at the quotation marks there.",
    )
