"""Engines by name: those of deep-translator, our own, and those other packages bring.

A package adds an engine by an entry point in the group ``kmedtext.translators`` that names a callable without
arguments which gives a :class:`~kmedtext.translation.Translator`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import EntryPoint, entry_points

from kmedtext.errors import UsageError
from kmedtext.translation.chat import ChatTranslator
from kmedtext.translation.ctranslate import CTranslate2Translator
from kmedtext.translation.deep import DeepTranslator, specs
from kmedtext.translation.deeplapi import DeepLTranslator
from kmedtext.translation.engine import Translator
from kmedtext.translation.plain import adapted

GROUP = "kmedtext.translators"


def engines() -> tuple[str, ...]:
    """List the names of all engines, sorted; none of them is started.

    >>> "google" in engines() and "papago" in engines()
    True
    """
    return tuple(sorted({*specs(), *_OWN, *_brought()}))


def translator(name: str, *, timeout: float | None = None) -> Translator:
    """Start the engine that ``name`` says. Nothing is sent yet.

    A name may be followed by a colon and where the engine is: ``libre:http://localhost:5000/`` (an address for
    any engine of deep-translator and for ``deepl-official``), ``ct2:/models/nllb`` (the folder of a model),
    ``chat:MODEL@http://localhost:8000/v1``, ``chatgpt:MODEL``. ``timeout`` is in seconds.

    Raises :class:`~kmedtext.errors.UsageError` where there is no such engine, or its key is not set.
    """
    kind, _, where = name.strip().partition(":")
    if kind in specs():
        return DeepTranslator(kind, url=where or None, timeout=timeout)
    if kind in _OWN:
        return _OWN[kind](where, timeout)
    brought = _brought().get(kind)
    if brought is None:
        raise UsageError(f"there is no translation engine {kind!r}; choose from {', '.join(engines())}")
    if where:
        raise UsageError(f"the translation engine {kind!r} takes nothing after a colon")
    try:
        make = brought.load()
    except (ImportError, AttributeError) as error:
        raise UsageError(f"the translation engine {kind!r} ({brought.value}) cannot be imported") from error
    found = adapted(make())
    if found is None:
        raise UsageError(f"{brought.value} gives no translator; see kmedtext.translation.Translator")
    return found


def translators(names: str | Sequence[str], *, timeout: float | None = None) -> list[Translator]:
    """Start engines in order of preference: names as :func:`translator` takes them, or one str with commas.

    >>> [engine.name for engine in translators("google,libre:http://localhost:5000/")]
    ['google', 'libre']
    """
    wanted = [part.strip() for part in names.split(",")] if isinstance(names, str) else list(names)
    if not wanted or not all(wanted):
        raise UsageError("give the names of engines, with commas between them: papago,google")
    if len(set(wanted)) < len(wanted):
        raise UsageError("the same engine stands in the list twice")
    return [translator(name, timeout=timeout) for name in wanted]


def _chat(where: str, timeout: float | None) -> Translator:
    model, _, url = where.partition("@http")
    if not url:
        raise UsageError("write chat:MODEL@http://HOST:PORT/v1; for OpenAI's own service chatgpt:MODEL")
    return ChatTranslator(model, url=f"http{url}", timeout=timeout)


def _chatgpt(where: str, timeout: float | None) -> Translator:
    return ChatTranslator(where, timeout=timeout)


def _ct2(where: str, timeout: float | None) -> Translator:  # noqa: ARG001 - it waits for nobody
    if not where:
        raise UsageError("write ct2:FOLDER, with the folder of a CTranslate2 model")
    return CTranslate2Translator(where)


def _deepl(where: str, timeout: float | None) -> Translator:
    return DeepLTranslator(url=where or None, timeout=timeout)


_OWN: Mapping[str, Callable[[str, float | None], Translator]] = {
    "chat": _chat,
    "chatgpt": _chatgpt,
    "ct2": _ct2,
    "deepl-official": _deepl,
}


def _brought() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}
