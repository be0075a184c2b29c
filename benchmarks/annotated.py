"""Annotated pages: dumps that we wrote, each line with what it is.

Those of ``benchmarks/data/pages`` are for design: looked at and trained on. Those of ``benchmarks/data/held_pages`` are
held: only their figures are read.
A file's first line is the truth about the page (JSON); every further line is ``kind<TAB>line of the dump``.
``kind+`` marks a line that goes on with the one before it (a hard wrap); ``¦`` marks where an agency's
dateline or a glued credit is cut from a paragraph, and is no part of the dump.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent / "data" / "pages"
HELD = Path(__file__).parent / "data" / "held_pages"
BODY = frozenset({"heading", "paragraph", "list", "table"})
KEPT = BODY | {"title", "deck", "byline", "date", "caption", "quote"}


@dataclass(frozen=True)
class Line:
    """A line of the dump: its kind, where its own text lies, and whether it goes on with the line before."""

    kind: str
    goes_on: bool
    start: int
    end: int


class Row(NamedTuple):
    """A line as the file has it: kind (empty for an empty line), whether it goes on, text with its cuts."""

    kind: str
    goes_on: bool
    text: str


@dataclass(frozen=True)
class Annotated:
    """A dump with its truth."""

    name: str
    truth: dict[str, Any]
    text: str
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]

    @cached_property
    def body(self) -> str:
        """What the article's body should hold, hard wraps undone by a space."""
        parts: list[str] = []
        for line in self.lines:
            if line.kind in BODY:
                own = self.text[line.start : line.end].strip()
                if line.goes_on and parts:
                    parts[-1] += " " + own
                else:
                    parts.append(own)
        return "\n\n".join(parts)


def pages(folder: Path = FOLDER) -> Iterator[Annotated]:
    """Read all annotated pages of a folder, by name; none where it is absent."""
    for path in sorted(folder.glob("*.page")):
        yield read(path)


def read(path: Path) -> Annotated:
    """Read one annotated page."""
    head, *rows = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    return compose(path.stem, json.loads(head), map(_row, rows))


def _row(row: str) -> Row:
    kind, _, line = row.partition("\t")
    return Row(kind.rstrip("+"), kind.endswith("+"), line)


def compose(name: str, truth: dict[str, Any], rows: Iterable[Row]) -> Annotated:
    """Put a page together of its lines."""
    kept = tuple(rows)
    text = ""
    lines: list[Line] = []
    for row in kept:
        if row.kind:
            start, end, bare = _own(row.text, row.kind)
            lines.append(Line(row.kind, row.goes_on, len(text) + start, len(text) + end))
            text += bare
        text += "\n"
    return Annotated(name, truth, text, tuple(lines), kept)


def _own(line: str, kind: str) -> tuple[int, int, str]:
    """(start, end, line without marks): the part of a line between its cuts."""
    bare = line.replace("¦", "")
    if kind not in BODY or "¦" not in line:
        return 0, len(bare), bare
    parts = line.split("¦")
    if len(parts) == 3:
        return len(parts[0]), len(parts[0]) + len(parts[1]), bare
    front, back = parts
    # The longer side is the story; the other is a dateline or a credit.
    return (len(front), len(bare), bare) if len(back) > len(front) else (0, len(front), bare)
