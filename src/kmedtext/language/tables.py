"""The room's data files, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def text_of(name: str) -> str:
    """The text of a file in the room's ``data`` folder."""
    return (files("kmedtext.language") / "data" / name).read_text(encoding="utf-8")


@cache
def toml(name: str) -> dict[str, Any]:
    """A TOML table of the ``data`` folder."""
    return tomllib.loads(text_of(name))


@cache
def words(name: str, *keys: str) -> frozenset[str]:
    """The words of one entry of a TOML table, written in the file as one string with spaces between."""
    entry: Any = toml(name)
    for key in keys:
        entry = entry[key]
    return frozenset(str(entry).split())
