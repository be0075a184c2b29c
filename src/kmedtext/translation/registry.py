"""Engines by name: those of deep-translator, and those other packages bring.

A package adds an engine by an entry point in the group ``kmedtext.translators`` that names a callable without
arguments which gives a :class:`~kmedtext.translation.Translator`.
"""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from kmedtext.errors import UsageError
from kmedtext.translation.deep import DeepTranslator, specs
from kmedtext.translation.engine import Translator

GROUP = "kmedtext.translators"


def engines() -> tuple[str, ...]:
    """List the names of all engines, sorted; none of them is started.

    >>> "google" in engines() and "papago" in engines()
    True
    """
    return tuple(sorted({*specs(), *_brought()}))


def translator(name: str) -> Translator:
    """Start the engine ``name``. Nothing is sent yet.

    Raises :class:`~kmedtext.errors.UsageError` where there is no such engine, or its key is not set.
    """
    if name in specs():
        return DeepTranslator(name)
    brought = _brought().get(name)
    if brought is None:
        raise UsageError(f"there is no translation engine {name!r}; choose from {', '.join(engines())}")
    try:
        make = brought.load()
    except (ImportError, AttributeError) as error:
        raise UsageError(f"the translation engine {name!r} ({brought.value}) cannot be imported") from error
    found = make()
    if not isinstance(found, Translator):
        raise UsageError(f"{brought.value} gives no translator; see kmedtext.translation.Translator")
    return found


def _brought() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}
