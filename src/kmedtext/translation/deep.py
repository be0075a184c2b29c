"""The engines of deep-translator behind our protocol."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from kmedtext.errors import TranslationCode, TranslationError, UsageError
from kmedtext.records import Lang
from kmedtext.translation.address import Address
from kmedtext.translation.answers import complaint, defect, has_letters
from kmedtext.translation.clients import refit
from kmedtext.translation.courier import Carriage, Courier
from kmedtext.translation.engine import Translation, check_direction
from kmedtext.translation.keys import find_key, require_keys
from kmedtext.translation.limits import CostUnit, EngineLimits, Measure, check_size
from kmedtext.translation.policy import Policy


@dataclass(frozen=True, slots=True)
class Spec:
    """What ``engines.toml`` says of an engine; the fields are explained there."""

    client: str
    base: str
    codes: Mapping[str, str]
    max_chars: int
    max_bytes: int
    bytes: Measure
    url: str | None = None
    url_env: str | None = None
    urls: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    optional: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    languages: str | None = None
    per_second: float | None = None
    cost: CostUnit = "free"
    refusals: Mapping[str, str] = field(default_factory=dict)
    quota: tuple[str, ...] = ()
    carriage: Carriage = field(default_factory=Carriage)


@cache
def specs() -> Mapping[str, Spec]:
    """The engines of ``engines.toml``, by name."""
    table = tomllib.loads(files("kmedtext.translation").joinpath("engines.toml").read_text(encoding="utf-8"))
    return {
        name: Spec(
            client=row.pop("class"),
            quota=tuple(row.pop("quota", ())),
            carriage=Carriage(**row.pop("carriage", {})),
            **row,
        )
        for name, row in table.items()
    }


class DeepTranslator:
    """An engine of deep-translator: google, mymemory, libre, papago, deepl, microsoft or baidu.

    ``url`` replaces the service's address, ``timeout`` (seconds) bounds every wait for it. Keys are looked up by
    :mod:`kmedtext.translation.keys`, under the names of ``engines.toml``. Every text is sent on its own; there are
    no retries here (:func:`~kmedtext.translation.dispatch` has them). One object serves one thread at a time.
    Raises :class:`~kmedtext.errors.UsageError` for an unknown engine or a key that is not set.
    """

    network = True

    def __init__(self, name: str, *, url: str | None = None, timeout: float | None = None) -> None:
        """Look for the keys; nothing is imported or sent before :meth:`translate`."""
        if name not in specs():
            raise UsageError(f"deep-translator has no engine {name!r} here; choose from {', '.join(specs())}")
        self.name = name
        self.timeout = Policy().timeout if timeout is None else timeout
        if not self.timeout > 0:
            raise UsageError(f"timeout is {timeout}; give seconds above 0")
        self._spec = specs()[name]
        self._address = Address(url, self._spec.url_env)
        self._clients: dict[tuple[Lang, Lang], tuple[Courier, Any]] = {}
        require_keys(name, list(self._spec.keys.values()))

    def __repr__(self) -> str:
        return f"DeepTranslator({self.name!r})"

    def __getstate__(self) -> dict[str, Any]:
        """Leave the connections out, whose clients hold keys."""
        return {**vars(self), "_clients": {}}

    @property
    def signature(self) -> str:
        """Package, version, engine, and the host where it is not the usual one."""
        own = self._address.host
        host = f";host={own}" if own else ""
        return f"deep-translator=={version('deep-translator')};engine={self.name}{host}"

    @property
    def limits(self) -> EngineLimits:
        """One text a request, as large as ``engines.toml`` says."""
        spec = self._spec
        pace = None if self._address.given else spec.per_second
        return EngineLimits(spec.max_chars, spec.max_bytes, spec.bytes, per_second=pace, cost=spec.cost)

    def translate(
        self,
        texts: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        context: Sequence[str | None] | None = None,  # noqa: ARG002 - none of these engines can use it
    ) -> list[Translation]:
        """Translate each text by a request of its own, in order.

        A text without any letter comes back as it is and is not sent. Sizes are checked before the first
        request. Raises :class:`~kmedtext.errors.TranslationError` at the first text that fails.
        """
        codes = self._spec.codes
        check_direction(self.name, codes, source, target)
        sent = [number for number, text in enumerate(texts) if has_letters(text)]
        labels = [self._label(number, len(texts)) for number in range(len(texts))]
        for number in sent:
            check_size(labels[number], texts[number], self.limits)
        answers = dict(enumerate(texts))
        for number in sent:
            answers[number] = self._ask(texts[number], source, target, labels[number])
        return [Translation(answers[number], source, target, self.name) for number in range(len(texts))]

    def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        for courier, _ in self._clients.values():
            courier.close()
        self._clients.clear()

    def _ask(self, text: str, source: Lang, target: Lang, label: str) -> str:
        courier, client = self._client(source, target)
        trouble = None
        courier.forget()
        try:
            answer = client.translate(text)
        except Exception as error:  # noqa: BLE001 - the clients' exceptions share no root
            trouble = type(error).__name__
        # Raised out here, because an exception's context would hold the text and the key.
        if failure := courier.failed(label, self._spec.quota):
            raise failure
        if trouble is not None:
            raise TranslationError(
                f"{label}: the answer cannot be read ({trouble})", TranslationCode.UNREADABLE
            )
        if code := self._refusal(answer):
            raise TranslationError(
                f"{label}: the engine refused (limit reached or request not understood)", code
            )
        if found := defect(text, answer, source):
            raise TranslationError(f"{label}: {complaint(found)}", found)
        return str(answer).strip()

    def _refusal(self, answer: object) -> TranslationCode | None:
        if isinstance(answer, str):
            for start, code in self._spec.refusals.items():
                if answer.startswith(start):
                    return TranslationCode(code)
        return None

    def _client(self, source: Lang, target: Lang) -> tuple[Courier, Any]:
        """Give deep-translator's client for one direction, started where that has not been done."""
        direction = source, target
        if direction not in self._clients:
            courier = Courier(self.timeout, self._spec.carriage)
            self._clients[direction] = courier, self._start(courier, *direction)
        return self._clients[direction]

    def _start(self, courier: Courier, source: Lang, target: Lang) -> Any:
        import deep_translator
        from deep_translator.constants import BASE_URLS

        spec = self._spec
        table = {code: code for code in spec.codes.values()}
        found = {argument: find_key(name) for argument, name in {**spec.keys, **spec.optional}.items()}
        given = {**spec.defaults, **{argument: value for argument, value in found.items() if value}}
        names: dict[str, Any] = {}
        first = next(iter(found.values()), None) or ""
        by_key = next((url for end, url in spec.urls.items() if first.endswith(end)), None)
        if url := self._address.value() or by_key or spec.url:
            names["BASE_URLS"] = {**BASE_URLS, spec.base: url}
        if spec.languages:
            names[spec.languages] = table
        kind: Any = refit(getattr(deep_translator, spec.client), courier, names)
        if spec.client == "MicrosoftTranslator":
            kind._get_supported_languages = lambda _: table
        trouble = None
        try:
            return kind(source=spec.codes[source], target=spec.codes[target], **given)
        except Exception as error:  # noqa: BLE001 - see _ask
            trouble = type(error).__name__
        raise TranslationError(
            f"{self.name}: deep-translator's client cannot start ({trouble})", TranslationCode.UNAVAILABLE
        )

    def _label(self, number: int, count: int) -> str:
        return f"{self.name}: text {number + 1} of {count}" if count > 1 else self.name
