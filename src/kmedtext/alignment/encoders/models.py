"""The models of sentence-transformers that ``models.toml`` names."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Model:
    """A row of ``models.toml``, where the fields are explained."""

    model: str
    prefix: str
    max_chars: int
    centred: bool
    licence: str


@cache
def models() -> Mapping[str, Model]:
    """The models by their short names.

    >>> models()["e5-small"].prefix
    'query: '
    """
    table = tomllib.loads(files(__package__).joinpath("models.toml").read_text(encoding="utf-8"))
    return {name: Model(**row) for name, row in table.items()}
