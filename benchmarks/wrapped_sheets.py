"""Sheets: clean paragraphs set into lines of one width, as a print to PDF or a mail has them, with the truth.

A style tells width, where lines are cut, how paragraphs are told apart and what else stands on the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kmedtext.cleaning.script import columns

_NO_START = ")]},.!?:;%’”」』〉》…·"
_NO_END = "([{‘“「『〈《"
_UNIT = re.compile(r"[\x21-\x7e]+|.")
_WORD = re.compile(r"^(\W*)([A-Za-z]{5,})(\W*)$")
_SENTENCE = re.compile(r"(?<=[.?!]) ")
FURNITURE = -1
_GUTTER = 4


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set. ``cut``: ``word``, ``character``, or ``mail`` (by character, even Latin words)."""

    name: str
    lang: str
    width: int
    cut: str = "word"
    apart: str = "blank"
    tail: bool = False
    hyphens: bool = False
    page: int = 0
    notes: bool = False
    columns: str = ""
    captions: bool = False
    letter: bool = False


class Row(NamedTuple):
    """A set line of a paragraph: its text, the joint before it (None: it opens the paragraph), whether a hyphen goes."""

    text: str
    joint: str | None
    drop: int
    tail: bool = False


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of the sheet in reading order: its span, its paragraph, and how it joins the line before."""

    start: int
    end: int
    paragraph: int
    joint: str | None
    drop: int


@dataclass(slots=True)
class Sheet:
    """The set text, its lines in reading order, the paragraphs they came from."""

    text: str = ""
    lines: list[SetLine] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)

    def put(self, text: str, paragraph: int, joint: str | None = None, drop: int = 0) -> None:
        """Add a line's text; the line stays open."""
        start = len(self.text) + len(text) - len(text.lstrip())
        self.text += text
        self.lines.append(SetLine(start, start + len(text.strip()), paragraph, joint, drop))

    def end(self, space: str = "") -> None:
        """End the line."""
        self.text += space + "\n"


def rows_of(paragraph: str, style: Style, hyphenate: Callable[[str], Sequence[int]] | None) -> list[Row]:
    """Set one paragraph into rows."""
    if style.cut == "word":
        return _by_word(paragraph, style, hyphenate)
    return _by_character(paragraph, style)


def _by_word(paragraph: str, style: Style, hyphenate: Callable[[str], Sequence[int]] | None) -> list[Row]:
    rows: list[Row] = []
    line, joint, drop = "", None, 0
    first = 2 if style.apart == "indent" else 0
    for word in paragraph.split():
        room = style.width - (first if not rows else 0)
        whole = f"{line} {word}" if line else word
        if not line or columns(whole) <= room:
            line = whole
            continue
        cut = _hyphen(word, room - columns(line) - 1, hyphenate) if style.hyphens and hyphenate else 0
        if cut:
            mark = "" if word[cut - 1] == "-" else "-"
            rows.append(Row(f"{line} {word[:cut]}{mark}", joint, drop))
            line, joint, drop = word[cut:], "", len(mark)
        else:
            rows.append(Row(line, joint, drop, tail=True))
            line, joint, drop = word, " ", 0
    return [*rows, Row(line, joint, drop)]


def _hyphen(word: str, room: int, hyphenate: Callable[[str], Sequence[int]]) -> int:
    """Where to cut a word so that its head and a hyphen fit; 0 for nowhere."""
    hard = [at + 1 for at, char in enumerate(word[:-1]) if char == "-" and at > 0 and at + 1 <= room]
    if hard:
        return hard[-1]
    found = _WORD.match(word)
    if not found or not found[2][1:].islower():
        return 0
    base = len(found[1])
    places = [base + at for at in hyphenate(found[2]) if base + at + 1 <= room and at >= 2]
    return max(places, default=0)


def _by_character(paragraph: str, style: Style) -> list[Row]:
    """Cut between any two syllables; Latin words stay whole unless the style is ``mail``."""
    rows: list[Row] = []
    line, width, joint = "", 0, None
    first = 2 if style.apart == "indent" else 0
    units = list(paragraph) if style.cut == "mail" else _UNIT.findall(paragraph)
    index = 0
    while index < len(units):
        unit = units[index]
        room = style.width - (first if not rows else 0)
        if not line or width + columns(unit) <= room or unit == " ":
            line += unit
            width += columns(unit)
            index += 1
            continue
        if style.cut == "character":
            if unit[0] in _NO_START and width < room + 2:
                line += unit
                width += columns(unit)
                index += 1
                continue
            while line[-1] in _NO_END and len(line) > 1:
                line = line[:-1]
                index -= 1
        bare = line.rstrip()
        rows.append(Row(bare, joint, 0, tail=line != bare))
        joint = " " if line != bare else ""
        line, width = "", 0
    return [*rows, Row(line.rstrip(), joint, 0)] if line.strip() else rows


def sheet_of(
    paragraphs: Iterable[str],
    style: Style,
    words: dict[str, Any],
    hyphenate: Callable[[str], Sequence[int]] | None = None,
) -> Sheet:
    """Set paragraphs into a sheet; ``words`` holds what stands on the page besides them."""
    sheet = Sheet(paragraphs=list(paragraphs))
    rows = [
        (number, row)
        for number, paragraph in enumerate(sheet.paragraphs)
        for row in rows_of(paragraph, style, hyphenate)
    ]
    if style.columns:
        _in_columns(sheet, rows, style, words)
        return sheet
    page = notes = 0
    for count, (number, row) in enumerate(rows):
        if style.page and count and count % style.page == 0:
            page += 1
            if style.notes:
                notes += 1
                _notes(sheet, words, notes)
            _break(sheet, words, page, style)
        opens = row.joint is None and sheet.text and not sheet.text.endswith("\n\n")
        if opens and style.apart == "blank" and not (style.letter and _heading(sheet.paragraphs[number - 1])):
            sheet.end()
        if style.captions and count and count % 17 == 0:
            _caption(sheet, words, count)
        _row(sheet, number, row, style)
    return sheet


def _heading(paragraph: str) -> bool:
    return paragraph[-1] not in '.?!”’"' and len(paragraph) < 40


def letter_of(paragraphs: Sequence[str], words: dict[str, Any]) -> list[str]:
    """Small stories of a newsletter: headings, short paragraphs, items, a rule between two stories."""
    small: list[str] = []
    for paragraph in paragraphs:
        sentences = _SENTENCE.split(paragraph)
        small += [" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)]
    made: list[str] = [words["mastheads"][len(small) % len(words["mastheads"])]]
    for number, paragraph in enumerate(small):
        story, inside = divmod(number, 4)
        if inside == 0:
            made += [words["rules"][0]] if story else []
            made.append(words["headings"][(story + len(small)) % len(words["headings"])])
        if inside == 3:
            made += words["items"][story % len(words["items"])]
        made.append(paragraph)
    return made


def _row(sheet: Sheet, number: int, row: Row, style: Style) -> None:
    front = "  " if row.joint is None and style.apart == "indent" else ""
    rule = not any(map(str.isalnum, row.text))
    sheet.put(front + row.text, FURNITURE if rule else number, row.joint, row.drop)
    sheet.end(" " if style.tail and row.tail else "")


def _break(sheet: Sheet, words: dict[str, Any], page: int, style: Style) -> None:
    footer, header = words["breaks"][(style.width + style.page) % len(words["breaks"])]
    marks = [text.replace("#", str(page + side)) for side, text in ((0, footer), (1, header)) if text]
    if style.page % 2:
        sheet.end()
    for mark in marks:
        feed = "\f" if words["feeds"] and mark is marks[-1] and len(marks) > 1 else ""
        sheet.put(feed + mark, FURNITURE)
        sheet.end()
    if style.page % 2:
        sheet.end()


def _notes(sheet: Sheet, words: dict[str, Any], number: int) -> None:
    note = words["notes"][number % len(words["notes"])].replace("#", str(number))
    sheet.put(note, FURNITURE)
    sheet.end()


def _caption(sheet: Sheet, words: dict[str, Any], number: int) -> None:
    sheet.end()
    sheet.put(words["captions"][number % len(words["captions"])], FURNITURE)
    sheet.end()
    sheet.end()


def _in_columns(sheet: Sheet, rows: list[tuple[int, Row]], style: Style, words: dict[str, Any]) -> None:
    """Two columns a page: side by side, or the one under the other."""
    height = style.page or len(rows)
    page = 0
    while rows:
        page += 1
        own, rows = rows[: 2 * height], rows[2 * height :]
        half = (len(own) + 1) // 2
        left, right = own[:half], own[half:]
        if style.columns == "under":
            for number, row in own:
                _row(sheet, number, row, style)
        else:
            placed: list[tuple[int, SetLine]] = []
            base = len(sheet.lines)
            for index, (number, row) in enumerate(left):
                front = "  " if row.joint is None and style.apart == "indent" else ""
                sheet.put(front + row.text, number, row.joint, row.drop)
                placed.append((index, sheet.lines.pop()))
                if index < len(right):
                    other, second = right[index]
                    pad = style.width + _GUTTER - columns(front + row.text)
                    front = "  " if second.joint is None and style.apart == "indent" else ""
                    sheet.put(" " * pad + front + second.text, other, second.joint, second.drop)
                    placed.append((half + index, sheet.lines.pop()))
                sheet.end()
            assert len(sheet.lines) == base
            sheet.lines.extend(line for _, line in sorted(placed, key=lambda pair: pair[0]))
        if rows:
            _break(sheet, words, page, style)
