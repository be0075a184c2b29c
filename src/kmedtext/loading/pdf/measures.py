"""Measures: the numbers that layout is told by, from ``data/pdf.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def measures() -> dict[str, Any]:
    """The table; lengths are in sizes of the font unless it says otherwise."""
    table: dict[str, Any] = tomllib.loads(
        files("kmedtext.loading").joinpath("data/pdf.toml").read_text("utf-8")
    )
    return table
