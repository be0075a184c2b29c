"""An engine of one's own that does what a test tells it, and remembers what it was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kmedtext.errors import TranslationCode, TranslationError
from kmedtext.translation import EngineLimits, Translation

Script = Callable[[Sequence[str]], list[str]]


def turned(texts: Sequence[str]) -> list[str]:
    """Translate by turning each text round."""
    return [text[::-1] for text in texts]


def failing(code: str, *, retry_after: float | None = None, times: int | None = None) -> Script:
    """Fail always, or so many times."""
    left = iter(range(10**9 if times is None else times))

    def script(texts: Sequence[str]) -> list[str]:
        if next(left, None) is not None:
            raise TranslationError(f"scripted: {code}", TranslationCode(code), retry_after=retry_after)
        return turned(texts)

    return script


class Scripted:
    """An engine; ``asked`` are the batches it got, ``contexts`` the contexts that came with them."""

    def __init__(
        self, script: Script = turned, *, name: str = "scripted", network: bool = True, **limits: object
    ) -> None:
        self.name = name
        self.signature = f"{name}==1"
        self.network = network
        self.limits = EngineLimits(**{"max_chars": 1000, "max_bytes": 3000, "measure": "utf-8", **limits})  # type: ignore[arg-type]
        self.asked: list[list[str]] = []
        self.contexts: list[list[str | None]] = []
        self._script = script

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        *,
        context: Sequence[str | None] | None = None,
    ) -> list[Translation]:
        self.asked.append(list(texts))
        self.contexts.append(list(context or ()))
        return [Translation(text, source, target, self.name) for text in self._script(texts)]
