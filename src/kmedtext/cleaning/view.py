"""The view: a page's measured drafts with the story found in them, for the rules that name kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kmedtext.cleaning.bylines import Byline, find_byline
from kmedtext.cleaning.captions import caption_cue
from kmedtext.cleaning.credits import credit_line
from kmedtext.cleaning.cues import bits
from kmedtext.cleaning.dates import DateMention, find_dates
from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.features import Measured
from kmedtext.cleaning.reasons import CUE_REASON, Reason
from kmedtext.cleaning.vocabulary import overlap, story_words

LONGEST_META = 160
"""Columns; longer lines are no byline or date line."""


@dataclass
class View:
    """What the rules look at. ``body`` holds the indices of the drafts taken for the story."""

    measured: Measured
    probability: list[float]
    body: set[int]
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def drafts(self) -> list[Draft]:
        """The drafts."""
        return self.measured.drafts

    @cached_property
    def words(self) -> frozenset[str]:
        """The story's content words."""
        return story_words(self.drafts[index].text for index in sorted(self.body))

    @property
    def first(self) -> int:
        """Index of the first draft of the story; the number of drafts if there is none."""
        return min(self.body, default=len(self.drafts))

    @property
    def last(self) -> int:
        """Index of the last draft of the story; -1 if there is none."""
        return max(self.body, default=-1)

    def overlap(self, index: int) -> tuple[float, int]:
        """Share of content words shared with the story, and their number."""
        return overlap(self.drafts[index].text, self.words)

    def width(self, index: int) -> int:
        """Width in columns."""
        return self.measured.widths[index]

    def cue(self, index: int) -> Reason | None:
        """The reason that the wording of a draft speaks for, if any."""
        found = self.measured.cues[index]
        for bitset in (found.lines, found.parts):
            if bitset:
                for name, reason in CUE_REASON.items():
                    if bitset & bits()[name]:
                        return reason
        return None

    def byline(self, index: int) -> Byline | None:
        """The byline that a draft is."""
        return find_byline(self.drafts[index].text) if self.width(index) <= LONGEST_META else None

    def dates(self, index: int) -> tuple[DateMention, ...]:
        """The dates of a short draft that is no sentence."""
        if self.width(index) > LONGEST_META or self.measured.finals[index]:
            return ()
        return find_dates(self.drafts[index].text)

    def date_line(self, index: int) -> bool:
        """Whether a draft is a line that shows a date of the page."""
        found = self.dates(index)
        if not found:
            return False
        if any(mention.role in ("published", "modified") for mention in found):
            return True
        covered = sum(mention.end - mention.label_start for mention in found)
        return covered >= 0.4 * len(self.drafts[index].text)

    def caption(self, index: int) -> bool:
        """Whether a draft says of itself that it is a caption."""
        return self.width(index) <= 900 and caption_cue(self.drafts[index].text)

    def credit(self, index: int) -> bool:
        """Whether a draft is a line of credits."""
        return self.width(index) <= 240 and credit_line(self.drafts[index].text)
