"""A clock that only sleeping moves: tests of patience take no time."""

from __future__ import annotations


class Clock:
    """``clock()`` gives the seconds, ``sleep`` moves them on and is remembered."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
