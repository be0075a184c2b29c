"""Keeps Python off the network: every process of a test run starts with this, through ``PYTHONPATH``.

An audit hook sees each connection and each look-up of a name, whoever asks for it, and cannot be taken out again.
What is not on this machine is refused and written to the file that ``KMEDTEXT_NETWORK_LOG`` names, so that a test
fails even where somebody catches the refusal.
"""

from __future__ import annotations

import ipaddress
import os
import sys

_WATCHED = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}


def _is_here(host: object) -> bool:
    if host is None or host in ("", b"", "localhost", b"localhost"):
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes | bytearray) else str(host)
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse what leaves the machine."""
    if event not in _WATCHED:
        return
    where = arguments[1] if event in {"socket.connect", "socket.sendto", "socket.sendmsg"} else arguments[0]
    if isinstance(where, str | bytes) and event == "socket.connect":
        return  # a path: a socket of this machine
    host = where[0] if isinstance(where, tuple) and where else where
    if isinstance(host, int) or _is_here(host):
        return
    log = os.environ.get("KMEDTEXT_NETWORK_LOG")
    if log:
        with open(log, "a", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is not loaded yet
            file.write(f"{event} {host!r}\n")
    raise PermissionError(f"tests stay off the network: {event}")


sys.addaudithook(watch)
