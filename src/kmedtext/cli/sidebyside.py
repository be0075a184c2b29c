"""A bitext side by side: rows in reading order, each with its evidence, for the terminal and for a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kmedtext.records import Record

if TYPE_CHECKING:
    from kmedtext.alignment import Bitext
    from kmedtext.alignment.encoders import Encoder


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the view: a record, or a sentence that stands alone (then the other side is empty).

    ``evidence`` holds what speaks for the pair (True) and against it (False), or why a sentence was left out.
    """

    number: str
    kind: str
    ko: str
    en: str
    score: float | None = None
    similarity: float | None = None
    crossing: bool = False
    evidence: tuple[tuple[str, bool], ...] = ()


def lines(bitext: Bitext, encoder: Encoder | None = None) -> list[Line]:
    """Records and leftovers in reading order: that of the Korean text, English leftovers where they stand."""
    from kmedtext.alignment.leftovers import leftovers
    from kmedtext.quality import records

    placed: list[tuple[tuple[float, int, int], Line]] = []
    for at, record in enumerate(records(bitext, with_morphemes=False)):
        number = record.id.rpartition("#")[2]
        first = bitext.beads[int(number.partition(".")[0])].ko[0]
        placed.append(((first, 0, at), _paired(number, record)))
    place = {j: bead.ko[0] for bead in bitext.beads for j in bead.en}
    before = -1.0
    where = {}
    for j in range(len(bitext.en)):
        before = float(place.get(j, before))
        where[j] = before
    for one in leftovers(bitext, encoder):
        near = f"{one.reason} ({one.similarity:.2f})" if one.nearest is not None else one.reason
        korean = one.lang == "ko"
        line = Line(
            "",
            "1-0" if korean else "0-1",
            bitext.ko[one.index].text if korean else "",
            "" if korean else bitext.en[one.index].text,
            evidence=((f"left out: {near}", False),),
        )
        placed.append(((float(one.index), 0, 0) if korean else (where[one.index], 1, one.index), line))
    return [line for _, line in sorted(placed, key=lambda item: item[0])]


def _paired(number: str, record: Record) -> Line:
    from kmedtext.quality.evidence import in_words, shared_numbers

    shared = shared_numbers(record.ko, record.en)
    told: list[tuple[str, bool]] = []
    if record.crossing:
        told.append(("out of order", False))
    told += in_words(record.checks)
    told += [(f"{ko} = {en}", True) for ko, en in shared.both]
    told += [(f"only Korean: {one}", False) for one in shared.ko_only]
    told += [(f"only English: {one}", False) for one in shared.en_only]
    told.append((f"length {record.checks.length_ratio:.2f}", record.checks.length is not False))
    kind = record.bead if record.part_of is None else f"part of {record.bead}"
    return Line(
        number, kind, record.ko, record.en, record.score, record.similarity, record.crossing, tuple(told)
    )


def summary(bitext: Bitext) -> str:
    """The figures of a bitext in one line."""
    parts = f", {len(bitext.parts)} parts of beads that were split" if bitext.parts else ""
    return (
        f"{len(bitext.beads)} beads{parts}, {len(bitext.crossing)} out of order, coverage {bitext.coverage:.0%}, "
        f"without a counterpart: {len(bitext.unaligned_ko)} Korean, {len(bitext.unaligned_en)} English"
    )


def print_table(title: str, rows: Sequence[Line], figures: str) -> None:
    """Print the view as a table in columns, in the width of the terminal."""
    from rich.table import Table
    from rich.text import Text

    from kmedtext.cli import console

    table = Table(title=Text(title), show_lines=True, expand=True)
    for name, ratio in (("#", 0), ("score", 0), ("type", 0), ("ko", 3), ("en", 3), ("evidence", 2)):
        table.add_column(name, ratio=ratio or None, no_wrap=not ratio, overflow="fold")
    for row in rows:
        told = Text("\n").join(
            Text(f"{'+' if good else '-'} {what}", style="green" if good else "red")
            for what, good in row.evidence
        )
        if row.similarity is not None:
            told = Text.assemble(f"cosine {row.similarity:.2f}\n", told)
        table.add_row(
            row.number,
            "" if row.score is None else f"{row.score:.3f}",
            row.kind + (" ×" if row.crossing else ""),
            Text(row.ko),
            Text(row.en),
            told,
            style="dim" if row.score is None else None,
        )
    with console.stdout(width=160) as screen:
        screen.print(table)
    console.out(figures + "\n")
