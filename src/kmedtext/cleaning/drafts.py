"""Drafts: blocks in the making, before anything is decided about them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kmedtext.cleaning.lines import Line
from kmedtext.records import Piece, Region


@dataclass(
    slots=True
)  # not frozen, since a page makes hundreds and frozen fields take four times as long to set
class Draft:
    """A logical block of the page: one line, or several lines whose hard wraps were undone.

    ``text`` is made of ``pieces``; ``start`` is where its first piece starts, ``end`` where its
    last ends. ``blanks`` is the number of empty lines in front, ``indent`` the space before the
    first line, ``lines`` how many lines it was. ``furniture`` marks what belongs to the printed
    page; ``joint`` is set when the draft goes on with the sentence before the furniture.
    """

    text: str
    pieces: tuple[Piece, ...]
    blanks: int = 0
    indent: int = 0
    lines: int = 1
    wrapped: bool = False
    furniture: bool = False
    joint: str | None = None
    region: Region | None = None
    pinned: str | None = None

    @property
    def marked(self) -> bool:
        """Whether elements (of HTML) stand around it."""
        return self.region is not None and bool(self.region.path)

    @property
    def told(self) -> bool:
        """Whether a document's own format (HWP, DOCX, PDF …) says what it is."""
        return self.region is not None and not self.region.path

    @property
    def start(self) -> int:
        """Offset of the first character in the page."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Offset behind the last character in the page."""
        return self.pieces[-1].end


def draft_of_line(line: Line, *, furniture: bool = False) -> Draft:
    """Make a draft of one line."""
    piece = Piece(0, line.start, line.end)
    return Draft(line.text, (piece,), line.blanks, line.indent, 1, False, furniture)


@dataclass(slots=True)
class Assembly:
    """Text put together of slices of the page."""

    text: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0

    def add(self, slice_: str, start: int) -> None:
        """Add ``page_text[start:start + len(slice_)]``."""
        if slice_:
            self.pieces.append(Piece(self.length, start, start + len(slice_)))
            self.text.append(slice_)
            self.length += len(slice_)

    def space(self, joint: str) -> None:
        """Add a joint that is not in the page."""
        if joint and self.pieces:
            self.text.append(joint)
            self.length += len(joint)

    def result(self) -> tuple[str, tuple[Piece, ...]]:
        """The text and its pieces."""
        return "".join(self.text), tuple(self.pieces)


def cut(draft: Draft, position: int) -> tuple[Draft, Draft]:
    """Cut a draft in two at an offset into its text; outer space goes, offsets stay true."""
    return _part(draft, 0, position), replace(_part(draft, position, len(draft.text)), blanks=0, joint=None)


def _part(draft: Draft, begin: int, stop: int) -> Draft:
    slice_ = draft.text[begin:stop]
    stripped = slice_.strip()
    low = begin + (slice_.find(stripped[0]) if stripped else 0)
    high = low + len(stripped)
    assembly = Assembly()
    position = low
    for piece in draft.pieces:
        size = piece.end - piece.start
        first, last = max(low, piece.at), min(high, piece.at + size)
        if first < last:
            assembly.space(draft.text[position:first])
            assembly.add(draft.text[first:last], piece.start + first - piece.at)
            position = last
    text, pieces = assembly.result()
    return replace(draft, text=text, pieces=pieces)
