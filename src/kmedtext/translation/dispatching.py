"""Sending texts to engines so that nothing finished is lost: order, retries, fallbacks, budgets.

A text goes to the first engine. Where that fails in a way that may pass, it is sent again after a pause; where it
goes on failing, or the engine is given up or asks for more patience than there is, the next engine gets it. Batches
are halved where they fail, down to the sentence. What stays untranslated is an :class:`Outcome` with the reason.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile

from kmedtext.errors import TranslationCode, TranslationError, UsageError
from kmedtext.records import Lang
from kmedtext.translation.answers import complaint, defect, has_letters
from kmedtext.translation.engine import Translation, Translator
from kmedtext.translation.lanes import Lane
from kmedtext.translation.plain import adapted
from kmedtext.translation.policy import Budget, Policy
from kmedtext.translation.spending import Purse

__all__ = ["Budget", "Dispatcher", "Outcome", "Policy", "dispatch"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the text with this index: a translation, or the code and the reason why there is none."""

    index: int
    translation: Translation | None = None
    code: str | None = None
    reason: str | None = None


@dataclass(slots=True)
class _Job:
    """A text on its way, with all the places where it stands; the rest is by engine, counted from 0.

    ``tries`` are counted for each kind of failure apart: a text that met three of them is no hopeless case.
    """

    text: str
    context: str | None
    indices: list[int]
    tries: dict[tuple[int, TranslationCode], int] = field(default_factory=dict)
    spent: set[int] = field(default_factory=set)
    failures: dict[int, TranslationError] = field(default_factory=dict)


@dataclass(slots=True)
class _Errand:
    """A call of ``dispatch``: its direction, and who is told of what is finished."""

    source: Lang
    target: Lang
    done: Callable[[Outcome], None] | None
    outcomes: dict[int, Outcome] = field(default_factory=dict)

    def finish(
        self, job: _Job, translation: Translation | None, code: str | None = None, reason: str | None = None
    ) -> None:
        for index in job.indices:
            self.outcomes[index] = outcome = Outcome(index, translation, code, reason)
            if self.done is not None:
                self.done(outcome)


class Dispatcher:
    """Engines in order of preference, with what a run knows of them; for callers that send texts bit by bit.

    Paces, breakers and the budget last as long as the dispatcher; ``purse`` tells what is spent. ``clock`` gives
    seconds that never go back, ``sleep`` waits for as many.
    """

    def __init__(
        self,
        engines: Sequence[Translator],
        *,
        policy: Policy | None = None,
        budget: Budget | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        if not engines:
            raise UsageError("give at least one engine")
        self.policy = policy or Policy()
        self.purse = Purse(budget or Budget())
        whole = [adapted(engine) for engine in engines]
        if None in whole:
            raise UsageError("that is no translation engine; see kmedtext.translation.Translator")
        self._lanes = [Lane(engine, self.policy, clock) for engine in whole if engine is not None]
        if self.purse.budget.max_cost is not None:
            _check_prices(self._lanes, self.policy)
        self._sleep = sleep

    def dispatch(
        self,
        texts: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        context: Sequence[str | None] | None = None,
        done: Callable[[Outcome], None] | None = None,
    ) -> list[Outcome]:
        """Translate all texts; see :func:`dispatch`."""
        _check(texts, source, target, context)
        errand = _Errand(source, target, done)
        jobs = self._jobs(texts, context, errand)
        for turn in range(self.policy.rounds):
            jobs, failed = [], self._round(jobs, errand)
            for job in failed:
                if turn + 1 < self.policy.rounds and self._may_pass(job):
                    job.tries.clear()
                    job.spent.clear()
                    jobs.append(job)
                else:
                    errand.finish(job, None, *self._verdict(job))
        return [errand.outcomes[index] for index in range(len(texts))]

    def _jobs(
        self, texts: Sequence[str], context: Sequence[str | None] | None, errand: _Errand
    ) -> list[_Job]:
        """Make one job of each different text; what has no letter is finished at once, as it is."""
        jobs: dict[str, _Job] = {}
        for index, text in enumerate(texts):
            if text in jobs:
                jobs[text].indices.append(index)
            else:
                jobs[text] = _Job(text, context[index] if context else None, [index])
        name = self._lanes[0].engine.name
        for text in [text for text in jobs if not has_letters(text)]:
            errand.finish(jobs.pop(text), Translation(text, errand.source, errand.target, name))
        return list(jobs.values())

    def _round(self, jobs: Sequence[_Job], errand: _Errand) -> list[_Job]:
        """Send all jobs until each is finished or no engine is left to it; give those."""
        waiting = deque([deque(jobs)] if jobs else [])
        failed: list[_Job] = []
        while waiting:
            group = waiting[0]
            number = self._choose(group[0])
            if number is None:
                failed.extend(waiting.popleft())
                continue
            batch = self._next_batch(self._lanes[number], group)
            again = self._attempt(number, batch, errand) if batch else self._too_long(number, group)
            if not group:
                waiting.popleft()
            waiting.extendleft(deque(part) for part in reversed(again))
        return failed

    def _choose(self, job: _Job) -> int | None:
        """Wait for the engine that a text goes to next; None where none is left to it."""
        left = {
            number: lane
            for number, lane in enumerate(self._lanes)
            if number not in job.spent
            and lane.closed is None
            and not (lane.engine.network and self.purse.empty)
        }
        if not left:
            return None
        patience = self.policy.patience if len(left) > 1 else self.policy.longest_wait
        ready = [number for number in left if left[number].rest() <= patience]
        chosen = ready[0] if ready else min(left, key=lambda number: left[number].rest())
        if left[chosen].rest() > self.policy.longest_wait:
            return None
        if (wait := left[chosen].wait()) > 0:
            self._sleep(wait)
        return chosen

    def _next_batch(self, lane: Lane, group: deque[_Job]) -> list[_Job]:
        """Take what goes into the next request from the group; nothing where the first text is too long."""
        limits = lane.engine.limits
        first = group[0].context
        together: Iterator[_Job] = islice(group, limits.max_batch)
        if limits.context:
            together = takewhile(lambda job: job.context == first, together)
        texts = [job.text for job in together]
        count = lane.fitting(texts)
        return [group.popleft() for _ in range(count)]

    def _too_long(self, number: int, group: deque[_Job]) -> list[list[_Job]]:
        job = group.popleft()
        limits = self._lanes[number].engine.limits
        job.failures[number] = TranslationError(
            f"{self._lanes[number].engine.name}: the text is too long; the engine takes {limits.max_chars:,} "
            f"characters and {limits.max_bytes:,} bytes ({limits.measure})",
            TranslationCode.TOO_LONG,
        )
        job.spent.add(number)
        return [[job]]

    def _attempt(self, number: int, batch: list[_Job], errand: _Errand) -> list[list[_Job]]:
        """Send one request and finish what came back well; give the groups that still have a way to go."""
        lane = self._lanes[number]
        texts = [job.text for job in batch]
        room = self.purse.room(lane, texts)
        if room < len(batch):
            return [part for part in (batch[:room], batch[room:]) if part]
        self.purse.pay(lane, texts)
        try:
            given = lane.ask(texts, errand.source, errand.target, [job.context for job in batch])
        except TranslationError as error:
            return self._again(number, batch, error)
        bad = []
        for job, translation in zip(batch, given, strict=True):
            code = defect(job.text, translation.text, errand.source)
            if code is None:
                errand.finish(job, translation)
            else:
                bad.append((job, TranslationError(f"{lane.engine.name}: {complaint(code)}", code)))
        if len(bad) < len(batch):
            lane.succeeded()
        return [part for job, problem in bad for part in self._again(number, [job], problem)]

    def _again(self, number: int, batch: list[_Job], error: TranslationError) -> list[list[_Job]]:
        """Say how the jobs of a failed request go on: together again, halved, or with the next engine."""
        handling = self.policy.codes[error.code]
        kind = number, error.code
        for job in batch:
            job.failures[number] = error
            job.tries[kind] = job.tries.get(kind, 0) + 1
        if self._lanes[number].failed(error):
            for job in batch:
                job.spent.add(number)
            return [batch]
        once_more = error.retryable and batch[0].tries[kind] <= handling.retries
        if handling.closes or (once_more and not (handling.split and len(batch) > 1)):
            return [batch]
        for job in batch:
            job.tries.clear()
        if len(batch) > 1:
            middle = (len(batch) + 1) // 2
            return [batch[:middle], batch[middle:]]
        batch[0].spent.add(number)
        return [batch]

    def _may_pass(self, job: _Job) -> bool:
        """Whether a text that failed is worth another round: an engine may do better, and is still there."""
        return any(
            error.retryable
            and self._lanes[number].closed is None
            and self._lanes[number].rest() <= self.policy.longest_wait
            for number, error in job.failures.items()
        )

    def _verdict(self, job: _Job) -> tuple[str, str]:
        """Give code and reason for a text that stays untranslated: what each engine said, the last one's code."""
        told = []
        for number, lane in enumerate(self._lanes):
            error = job.failures.get(number) or lane.closed
            if error is None and lane.engine.network and self.purse.empty:
                return TranslationCode.BUDGET, f"the budget of this run is spent ({self.purse.empty})"
            if error := error or lane.last:
                told.append(error)
        return told[-1].code, "; ".join(str(error) for error in told)


def dispatch(
    texts: Sequence[str],
    engines: Sequence[Translator],
    source: Lang,
    target: Lang,
    *,
    context: Sequence[str | None] | None = None,
    policy: Policy | None = None,
    budget: Budget | None = None,
    done: Callable[[Outcome], None] | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], object] = time.sleep,
) -> list[Outcome]:
    """Translate texts by engines in order of preference, and give one outcome for each text, in order.

    A text that stands there several times is translated once. ``context`` is for each text what stands around it,
    for engines that can use it. ``done`` is called at once with every outcome that is final, from this thread.
    Raises :class:`~kmedtext.errors.UsageError` where the call is wrong; engines that fail are outcomes.
    """
    dispatcher = Dispatcher(engines, policy=policy, budget=budget, clock=clock, sleep=sleep)
    return dispatcher.dispatch(texts, source, target, context=context, done=done)


def _check_prices(lanes: Sequence[Lane], policy: Policy) -> None:
    unknown = [
        lane.engine.name
        for lane in lanes
        if lane.engine.network and lane.engine.limits.cost != "free" and lane.engine.name not in policy.prices
    ]
    if unknown:
        raise UsageError(
            f"max_cost needs to know what a million characters (or tokens) cost with {' and '.join(unknown)}; "
            f"say it: --price {unknown[0]}=20, or Policy(prices={{'{unknown[0]}': 20.0}})"
        )


def _check(texts: Sequence[str], source: Lang, target: Lang, context: Sequence[str | None] | None) -> None:
    if isinstance(texts, str):
        raise UsageError("give a list of texts, not one str")
    if source == target:
        raise UsageError(f"source and target are both {source}; there is nothing to translate")
    if context is not None and len(context) != len(texts):
        raise UsageError(f"there are {len(texts)} texts and {len(context)} contexts; give one for each text")
