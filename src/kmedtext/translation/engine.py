"""What an engine is, and what it gives."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from kmedtext.errors import UsageError
from kmedtext.records import Lang, Origin
from kmedtext.translation.limits import EngineLimits


@dataclass(frozen=True, slots=True)
class Translation:
    """A translated text. ``source`` and ``target`` are languages, ``engine`` is the engine's name.

    ``model`` is the model's name where the engine has several. ``origin`` is ``machine``: who makes a record of
    it passes that on, so that it is never taken for human.
    """

    text: str
    source: Lang
    target: Lang
    engine: str
    model: str | None = None
    origin: Origin = "machine"


@runtime_checkable
class Translator(Protocol):
    """An engine that translates texts; where ``network`` is true it sends them out of this process.

    ``name`` is short, for people. ``signature`` names everything that decides the result (engine, version,
    model, address) and no key: two translators with one signature may share a memory of translations.
    """

    @property
    def name(self) -> str:
        """Short name, for people."""

    @property
    def signature(self) -> str:
        """What decides the translations, in one line, without keys."""

    @property
    def limits(self) -> EngineLimits:
        """What it takes in one request."""

    @property
    def network(self) -> bool:
        """Whether texts leave the process over a network."""

    def translate(
        self,
        texts: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        context: Sequence[str | None] | None = None,
    ) -> list[Translation]:
        """Translate all texts, in order, in as few requests as its limits allow.

        ``context`` has for each text what stands around it, or None; an engine that cannot use it ignores it.
        Raises :class:`~kmedtext.errors.TranslationError` where one fails, and
        :class:`~kmedtext.errors.UsageError` for a direction it does not translate.
        """


def check_direction(engine: str, known: Collection[Lang], source: Lang, target: Lang) -> None:
    """Raise :class:`~kmedtext.errors.UsageError` where an engine does not know both languages, or they are one."""
    if source not in known or target not in known or source == target:
        raise UsageError(f"{engine} translates between {' and '.join(known)}, not {source} to {target}")
