"""The corpus: what a build gives."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kmedtext.records import Article, Failure, Pair, Record, Unaligned, Unpaired, Untranslated

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles of a build, what they gave, and what they did not give.

    Every input is in ``articles`` or in ``failures``; every article is in one of ``pairs`` or in
    ``unpaired`` (in several pairs only where reprints were asked for); every sentence of a paired article is in one of ``records`` or in ``unaligned``.
    Where an engine was asked for the missing side of articles without partner, their sentences are in ``records``, marked
    ``machine``, or in ``untranslated``. ``manifest`` holds what is needed to repeat the build.
    """

    articles: tuple[Article, ...]
    pairs: tuple[Pair, ...]
    records: tuple[Record, ...]
    unaligned: tuple[Unaligned, ...]
    unpaired: tuple[Unpaired, ...]
    failures: tuple[Failure, ...]
    manifest: Mapping[str, Any] = field(default_factory=dict)
    untranslated: tuple[Untranslated, ...] = ()

    def to_pandas(self) -> pd.DataFrame:
        """Give the records as a table, one row a record."""
        from kmedtext.export import to_pandas

        return to_pandas(self.records)

    def write(
        self,
        folder: str | os.PathLike[str],
        *,
        formats: Sequence[str] = ("jsonl", "parquet"),
        force: bool = False,
    ) -> tuple[Path, ...]:
        """Write all files into ``folder`` and return their paths.

        ``formats`` are those of the records: jsonl, parquet, csv and tmx; the other files are
        always written. An existing folder that is not empty is
        an :class:`~kmedtext.errors.OutputError` unless ``force`` is set, which replaces the files
        that kmedtext writes and leaves others alone.
        """
        from kmedtext import export

        wanted = export.check_formats(formats)  # first, so that a wrong call makes no folder
        target = export.prepare(folder, force=force)
        return export.write(self, target, formats=wanted)
