"""Styles: which paragraphs are headings or items of lists, as the document itself says."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from kmedtext.loading.hancom.numbering import Level, Numbers

_DEEPEST = 6
# Whole paragraphs are at times put into an outline level for its numbering; a heading is short.
_HEADING_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Shape:
    """What a paragraph shape says of a paragraph's head: ``outline``, ``number`` or ``bullet``, its level from 0,
    and which numbering counts it; that of outlines is the section's.
    """

    head: str = ""
    level: int = 0
    numbering: int = 0


@dataclass(slots=True)
class Styles:
    """A document's paragraph shapes, the names of its styles and its numberings, by number."""

    shapes: dict[int, Shape] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    numberings: dict[int, list[Level]] = field(default_factory=dict)
    numbers: Numbers = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = Numbers(self.numberings)

    def label(self, shape: int, outline: int) -> str:
        """Count a paragraph of a shape, in a section whose outline is numbered by ``outline``; give its number.

        Must be asked once for each paragraph of the document, in order.
        """
        head = self.shapes.get(shape)
        if head is None or head.head not in ("outline", "number"):
            return ""
        return self.numbers.label(outline if head.head == "outline" else head.numbering, head.level)

    def tag(self, shape: int, style: int, text: str) -> str:
        """Say what a paragraph is: ``h1`` … ``h6``, ``li`` or ``p``.

        >>> styles = Styles({3: Shape("outline", 1), 4: Shape("bullet")}, {7: "큰 제목"})
        >>> styles.tag(3, 0, "연구 방법"), styles.tag(4, 0, "혈압"), styles.tag(0, 7, "고혈압"), styles.tag(0, 0, "끝")
        ('h2', 'li', 'h1', 'p')
        """
        head = self.shapes.get(shape, Shape())
        level = _level(self.names.get(style, "")) or (head.level + 1 if head.head == "outline" else 0)
        if level and len(text) <= _HEADING_CHARACTERS and "\n" not in text.strip():
            return f"h{min(level, _DEEPEST)}"
        return "li" if head.head in ("number", "bullet") else "p"


def _level(name: str) -> int:
    """The level of heading that a style's name says, 0 for none."""
    plain = re.sub(r"[\s_\-]", "", name).lower()
    stem = plain.rstrip("0123456789")
    levels = _levels()
    if plain in levels["names"]:
        return levels["names"][plain]
    if stem != plain and stem in levels["numbered"]:
        return min(max(int(plain[len(stem) :][:2]), 1), _DEEPEST)
    return 0


@cache
def _levels() -> dict[str, dict[str, int]]:
    raw = tomllib.loads(files("kmedtext.loading.hancom").joinpath("styles.toml").read_text("utf-8"))
    return {"names": raw["names"], "numbered": dict.fromkeys(raw["numbered"], 1)}
