"""A paired file, whatever it is: its segments as a stream, and what it says of itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

from kmedtext.errors import UsageError
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import shown
from kmedtext.loading.paired.moses import lines_of, moses_segments
from kmedtext.loading.paired.segments import Segment, TmxHeader
from kmedtext.loading.paired.tables import PairColumns, table_segments
from kmedtext.loading.paired.tmx import TmxReader


@dataclass(slots=True)
class PairedFile:
    """The segments of a TMX, of a table, or of two files of lines; iterate over it once, in order.

    ``header`` is that of a TMX, known from the first segment on; None for other files.
    """

    path: str
    en_path: str | None = None
    columns: PairColumns = field(default_factory=PairColumns)
    limits: Limits = field(default_factory=Limits)
    header: TmxHeader | None = None

    def __iter__(self) -> Iterator[Segment]:
        """Read the file; LoadError says what is wrong with it."""
        if self.en_path is not None:
            yield from moses_segments(self.path, self.en_path, self.limits)
        elif self.path.lower().endswith(".tmx"):
            reader = TmxReader(self.path, self.limits)
            for segment in reader.segments():
                self.header = reader.header
                yield segment
            self.header = reader.header
        else:
            yield from table_segments(self.path, self.columns, self.limits)

    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """All sentences of either side in order, to be aligned anew; files of lines may then differ in length."""
        if self.en_path is not None:
            return lines_of(self.path, self.limits), lines_of(self.en_path, self.limits)
        segments = list(self)
        return (
            tuple(text for one in segments for text in one.ko),
            tuple(text for one in segments for text in one.en),
        )


def read_paired(
    path: str | os.PathLike[str],
    en: str | os.PathLike[str] | None = None,
    *,
    columns: PairColumns | None = None,
    limits: Limits | None = None,
) -> PairedFile:
    """Open a paired file: a ``.tmx``, a table (CSV, TSV, JSON lines, Parquet, XLSX), or two files of lines.

    Nothing is read before the segments are asked for.

    >>> read_paired("memory.tmx").path
    'memory.tmx'
    """
    for given in (path, *(() if en is None else (en,))):
        if not isinstance(given, str | os.PathLike):
            raise UsageError(f"a paired file is named by a str or a Path, not {type(given).__name__}")
    if columns is not None and not isinstance(columns, PairColumns):
        raise UsageError(f"columns is made by PairColumns(ko=…, en=…), not of type {type(columns).__name__}")
    first = os.fsdecode(path)
    if not first:
        raise UsageError(f"{shown(first)!r}: the path is empty; give the path of a file")
    return PairedFile(
        first, None if en is None else os.fsdecode(en), columns or PairColumns(), limits or Limits()
    )
