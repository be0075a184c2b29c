"""Engines behind an OpenAI-compatible chat endpoint: a local model (vLLM, llama.cpp, Ollama …) or OpenAI's own."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from kmedtext.errors import TranslationCode, TranslationError, UsageError
from kmedtext.records import Lang
from kmedtext.translation.address import Address
from kmedtext.translation.courier import Courier
from kmedtext.translation.engine import Translation, check_direction
from kmedtext.translation.keys import find_key, require_keys
from kmedtext.translation.limits import EngineLimits
from kmedtext.translation.numbered import numbered, taken_apart
from kmedtext.translation.policy import Policy

_OPENAI = "https://api.openai.com/v1"
_QUOTA = ("insufficient_quota",)


@cache
def _raw() -> bytes:
    return files("kmedtext.translation").joinpath("chat.toml").read_bytes()


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(_raw().decode("utf-8"))


class ChatTranslator:
    """A chat model as an engine, with a fixed prompt (``chat.toml``), temperature 0 and a seed.

    ``url`` is the endpoint up to ``/v1``; without one it is OpenAI's. The key is looked up as ``CHAT_API_KEY`` for an
    endpoint of one's own, which may need none, and as ``OPENAI_API_KEY`` for OpenAI's. ``batch`` texts go into one
    request as a numbered list. Context goes along as a passage to understand the text by.
    """

    network = True

    def __init__(
        self, model: str, *, url: str | None = None, timeout: float | None = None, batch: int | None = None
    ) -> None:
        """Look for the key; nothing is sent before :meth:`translate`."""
        if not model.strip():
            raise UsageError("a chat engine needs a model: chat:MODEL@http://HOST:PORT/v1, or chatgpt:MODEL")
        self.model = model
        self.name = "chat" if url else "chatgpt"
        self.timeout = Policy().timeout if timeout is None else timeout
        self.batch = _table()["batch"] if batch is None else batch
        if not self.timeout > 0 or not self.batch > 0:
            raise UsageError(f"timeout is {timeout} and batch is {batch}; give numbers above 0")
        self._address = Address(url)
        self._key = "CHAT_API_KEY" if url else "OPENAI_API_KEY"
        self._courier: Courier | None = None
        if not url:
            require_keys(self.name, [self._key])

    def __repr__(self) -> str:
        return f"ChatTranslator({self.model!r})"

    def __getstate__(self) -> dict[str, Any]:
        """Leave the connection out."""
        return {**vars(self), "_courier": None}

    @property
    def signature(self) -> str:
        """Model, host, the prompt's hash, and the sampling."""
        table = _table()
        prompt = hashlib.sha256(_raw()).hexdigest()[:12]
        host = self._address.host or "api.openai.com"
        sampling = f"temperature={table['temperature']};seed={table['seed']};batch={self.batch}"
        return f"chat;model={self.model};host={host};prompt={prompt};{sampling}"

    @property
    def limits(self) -> EngineLimits:
        """As ``chat.toml`` says; several texts go together where ``batch`` is above 1."""
        table = _table()
        return EngineLimits(
            table["max_chars"], table["max_bytes"], "utf-8", self.batch, None, "tokens", context=True
        )

    def translate(
        self,
        texts: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        context: Sequence[str | None] | None = None,
    ) -> list[Translation]:
        """Translate all texts in one request; raise where the answer is not exactly the translations."""
        languages = _table()["languages"]
        check_direction(self.name, languages, source, target)
        if not texts:
            return []
        passage = next((item for item in context or () if item), None)
        answer = self._ask(self._messages(texts, languages[source], languages[target], passage))
        answers = [answer] if len(texts) == 1 else taken_apart(answer, len(texts))
        if answers is None:
            raise TranslationError(
                f"{self.name}: the answer has not the {len(texts)} numbered texts asked for",
                TranslationCode.WRONG_COUNT,
            )
        for text, given in zip(texts, answers, strict=True):
            if _lines(given) > max(1, _lines(text)):
                raise TranslationError(
                    f"{self.name}: the answer has more lines than the text", TranslationCode.UNREADABLE
                )
        return [Translation(given, source, target, self.name, self.model) for given in answers]

    def close(self) -> None:
        """Close the connection; a later call opens a new one."""
        if self._courier is not None:
            self._courier.close()
            self._courier = None

    def _messages(self, texts: Sequence[str], source: str, target: str, passage: str | None) -> Any:
        prompts = _table()["prompts"]
        system = prompts["system"].replace("{source}", source).replace("{target}", target)
        if len(texts) > 1:
            system += "\n" + prompts["numbered"].replace("{count}", str(len(texts)))
        if passage is not None:
            system += "\n" + prompts["context"].replace("{context}", passage)
        user = texts[0] if len(texts) == 1 else numbered(texts)
        return [{"role": "system", "content": system.strip()}, {"role": "user", "content": user}]

    def _ask(self, messages: Any) -> str:
        courier = self._courier = self._courier or Courier(self.timeout)
        table = _table()
        body = {
            "model": self.model,
            "messages": messages,
            "temperature": table["temperature"],
            "seed": table["seed"],
            "stream": False,
        }
        key = find_key(self._key)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        url = (self._address.value() or _OPENAI).rstrip("/") + "/chat/completions"
        answer: object = None
        trouble = None
        try:
            answer = courier.post(url, json=body, headers=headers).json()
        except (OSError, ValueError) as error:  # those of requests are OSErrors, those of JSON ValueErrors
            trouble = type(error).__name__
        # Raised out here, because an exception's context would hold the text and the key.
        if failure := courier.failed(self.name, _QUOTA):
            raise failure
        if trouble is not None:
            raise TranslationError(
                f"{self.name}: the answer cannot be read ({trouble})", TranslationCode.UNREADABLE
            )
        return self._content(answer)

    def _content(self, answer: object) -> str:
        match answer:
            case {"choices": [{"message": {"content": str() as content}, **choice}, *_]}:
                ended = choice.get("finish_reason")
            case {"choices": [{"message": {"refusal": str()}}, *_]}:
                raise TranslationError(f"{self.name}: the model refused", TranslationCode.REFUSED)
            case _:
                raise TranslationError(
                    f"{self.name}: the answer is no chat completion", TranslationCode.UNREADABLE
                )
        if ended == "length":
            raise TranslationError(f"{self.name}: the answer was cut off", TranslationCode.TOO_LONG)
        if ended == "content_filter":
            raise TranslationError(f"{self.name}: the answer was filtered", TranslationCode.REFUSED)
        thoughts = _table()["thoughts"]
        if content.lstrip().startswith(thoughts["start"]):
            content = content.partition(thoughts["end"])[2]
        return content.strip()


def _lines(text: str) -> int:
    return sum(1 for line in text.splitlines() if line.strip())
