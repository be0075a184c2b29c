"""The view: a page's measured drafts with the story found in them, for the rules that name kinds."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

from kmedtext.cleaning.bylines import GLUED, Byline, byline_words, find_byline
from kmedtext.cleaning.captions import caption_cue, caption_words
from kmedtext.cleaning.copyrights import COPYRIGHT_WORDS
from kmedtext.cleaning.credits import credit_line
from kmedtext.cleaning.cues import bits, normal
from kmedtext.cleaning.dateforms import MAY_DATE
from kmedtext.cleaning.dates import DateMention, find_dates
from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.features import Measured
from kmedtext.cleaning.furniture import stamp_end
from kmedtext.cleaning.licences import LICENCE_WORDS
from kmedtext.cleaning.network import KINDS, Tagged
from kmedtext.cleaning.reasons import CUE_REASON, Reason
from kmedtext.cleaning.telltales import Haystack, Telltales
from kmedtext.cleaning.vocabulary import overlap, word_counts

LONGEST_META = 160
"""Columns; longer lines are no byline or date line."""
_MAY_CREDIT = re.compile(
    r"[@ⓒ©▶►☞=]|기자|opyright|저작권|제보|\d{3,4}[-.\s]\d{4}|\(c\)|rights", re.IGNORECASE
)
_LONGEST_CREDIT = 240
_LONGEST_CAPTION = 400
_CREDIT_WORDS = ("@", "ⓒ", "©", "▶", "►", "☞", "=", "기자", "opyright", "저작권", "제보", "(c)", "rights")
_BULK = 240
"""Columns of text, within so many drafts, with which the bulk of a story begins …"""
_BULK_REACH = 6
_BULK_SHARE = 0.25
"""… or this share of the story, where it is short."""
_ISSUE = re.compile(r"제\s?\d{1,4}\s?호|\b(?:vol|no|issue)\.?\s?\d", re.IGNORECASE)
_PHONE = re.compile(r"[0-9]{3,4}[-.\s][0-9]{4}")


@cache
def _telltales() -> Telltales:
    groups = {
        "byline": byline_words(),
        "caption": caption_words(),
        "credit": _CREDIT_WORDS,
        "copyright": COPYRIGHT_WORDS,
        "licence": LICENCE_WORDS,
    }
    return Telltales(groups, anywhere={"copyright", "licence"})


@cache
def _reason(bitset: int) -> Reason | None:
    """The reason that a set of cues speaks for, the first that applies."""
    return next((reason for name, reason in CUE_REASON.items() if bitset & bits()[name]), None)


@dataclass
class View:
    """What the rules look at. ``body`` holds the indices of the drafts taken for the story.

    ``tagged`` is what the network says of the drafts. ``repeats`` holds those of the drafts that most pages of the site hold, where a profile is known.
    """

    measured: Measured
    tagged: Tagged
    probability: list[float]
    body: set[int]
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    repeats: frozenset[int] = frozenset()
    _dates: dict[int, tuple[DateMention, ...]] = field(default_factory=dict, repr=False)
    _bylines: dict[int, Byline | None] = field(default_factory=dict, repr=False)
    _captions: dict[int, bool] = field(default_factory=dict, repr=False)

    @cached_property
    def drafts(self) -> list[Draft]:
        """The drafts."""
        return self.measured.drafts

    @cached_property
    def words(self) -> frozenset[str]:
        """The story's content words."""
        return frozenset(self.word_counts)

    @cached_property
    def word_counts(self) -> Counter[str]:
        """In how many drafts of the story each of its content words stands."""
        return word_counts(self.drafts[index].text for index in sorted(self.body))

    @cached_property
    def first(self) -> int:
        """Index of the first draft of the story; the number of drafts if there is none."""
        return min(self.body, default=len(self.drafts))

    @cached_property
    def main(self) -> int:
        """Index of the draft with which the bulk of the story begins: a stray line far above it is none of it."""
        order = sorted(self.body)
        enough = min(_BULK, _BULK_SHARE * sum(map(self.width, order)))
        for place, index in enumerate(order):
            near = [other for other in order[place : place + _BULK_REACH] if other - index <= _BULK_REACH]
            if sum(map(self.width, near)) >= enough:
                return index
        return self.first

    @cached_property
    def last(self) -> int:
        """Index of the last draft of the story; -1 if there is none."""
        return max(self.body, default=-1)

    @cached_property
    def print_headers(self) -> tuple[str, ...]:
        """What the browser printed at the head of each page."""
        printed = [draft.text for draft in self.drafts if draft.furniture]
        return tuple(sorted({normal(text[end:]) for text in printed if (end := stamp_end(text))}))

    @cached_property
    def _shares(self) -> list[list[float]]:
        found: list[list[float]] = self.tagged.kinds.tolist()
        return found

    def share(self, index: int, kind: str) -> float:
        """How probable it is that a draft is of a kind, by its shape and place."""
        return self._shares[index][KINDS.index(kind)]

    @cached_property
    def periodicals(self) -> tuple[str, ...]:
        """Running headers with an issue's number: the name of a periodical, not a headline."""
        printed = {draft.text for draft in self.drafts if draft.furniture and not stamp_end(draft.text)}
        return tuple(sorted(normal(text) for text in printed if _ISSUE.search(text)))

    def odds(self, index: int) -> float:
        """Log-odds of being body text, within ±6."""
        share = min(max(self.probability[index], 0.0025), 0.9975)
        return math.log(share / (1.0 - share))

    def overlap(self, index: int) -> tuple[float, int]:
        """Share of content words shared with the story, and their number."""
        return overlap(self.drafts[index].text, self.words)

    def width(self, index: int) -> int:
        """Width in columns."""
        return self.measured.widths[index]

    def cue(self, index: int) -> Reason | None:
        """The reason that the wording of a draft speaks for, if any."""
        found = self.measured.cues[index]
        if not found.lines and not found.parts:
            return None
        return _reason(found.lines) or _reason(found.parts)

    @cached_property
    def _near(self) -> dict[str, set[int]]:
        """The drafts that may be bylines, captions, credits, dates …; all others are none."""
        texts = [draft.text for draft in self.drafts]
        page = Haystack([text if len(text) <= _LONGEST_CAPTION else "" for text in texts])
        near = _telltales().lines(page)
        dates = page.matching(MAY_DATE)
        return {
            **near,
            "byline": near["byline"] | dates | page.matching(GLUED),
            "credit": near["credit"] | page.matching(_PHONE),
            "date": dates,
        }

    @cached_property
    def _places(self) -> dict[str, int]:
        return {draft.text: index for index, draft in enumerate(self.drafts)}

    def telling(self, group: str, lines: Iterable[str]) -> list[str]:
        """Those of the page's lines that may be of a group; the lines of a longer draft may be of any."""
        near, places = self._near[group], self._places
        return [
            line
            for line in lines
            if len(line) > _LONGEST_CAPTION or line not in places or places[line] in near
        ]

    def byline(self, index: int) -> Byline | None:
        """The byline that a draft is."""
        if index not in self._near["byline"] or self.width(index) > LONGEST_META:
            return None
        if index not in self._bylines:
            self._bylines[index] = find_byline(self.drafts[index].text)
        return self._bylines[index]

    def dates(self, index: int) -> tuple[DateMention, ...]:
        """The dates of a short draft that is no sentence."""
        if index not in self._near["date"] or self.width(index) > LONGEST_META or self.measured.finals[index]:
            return ()
        if index not in self._dates:
            self._dates[index] = find_dates(self.drafts[index].text)
        return self._dates[index]

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
        if index not in self._near["caption"] or self.width(index) > 900:
            return False
        if index not in self._captions:
            self._captions[index] = caption_cue(self.drafts[index].text)
        return self._captions[index]

    def credit(self, index: int) -> bool:
        """Whether a draft is a line of credits."""
        return (
            index in self._near["credit"]
            and self.width(index) <= _LONGEST_CREDIT
            and _MAY_CREDIT.search(self.drafts[index].text) is not None
            and credit_line(self.drafts[index].text)
        )
