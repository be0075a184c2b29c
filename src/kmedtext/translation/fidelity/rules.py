"""The tables of fidelity, read once from ``fidelity.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def rules() -> Mapping[str, Any]:
    """Give the table of ``fidelity.toml``."""
    return tomllib.loads(files(__package__).joinpath("fidelity.toml").read_text(encoding="utf-8"))
