"""The settings of the checks, read once from ``checks.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def rules() -> Mapping[str, Any]:
    """Give the table of ``checks.toml``."""
    return tomllib.loads(files("kmedtext.quality").joinpath("checks.toml").read_text(encoding="utf-8"))
