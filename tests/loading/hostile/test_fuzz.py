"""A few hundred damaged files, the same ones every time; ``benchmarks.fuzz_loading`` does it for minutes."""

from __future__ import annotations

import pytest
from benchmarks.fuzz_loading import checked, damaged, fuzz, made_files

from kmedtext.records import Failure, Page, Region


def test_damaged_files_give_pages_or_failures() -> None:
    tally = fuzz(made_files(), seed=5, count=300)
    assert tally.files == 300
    codes = {code for _, code in tally.codes}
    assert {"page", "truncated"} <= codes
    assert len(codes) > 4


def test_the_check_can_fail() -> None:
    checked(Page("a", "혈압", regions=(Region(0, 2, "p"),)))
    for bad in (
        Page("a", " "),
        Page("a", "혈압", regions=(Region(0, 3, "p"),)),
        Failure("a", "odd", "message", "Do it."),
        Failure("a", "empty", "message", ""),
    ):
        with pytest.raises(AssertionError):
            checked(bad)
    with pytest.raises(UnicodeEncodeError):
        checked(Page("a", "\ud800"))


def test_damage_is_damage_and_the_same_every_time() -> None:
    from random import Random

    files = made_files()
    for name, data in files.items():
        made = [damaged(data, [data], Random(n)) for n in range(20)]
        assert made == [damaged(data, [data], Random(n)) for n in range(20)]
        assert sum(one != data for one in made) > 10, name


@pytest.mark.parametrize(
    ("end", "gap"),
    [(-9000.0, None), (540.0, (-900.0, 9000.0)), (540.0, (9000.0, -9000.0))],
    ids=["a line that ends before it begins", "a gap beyond the line", "a gap that ends before it begins"],
)
def test_columns_of_crooked_lines(end: float, gap: tuple[float, float] | None) -> None:
    # What the long runs found in damaged PDFs.
    from kmedtext.loading.pdf.columns import flows_of
    from kmedtext.loading.pdf.printed import Gap, PrintedLine

    sides = ((50.0, 280.0), (310.0, 540.0))
    lines = [
        PrintedLine(f"column {left} {row}", left, right, 100.0 + 12 * row, 10.0, order=row)
        for left, right in sides
        for row in range(4)
    ]
    gaps = () if gap is None else (Gap(2, *gap),)
    lines.append(PrintedLine("crooked", 50.0, end, 160.0, 10.0, order=9, gaps=gaps))
    assert sum(len(flow.lines) for flow in flows_of(lines)) == len(lines)
