"""deep-translator's clients, made fit for use: sent by our courier, to an address of our choice, and silent.

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

from kmedtext.translation.courier import Courier

_log = logging.getLogger("kmedtext.translation")


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
