"""An engine as a run sees it: its pace, its rests after failures, and when it is given up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from kmedtext.errors import KmedtextError, TranslationCode, TranslationError
from kmedtext.records import Lang
from kmedtext.translation.engine import Translation, Translator
from kmedtext.translation.limits import size
from kmedtext.translation.policy import Policy


class Lane:
    """One engine's state in a run. ``closed`` says why it is asked no more; None while it may be asked.

    Back-off after failures, Retry-After and the circuit breaker all end in one time before which the engine is
    not asked again (:meth:`rest`); the pace between requests comes on top (:meth:`wait`).
    """

    def __init__(self, engine: Translator, policy: Policy, clock: Callable[[], float]) -> None:
        self.engine = engine
        self.closed: TranslationError | None = None
        self.last: TranslationError | None = None
        self._policy = policy
        self._clock = clock
        # Seeded by a string, which Python hashes in the same way in every process.
        self._random = Random(f"{policy.seed} {engine.name}")  # noqa: S311 - spreads requests, hides nothing
        rate = policy.per_second or engine.limits.per_second
        self._pause = 1 / rate if rate else 0.0
        self._rests_until = self._paced_until = float("-inf")
        self._failures = self._trips = 0

    def rest(self) -> float:
        """Seconds that the engine is still left alone after failures."""
        return max(0.0, self._rests_until - self._clock())

    def wait(self) -> float:
        """Seconds until the engine may be asked: its rest, and its pace."""
        return max(0.0, max(self._rests_until, self._paced_until) - self._clock())

    def fitting(self, texts: Sequence[str]) -> int:
        """How many of the texts, from the first on, go into one request; 0 where the first is too long."""
        limits = self.engine.limits
        chars = volume = 0
        for number, text in enumerate(texts[: limits.max_batch]):
            chars += len(text)
            volume += size(text, limits.measure)
            if chars > limits.max_chars or volume > limits.max_bytes:
                return number
        return min(len(texts), limits.max_batch)

    def cost(self, texts: Sequence[str]) -> float:
        """The price of a request in the currency of the prices, estimated before it is sent."""
        price = self._policy.prices.get(self.engine.name, 0.0)
        if not price:
            return 0.0
        match self.engine.limits.cost:
            case "bytes":
                units: float = sum(len(text.encode("utf-8", "replace")) for text in texts)
            case "tokens":  # read and written; a token of Korean or English takes about three bytes
                units = 2 * sum(len(text.encode("utf-8", "replace")) for text in texts) / 3
            case "characters" | "free":  # whoever names a price for an engine that is free elsewhere pays it
                units = sum(map(len, texts))
        return units * price / 1e6

    def ask(
        self, texts: Sequence[str], source: Lang, target: Lang, context: Sequence[str | None]
    ) -> list[Translation]:
        """Send one request; raise :class:`TranslationError` for whatever goes wrong with it."""
        if self._pause:
            longer = 1 + self._policy.rate_jitter * self._random.random()
            self._paced_until = self._clock() + self._pause * longer
        name, trouble = self.engine.name, None
        try:
            given = self.engine.translate(texts, source, target, context=context)
        except KmedtextError:
            raise
        except Exception as error:  # noqa: BLE001 - an engine of another package may raise anything
            trouble = type(error).__name__
        if trouble is not None:
            # Raised out here, because an exception's context may hold the text.
            raise TranslationError(f"{name}: stopped with {trouble}", TranslationCode.UNAVAILABLE)
        if len(given) != len(texts):
            raise TranslationError(
                f"{name}: gave {len(given)} translations for {len(texts)} texts", TranslationCode.WRONG_COUNT
            )
        return given

    def succeeded(self) -> None:
        """Note that the engine gave a translation: all is forgiven."""
        self._failures = self._trips = 0

    def failed(self, failure: TranslationError) -> bool:
        """Note a failure: rest, or give the engine up, where it speaks against the engine.

        Tells whether the breaker opened: then another text should be the next to try.
        """
        handling = self._policy.codes[failure.code]
        self.last = failure
        if handling.closes or (failure.code == TranslationCode.UNAVAILABLE and not failure.retryable):
            self.closed = failure
        if not handling.counts:
            return False
        self._failures += 1
        self._leave_alone(max(self._back_off(), failure.retry_after or 0.0))
        if self._failures < self._policy.breaker_threshold:
            return False
        self._trip(failure)
        return True

    def _back_off(self) -> float:
        policy = self._policy
        # The exponent is bounded so that 2ⁿ stays a number.
        full = min(policy.backoff_cap, policy.backoff_base * 2.0 ** min(self._failures - 1, 60))
        return full * (0.5 + 0.5 * self._random.random())

    def _trip(self, failure: TranslationError) -> None:
        policy = self._policy
        self._trips += 1
        if self._trips >= policy.breaker_trips:
            self.closed = failure
        self._failures = policy.breaker_threshold - 1  # one probe; when that fails it rests again
        self._leave_alone(min(policy.longest_wait, policy.breaker_cooldown * 2.0 ** (self._trips - 1)))

    def _leave_alone(self, seconds: float) -> None:
        self._rests_until = max(self._rests_until, self._clock() + seconds)
