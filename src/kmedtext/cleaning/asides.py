"""Asides: notes at a page's foot and captions that stand inside a sentence of the text around them."""

from __future__ import annotations

import re
from dataclasses import replace

from kmedtext.cleaning.breaks import BULLET, LOWER, ends_sentence, final, inside_sentence
from kmedtext.cleaning.captions import caption_cue
from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.joining import seam
from kmedtext.cleaning.lines import Line
from kmedtext.cleaning.wordstock import Vocabulary
from kmedtext.cleaning.wrap import Wrap
from kmedtext.records import Piece

NOTE = "note"
CAPTION = "caption"
FOOTNOTE = "footnote"
_NOTE = re.compile(r"(?:주?\d{1,3}\)|\[\d{1,3}\]|[¹²³⁴-⁹]{1,3}|[*＊]{1,3}|[†‡§※]|주\s?[:)]|각주)\s?\S")
_CAPTION = re.compile(
    r"[\[<(【〈]?(?:(?:Figure|Fig\.|Table|Chart|Box)\s?\d|(?:그림|표|사진|도표|자료)\s?\d|(?:그림|표|사진|Photo)\s?[\d.]*\s?[\]>)】〉:])",
    re.IGNORECASE,
)
_REACH = 5
"""So many lines above a page's end may be its notes; so many drafts may stand inside a sentence."""
_LONGEST = 400
_LONGEST_HEADER = 80
_NARROW = 0.5


def note_lines(lines: list[Line], furniture: set[int]) -> set[int]:
    """Indices of the lines that open a note at the foot of a page: above page furniture or a form feed."""
    found: set[int] = set()
    feet = {index for index in furniture if index - 1 not in furniture}
    feet |= {index for index, line in enumerate(lines) if line.feed}
    for foot in feet:
        for index in range(foot - 1, max(-1, foot - 1 - _REACH), -1):
            if index in furniture:
                break
            if _NOTE.match(lines[index].text):
                found.add(index)
            if lines[index].blanks:
                break
    return found


def bridge(
    drafts: list[Draft],
    lines: list[Line],
    wrap: Wrap,
    vocabulary: Vocabulary,
    notes: frozenset[int] | set[int] = frozenset(),
) -> list[Draft]:
    """Mark drafts that go on with the sentence before page furniture, notes or captions; these are pinned."""
    by_start = {line.start: line for line in lines}
    by_end = {line.end: line for line in lines}
    note_starts = {lines[index].start for index in notes}
    before: int | None = None
    between: list[int] = []
    for index, draft in enumerate(drafts):
        if draft.furniture:
            between.append(index)
            continue
        if before is not None and between:
            first, second = by_end.get(drafts[before].end), by_start.get(draft.start)
            printed = any(drafts[other].furniture for other in between)
            bare = all(drafts[other].furniture for other in between)
            header = _header(draft) and _is_passed(index, drafts, between)
            if (
                first
                and second
                and not header
                and _goes_over(first, second, drafts[before], draft, wrap, printed, bare)
            ):
                link = seam(
                    first, second, vocabulary, by_character=wrap.cuts(first, second), spaced=wrap.spaced
                )
                if link.drop:
                    drafts[before] = shorten(drafts[before], link.drop)
                drafts[index] = replace(draft, joint=link.joint)
                for other in between:
                    drafts[other] = _set_apart(drafts[other], note_starts)
                before, between = index, []
                continue
        aside = draft.start in note_starts or _caption(draft) or (between and _header(draft))
        if aside and before is not None and len(between) < _REACH:
            between.append(index)
            continue
        before, between = index, []
    return drafts


def _set_apart(draft: Draft, notes: set[int]) -> Draft:
    """Name what stands inside a sentence."""
    if draft.furniture or draft.pinned:
        return draft
    if draft.start in notes:
        return replace(draft, pinned=NOTE)
    return replace(draft, pinned=CAPTION) if _caption(draft) else replace(draft, furniture=True)


def _is_passed(index: int, drafts: list[Draft], between: list[int]) -> bool:
    """Whether a draft behind page furniture is a running header by its look: set apart, or in parts."""
    if not drafts[index - 1].furniture or len(between) >= _REACH or index + 1 >= len(drafts):
        return False
    apart = drafts[index].blanks > 0 and drafts[index + 1].blanks > 0
    return apart or "  " in drafts[index].text


def _header(draft: Draft) -> bool:
    """Whether a draft beside page furniture may be a running header or a page number."""
    return draft.lines == 1 and len(draft.text) <= _LONGEST_HEADER and not ends_sentence(draft.text)


def _caption(draft: Draft) -> bool:
    text = draft.text
    return len(text) <= _LONGEST and draft.lines <= 4 and (bool(_CAPTION.match(text)) or caption_cue(text))


def _goes_over(
    first: Line, second: Line, before: Draft, draft: Draft, wrap: Wrap, printed: bool, bare: bool
) -> bool:
    """Whether a paragraph goes on behind what stands between two lines.

    ``printed``: page furniture stands there; ``bare``: nothing else does. Without it the paragraph must show
    by its length that it is one, since titles and captions too end without a full stop.
    """
    rest = before.lines > 1 and LOWER.match(second.text) is not None
    if BULLET.match(second.text) or first.width < (0.4 if rest else 1.0) * _NARROW * wrap.width:
        return False
    full = wrap.full(first, second)
    if not bare and not (before.lines > 1 or LOWER.match(second.text) or (printed and full)):
        return False
    if not bare and not full and not LOWER.match(second.text):
        return False
    if inside_sentence(first, second):
        return True
    if final(first):
        return bare and full and wrap.indented and second.indent == wrap.base and draft.lines > 1
    prose = draft.lines > 1 or final(second)
    return full and prose and not first.text.endswith((":", "："))


def shorten(draft: Draft, drop: int) -> Draft:
    """Take so many characters off a draft's end."""
    last = draft.pieces[-1]
    if last.end - last.start <= drop:
        return draft
    pieces = (*draft.pieces[:-1], Piece(last.at, last.start, last.end - drop))
    return replace(draft, text=draft.text[:-drop], pieces=pieces)
