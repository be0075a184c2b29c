"""Fetching, from a real server on loopback that behaves and one that does not."""

from __future__ import annotations

import gzip
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest
from tests.loading.harvests import ARTICLE, HTML
from tests.loading.test_zips import zipped

from kmedtext.__about__ import __version__
from kmedtext.errors import LoadError
from kmedtext.loading import Limits, load, load_all
from kmedtext.loading.fetching import fetch
from kmedtext.records import Page

PAGE = HTML.encode("cp949")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    requests: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def log_message(self, *_: object) -> None:
        return

    def _answer(self, status: int, body: bytes = b"", length: int | None = None, **heads: str) -> None:
        self.send_response(status)
        for name, value in heads.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        self.requests.append((self.path, dict(self.headers)))
        path = self.path.partition("?")[0].strip("/")
        status = re.fullmatch(r"status/(\d+)", path)
        try:
            if status:
                self._answer(int(status[1]), b"secret text of the error page")
            elif path.startswith("loop"):
                self._answer(302, Location=f"/loop{len(path)}", Set_Cookie="a=b")
            elif path.startswith("hop/"):
                left = int(path[4:])
                self._answer(302, Location=f"/hop/{left - 1}" if left > 1 else "/news/page.html")
            else:
                getattr(self, f"_{path.replace('/', '_').partition('.')[0]}")()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _news_page(self) -> None:
        self._answer(200, PAGE, Content_Type="text/html; charset=EUC-KR")

    def _packed(self) -> None:
        self._answer(
            200, gzip.compress(PAGE), Content_Type="text/html; charset=EUC-KR", Content_Encoding="gzip"
        )

    def _bomb(self) -> None:
        self._answer(200, gzip.compress(bytes(32 << 20)), Content_Encoding="gzip")

    def _archive(self) -> None:
        self._answer(
            200, zipped({"a.html": HTML.encode(), "b.txt": ARTICLE.encode()}), Content_Type="application/zip"
        )

    def _file(self) -> None:
        self._answer(302, Location="file:///etc/passwd")

    def _short(self) -> None:
        self._answer(200, PAGE, length=len(PAGE) + 100, Content_Type="text/html")
        self.close_connection = True

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 65536)

    def _dripping(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.1)

    def _silent(self) -> None:
        time.sleep(4)

    def _heads(self) -> None:
        for _ in range(100):
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX: "[:1])
            self.wfile.flush()
            time.sleep(0.1)


@contextmanager
def serving() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site() -> Iterator[str]:
    Handler.requests.clear()
    with serving() as address:
        yield address


def failure(address: str, limits: Limits | None = None) -> LoadError:
    with pytest.raises(LoadError) as caught:
        fetch(address, limits or Limits(), allow_network=True)
    assert caught.value.advice.endswith(".")
    assert "secret" not in str(caught.value)
    return caught.value


def test_a_page(site: str) -> None:
    page = load(f"{site}/news/page.html?no=7", allow_network=True)
    assert ARTICLE in page.text
    source = page.source
    assert (page.id, source.path, source.url) == (
        "page",
        f"{site}/news/page.html?no=7",
        f"{site}/news/page.html?no=7",
    )
    assert (source.encoding, source.media_type) == ("cp949", "text/html")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", source.retrieved or "")
    [(path, heads)] = Handler.requests
    assert path == "/news/page.html?no=7"
    assert heads["User-Agent"] == f"kmedtext/{__version__}"
    assert set(heads) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_packed_answers_and_archives(site: str) -> None:
    assert ARTICLE in load(f"{site}/packed", allow_network=True).text
    pages = list(load_all(f"{site}/archive.zip", allow_network=True))
    assert [page.source.where for page in pages if isinstance(page, Page)] == [
        f"{site}/archive.zip!/a.html",
        f"{site}/archive.zip!/b.txt",
    ]
    assert failure(f"{site}/bomb").code == "bomb"


def test_nothing_is_fetched_unless_that_is_allowed(site: str) -> None:
    with pytest.raises(LoadError, match="permission"):
        load(f"{site}/news/page.html")
    assert [item.code for item in load_all(f"{site}/news/page.html") if not isinstance(item, Page)] == [
        "permission"
    ]
    with pytest.raises(LoadError, match="--allow-network"):
        fetch(f"{site}/news/page.html", Limits(), allow_network=False)
    assert Handler.requests == []


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, "not_found"), (410, "not_found"), (401, "permission"), (403, "permission"), (451, "permission"),
        (429, "timed_out"), (503, "timed_out"), (500, "unsupported"), (204, "unsupported"), (206, "unsupported"),
        (304, "unsupported"), (302, "unsupported"), (400, "unsupported"),
    ],
)  # fmt: skip
def test_statuses(site: str, status: int, code: str) -> None:
    error = failure(f"{site}/status/{status}")
    assert (error.code, error.path) == (code, f"{site}/status/{status}")
    assert str(status) in error.message


def test_redirects(site: str) -> None:
    page = load(f"{site}/hop/5", allow_network=True)
    assert (page.id, page.source.url, page.source.path) == ("page", f"{site}/news/page.html", f"{site}/hop/5")
    assert failure(f"{site}/hop/6").code == "unsupported"
    Handler.requests.clear()
    assert failure(f"{site}/loop").code == "unsupported"
    assert len(Handler.requests) == 6
    assert all("Cookie" not in heads for _, heads in Handler.requests)
    assert "no web address" in failure(f"{site}/file").message


def test_endless_and_slow_answers(site: str) -> None:
    assert (
        failure(f"{site}/endless", Limits(max_bytes=1 << 20, max_document_bytes=1 << 20)).code == "too_large"
    )
    for path in ("dripping", "silent", "heads"):
        begun = time.monotonic()
        assert failure(f"{site}/{path}", Limits(max_seconds=0.7)).code == "timed_out", path
        assert time.monotonic() - begun < 3
    assert failure(f"{site}/short").code == "truncated"


def test_addresses_that_lead_nowhere(site: str) -> None:
    with serving() as gone:
        pass
    assert failure(f"{gone}/a").code == "not_found"
    for address in (
        "http://",
        "http://[::1",
        "http://a b/",
        "http://x:99999/",
        "http://.example/",
        "https:///a",
    ):
        assert failure(address).code == "not_found", address
    assert failure(site.replace("http:", "https:")).code == "permission"


def test_nothing_of_the_environment_is_sent(
    site: str, monkeypatch: pytest.MonkeyPatch, tmp_path: os.PathLike[str]
) -> None:
    netrc = os.path.join(tmp_path, "netrc")  # noqa: PTH118 - the variable holds a str
    with open(netrc, "w", encoding="utf-8") as out:  # noqa: PTH123 - the path is patched
        out.write("machine 127.0.0.1 login kim password geheim\n")
    monkeypatch.setenv("NETRC", netrc)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    assert ARTICLE in load(f"{site}/news/page.html", allow_network=True).text
    assert all("Authorization" not in heads for _, heads in Handler.requests)
    error = failure(f"{site.replace('//', '//kim:geheim@')}/status/404")
    assert "geheim" not in str(error)
