"""How engines are treated: patience with failures, pace, and what a run may spend."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cache, partial
from importlib.resources import files
from math import inf
from typing import Any

from kmedtext.errors import TranslationCode, UsageError


@dataclass(frozen=True, slots=True)
class Handling:
    """What is done about one kind of failure; ``policy.toml`` explains the fields."""

    retries: int
    split: bool = False
    counts: bool = False
    closes: bool = False


@cache
def _table() -> Mapping[str, Any]:
    text = files("kmedtext.translation").joinpath("policy.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _codes() -> Mapping[TranslationCode, Handling]:
    return {TranslationCode(code): Handling(**row) for code, row in _table()["codes"].items()}


def _prices() -> Mapping[str, float]:
    return dict(_table()["prices"])


def _value(name: str) -> Any:
    return _table()[name]


def _default(name: str) -> Callable[[], Any]:
    return partial(_value, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Patience and pace; every default stands in ``policy.toml`` with what it rests on.

    Times are in seconds. ``per_second`` replaces every engine's own rate. ``prices`` are for a million of an
    engine's cost units (characters; tokens for chat engines), by engine name, all in one currency (those of
    ``policy.toml`` are in euros). They take the place of those of ``policy.toml``.

    >>> Policy().rounds, Policy(per_second=2).per_second
    (2, 2)
    """

    timeout: float = field(default_factory=_default("timeout"))
    backoff_base: float = field(default_factory=_default("backoff_base"))
    backoff_cap: float = field(default_factory=_default("backoff_cap"))
    longest_wait: float = field(default_factory=_default("longest_wait"))
    patience: float = field(default_factory=_default("patience"))
    rate_jitter: float = field(default_factory=_default("rate_jitter"))
    seed: int = field(default_factory=_default("seed"))
    breaker_threshold: int = field(default_factory=_default("breaker_threshold"))
    breaker_cooldown: float = field(default_factory=_default("breaker_cooldown"))
    breaker_trips: int = field(default_factory=_default("breaker_trips"))
    rounds: int = field(default_factory=_default("rounds"))
    per_second: float | None = None
    codes: Mapping[TranslationCode, Handling] = field(default_factory=_codes)
    prices: Mapping[str, float] = field(default_factory=_prices)

    def __post_init__(self) -> None:
        """Refuse numbers that would hang or spin."""
        for name in ("timeout", "breaker_threshold", "breaker_cooldown", "breaker_trips", "rounds"):
            if not getattr(self, name) > 0:
                raise UsageError(f"Policy: {name} is {getattr(self, name)}; give a number above 0")
        for name in ("backoff_base", "backoff_cap", "longest_wait", "patience", "rate_jitter"):
            if not getattr(self, name) >= 0:
                raise UsageError(f"Policy: {name} is {getattr(self, name)}; give 0 or more")
        if self.per_second is not None and not self.per_second > 0:
            raise UsageError(f"Policy: per_second is {self.per_second}; give a number above 0, or None")
        for name, price in self.prices.items():
            if not 0 <= price < inf:
                raise UsageError(f"Policy: the price of {name} is {price}; give 0 or more")
        if missing := set(_codes()) - set(self.codes):
            raise UsageError(f"Policy: codes has nothing for {', '.join(sorted(missing))}")


@dataclass(frozen=True, slots=True)
class Budget:
    """What a run may send over the network; None is without bound. Engines that run here cost nothing of it.

    ``max_chars`` bounds the characters, ``max_requests`` the requests, ``max_cost`` the price, by the
    engine's unit and ``Policy.prices``. What is sent counts, also where the answer fails: a service may
    charge for it.
    """

    max_chars: int | None = None
    max_cost: float | None = None
    max_requests: int | None = None

    def __post_init__(self) -> None:
        """Refuse bounds below zero."""
        for item in fields(self):
            bound = getattr(self, item.name)
            if bound is not None and not bound >= 0:
                raise UsageError(f"Budget: {item.name} is {bound}; give 0 or more, or None")
