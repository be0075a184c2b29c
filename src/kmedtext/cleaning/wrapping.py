"""Wrapping: lines that were cut by their width become paragraphs again.

Only lines of a page that is hard-wrapped are joined; a page with a paragraph a line stays as it is.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import replace

from kmedtext.cleaning.asides import bridge, note_lines
from kmedtext.cleaning.drafts import Draft, draft_of_line
from kmedtext.cleaning.furniture import furniture_lines, stamp_end
from kmedtext.cleaning.gutters import in_columns, merge_regions
from kmedtext.cleaning.joining import cut_words, joined, seam
from kmedtext.cleaning.lines import Line
from kmedtext.cleaning.margins import without_numbers
from kmedtext.cleaning.paragraphs import goes_on
from kmedtext.cleaning.wordstock import Vocabulary
from kmedtext.cleaning.wrap import Wrap, find_wrap
from kmedtext.records import Piece

LONGEST_HEADING = 120
"""Columns."""
_OPENING = 12
_COPIES = 20
"""So many lines with one opening are looked at."""


def unwrap(lines: list[Line]) -> list[Draft]:
    """Turn lines into drafts: hard wraps undone, page furniture apart."""
    lines, regions, marks = in_columns(without_numbers(lines))
    wrap = find_wrap(lines)
    furniture = furniture_lines(lines, wrapped=wrap is not None)
    furniture |= {index for index, line in enumerate(lines) if line.start in marks} if marks else set()
    headings = _twofold(lines) - furniture
    if wrap is None:
        return _unwrapped(lines, furniture, headings)
    vocabulary = Vocabulary(lines)
    if not wrap.by_character and cut_words(lines, vocabulary, wrap.ragged):
        wrap = replace(wrap, by_character=True, width=max(wrap.width, _reach(lines, wrap)), mixed=True)
    notes = note_lines(lines, furniture)
    drafts: list[Draft] = []
    run: list[Line] = []
    for index, line in enumerate(lines):
        if index in furniture:
            _close(run, wrap, vocabulary, drafts)
            drafts.append(draft_of_line(line, furniture=True))
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        opens = index in notes or (run and index not in headings and not goes_on(run, line, following, wrap))
        crosses = bool(run) and regions.get(run[-1].start) != regions.get(line.start)
        if opens or crosses:
            _close(run, wrap, vocabulary, drafts)
        run.append(line)
    _close(run, wrap, vocabulary, drafts)
    return merge_regions(bridge(drafts, lines, wrap, vocabulary, notes), regions)


def _unwrapped(lines: list[Line], furniture: set[int], headings: set[int]) -> list[Draft]:
    """A draft a line, but headlines on two lines made one."""
    drafts: list[Draft] = []
    for index, line in enumerate(lines):
        own = draft_of_line(line, furniture=index in furniture)
        if index in headings and drafts and not drafts[-1].furniture:
            before = drafts[-1]
            piece = Piece(len(before.text) + 1, line.start, line.end)
            text, pieces = f"{before.text} {line.text}", (*before.pieces, piece)
            own = replace(before, text=text, pieces=pieces, lines=before.lines + 1)
            drafts.pop()
        drafts.append(own)
    return drafts


def _twofold(lines: list[Line]) -> set[int]:
    """Lines that go on with a headline: another line of the page has both as one."""
    whole: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line.width <= 2 * LONGEST_HEADING:
            text = line.text[stamp_end(line.text) :].strip()
            same = whole[text[:_OPENING]]
            if len(same) < _COPIES:
                same.add(text)
    return {
        index
        for index, (first, second) in enumerate(itertools.pairwise(lines), 1)
        if first.width <= LONGEST_HEADING
        and second.width <= LONGEST_HEADING
        and len(first.text) >= _OPENING
        and not second.blanks
        and any(text.startswith(f"{first.text} {second.text}") for text in whole[first.text[:_OPENING]])
    }


def _close(run: list[Line], wrap: Wrap, vocabulary: Vocabulary, drafts: list[Draft]) -> None:
    if not run:
        return
    drafts.append(
        joined(
            run,
            lambda line, following: seam(
                line, following, vocabulary, by_character=wrap.cuts(line, following), spaced=wrap.spaced
            ),
        )
    )
    run.clear()


def _reach(lines: list[Line], wrap: Wrap) -> int:
    """The width of the widest wrapped lines, their indent counted."""
    return max(
        (line.indent + line.width for line in lines if wrap.ragged <= line.width <= wrap.width), default=0
    )
