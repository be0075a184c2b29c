"""Filling the missing side: memory first, then the engines, each answer checked and kept at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kmedtext.errors import UsageError
from kmedtext.records import Lang
from kmedtext.translation.dispatching import Budget, Dispatcher, Outcome, Policy
from kmedtext.translation.engine import Translation, Translator
from kmedtext.translation.fidelity import (
    Fidelity,
    Glossary,
    Marked,
    Span,
    check_translation,
    forms,
    is_kept,
    load_glossary,
    mark,
    protected,
    put_in,
    quality,
    similarities,
    unmark,
)
from kmedtext.translation.memory import TranslationMemory, Unit
from kmedtext.translation.sending import Plan, planned

Tell = Callable[[int, int], None]
"""Called as ``tell(done, total)`` with the texts that are finished."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of a text: its translation, or ``code`` and ``reason`` why there is none.

    ``translation.origin`` is ``human`` where the memory had a person's. ``remembered``: nothing was sent for it.
    ``made`` is the day on which it was made (ISO 8601). ``fidelity``, ``quality`` and ``round_trip`` are set by
    :meth:`Filler.judge`, the last only on request.
    """

    text: str
    translation: Translation | None = None
    remembered: bool = False
    made: str = ""
    spans: tuple[Span, ...] = ()
    fidelity: Fidelity | None = None
    quality: float | None = None
    round_trip: float | None = None
    code: str | None = None
    reason: str | None = None


@dataclass(slots=True)
class _Task:
    """A text on its way: what it must keep, and in which form it goes out next."""

    text: str
    context: str | None
    spans: tuple[Span, ...]
    glossary: str
    form: int
    marked: Marked | None = None
    sent: str = ""

    def goes_as(self, form: int) -> None:
        self.form = form
        self.marked = mark(self.text, self.spans, form) if self.spans and form < forms() else None
        self.sent = self.marked.text if self.marked is not None else put_in(self.text, self.spans)


class Filler:
    """Translates texts by engines in order of preference, and sends nothing that the memory knows.

    ``memory`` and ``glossary`` are objects or paths of files. What must be kept (see
    :func:`~kmedtext.translation.fidelity.protected`) goes out as opaque marks; where an answer loses or doubles one the text is
    sent again in another form, at last without marks, names and terms in the words of the other language. ``names`` says how people write themselves in the other language.
    Every good answer is in the memory before the next request goes out. The budget holds for all calls together.
    """

    def __init__(
        self,
        engines: Sequence[Translator],
        *,
        memory: TranslationMemory | str | os.PathLike[str] | None = None,
        glossary: Glossary | str | os.PathLike[str] | None = None,
        policy: Policy | None = None,
        budget: Budget | None = None,
    ) -> None:
        if not engines:
            raise UsageError("name at least one engine")
        self.engines = tuple(engines)
        self.memory = TranslationMemory(memory) if isinstance(memory, str | os.PathLike) else memory
        self.glossary = load_glossary(glossary) if isinstance(glossary, str | os.PathLike) else glossary
        self._signatures = {engine.name: engine.signature for engine in reversed(self.engines)}
        self._order = tuple(engine.signature for engine in self.engines)
        self._dispatcher = Dispatcher(self.engines, policy=policy, budget=budget)

    @property
    def signature(self) -> str:
        """The engines' signatures, in order of preference."""
        return ", ".join(self._order)

    def plan(
        self, texts: Sequence[str], source: Lang, target: Lang, *, names: Mapping[str, str] | None = None
    ) -> Plan:
        """Say what would be sent, and where, if nothing fails; nothing is sent."""
        filled, tasks = self._prepared(texts, source, target, None, names)
        return planned(self.engines[0], [task.sent for task in tasks], len(filled))

    def fill(
        self,
        texts: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        context: Sequence[str | None] | None = None,
        names: Mapping[str, str] | None = None,
        tell: Tell | None = None,
    ) -> list[Filled]:
        """Translate all texts, in order; what stays untranslated says why. A text that comes twice is sent once."""
        filled, tasks = self._prepared(texts, source, target, context, names)
        total = len(filled) + len(tasks)
        while tasks:
            again: list[_Task] = []

            def done(outcome: Outcome, tasks: Sequence[_Task] = tasks, again: list[_Task] = again) -> None:
                task = tasks[outcome.index]
                result = self._finished(task, outcome, target)
                if result is None:
                    again.append(task)
                else:
                    filled[task.text] = result
                    if tell is not None:
                        tell(len(filled), total)

            self._dispatcher.dispatch(
                [task.sent for task in tasks],
                source,
                target,
                context=[task.context for task in tasks],
                done=done,
            )
            tasks = again
        return [filled[text] for text in texts]

    def judge(
        self, filled: Sequence[Filled], source: Lang, target: Lang, *, round_trip: bool = False
    ) -> list[Filled]:
        """Check each translation and estimate its quality; with ``round_trip`` translate it back and compare.

        The way back is sent to the engines as the way there was, and remembered alike.
        """
        there = [(n, item.text, item.translation.text) for n, item in enumerate(filled) if item.translation]
        near = similarities([text for _, text, _ in there], [said for _, _, said in there])
        judged = list(filled)
        for (number, text, said), similarity in zip(there, near, strict=True):
            fidelity = check_translation(text, said, source, target, filled[number].spans)
            worth = quality(similarity, fidelity)
            judged[number] = replace(filled[number], fidelity=fidelity, quality=worth)
        if round_trip:
            back = self.fill([said for *_, said in there], target, source)
            found = [
                (n, text, item.translation.text)
                for (n, text, _), item in zip(there, back, strict=True)
                if item.translation
            ]
            for (number, *_), value in zip(
                found, similarities([text for _, text, _ in found], [said for *_, said in found]), strict=True
            ):
                judged[number] = replace(judged[number], round_trip=value)
        return judged

    def close(self) -> None:
        """Close the memory."""
        if self.memory is not None:
            self.memory.close()

    def _prepared(
        self,
        texts: Sequence[str],
        source: Lang,
        target: Lang,
        context: Sequence[str | None] | None,
        names: Mapping[str, str] | None,
    ) -> tuple[dict[str, Filled], list[_Task]]:
        """What is known already, and what has to go out, each different text once."""
        filled: dict[str, Filled] = {}
        tasks: dict[str, _Task] = {}
        for number, text in enumerate(texts):
            if text in filled or text in tasks:
                continue
            digest = self.glossary.digest(text, source) if self.glossary is not None else ""
            known = self.memory and self.memory.find(text, source, target, self._order, digest)
            spans = protected(text, source, self.glossary, names)
            if known:
                told = Translation(known.translation, source, target, known.engine, known.model, known.origin)
                filled[text] = Filled(text, told, True, known.made, spans)
                continue
            task = _Task(text, context[number] if context else None, spans, digest, 0)
            task.goes_as(self._next_form(task, source, target))
            if task.marked is not None and not task.marked.needed:
                # nothing but protected spans: there is nothing to send
                said, _ = unmark(task.marked.text, task.marked, target)
                filled[text] = self._kept(task, Translation(said, source, target, "kmedtext"))
            else:
                tasks[text] = task
        return filled, list(tasks.values())

    def _next_form(self, task: _Task, source: Lang, target: Lang) -> int:
        """The first form in which the text was not sent yet."""
        if not task.spans:
            return forms()
        if self.memory is None:
            return 0
        tried: set[int] = set()
        for signature in self._order:
            tried |= self.memory.rejected(task.text, source, target, signature, task.glossary).keys()
        return next(form for form in range(forms() + 1) if form not in tried)

    def _finished(self, task: _Task, outcome: Outcome, target: Lang) -> Filled | None:
        """Judge an answer and keep it; None where the text has to go out again in another form."""
        given = outcome.translation
        if given is None:
            return Filled(task.text, spans=task.spans, code=outcome.code, reason=outcome.reason)
        text, problem = given.text, None
        if task.marked is not None:
            text, problem = unmark(given.text, task.marked, target)
            lost = problem is None and not all(is_kept(span, text, target) for span in task.spans)
            if problem or lost:
                self._reject(task, given)
                task.goes_as(task.form + 1)
                return None
        translation = replace(given, text=text)
        if self.memory is not None:
            self.memory.put([self._unit(task, translation)])
        return self._kept(task, translation)

    def _kept(self, task: _Task, translation: Translation) -> Filled:
        return Filled(task.text, translation, False, _today(), task.spans)

    def _reject(self, task: _Task, answer: Translation) -> None:
        if self.memory is not None:
            self.memory.reject(self._unit(task, answer), task.form)

    def _unit(self, task: _Task, given: Translation) -> Unit:
        signature = self._signatures.get(given.engine, given.engine)
        return Unit(
            task.text, given.text, given.source, given.target, given.engine, signature,
            glossary=task.glossary, model=given.model, made=_today(),
        )  # fmt: skip


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
