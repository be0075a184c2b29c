"""deep-translator's clients, made fit for use: with a time-out, an address of our choice, and silent.

The clients call ``requests.get`` and ``requests.post`` without a time-out, so a server that never answers hangs
them for ever, and look addresses and languages up in tables of their module. :func:`refit` makes a subclass
whose methods are theirs, code object for code object, but look those names up in a namespace of their own.
deep-translator itself is not changed, and other users of it in the process notice nothing.
"""

from __future__ import annotations

import logging
import types
from collections.abc import Mapping
from typing import Any

_log = logging.getLogger("kmedtext.translation")


class Courier:
    """Stands in for the module ``requests`` in a client: one session, a time-out on every request.

    ``timeout`` is in seconds, for the connection and for each wait for bytes. ``status`` is the HTTP status of
    the last answer, None where there was none; ``failure`` then names what came instead (``ReadTimeout``).
    """

    def __init__(self, timeout: float) -> None:
        """Open a session; nothing is sent."""
        import requests

        self.exceptions = requests.exceptions
        self.timeout = timeout
        self.status: int | None = None
        self.failure: str | None = None
        self._session = requests.Session()

    def get(self, url: str, **options: Any) -> Any:
        """Send a GET request."""
        return self._send("GET", url, options)

    def post(self, url: str, **options: Any) -> Any:
        """Send a POST request."""
        return self._send("POST", url, options)

    def _send(self, method: str, url: str, options: dict[str, Any]) -> Any:
        self.forget()
        try:
            response = self._session.request(method, url, **{**options, "timeout": self.timeout})
        except self.exceptions.RequestException as error:
            self.failure = type(error).__name__
            raise
        self.status = response.status_code
        return response

    def forget(self) -> None:
        """Forget how the last request ended."""
        self.status = self.failure = None

    def close(self) -> None:
        """Close the session and its connections."""
        self._session.close()


def refit(client: type, courier: Courier, names: Mapping[str, Any]) -> type:
    """Make a subclass of a client that sends by ``courier`` and sees ``names`` in place of its module's."""
    # Its warnings would go to the root logger and switch logging on for the whole program.
    seen = {"requests": courier, "logging": _log, **names}
    methods = {
        name: _rebound(function, seen)
        for name, function in vars(client).items()
        if isinstance(function, types.FunctionType)
    }
    return type(client.__name__, (client,), methods)


def _rebound(function: types.FunctionType, seen: Mapping[str, Any]) -> types.FunctionType:
    copy = types.FunctionType(
        function.__code__,
        {**function.__globals__, **seen},
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy
