"""Vectors from an embeddings endpoint that speaks OpenAI's protocol: a service, or a server of one's own.

It is the one encoder that sends texts anywhere, so it works only where it is named and the network is allowed.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

import numpy as np

from kmedtext.__about__ import __version__
from kmedtext.alignment.encoders.answers import BadAnswer, vectors_of
from kmedtext.alignment.encoders.protocol import Vectors, readable
from kmedtext.alignment.encoders.waiting import pause_before
from kmedtext.errors import EncoderError, UsageError

_PASSING: Final = frozenset(
    {408, 425, 429, 500, 502, 503, 504, 529}
)  # statuses that another try may get over
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_MOST_BYTES: Final = 1 << 28

Outcome = tuple[int, str | None, bytes]
"""Status, Retry-After and body of an answer."""


class EndpointEncoder:
    """An OpenAI-compatible embeddings endpoint behind our protocol.

    ``url`` is the base, as ``http://localhost:8000/v1``; ``/embeddings`` is added. The key is read from the
    environment variable ``key_env`` when it is needed, and is nowhere else: not in the signature, a message or a
    pickle; without one, none is sent. ``batch`` texts go into a request, which may take ``timeout`` seconds in all and is tried
    ``tries`` times, with growing pauses from ``pause`` seconds on, or as long as the server asks for, up to
    ``longest_pause``. ``dim`` is checked where it is given. Every text is sent to that address: so ``allow_network`` must be True.

    >>> EndpointEncoder("http://localhost:8000/v1", "bge-m3", allow_network=True).signature
    "endpoint=http://localhost:8000/v1;model=bge-m3;prefix='';max_chars=2000"
    """

    def __init__(
        self,
        url: str,
        model: str,
        *,
        allow_network: bool = False,
        key_env: str = "KMEDTEXT_EMBEDDINGS_KEY",
        prefix: str = "",
        max_chars: int = 2000,
        dim: int | None = None,
        batch: int = 64,
        timeout: float = 60.0,
        tries: int = 5,
        pause: float = 0.5,
        longest_pause: float = 60.0,
    ) -> None:
        """Check the settings; nothing is sent."""
        self.url = _address(url)
        if not model:
            raise UsageError(
                "the endpoint's model has no name; give one, e.g. openai:bge-m3@http://localhost:8000/v1"
            )
        if allow_network is not True:
            raise UsageError(
                f"encoder {model} at {self.url} would get every sentence over the network; "
                "if that is wanted, say so: allow_network=True (--allow-network)"
            )
        if batch < 1 or tries < 1 or max_chars < 1 or not timeout > 0:
            raise UsageError("batch, tries and max_chars must be 1 or more, and timeout above 0 seconds")
        self.model = model
        self.key_env = key_env
        self.prefix = prefix
        self.max_chars = max_chars
        self.batch = batch
        self.timeout = timeout
        self.tries = tries
        self.pause = pause
        self.longest_pause = longest_pause
        self._dim = dim

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the settings only, the key not among them."""
        names = ("key_env", "prefix", "max_chars", "batch", "timeout", "tries", "pause", "longest_pause")
        settings = {name: getattr(self, name) for name in names}
        return _endpoint, (self.url, self.model, {**settings, "dim": self._dim})

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model

    @property
    def dim(self) -> int:
        """Length of a vector; asks the endpoint where it is not known yet."""
        if self._dim is None:
            self.encode(["."])
        return int(self._dim or 0)

    @property
    def signature(self) -> str:
        """Address, model and every setting that changes vectors; what stands behind the address it cannot know."""
        return f"endpoint={self.url};model={self.model};prefix={self.prefix!r};max_chars={self.max_chars}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Turn n texts into an (n, dim) array of unit vectors; equal texts are sent once, empty ones never.

        Raises :class:`~kmedtext.errors.EncoderError` where the endpoint fails for good; the message holds no text.
        """
        given = [readable(text, self.max_chars) for text in texts]
        filled = [text for text in dict.fromkeys(given) if text]
        found: dict[str, Vectors] = {}
        for start in range(0, len(filled), self.batch):
            some = filled[start : start + self.batch]
            vectors = self._asked([self.prefix + text for text in some])
            self._dim = vectors.shape[1]
            found.update(zip(some, vectors, strict=True))
        nothing = np.zeros(self.dim, dtype=np.float32)
        return (
            np.stack([found.get(text, nothing) for text in given])
            if given
            else np.zeros((0, self.dim), np.float32)
        )

    def _asked(self, texts: list[str]) -> Vectors:
        """Send one batch, as often as it takes."""
        problem = ""
        for number in range(self.tries):
            asked: str | None = None
            try:
                status, asked, body = self._send(texts)
            except TimeoutError:
                problem = f"no answer within {self.timeout:g} s"
            except ConnectionError as error:
                problem = str(error)
            else:
                if status == 200:
                    try:
                        return vectors_of(body, len(texts), self._dim)
                    except BadAnswer as error:
                        problem = str(error)
                else:
                    problem = f"HTTP {status}"
                    if status not in _PASSING:
                        raise EncoderError(f"{self._where}: {problem}{self._hint(status)}")
            if number + 1 < self.tries:
                wait = pause_before(number, self.pause, asked)
                if wait > self.longest_pause:
                    raise EncoderError(
                        f"{self._where}: {problem}; it asks to wait {wait:.0f} s, more than {self.longest_pause:g}"
                    )
                time.sleep(wait)
        raise EncoderError(f"{self._where}: {problem}, {self.tries} times")

    @property
    def _where(self) -> str:
        return f"encoder {self.model} at {self.url}"

    def _hint(self, status: int) -> str:
        if status in (401, 403):
            return f"; the key is read from the environment variable {self.key_env}"
        return "; check the address and the model's name" if status == 404 else ""

    def _send(self, texts: list[str]) -> Outcome:
        """Send one request; a thread can be left to its fate where a server sends a byte now and then for ever."""
        outcomes: queue.SimpleQueue[Outcome | None] = queue.SimpleQueue()
        key = os.environ.get(self.key_env)
        parts = urlsplit(self.url)
        if key and parts.scheme == "http" and parts.hostname not in _HERE:
            raise UsageError(f"{self._where}: the key would travel unencrypted; use an https address")
        threading.Thread(target=self._post, args=(texts, key, outcomes), daemon=True).start()
        try:
            outcome = outcomes.get(timeout=self.timeout)
        except queue.Empty:
            raise TimeoutError from None
        if outcome is None:
            raise ConnectionError("no connection, or it broke off")
        return outcome

    def _post(self, texts: list[str], key: str | None, outcomes: queue.SimpleQueue[Outcome | None]) -> None:
        import requests

        heads = {"User-Agent": f"kmedtext/{__version__}"} | (
            {"Authorization": f"Bearer {key}"} if key else {}
        )
        body = {"model": self.model, "input": texts, "encoding_format": "float"}
        try:
            with requests.Session() as session:
                session.trust_env = False  # no proxies and passwords of the environment
                answer = session.post(
                    f"{self.url}/embeddings",
                    json=body,
                    headers=heads,
                    timeout=self.timeout,
                    allow_redirects=False,  # texts and key go where they were meant to go
                    stream=True,
                )
                raw = answer.raw.read(_MOST_BYTES, decode_content=True)
                outcomes.put((answer.status_code, answer.headers.get("Retry-After"), raw))
        except Exception:  # noqa: BLE001 - its message may hold the texts and the key
            outcomes.put(None)


def _endpoint(url: str, model: str, settings: dict[str, Any]) -> EndpointEncoder:
    return EndpointEncoder(url, model, allow_network=True, **settings)


def _address(url: str) -> str:
    """Check a base address: of the web, and nothing secret in it."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise UsageError(
            "the endpoint's address cannot be read; give one like http://localhost:8000/v1"
        ) from None
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise UsageError(
            "the endpoint's address holds a name, a password or a query; "
            "give the plain address, and the key in an environment variable"
        )
    if not usable:
        raise UsageError(f"{url}: no http or https address; give one like http://localhost:8000/v1")
    return url.rstrip("/").removesuffix("/embeddings")
