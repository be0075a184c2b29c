"""Layout: printed paragraphs, whose lines a format has put together (PDF), become whole again.

The format knows by the page's geometry where paragraphs begin and end; what it cannot know is how two lines join, and
whether a paragraph goes on in the next column or on the next page.
"""

from __future__ import annotations

from dataclasses import replace

from kmedtext.cleaning.asides import shorten
from kmedtext.cleaning.breaks import BULLET, COLON, HANGUL, LOWER, ends_sentence, final, inside_sentence
from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.joining import Seam, cut_words, joined, seam
from kmedtext.cleaning.lines import Line, split_lines
from kmedtext.cleaning.wordstock import Vocabulary
from kmedtext.records import Page, Region

_FLOWING = ("p", "li")
"""What may go on behind a break of the page."""
_ASIDE = ("header", "footer", "footnote", "endnote", "caption")
_MIXED = 3
"""So many lines in paragraphs that have spaces at some lines' ends lack one, if a missing space tells of a cut word."""
_MIXED_SHARE = 0.1
_FULL = 0.8
"""Of the usual width of a line: what a paragraph's last line on a page takes if it goes on."""


class Layout:
    """How the printed lines of one page (in kmedtext's sense: the whole document) join."""

    def __init__(self, page: Page) -> None:
        self._lines: dict[int, list[Line]] = {}
        every: list[Line] = []
        for region in page.regions:
            if is_printed(region) and region.tag not in ("header", "footer"):
                lines = _lines_of(page.text, region)
                if lines:
                    self._lines[region.start] = lines
                    every.append(lines[0]._replace(blanks=1))
                    every.extend(lines[1:])
        self._vocabulary = Vocabulary(every)
        self._spaced = self._keeps_spaces()
        self._by_character = self._spaced or cut_words(every, self._vocabulary, 0)
        widths = sorted(line.width for lines in self._lines.values() for line in lines[:-1])
        self._width = widths[len(widths) // 2] if widths else 0

    def _keeps_spaces(self) -> bool:
        """Whether the space at a line's end was kept, so that its absence tells of a cut word.

        Only paragraphs that have such a space at one line's end say so: some programs write it in some paragraphs and in
        others not at all.
        """
        tails = cuts = 0
        for lines in self._lines.values():
            korean = [line for line in lines[:-1] if HANGUL.search(line.text[-3:])]
            own = sum(line.tail for line in korean)
            if own:
                tails += own
                cuts += len(korean) - own
        return cuts >= _MIXED and cuts >= _MIXED_SHARE * (tails + cuts)

    def draft(self, region: Region) -> Draft | None:
        """The draft of a region, its lines joined; None where there is no text in it."""
        lines = self._lines.get(region.start)
        return None if lines is None else replace(joined(lines, self._seam), region=region)

    def _seam(self, first: Line, second: Line) -> Seam:
        return seam(first, second, self._vocabulary, by_character=self._by_character, spaced=self._spaced)

    def bridge(self, drafts: list[Draft]) -> list[Draft]:
        """Mark drafts that go on with a sentence from the column or page before."""
        before: int | None = None
        for index, draft in enumerate(drafts):
            region = draft.region
            if region is None or draft.furniture or region.hidden or region.tag in _ASIDE:
                continue
            if region.tag not in _FLOWING:
                before = None
                continue
            if before is not None and region.tag == "p":
                first, second = self._last_line(drafts[before]), self._first_line(draft)
                if first and second and self._goes_over(drafts[before], draft, first, second):
                    link = self._seam(first, second)
                    if link.drop:
                        drafts[before] = shorten(drafts[before], link.drop)
                    drafts[index] = replace(draft, joint=link.joint)
            before = index
        return drafts

    def _last_line(self, draft: Draft) -> Line | None:
        lines = self._lines.get(draft.region.start) if draft.region else None
        return lines[-1] if lines and lines[-1].end == draft.end else None

    def _first_line(self, draft: Draft) -> Line | None:
        lines = self._lines.get(draft.region.start) if draft.region else None
        return lines[0] if lines and lines[0].start == draft.start else None

    def _goes_over(self, before: Draft, draft: Draft, first: Line, second: Line) -> bool:
        """Whether a paragraph goes on in the next column or on the next page."""
        if (
            not _moved_on(before.region, draft.region)
            or BULLET.match(second.text)
            or COLON.search(first.text)
        ):
            return False
        full = first.width >= _FULL * self._width
        if not full and not (before.lines > 1 and LOWER.match(second.text)):
            return False
        if inside_sentence(first, second):
            return True
        return not final(first) and full and (draft.lines > 1 or ends_sentence(draft.text))


def is_printed(region: Region) -> bool:
    """Whether a region's lines are those of a printed page."""
    return region.box is not None and not region.path


def layout_of(page: Page) -> Layout | None:
    """The layout of a page whose format knows its printed lines; None where there is none.

    >>> page = Page("a", "The ward is inter-\\nnational.\\n", regions=(Region(0, 32, "p", page=1, box=(0.0, 0.0, 90.0, 20.0)),))
    >>> layout = layout_of(page)
    >>> layout.draft(page.regions[0]).text
    'The ward is international.'
    """
    return Layout(page) if any(map(is_printed, page.regions)) else None


def _lines_of(text: str, region: Region) -> list[Line]:
    start = region.start
    return [
        line._replace(start=line.start + start, end=line.end + start)
        for line in split_lines(text[start : region.end])
    ]


def _moved_on(before: Region | None, region: Region | None) -> bool:
    """Whether a region stands in the next column or on the next page."""
    if before is None or region is None or before.box is None or region.box is None:
        return False
    if before.page != region.page:
        return before.page is not None and region.page is not None and before.page < region.page
    return region.box[0] >= before.box[2] - 1.0 and region.box[1] < before.box[3]
