"""The medical lexicon: words that stay whole in Korean morphology, with their English."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kmedtext.language.tables import text_of


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A lexicon entry: Korean form, Sejong tag, English equivalent and abbreviation (either may be empty)."""

    form: str
    tag: str = "NNG"
    english: str = ""
    abbreviation: str = ""


@cache
def medical_core() -> tuple[Term, ...]:
    """The hand-written core lexicon, in the order of the file.

    >>> next(term.english for term in medical_core() if term.form == "암로디핀")
    'amlodipine'
    """
    rows = (line.split("\t") for line in text_of("medical_core.tsv").splitlines() if line and line[0] != "#")
    return tuple(Term(*(cell.strip() for cell in row)) for row in rows)
