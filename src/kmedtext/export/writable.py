"""What can be written: the parts of a corpus, whoever made it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from kmedtext.records import Article, Failure, Pair, Record, Unaligned, Unpaired, Untranslated


class Writable(Protocol):
    """The parts of a corpus that files are made of; ``kmedtext.pipeline.Corpus`` is one."""

    @property
    def articles(self) -> Sequence[Article]:
        """One article a page."""

    @property
    def pairs(self) -> Sequence[Pair]:
        """The articles that tell the same story, two by two."""

    @property
    def records(self) -> Sequence[Record]:
        """The parallel records."""

    @property
    def unaligned(self) -> Sequence[Unaligned]:
        """Sentences of paired articles without counterpart."""

    @property
    def unpaired(self) -> Sequence[Unpaired]:
        """Articles without partner."""

    @property
    def untranslated(self) -> Sequence[Untranslated]:
        """Sentences that no engine translated, where one was asked to."""

    @property
    def failures(self) -> Sequence[Failure]:
        """Inputs that could not be processed."""

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What is needed to repeat the run."""
