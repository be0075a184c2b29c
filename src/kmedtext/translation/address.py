"""The address of a service: given, or from the environment; shown and pickled without what is secret in it."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

from kmedtext.errors import UsageError


class Address:
    """An address of one's own for a service; ``variable`` names the environment variable that may hold one.

    >>> Address("http://user:word@mt.example.org:5000/").host
    'mt.example.org:5000'
    >>> Address(None).given
    False
    """

    __slots__ = ("_url", "_variable")

    def __init__(self, url: str | None, variable: str | None = None) -> None:
        self._url = url
        self._variable = variable
        given = self.value()
        if given is not None and not _is_http(given):
            raise UsageError("the address of a translation service is no http:// or https:// address")

    def value(self) -> str | None:
        """The address; None where the service's usual one is meant."""
        return self._url or (os.environ.get(self._variable) if self._variable else None) or None

    @property
    def given(self) -> bool:
        """Whether there is an address of one's own."""
        return self.value() is not None

    @property
    def host(self) -> str:
        """Host and port, without user and password; empty where the usual address is meant."""
        return urlsplit(self.value() or "").netloc.rpartition("@")[2]

    def __repr__(self) -> str:
        return f"Address({self.host!r})"

    def __getstate__(self) -> dict[str, Any]:
        """Refuse to carry a password along."""
        if self._url and "@" in urlsplit(self._url).netloc:
            named = f"the variable {self._variable}" if self._variable else "the environment"
            raise UsageError(f"an address with a password cannot be passed on; put it into {named}")
        return {"_url": self._url, "_variable": self._variable}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self._url, self._variable = state["_url"], state["_variable"]


def _is_http(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
