"""The engines of deep-translator behind our protocol."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from kmedtext.errors import TranslationError, UsageError
from kmedtext.records import Lang
from kmedtext.translation.clients import Courier, refit
from kmedtext.translation.engine import EngineLimits, Translation
from kmedtext.translation.limits import Measure, check_size


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
    keys: Mapping[str, str] = field(default_factory=dict)
    optional: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    languages: str | None = None
    refusals: tuple[str, ...] = ()


@cache
def specs() -> Mapping[str, Spec]:
    """The engines of ``engines.toml``, by name."""
    table = tomllib.loads(files("kmedtext.translation").joinpath("engines.toml").read_text(encoding="utf-8"))
    return {
        name: Spec(client=row.pop("class"), refusals=tuple(row.pop("refusals", ())), **row)
        for name, row in table.items()
    }


class DeepTranslator:
    """An engine of deep-translator: google, mymemory, libre, papago, deepl or microsoft.

    ``url`` replaces the service's address, ``timeout`` (seconds) bounds every wait for it. Keys come from the
    environment, under the names of ``engines.toml``. Every text is sent on its own; there are no retries.
    Raises :class:`~kmedtext.errors.UsageError` for an unknown engine or a key that is not set.
    """

    def __init__(self, name: str, *, url: str | None = None, timeout: float = 30.0) -> None:
        """Read the keys; nothing is imported or sent before :meth:`translate`."""
        if name not in specs():
            raise UsageError(f"deep-translator has no engine {name!r} here; choose from {', '.join(specs())}")
        if not timeout > 0:
            raise UsageError(f"timeout is {timeout}; give seconds above 0")
        self.name = name
        self.timeout = timeout
        self._spec = spec = specs()[name]
        self._url = url or (os.environ.get(spec.url_env) if spec.url_env else None) or spec.url
        missing = [variable for variable in spec.keys.values() if not os.environ.get(variable)]
        if missing:
            raise UsageError(f"{name} needs a key: set the environment variable {' and '.join(missing)}")

    @property
    def signature(self) -> str:
        """Package, version, engine, and the host where it is not the usual one."""
        host = f";host={urlsplit(self._url).netloc.rpartition('@')[2]}" if self._url else ""
        return f"deep-translator=={version('deep-translator')};engine={self.name}{host}"

    @property
    def limits(self) -> EngineLimits:
        """One text a request, as large as ``engines.toml`` says."""
        return EngineLimits(self._spec.max_chars, self._spec.max_bytes, self._spec.bytes)

    @property
    def network(self) -> bool:
        """Texts go to a server."""
        return True

    def translate(
        self,
        texts: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        context: Sequence[str | None] | None = None,
    ) -> list[Translation]:
        """Translate each text by a request of its own, in order.

        A text without any letter comes back as it is and is not sent. Sizes are checked before the first
        request. Raises :class:`~kmedtext.errors.TranslationError` at the first text that fails.
        """
        codes = self._spec.codes
        if source not in codes or target not in codes or source == target:
            raise UsageError(
                f"{self.name} translates between {' and '.join(codes)}, not {source} to {target}"
            )
        sent = [number for number, text in enumerate(texts) if any(map(str.isalpha, text))]
        for number in sent:
            check_size(
                self.name,
                _which(number, texts),
                texts[number],
                self._spec.max_chars,
                self._spec.max_bytes,
                self._spec.bytes,
            )
        answers = dict(enumerate(texts))
        if sent:
            courier = Courier(self.timeout)
            try:
                client = self._client(courier, codes[source], codes[target])
                for number in sent:
                    answers[number] = self._ask(client, courier, texts[number], _which(number, texts))
            finally:
                courier.close()
        return [Translation(answers[number], source, target, self.name) for number in range(len(texts))]

    def _ask(self, client: Any, courier: Courier, text: str, which: str) -> str:
        problem = None
        courier.forget()
        try:
            answer = client.translate(text)
        except Exception as error:  # noqa: BLE001 - the clients' exceptions share no root
            problem = _problem(error, courier)
        if problem is None:
            problem = self._defect(answer, text)
        if problem is not None:
            # Raised out here, because an exception's context would hold the text and the key.
            raise TranslationError(f"{self.name}: {which}: {problem}")
        return str(answer).strip()

    def _defect(self, answer: object, text: str) -> str | None:
        """Say what is wrong with an answer that came, if anything is."""
        if not isinstance(answer, str) or not answer.strip():
            return "the engine gave no translation"
        if answer.startswith(self._spec.refusals):
            return "the engine refused (limit reached or request not understood)"
        if _letters(answer) == _letters(text):
            return "the engine gave the text back untranslated"
        return None

    def _client(self, courier: Courier, source: str, target: str) -> Any:
        """Start deep-translator's client for one direction."""
        import deep_translator
        from deep_translator.constants import BASE_URLS

        spec = self._spec
        table = {code: code for code in spec.codes.values()}
        names: dict[str, Any] = {}
        if self._url:
            names["BASE_URLS"] = {**BASE_URLS, spec.base: self._url}
        if spec.languages:
            names[spec.languages] = table
        kind: Any = refit(getattr(deep_translator, spec.client), courier, names)
        if spec.client == "MicrosoftTranslator":
            kind._get_supported_languages = lambda _: table
        found = {argument: os.environ.get(name) for argument, name in {**spec.keys, **spec.optional}.items()}
        given = {**spec.defaults, **{argument: value for argument, value in found.items() if value}}
        problem = None
        try:
            return kind(source=source, target=target, **given)
        except Exception as error:  # noqa: BLE001 - see _ask
            problem = type(error).__name__
        raise TranslationError(f"{self.name}: deep-translator's client cannot start ({problem})")


def _which(number: int, texts: Sequence[str]) -> str:
    return f"text {number + 1} of {len(texts)}"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _problem(error: Exception, courier: Courier) -> str:
    """Name a failure by its HTTP status and its kind; the messages hold texts, addresses and keys."""
    if courier.failure:
        slow = courier.failure in {"ReadTimeout", "ConnectTimeout"}
        return f"no answer within {courier.timeout:g} s" if slow else f"no answer ({courier.failure})"
    if courier.status is not None and not 200 <= courier.status < 300:
        return f"HTTP {courier.status}{' (too many requests)' if courier.status == 429 else ''}"
    return f"the answer cannot be read ({type(error).__name__})"
