"""The guard that keeps the tests off the network sees what it must see, here and in processes of their own."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

ATTEMPTS = {
    "a name is looked up": "socket.getaddrinfo('translate.google.com', 443)",
    "an address is connected to": "socket.socket().connect(('192.0.2.7', 443))",
    "without waiting": "socket.socket().connect_ex(('192.0.2.7', 443))",
    "a packet is sent": "socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.7', 53))",
    "over IPv6": "socket.socket(socket.AF_INET6).connect(('2001:db8::1', 443))",
    "somebody catches the refusal": "__import__('contextlib').suppress(OSError).__class__ and attempt()",
}
START = """
import socket
def attempt():
    try:
        socket.create_connection(("192.0.2.7", 443))
    except OSError:
        pass
"""


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("case", ATTEMPTS)
def test_what_leaves_the_machine_is_refused_and_noted(case: str, attempts: Path) -> None:
    code = f"{START}\ntry:\n    {ATTEMPTS[case]}\nexcept PermissionError:\n    pass"
    exec(code, {})  # noqa: S102 - our own lines
    assert attempts.read_text(encoding="utf-8").count("socket.") == 1
    attempts.unlink()
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True)
    assert attempts.read_text(encoding="utf-8").count("socket.") == 1
    attempts.unlink()


def test_this_machine_may_be_talked_to(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    socket.getaddrinfo("localhost", 80)
    if hasattr(socket, "AF_UNIX"):
        with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
            server.bind(str(tmp_path / "door"))
            server.listen()
            client.connect(str(tmp_path / "door"))
