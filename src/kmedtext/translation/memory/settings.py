"""The settings of the memory, read once from ``memory.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def settings() -> Mapping[str, Any]:
    """Give the table of ``memory.toml``."""
    return tomllib.loads(files(__package__).joinpath("memory.toml").read_text(encoding="utf-8"))
