"""What a memory holds: units, each a text and its translation."""

from __future__ import annotations

from dataclasses import dataclass

from kmedtext.records import Lang, Origin

HUMAN = "human"
"""The signature of what people translated."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text and its translation, and who made that.

    ``signature`` is that of the engine (``human`` for what people wrote), ``engine`` its name, ``made`` the day (ISO
    8601). ``glossary`` is the digest of what a glossary said about the text, empty where it said nothing.
    """

    text: str
    translation: str
    source: Lang
    target: Lang
    engine: str
    signature: str
    origin: Origin = "machine"
    glossary: str = ""
    model: str | None = None
    made: str = ""


@dataclass(frozen=True, slots=True)
class Near:
    """A unit whose text is like the one that was asked for; ``score`` 0…1, 1 for the same text."""

    unit: Unit
    score: float
