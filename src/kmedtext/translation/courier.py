"""One HTTP session with a time-out, a deadline and a bound on the answer, that remembers how a request ended."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

from kmedtext.errors import TranslationCode, TranslationError

_LARGEST_ANSWER = 16 << 20
_HEAD = 2000
_GARBLED = "ContentDecodingError"
_TOTAL = 4  # a whole answer may take this many time-outs, so that a server which drips holds nobody up


@dataclass(frozen=True, slots=True)
class Carriage:
    """How a client's request is put right before it leaves; ``engines.toml`` explains the fields."""

    headers: Mapping[str, str] = field(default_factory=dict)
    form: bool = False
    secret: Mapping[str, str] = field(default_factory=dict)
    follow: bool = False

    def dress(self, method: str, options: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """Give method and options as they are sent."""
        headers = {self.headers.get(name, name): value for name, value in options.get("headers", {}).items()}
        params = dict(options.get("params") or {})
        if self.secret and (key := params.pop(self.secret["parameter"], None)) is not None:
            headers[self.secret["header"]] = self.secret.get("prefix", "") + key
        dressed = {**options, "headers": headers, "params": params}
        if self.form:
            return "POST", {**dressed, "params": None, "data": params}
        return method, dressed


class Courier:
    """Sends requests in place of the module ``requests``: one session, a time-out on every request.

    ``timeout`` is in seconds, for the connection and for each wait for bytes; a whole answer may take four of
    them. ``status`` is the HTTP status of the last answer, None where there was none; ``failure`` then names what
    came instead (``ReadTimeout``). ``retry_after`` is how long the service asked to wait, in seconds. ``head`` is
    how the answer began.
    """

    def __init__(self, timeout: float, carriage: Carriage | None = None) -> None:
        """Open a session; nothing is sent."""
        import requests

        self.exceptions = requests.exceptions
        self.timeout = timeout
        self._carriage = carriage or Carriage()
        self.status: int | None = None
        self.failure: str | None = None
        self.retry_after: float | None = None
        self.head = ""
        self._session = requests.Session()

    def get(self, url: str, **options: Any) -> Any:
        """Send a GET request."""
        return self.request("GET", url, **options)

    def post(self, url: str, **options: Any) -> Any:
        """Send a POST request."""
        return self.request("POST", url, **options)

    def request(self, method: str, url: str, **options: Any) -> Any:
        """Send a request and read its whole answer."""
        self.forget()
        method, dressed = self._carriage.dress(method, options)
        follow = self._carriage.follow and method == "GET"  # a key must not follow to another host
        started = time.monotonic()
        try:
            response = self._session.request(
                method, url, **{**dressed, "timeout": self.timeout, "stream": True, "allow_redirects": follow}
            )
            content = self._read(response, started + _TOTAL * self.timeout)
        except self.exceptions.RequestException as error:
            self.failure = type(error).__name__
            raise
        response._content, response._content_consumed = content, True
        if "charset" not in response.headers.get("Content-Type", "").lower():
            response.encoding = "utf-8"
        if response.encoding and response.encoding.lower() in {"utf-8", "utf8"} and not _is_utf8(content):
            self.failure = _GARBLED
            raise self.exceptions.ContentDecodingError("the answer is no UTF-8")
        self.status = response.status_code
        self.retry_after = seconds_to_wait(response.headers.get("Retry-After"), time.time())
        self.head = content[:_HEAD].decode("utf-8", "replace")
        return response

    def _read(self, response: Any, until: float) -> bytes:
        from urllib3.exceptions import HTTPError, ReadTimeoutError

        parts, length = [], 0
        problem: Exception | None = None
        try:
            with response:
                while part := _some(response.raw):
                    parts.append(part)
                    length += len(part)
                    if length > _LARGEST_ANSWER:
                        raise self.exceptions.ContentDecodingError("the answer is too large")
                    if time.monotonic() > until:
                        raise self.exceptions.ReadTimeout("the answer takes too long")
        except ReadTimeoutError:
            problem = self.exceptions.ReadTimeout("no more bytes came")
        except HTTPError:
            problem = self.exceptions.ConnectionError("the answer broke off")
        if problem is not None:
            raise problem
        return b"".join(parts)

    def failed(self, engine: str, quota: tuple[str, ...] = ()) -> TranslationError | None:
        """Say what went wrong with the last request on the way, None where an answer with a status 2xx came.

        ``quota`` are words by which a service says in a refusal that the account is used up.
        """
        if self.failure:
            if self.failure in {"ReadTimeout", "ConnectTimeout"}:
                told = f"{engine}: no answer within {self.timeout:g} s"
                return TranslationError(told, TranslationCode.TIMEOUT)
            if self.failure == _GARBLED:
                told = f"{engine}: the answer cannot be read ({self.failure})"
                return TranslationError(told, TranslationCode.UNREADABLE)
            return TranslationError(f"{engine}: no answer ({self.failure})", TranslationCode.UNAVAILABLE)
        if self.status is None or 200 <= self.status < 300:
            return None
        code = TranslationCode.QUOTA if any(word in self.head for word in quota) else status_code(self.status)
        words = f" ({_WORDS[code]})" if code in _WORDS else ""
        return TranslationError(f"{engine}: HTTP {self.status}{words}", code, retry_after=self.retry_after)

    def forget(self) -> None:
        """Forget how the last request ended."""
        self.status = self.failure = self.retry_after = None
        self.head = ""

    def close(self) -> None:
        """Close the session and its connections."""
        self._session.close()


_WORDS = {
    TranslationCode.RATE_LIMITED: "too many requests",
    TranslationCode.QUOTA: "the account is used up",
    TranslationCode.AUTH: "key missing, wrong or without the right",
}
_STATUSES = {
    401: TranslationCode.AUTH,
    402: TranslationCode.QUOTA,
    403: TranslationCode.AUTH,
    404: TranslationCode.UNAVAILABLE,
    408: TranslationCode.TIMEOUT,
    413: TranslationCode.TOO_LONG,
    414: TranslationCode.TOO_LONG,
    429: TranslationCode.RATE_LIMITED,
    456: TranslationCode.QUOTA,  # DeepL's own
    529: TranslationCode.RATE_LIMITED,  # DeepL's own: too many requests, try later
}


def status_code(status: int) -> TranslationCode:
    """Put an HTTP status that is no success into our terms.

    >>> str(status_code(429)), str(status_code(503)), str(status_code(400))
    ('rate_limited', 'server', 'refused')
    """
    if status >= 500:
        return _STATUSES.get(status, TranslationCode.SERVER)
    return _STATUSES.get(status, TranslationCode.REFUSED if status >= 400 else TranslationCode.UNAVAILABLE)


def seconds_to_wait(value: str | None, now: float) -> float | None:
    """Read a Retry-After header: seconds, or a date (RFC 9110, 10.2.3), against the Unix time ``now``.

    >>> seconds_to_wait("120", 0.0), seconds_to_wait("Thu, 01 Jan 1970 00:01:30 GMT", 60.0)
    (120.0, 30.0)
    >>> seconds_to_wait("soon", 0.0) is None
    True
    """
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (ValueError, OverflowError):
        return None


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _some(raw: Any) -> bytes:
    """Read what has come, without waiting for more; urllib3 1 can only wait for a number of bytes."""
    if hasattr(raw, "read1"):
        return bytes(raw.read1(1 << 16, decode_content=True))
    return bytes(raw.read(1 << 10, decode_content=True))
