"""The verb: translate texts or an article by engines that the caller names."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import overload

from kmedtext.errors import TranslationCode, TranslationError, UsageError
from kmedtext.language import identify
from kmedtext.records import Article, Lang
from kmedtext.translation.dispatching import Budget, Policy
from kmedtext.translation.document import Translated, translate_article
from kmedtext.translation.engine import Translation, Translator
from kmedtext.translation.fidelity import Glossary
from kmedtext.translation.filling import Filler, Tell
from kmedtext.translation.memory import TranslationMemory
from kmedtext.translation.plain import adapted
from kmedtext.translation.registry import translator, translators

Engines = str | Translator | Sequence[str | Translator]
"""An engine's name, several with commas between (the later ones step in where the earlier fail), or translators."""


def chosen(engine: Engines) -> tuple[Translator, ...]:
    """Start the engines that are named, as :func:`translators` does; translators stay as they are. Nothing is sent yet."""
    if isinstance(engine, str):
        return tuple(translators(engine))
    given = list(engine) if isinstance(engine, Sequence) else [engine]
    if not given:
        raise UsageError("name at least one engine; kmedtext.translation.engines() lists them")
    found = [translator(one) if isinstance(one, str) else adapted(one) for one in given]
    if None in found:
        raise UsageError(
            "an engine has a name, a signature and translate; see kmedtext.translation.Translator"
        )
    return tuple(one for one in found if one is not None)


@overload
def translate(
    what: Article,
    *,
    engine: Engines,
    to: Lang | None = None,
    memory: TranslationMemory | str | os.PathLike[str] | None = None,
    glossary: Glossary | str | os.PathLike[str] | None = None,
    policy: Policy | None = None,
    budget: Budget | None = None,
    round_trip: bool = False,
    progress: Tell | None = None,
) -> Translated: ...


@overload
def translate(
    what: Sequence[str],
    *,
    engine: Engines,
    source: Lang | None = None,
    target: Lang | None = None,
    to: Lang | None = None,
    memory: TranslationMemory | str | os.PathLike[str] | None = None,
    glossary: Glossary | str | os.PathLike[str] | None = None,
    policy: Policy | None = None,
    budget: Budget | None = None,
    progress: Tell | None = None,
) -> list[Translation]: ...


def translate(
    what: Article | Sequence[str],
    *,
    engine: Engines,
    source: Lang | None = None,
    target: Lang | None = None,
    to: Lang | None = None,
    memory: TranslationMemory | str | os.PathLike[str] | None = None,
    glossary: Glossary | str | os.PathLike[str] | None = None,
    policy: Policy | None = None,
    budget: Budget | None = None,
    round_trip: bool = False,
    progress: Tell | None = None,
) -> Translated | list[Translation]:
    """Translate an article, or texts in order, by engines (names of :func:`engines`, or translators of your own).

    An article becomes a :class:`Translated`: its other side sentence by sentence, checked, what stayed untranslated with
    the reason. Texts become translations; ``to`` is another word for ``target``, and ``source`` is told from the
    texts where it is missing. ``memory`` and ``glossary`` are objects or paths of files: with a memory everything
    finished is on disk at once and nothing is sent twice.

    Nothing else in kmedtext sends texts over the network, and this only with an engine you name. Raises
    :class:`~kmedtext.errors.UsageError` where the call is wrong and, for texts,
    :class:`~kmedtext.errors.TranslationError`, which never holds a text, where one stays untranslated.
    """
    if isinstance(what, str):
        raise UsageError("give a list of texts, not one str")
    if to is not None and target is not None and to != target:
        raise UsageError(f"to is {to} and target is {target}; give one of them")
    target = to or target
    if isinstance(what, Article):
        with_memory = Filler(chosen(engine), memory=memory, glossary=glossary, policy=policy, budget=budget)
        try:
            return translate_article(what, with_memory, target, round_trip=round_trip, tell=progress)
        finally:
            _close(with_memory, memory)
    texts = list(what)
    if target is None:
        raise UsageError("say into which language: to='en'")
    source = source or _language_of(texts, target)
    if source == target:
        raise UsageError(f"source and target are both {source}; there is nothing to translate")
    found = chosen(engine)
    if len(found) == 1 and memory is None and glossary is None and policy is None and budget is None:
        return _directly(found[0], texts, source, target)
    filler = Filler(found, memory=memory, glossary=glossary, policy=policy, budget=budget)
    try:
        filled = filler.fill(texts, source, target, tell=progress)
    finally:
        _close(filler, memory)
    done = []
    for number, item in enumerate(filled):
        if item.translation is None:
            code = TranslationCode(item.code or TranslationCode.UNAVAILABLE)
            raise TranslationError(f"text {number + 1} of {len(texts)}: {item.reason}", code)
        done.append(item.translation)
    return done


def _close(filler: Filler, memory: object) -> None:
    """Close the memory that was opened here, and no other."""
    if not isinstance(memory, TranslationMemory):
        filler.close()


def _directly(engine: Translator, texts: list[str], source: Lang, target: Lang) -> list[Translation]:
    """Ask one engine for all texts at once, without marks and without patience."""
    given = engine.translate(texts, source, target) if texts else []
    if len(given) != len(texts):
        raise TranslationError(
            f"{engine.name}: gave {len(given)} translations for {len(texts)} texts",
            TranslationCode.WRONG_COUNT,
        )
    return given


def _language_of(texts: list[str], target: Lang) -> Lang:
    found = identify("\n".join(texts)[:20_000]).lang
    if found == "und" or found == target:
        raise UsageError("cannot tell the language of the texts; say source='ko'")
    return found
