"""Workers: order is kept, and a worker that dies costs one item."""

from __future__ import annotations

import os
import signal

import pytest

from kmedtext.pipeline.pool import run


def double(number: int) -> int:
    return number * 2


def die_on_seven(number: int) -> int:
    if number == 7:
        os._exit(1)
    return number


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_keep_the_order_of_the_items(jobs: int) -> None:
    seen: list[int] = []
    assert run(double, list(range(20)), jobs=jobs, lost=lambda n: -1, done=seen.append) == [
        n * 2 for n in range(20)
    ]
    assert seen == list(range(1, 21))


def test_a_dying_worker_costs_one_item() -> None:
    results = run(die_on_seven, list(range(12)), jobs=2, lost=lambda n: -n, done=lambda n: None)
    assert results == [0, 1, 2, 3, 4, 5, 6, -7, 8, 9, 10, 11]


def test_no_items_no_work() -> None:
    assert run(double, [], jobs=2, lost=lambda n: -1, done=lambda n: None) == []


def interrupt_self(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGINT)
    return number


@pytest.mark.skipif(os.name != "posix", reason="signals as on POSIX")
def test_an_interrupted_worker_dies_without_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    results = run(interrupt_self, list(range(5)), jobs=2, lost=lambda n: -n, done=lambda n: None)
    assert results == [0, 1, 2, -3, 4]
    assert capfd.readouterr().err == ""
