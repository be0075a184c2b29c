"""A small press: sets paragraphs as word processors do, so that what a PDF says is known."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest

LATIN, BOLD = "Times-Roman", "Times-Bold"
KOREAN = "HYSMyeongJo-Medium"
SOFT = "\u00ad"
"""Where a word may be hyphenated."""
WIDTH, HEIGHT = 595.0, 842.0
_HANGUL = re.compile("[가-힣]")
_NEVER_FIRST = ".,!?”’)]%"
_NEVER_LAST = "“‘([("


def width_of(text: str, size: float) -> float:
    metrics = pytest.importorskip("reportlab.pdfbase.pdfmetrics")
    return float(metrics.stringWidth(text.replace(SOFT, ""), font_for(text), size))


def font_for(text: str) -> str:
    if not re.search("[^\x00-\xff•–—“”‘’]", text):
        return LATIN
    metrics = pytest.importorskip("reportlab.pdfbase.pdfmetrics")
    fonts = pytest.importorskip("reportlab.pdfbase.cidfonts")
    metrics.registerFont(fonts.UnicodeCIDFont(KOREAN))
    return KOREAN


def wrapped(text: str, width: float, size: float, *, by: str = "word", indent: float = 0.0) -> list[str]:
    """Cut a text into lines: ``by`` word, or Hangul by character."""
    lines: list[str] = []
    row = ""
    room = width - indent
    for piece in _pieces(text, by):
        if width_of((row + piece).rstrip(), size) <= room or not row:
            row += piece
            continue
        lines.append(row if row.endswith(SOFT) else row.rstrip())
        row, room = piece.lstrip(), width
    lines.append(row.rstrip())
    return [
        line[:-1].replace(SOFT, "") + "-" if line.endswith(SOFT) else line.replace(SOFT, "") for line in lines
    ]


def _pieces(text: str, by: str) -> list[str]:
    """What cannot be cut, each with the space or the soft hyphen behind it."""
    if by == "word":
        return re.findall(r"[^ \u00ad]+[ \u00ad]?", text)
    pieces: list[str] = []
    for piece in re.findall(r"[A-Za-z0-9.,%]+ ?|[^A-Za-z0-9] ?", text):
        glued = pieces and (piece[0] in _NEVER_FIRST or pieces[-1][-1] in _NEVER_LAST)
        if glued:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


@dataclass
class Press:
    """Prints pages; ``y`` counts from the upper edge down."""

    out: BytesIO = field(default_factory=BytesIO)
    canvas: Any = None
    user: str | None = None
    owner: str | None = None

    def __post_init__(self) -> None:
        maker = pytest.importorskip("reportlab.pdfgen.canvas")
        lock = None
        if self.user is not None or self.owner is not None:
            encryption = pytest.importorskip("reportlab.lib.pdfencrypt")
            lock = encryption.StandardEncryption(self.user or "", ownerPassword=self.owner, strength=128)
        self.canvas = maker.Canvas(self.out, pagesize=(WIDTH, HEIGHT), encrypt=lock, invariant=1)

    def line(self, text: str, x: float, y: float, size: float = 10.0, *, font: str | None = None) -> None:
        self.canvas.setFont(font or font_for(text), size)
        self.canvas.drawString(x, HEIGHT - y, text)

    def centred(self, text: str, y: float, size: float = 10.0) -> None:
        self.line(text, (WIDTH - width_of(text, size)) / 2, y, size)

    def justified(self, text: str, x: float, y: float, size: float, width: float) -> None:
        words = text.split(" ")
        space = (width - sum(width_of(word, size) for word in words)) / max(1, len(words) - 1)
        for word in words:
            # a letter of a font that is not in the file is lost on the library where it stands alone
            self.line(f"{word} " if len(word) == 1 else word, x, y, size)
            x += width_of(word, size) + space

    def rows(
        self, lines: list[str], x: float, y: float, width: float, size: float = 10.0, *,
        leading: float = 1.4, justify: bool = False, indent: float = 0.0, hang: float = 0.0,
    ) -> float:  # fmt: skip
        """Print lines one below the other; gives where the next one would stand."""
        for index, text in enumerate(lines):
            shift = indent if index == 0 else hang
            if justify and index + 1 < len(lines):
                self.justified(text, x + shift, y, size, width - shift)
            else:
                self.line(text, x + shift, y, size)
            y += leading * size
        return y

    def paragraph(
        self, text: str, x: float, y: float, width: float, size: float = 10.0, *,
        leading: float = 1.4, justify: bool = False, indent: float = 0.0, by: str = "word",
    ) -> float:  # fmt: skip
        lines = wrapped(text, width, size, by=by, indent=indent)
        return self.rows(lines, x, y, width, size, leading=leading, justify=justify, indent=indent)

    def page(self) -> None:
        self.canvas.showPage()

    def done(self) -> bytes:
        self.canvas.save()
        return self.out.getvalue()


def bare(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())
