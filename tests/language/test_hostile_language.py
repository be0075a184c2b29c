"""Hostile text costs no more than its length: twice the text, not four times the time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from kmedtext.language import identify, passages, split

UNITS = [
    "(",
    '"',
    "“",
    ". ",
    ".",
    "。",
    "!",
    "다. ",
    "다 ",
    "(a. ",
    "A. ",
    "했다.” ",
    "a 가 ",
    "a@",
    "-a",
    "é ",
    "다.1,2",
    "’",
    "\n",
    "<a ",
    "…",
]
WORK: tuple[Callable[[str], object], ...] = (
    lambda text: split(text, "ko"),
    lambda text: split(text, "en"),
    lambda text: split(text, "ko", max_chars=100),
    identify,
    passages,
)  # fmt: skip


def _spent(work: Callable[[str], object], text: str) -> float:
    begin = time.process_time()
    work(text)
    return time.process_time() - begin


@pytest.mark.parametrize("unit", UNITS)
def test_time_is_linear(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    for work in WORK:
        work(text[:50])
        long = _spent(work, text)
        # a quadratic pass over 200,000 characters takes minutes; half a second more is the machine's other work
        assert long < 0.5 + 16 * _spent(work, text[: len(text) // 4]), work
