"""Fetching: a page from the web, where the user allows it."""

from __future__ import annotations

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Document


def fetch(address: str, limits: Limits, *, allow_network: bool) -> Document:
    """Fetch an address; LoadError ``permission`` where the network is not allowed."""
    raise LoadError(FailureCode.PERMISSION, address, "not yet", "")
