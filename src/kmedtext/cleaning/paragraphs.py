"""Paragraphs: where the lines of a hard-wrapped page go on with the paragraph, and where one opens."""

from __future__ import annotations

from kmedtext.cleaning.breaks import (
    ALNUM,
    BULLET,
    COLON,
    LABEL,
    LOWER,
    SENTENCE_INSIDE,
    STARTS_NEW,
    final,
    gaping,
    inside_sentence,
    opens_item,
    opens_sentence,
    shouts,
)
from kmedtext.cleaning.bylines import find_byline
from kmedtext.cleaning.lines import Line
from kmedtext.cleaning.tables import load_toml
from kmedtext.cleaning.wrap import Wrap, edge

_SAME = 3
"""Columns that the lines of a block set narrower than the page differ by."""
_SHORT_LAST = 0.7
"""Of the wrap's width."""


def goes_on(run: list[Line], line: Line, following: Line | None, wrap: Wrap) -> bool:
    """Whether a line goes on with the paragraph of the lines in ``run``."""
    last = run[-1]
    if line.blanks or line.feed or not (ALNUM.search(line.text) and ALNUM.search(last.text)):
        return False
    listed = bool(BULLET.match(run[0].text))
    full = wrap.full(last, line)
    if STARTS_NEW.match(line.text) or opens_item(run, line, full=full, listed=listed):
        return False
    if gaping(last.text) or gaping(line.text):
        return False
    if last.width > wrap.width * 1.4 or line.width > wrap.width * 1.4:
        return False
    if (COLON.search(last.text) and not full) or _signed(last, line, following, wrap):
        return False
    if wrap.indented and line.indent > wrap.base and line.indent > (last.indent if not listed else -1):
        return listed and line.indent > run[0].indent
    if final(last):
        return _after_sentence(run, line, following, wrap, full=full, listed=listed)
    if shouts(last, line) or opens_sentence(last, line):
        return False
    if full:
        return last.width >= 0.3 * wrap.width and not _labelled(last, line)
    return _inside(run, line, wrap, listed=listed)


def _after_sentence(
    run: list[Line], line: Line, following: Line | None, wrap: Wrap, *, full: bool, listed: bool
) -> bool:
    """A line that ends with a sentence is a paragraph's last, unless no word fitted behind it."""
    last = run[-1]
    if wrap.even and not full:
        return False
    if not final(line):
        if following is None or following.blanks:
            if line.width <= _SHORT_LAST * wrap.width:
                return False
        elif wrap.room(line, following) >= 0.2 * wrap.width and not LOWER.match(following.text):
            return False  # a heading
    if not wrap.even:
        first_width = wrap.width - edge(last) - 1 - wrap.room(last, line)
        fits = last.width < wrap.ragged and wrap.room(last, line) >= 0.03 * wrap.width
        if last.width < load_toml("wrapping.toml")["page"]["full"] * wrap.width or (
            fits and (wrap.by_character or last.width + first_width < 0.85 * wrap.width)
        ):
            return False
    if not wrap.indented and not listed and wrap.closes(_sentences(run)):
        return False
    return line.indent <= last.indent + 1 or (len(run) == 1 and listed)


def _sentences(run: list[Line]) -> int:
    """How many sentences end in the lines of a paragraph."""
    return sum(len(SENTENCE_INSIDE.findall(line.text)) + final(line) for line in run)


def _inside(run: list[Line], line: Line, wrap: Wrap, *, listed: bool) -> bool:
    """A line that ends inside a sentence, although a further word would have fitted."""
    last = run[-1]
    least = load_toml("wrapping.toml")["page"]["full"] * wrap.width
    broken = inside_sentence(last, line)
    if wrap.even and wrap.by_character and not LOWER.match(line.text):
        narrower = abs(edge(last) - edge(line)) <= _SAME or (
            len(run) > 1 and abs(edge(run[-2]) - edge(last)) <= _SAME
        )
        near = wrap.room(last, line) < (0.4 if narrower else 0.12) * wrap.width
        return broken and near
    if broken and last.width >= (0.35 if LOWER.match(line.text) else 0.5) * wrap.width:
        return True
    fits = last.width < wrap.ragged and wrap.room(last, line) >= 0.03 * wrap.width
    if last.width >= least and not (fits and wrap.even):
        return not _labelled(last, line)
    return len(run) == 1 and listed and bool(LOWER.match(line.text))


def _labelled(last: Line, line: Line) -> bool:
    """Whether a line is a label with its value, not the rest of a sentence."""
    return bool(LABEL.match(line.text)) and not LOWER.match(line.text) and not inside_sentence(last, line)


def _signed(last: Line, line: Line, following: Line | None, wrap: Wrap) -> bool:
    """Whether a line behind a sentence, or a short last line of a block, names who wrote what."""
    closes = following is None or following.blanks > 0
    short = line.width <= (_SHORT_LAST if closes else 0.9) * wrap.width and not final(line)
    return short and (closes or final(last)) and find_byline(line.text) is not None
