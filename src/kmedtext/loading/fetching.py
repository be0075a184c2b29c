"""Fetching: a page from the web, where the user allows it.

Nothing but the GET is sent: no cookies, no passwords of a ``.netrc``, and no proxy of the
environment is used. What is fetched is the one input that may differ between two runs, and so is
the time in ``Source.retrieved``.
"""

from __future__ import annotations

import queue
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from kmedtext.__about__ import __version__
from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.carriers import declared_type
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Document, Origin
from kmedtext.loading.packing.contentcoding import decoded
from kmedtext.loading.packing.unpacking import Unpacker

if TYPE_CHECKING:
    import requests

_REDIRECTS = 5
_CONNECT, _WAIT = 10.0, 30.0
_PIECE = 1 << 16
_HEADS = {
    "User-Agent": f"kmedtext/{__version__}",
    "Accept": "*/*",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}
_MOVED = frozenset({301, 302, 303, 307, 308})
# What a status means for the user; any other one that is no page is "unsupported".
_CODES = {
    401: FailureCode.PERMISSION,
    402: FailureCode.PERMISSION,
    403: FailureCode.PERMISSION,
    404: FailureCode.NOT_FOUND,
    407: FailureCode.PERMISSION,
    408: FailureCode.TIMED_OUT,
    410: FailureCode.NOT_FOUND,
    429: FailureCode.TIMED_OUT,
    451: FailureCode.PERMISSION,
    503: FailureCode.TIMED_OUT,
    504: FailureCode.TIMED_OUT,
}
_ADVICE = {
    FailureCode.PERMISSION: "Save the page from a browser, and name the file.",
    FailureCode.NOT_FOUND: "Check the address.",
    FailureCode.TIMED_OUT: "Try again later, or save the page from a browser and name the file.",
    FailureCode.UNSUPPORTED: "Open the address in a browser; save the page there, and name the file.",
}


def fetch(address: str, limits: Limits, *, allow_network: bool) -> Document:
    """Fetch an http or https address; its id is the last segment of its path.

    Raises LoadError: ``permission`` where the network is not allowed or the server refuses,
    ``not_found``, ``timed_out`` (after ``max_seconds`` in all), ``too_large``, ``truncated``, ``unsupported``.
    """
    shown = without_password(address)
    if not allow_network:
        raise LoadError(
            FailureCode.PERMISSION,
            shown,
            "it lies on the network, which is used only where that is allowed",
            "Add --allow-network (allow_network=True in Python), or save the page and name the file.",
        )
    # A server may send a byte now and then for ever, and no time-out of a socket sees that. A thread
    # can be left to its fate.
    answers: queue.SimpleQueue[Document | Exception] = queue.SimpleQueue()
    end = time.monotonic() + limits.max_seconds
    thread = threading.Thread(target=_answer, args=(address, limits, end, answers), daemon=True)
    thread.start()
    try:
        answer = answers.get(timeout=limits.max_seconds + 1)
    except queue.Empty:
        raise _late(shown, limits) from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def without_password(address: str) -> str:
    """The address without the name and password that may stand in it.

    >>> without_password("https://kim:secret@example.org/a?b")
    'https://example.org/a?b'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _answer(
    address: str, limits: Limits, end: float, answers: queue.SimpleQueue[Document | Exception]
) -> None:
    try:
        answers.put(_fetched(address, limits, end))
    except Exception as error:  # noqa: BLE001 - whatever it is, the caller raises it
        answers.put(error)


def _fetched(address: str, limits: Limits, end: float) -> Document:
    import requests
    from urllib3.exceptions import HTTPError, ProtocolError

    shown = without_password(address)
    broken = LoadError(FailureCode.TRUNCATED, shown, "the connection broke off", "Try again later.")
    try:
        return _followed(address, shown, limits, end)
    except requests.exceptions.SSLError as error:
        raise LoadError(
            FailureCode.PERMISSION,
            shown,
            "the server's certificate cannot be trusted",
            "Check the address.",
        ) from error
    except (requests.exceptions.Timeout, TimeoutError) as error:
        raise _late(shown, limits) from error
    except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, UnicodeError) as error:
        raise LoadError(
            FailureCode.NOT_FOUND, shown, "it is no address of a page", "Check the address."
        ) from error
    except requests.exceptions.ConnectionError as error:
        if error.args and isinstance(error.args[0], ProtocolError):
            raise broken from error
        raise LoadError(
            FailureCode.NOT_FOUND,
            shown,
            "the server cannot be reached",
            "Check the address and the network.",
        ) from error
    except (requests.exceptions.RequestException, HTTPError, OSError) as error:
        raise broken from error


def _followed(address: str, shown: str, limits: Limits, end: float) -> Document:
    """Follow redirects, each with a GET that knows nothing of the last; only to http and https."""
    import requests

    for _ in range(_REDIRECTS + 1):
        with requests.Session() as session:
            session.trust_env = False
            with session.get(
                address,
                stream=True,
                allow_redirects=False,
                timeout=(_CONNECT, min(_WAIT, limits.max_seconds)),
                headers=_HEADS,
            ) as response:
                target = response.headers.get("Location")
                if response.status_code not in _MOVED or not target:
                    return _document(response, address, shown, limits, end)
        address = urljoin(address, target)
        if urlsplit(address).scheme not in ("http", "https"):
            raise LoadError(
                FailureCode.UNSUPPORTED,
                shown,
                "it leads to what is no web address",
                _ADVICE[FailureCode.UNSUPPORTED],
            )
    raise LoadError(
        FailureCode.UNSUPPORTED,
        shown,
        f"it leads on more than {_REDIRECTS} times",
        _ADVICE[FailureCode.UNSUPPORTED],
    )


def _document(response: requests.Response, address: str, shown: str, limits: Limits, end: float) -> Document:
    if response.status_code != 200:
        code = _CODES.get(response.status_code, FailureCode.UNSUPPORTED)
        raise LoadError(code, shown, f"the server answers with status {response.status_code}", _ADVICE[code])
    most = max(limits.max_bytes, limits.max_document_bytes)
    packed = _Body(response, shown, limits, end)
    unpacked = decoded(packed, response.headers.get("Content-Encoding"), Unpacker(limits), shown)
    parts: list[bytes] = []
    size = 0
    while data := unpacked.read(_PIECE):
        parts.append(data)
        size += len(data)
        if size > most:
            raise LoadError(
                FailureCode.TOO_LARGE,
                shown,
                f"there are more than {most:,} bytes",
                "Leave it out, or raise Limits(max_document_bytes=…).",
            )
    media_type, charset = declared_type(response.headers.get("Content-Type"))
    final = without_password(address)
    origin = Origin(
        id=page_id(final),
        path=shown,
        url=final,
        charset=charset,
        media_type=media_type or None,
        retrieved=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    return Document(origin, b"".join(parts))


class _Body:
    """The bytes of an answer as the server packed them, until the time is up."""

    def __init__(self, response: requests.Response, shown: str, limits: Limits, end: float) -> None:
        self._response, self._shown, self._limits, self._end = response, shown, limits, end

    def read(self, size: int, /) -> bytes:
        """Give up to ``size`` bytes."""
        if time.monotonic() > self._end:
            raise _late(self._shown, self._limits)
        return cast(bytes, self._response.raw.read(size, decode_content=False))


def _late(shown: str, limits: Limits) -> LoadError:
    return LoadError(
        FailureCode.TIMED_OUT,
        shown,
        "the server does not answer in time",
        f"Try again later, or raise Limits(max_seconds=…), which is {limits.max_seconds:g}.",
    )


def page_id(address: str) -> str:
    """The id of a page by its address: the last segment of the path, or the host.

    >>> page_id("https://example.org/news/%EA%B8%B0%EC%82%AC.html?a=1"), page_id("https://example.org/")
    ('기사', 'example.org')
    """
    parts = urlsplit(address)
    segment = unquote(parts.path).rstrip("/").rpartition("/")[2]
    return (
        Origin(address)
        .inside(segment or parts.hostname or address, id=None if segment else parts.hostname)
        .id
    )
