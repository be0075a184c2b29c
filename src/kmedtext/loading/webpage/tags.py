"""What the HTML standard says about elements, as sets of tag names."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Tags:
    """Sets of tag names; ``data/tags.toml`` says what each is for."""

    block: frozenset[str]
    skipped: frozenset[str]
    hidden: frozenset[str]
    preformatted: frozenset[str]
    transparent: frozenset[str]
    telling_around: frozenset[str]
    telling_inside: frozenset[str]
    layout: frozenset[str]
    shallow: frozenset[str]
    formatting: frozenset[str]
    only_on_top: frozenset[str]
    raw: frozenset[str]
    foreign: frozenset[str]
    walls: frozenset[str]
    scoped: frozenset[str]
    special: frozenset[str]


@cache
def tags() -> Tags:
    """Read the sets once.

    >>> "li" in tags().block
    True
    """
    raw = tomllib.loads(files("kmedtext.loading").joinpath("data/tags.toml").read_text("utf-8"))
    return Tags(**{name: frozenset(values) for name, values in raw.items()})
