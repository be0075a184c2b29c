"""Engines that say nothing of their limits, made whole: they get one text at a time, without context."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kmedtext.records import Lang
from kmedtext.translation.engine import Translation, Translator
from kmedtext.translation.limits import EngineLimits

_NEEDED = ("name", "signature", "translate")
_LIMITS = EngineLimits(1_000_000, 4_000_000, "utf-8")


class PlainTranslator:
    """An engine that has a ``name``, a ``signature`` and ``translate(texts, source, target)``, and no more.

    It counts as one that sends texts over a network, which is the careful guess.
    """

    network = True
    limits = _LIMITS

    def __init__(self, engine: Any) -> None:
        self._engine = engine
        self.name: str = engine.name
        self.signature: str = engine.signature

    def translate(
        self,
        texts: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        context: Sequence[str | None] | None = None,  # noqa: ARG002 - it knows no context
    ) -> list[Translation]:
        """Translate all texts by the engine itself."""
        given: list[Translation] = self._engine.translate(texts, source, target)
        return given


def adapted(engine: object) -> Translator | None:
    """Give an engine as a whole :class:`~kmedtext.translation.Translator`; None where it is none at all."""
    if isinstance(engine, Translator):
        return engine
    return PlainTranslator(engine) if all(hasattr(engine, name) for name in _NEEDED) else None
