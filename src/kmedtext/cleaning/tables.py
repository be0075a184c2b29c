"""Tables: the data files beside this package."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache(maxsize=16)
def load_toml(name: str) -> dict[str, Any]:
    """Read a TOML file of ``cleaning/data`` once."""
    return tomllib.loads(read_text(name))


def read_text(name: str) -> str:
    """Read a text file of ``cleaning/data``."""
    return files("kmedtext.cleaning").joinpath("data", name).read_text(encoding="utf-8")
