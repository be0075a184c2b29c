"""What an engine is, and what it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from kmedtext.records import Lang, Origin


@dataclass(frozen=True, slots=True)
class Translation:
    """A translated text. ``source`` and ``target`` are languages, ``engine`` is the engine's name.

    ``origin`` is ``machine``: who makes a record of it passes that on, so that it is never taken for human.
    """

    text: str
    source: Lang
    target: Lang
    engine: str
    origin: Origin = "machine"


@runtime_checkable
class Translator(Protocol):
    """An engine that translates texts; it may send them over the network.

    ``name`` is short, for people. ``signature`` names everything that decides the result (engine, version,
    address): two translators with one signature may share a memory of translations.
    """

    @property
    def name(self) -> str:
        """Short name, for people."""

    @property
    def signature(self) -> str:
        """What decides the translations, in one line, without keys."""

    def translate(self, texts: Sequence[str], source: Lang, target: Lang) -> list[Translation]:
        """Translate all texts, in order; raise :class:`~kmedtext.errors.TranslationError` where one fails."""
