"""The rows of a bilingual document, and the line that says who made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kmedtext.records import Kind
from kmedtext.translation import Translated

_HEADINGS = frozenset({Kind.TITLE, Kind.DECK, Kind.HEADING})


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence and its translation; ``target`` says why where there is none. ``first``: a block begins."""

    source: str
    target: str
    kind: Kind
    first: bool
    made: bool

    @property
    def heading(self) -> bool:
        """Whether the row is a title or a heading."""
        return self.kind in _HEADINGS


def rows_of(translated: Translated) -> Iterator[Row]:
    """All rows in order; the cells of a table's row stand together."""
    for kind, block in translated.blocks():
        cells: list[tuple[str, str, bool]] = []
        first = True
        for segment, item in block:
            lead = segment.before.strip(" \n") if kind is not Kind.TABLE else ""
            made = item.translation is not None
            if item.translation is not None:
                other = item.translation.text
            else:
                other = f"({item.code}: not translated)" if item.code else segment.text
            if kind is Kind.TABLE and cells and "\n" not in segment.before:
                cells.append((segment.text, other, made))
                continue
            if cells:
                yield _row(cells, kind, first=first)
                first = False
            cells = [(f"{lead} {segment.text}".strip(), f"{lead} {other}".strip(), made)]
        if cells:
            yield _row(cells, kind, first=first)


def _row(cells: list[tuple[str, str, bool]], kind: Kind, *, first: bool) -> Row:
    return Row(
        " │ ".join(cell[0] for cell in cells),
        " │ ".join(cell[1] for cell in cells),
        kind,
        first,
        any(cell[2] for cell in cells),
    )


def summary_of(translated: Translated) -> str:
    """One line that says what made the new side: machine text must not pass for a person's."""
    made = Counter(
        (item.translation.origin, item.translation.engine, item.translation.model or "")
        for item in translated.filled
        if item.translation is not None
    )
    parts = []
    for (origin, engine, model), count in sorted(made.items()):
        by = f"{engine} {model}".strip()
        parts.append(f"{count} by {'a person' if origin == 'human' else 'machine'} ({by})")
    missing = len(translated.untranslated)
    parts += [f"{missing} not translated"] if missing else []
    days = sorted({item.made for item in translated.filled if item.made})
    when = f", {days[0]}" + (f" to {days[-1]}" if len(days) > 1 else "") if days else ""
    what = "Machine translation" if any(origin == "machine" for origin, *_ in made) else "Translation"
    return f"{what} into {translated.target}{when}. Sentences: {', '.join(parts) or 'none'}."
