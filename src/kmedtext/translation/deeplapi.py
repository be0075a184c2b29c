"""DeepL by its official client (extra ``deepl``): fifty texts a request, and context."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from kmedtext.errors import MissingExtraError, TranslationCode, TranslationError, UsageError
from kmedtext.records import Lang
from kmedtext.translation.address import Address
from kmedtext.translation.courier import Courier
from kmedtext.translation.engine import Translation, check_direction
from kmedtext.translation.keys import find_key, require_keys
from kmedtext.translation.limits import EngineLimits
from kmedtext.translation.policy import Policy

_SOURCES = {"ko": "KO", "en": "EN"}
_TARGETS = {"ko": "KO", "en": "EN-US"}  # the client refuses a plain EN
_KEY = "DEEPL_API_KEY"
# developers.deepl.com/docs/api-reference/translate: 50 texts and 128 KiB a request. The client writes a Hangul
# syllable as six bytes (\\uXXXX), twice its UTF-8.
_LIMITS = EngineLimits(60_000, 60_000, "utf-8", 50, 5.0, "characters", context=True)


class DeepLTranslator:
    """DeepL by its own client. The key is looked up as ``DEEPL_API_KEY``; ``url`` replaces the service's address.

    The client's own retries are left out, so that waiting is up to :func:`~kmedtext.translation.dispatch` alone.
    """

    name = "deepl-official"
    network = True

    def __init__(self, *, url: str | None = None, timeout: float | None = None) -> None:
        """Look for client and key; nothing is sent before :meth:`translate`."""
        if find_spec("deepl") is None:
            raise MissingExtraError("deepl", "DeepL's official client")
        self.timeout = Policy().timeout if timeout is None else timeout
        if not self.timeout > 0:
            raise UsageError(f"timeout is {timeout}; give seconds above 0")
        self._address = Address(url, "DEEPL_URL")
        self._client: tuple[Courier, Any] | None = None
        require_keys(self.name, [_KEY])

    def __repr__(self) -> str:
        return "DeepLTranslator()"

    def __getstate__(self) -> dict[str, Any]:
        """Leave the client out, which holds the key."""
        return {**vars(self), "_client": None}

    @property
    def signature(self) -> str:
        """Client, version, and the host where it is not the usual one."""
        host = f";host={self._address.host}" if self._address.host else ""
        return f"deepl=={version('deepl')}{host}"

    @property
    def limits(self) -> EngineLimits:
        """Those of DeepL's translate call."""
        return _LIMITS

    def translate(
        self,
        texts: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        context: Sequence[str | None] | None = None,
    ) -> list[Translation]:
        """Translate all texts in one request, with the first context that there is."""
        check_direction(self.name, _SOURCES, source, target)
        if not texts:
            return []
        courier, client = self._started()
        passage = next((item for item in context or () if item), None)
        results, trouble = [], None
        courier.forget()
        try:
            results = client.translate_text(
                list(texts),
                source_lang=_SOURCES[source],
                target_lang=_TARGETS[target],
                context=passage,
                split_sentences="0",
                preserve_formatting=True,
            )
        except Exception as error:  # noqa: BLE001 - an answer in another form raises anything
            trouble = type(error).__name__
        # Raised out here, because an exception's context would hold the text and the key.
        if failure := courier.failed(self.name):
            raise failure
        if trouble is not None or not results:  # what is no JSON the client takes for an empty answer
            raise TranslationError(
                f"{self.name}: the answer cannot be read ({trouble or 'nothing in it'})",
                TranslationCode.UNREADABLE,
            )
        return [Translation(result.text, source, target, self.name) for result in results]

    def close(self) -> None:
        """Close the connection; a later call opens a new one."""
        if self._client is not None:
            self._client[0].close()
            self._client = None

    def _started(self) -> tuple[Courier, Any]:
        if self._client is None:
            import deepl

            client: Any = deepl.DeepLClient(find_key(_KEY) or "", server_url=self._address.value())
            client.close()
            courier = Courier(self.timeout)
            client._client = _Sender(courier)
            self._client = courier, client
        return self._client


class _Sender:
    """Stands in for the client's own sender, which waits and retries by itself."""

    def __init__(self, courier: Courier) -> None:
        self._courier = courier

    def request_with_backoff(
        self, method: str, url: str, data: Any, json: Any, headers: dict[str, str], **_: Any
    ) -> tuple[int, str]:
        """Send once, and give status and body."""
        response = self._courier.request(method, url, data=data or None, json=json, headers=headers)
        response.encoding = "UTF-8"
        return response.status_code, response.text

    def close(self) -> None:
        """The courier is closed by the engine."""
