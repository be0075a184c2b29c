"""The verb: translate texts by an engine that the caller names."""

from __future__ import annotations

from collections.abc import Sequence

from kmedtext.errors import TranslationError, UsageError
from kmedtext.records import Lang
from kmedtext.translation.engine import Translation, Translator
from kmedtext.translation.registry import translator


def translate(
    texts: Sequence[str], *, engine: str | Translator, source: Lang, target: Lang
) -> list[Translation]:
    """Translate texts, in order, by an engine (a name of :func:`engines`, or a translator of your own).

    This is the only function of kmedtext that sends texts over the network, and only with an engine you name.
    Raises :class:`~kmedtext.errors.UsageError` where the call is wrong and
    :class:`~kmedtext.errors.TranslationError`, which never holds a text, where the engine fails.
    """
    if isinstance(texts, str):
        raise UsageError("give a list of texts, not one str")
    if source == target:
        raise UsageError(f"source and target are both {source}; there is nothing to translate")
    found = translator(engine) if isinstance(engine, str) else engine
    wanted = list(texts)
    given = found.translate(wanted, source, target) if wanted else []
    if len(given) != len(wanted):
        raise TranslationError(f"{found.name}: gave {len(given)} translations for {len(wanted)} texts")
    return given
