"""The nouns of the glossary."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

EntryKind = Literal["term", "person", "alias"]
"""A term, a person's name, or a Korean short form without any English."""
EntrySource = Literal["gloss", "aligned", "linked"]
"""Said in brackets; found in both sides of records; or an English long form of an abbreviation that a gloss gave."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that shows a term, and the article it stands in."""

    doc: str
    text: str


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A Korean term and what it is called in English.

    ``en`` is the commonest long form, else the commonest abbreviation; ``abbreviations`` are short forms in Latin
    letters, ``others`` further names in either language. ``count`` is how often it was shown (glosses, and records that
    hold both sides), ``docs`` the articles. ``likelihood`` (Dunning's log-likelihood ratio) and ``dice`` (0…1) are those
    of the pair over the records, None where no record was counted.
    """

    ko: str
    en: str | None
    kind: EntryKind
    sources: tuple[EntrySource, ...]
    count: int
    docs: tuple[str, ...]
    abbreviations: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    likelihood: float | None = None
    dice: float | None = None
    evidence: tuple[Evidence, ...] = ()


@cache
def rules() -> Mapping[str, Any]:
    """Give the table of ``terminology.toml``."""
    path = files("kmedtext.terminology").joinpath("terminology.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
