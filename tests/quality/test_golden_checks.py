"""Golden tables of the checks that may say nothing: verdict (yes, no, - for nothing to check), Korean, English."""

from __future__ import annotations

import csv
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kmedtext.quality import check, names_agree, negation_agrees, units_agree
from kmedtext.quality.lengths import length_agrees

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


LENGTHS = [
    (40, 44, True),
    (40, 400, False),
    (400, 40, False),
    (100, 50, False),
    (100, 150, True),
    (16, 50, True),
    (8, 16, None),
    (4, 40, None),
    (6, 300, False),
    (300, 6, False),
    (0, 300, None),
    (0, 0, None),
]


@pytest.mark.parametrize(("ko", "en", "verdict"), LENGTHS)
def test_lengths(ko: int, en: int, verdict: bool | None) -> None:
    assert length_agrees(ko, en) is verdict


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        ("않" * 20_000, "not " * 20_000),
        ("안 " * 20_000, "un" * 40_000),
        ("가 교수 " * 5_000, "Kim Min-ji " * 5_000),
        ("A-" * 20_000 + "가", "A-" * 20_000),
        ("(" * 40_000 + "가", "Dr. " * 20_000),
        ("1시간 30분 " * 3_000, "90 minutes " * 3_000),
    ],
)
def test_hostile_texts_take_linear_time(ko: str, en: str) -> None:
    start = time.process_time()
    check(ko, en)
    assert time.process_time() - start < 20  # a quadratic one takes minutes
