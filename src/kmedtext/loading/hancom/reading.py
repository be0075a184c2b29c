"""Readings: what a reader of one of 한글's formats gives, before it becomes a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kmedtext.loading.hancom.flow import Block
from kmedtext.loading.manuscript import Manuscript
from kmedtext.loading.origin import Origin
from kmedtext.loading.texts import merged_flags
from kmedtext.records import Page

INCOMPLETE = "incomplete"
"""Flag: a part of the document is damaged; what could be read of it was kept."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's blocks in order, its metadata, and the start of its text as its writer stored it.

    ``preview`` is empty where the document has none.
    """

    blocks: Sequence[Block]
    metadata: Mapping[str, str] = field(default_factory=dict)
    preview: str = ""
    flags: tuple[str, ...] = ()

    def page(self, origin: Origin, data: bytes, media_type: str) -> Page:
        """Make the page; LoadError ``empty_extraction`` where there is no text."""
        manuscript = Manuscript()
        manuscript.add(self.blocks)
        manuscript.flags = merged_flags(self.flags, manuscript.flags)
        return manuscript.page(origin, data, media_type, self.metadata)
