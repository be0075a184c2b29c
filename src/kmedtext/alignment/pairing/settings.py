"""The settings of pairing, read once from ``pairing.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def settings() -> dict[str, Any]:
    """All settings, with their origin beside them in the file."""
    return tomllib.loads(files(__package__).joinpath("pairing.toml").read_text(encoding="utf-8"))
