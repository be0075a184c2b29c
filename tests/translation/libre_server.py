"""A server on loopback that speaks enough of LibreTranslate's API, and misbehaves when told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, bytes] | tuple[int, bytes, dict[str, str]]
"""HTTP status, body, and headers; a status of 0 breaks the connection off."""


@dataclass
class Served:
    """What a running server was asked."""

    url: str
    requests: list[dict[str, str]] = field(default_factory=list)


def translated(asked: dict[str, str]) -> Answer:
    """Translate by turning the text round: no echo, and easy to check."""
    text = f"{asked['target']}:{asked['q'][::-1]}"
    return 200, json.dumps({"translatedText": text}).encode()


@contextmanager
def serving(answer: Callable[[dict[str, str]], Answer]) -> Iterator[Served]:
    """Run a server that gives ``answer(query and form)`` to every request."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # connections stay, as with real servers
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length).decode()
            parts = parse_qs(f"{urlsplit(self.path).query}&{body}", keep_blank_values=True)
            asked = {name: values[0] for name, values in parts.items()}
            if body.startswith("["):
                asked["json"] = body
            if body.startswith("{"):
                asked["json"] = body
            for name in ("Authorization", "X-NCP-APIGW-API-KEY-ID", "X-NCP-APIGW-API-KEY"):
                if name in self.headers:
                    asked[name] = self.headers[name]
            served.requests.append({"path": urlsplit(self.path).path, **asked})
            status, payload, *more = answer(asked)
            if status == 0:
                self.close_connection = True
                return
            headers = {"Content-Length": str(len(payload)), **(more[0] if more else {})}
            with suppress(ConnectionError):  # the client may have given up
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(payload)
                self.close_connection |= int(headers["Content-Length"]) != len(payload)

        do_GET = do_POST  # noqa: N815 - the name http.server looks for

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the overridden name
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.block_on_close = False  # a connection that stays has a thread that waits
    served = Served(f"http://127.0.0.1:{server.server_port}/")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
