"""Golden tables of the checks that may say nothing: verdict (yes, no, - for nothing to check), Korean, English."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kmedtext.quality import names_agree, negation_agrees, units_agree

FOLDER = Path(__file__).parent / "golden"
CHECKS: dict[str, Callable[[str, str], bool | None]] = {
    "units": units_agree,
    "names": names_agree,
    "negation": negation_agrees,
}
VERDICTS = {"yes": True, "no": False, "-": None}


def rows(name: str) -> list[tuple[str, str, str]]:
    text = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8")
    read = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return [(verdict, ko, en) for verdict, ko, en in read]


@pytest.mark.parametrize("name", CHECKS)
def test_every_row_gets_its_verdict(name: str) -> None:
    wrong = [
        (verdict, ko, en) for verdict, ko, en in rows(name) if CHECKS[name](ko, en) is not VERDICTS[verdict]
    ]
    assert wrong == []


@pytest.mark.parametrize("name", CHECKS)
def test_the_tables_ask_for_every_verdict(name: str) -> None:
    counts = Counter(verdict for verdict, _, _ in rows(name))
    assert counts.total() >= 100
    assert min(counts[verdict] for verdict in VERDICTS) >= 14
