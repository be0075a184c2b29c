"""WARC archives: a document for each page that a server sent, everything else counted by its sort."""

from __future__ import annotations

import gzip
import sys
import tracemalloc
import zlib
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from tests.loading.harvests import ARTICLE, HTML, harvest

from kmedtext.loading import Columns, Document, Limits, Origin
from kmedtext.loading.warcs import WarcCollection
from kmedtext.records import Failure

URL = "https://news.example.org/a?id=7"


def record(kind: str, block: bytes, length: int | None = None, **heads: str) -> bytes:
    lines = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:0>",
        "WARC-Date": "2031-03-04T05:06:07Z",
        "WARC-Target-URI": URL,
        "Content-Type": "application/http; msgtype=response",
        **{name.replace("_", "-"): value for name, value in heads.items()},
        "Content-Length": str(len(block) if length is None else length),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def answer(
    body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **heads: str
) -> bytes:
    lines = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in heads.items()}}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def response(
    body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **heads: str
) -> bytes:
    return record("response", answer(body, kind, status, **heads))


PAGE = HTML.encode()
CRAWL = [
    record("warcinfo", b"software: x\r\n", Content_Type="application/warc-fields"),
    record("request", b"GET / HTTP/1.1\r\nHost: news.example.org\r\n\r\n"),
    response(PAGE.decode().encode("cp949"), "text/html; charset=EUC-KR"),
    response(b"\x89PNG\r\n\x1a\n", "image/png"),
    response(b"p{}", "text/css"),
    response(b"x()", "application/javascript"),
    response(b"{}", "application/json"),
    response(b"wOF2", "font/woff2"),
    response(b"\xff\xd8\xff\xe0" + bytes(40), "application/octet-stream"),
    response(bytes(range(256)), "application/octet-stream"),
    response(b"", "text/html"),
    response(b"moved", status="302 Found", Location="/b"),
    response(PAGE, status="404 Not Found"),
    record("response", b"60 IN A 127.0.0.1", WARC_Target_URI="dns:news.example.org", Content_Type="text/dns"),
    record("revisit", answer(b"")),
    record("metadata", b"via: x"),
    record(
        "resource",
        ARTICLE.encode(),
        Content_Type="text/plain; charset=utf-8",
        WARC_Target_URI="file:///a.txt",
    ),
    response(ARTICLE.encode(), "text/plain"),
    response(PAGE, "application/octet-stream"),
]


@pytest.mark.parametrize("packed", [False, True])
def test_a_crawl(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    path.write_bytes(b"".join(gzip.compress(item) if packed else item for item in CRAWL))
    found = harvest(path)
    assert not found.failures
    assert [(page.id, page.source.where, page.source.media_type) for page in found.pages] == [
        ("crawl-3", f"{path}!/record 3", "text/html"),
        ("crawl-17", f"{path}!/record 17", "text/plain"),
        ("crawl-18", f"{path}!/record 18", "text/plain"),
        ("crawl-19", f"{path}!/record 19", "text/html"),
    ]
    first = found.pages[0].source
    assert (first.url, first.retrieved, first.encoding) == (URL, "2031-03-04T05:06:07Z", "cp949")
    assert found.pages[1].source.url == "file:///a.txt"
    assert all(ARTICLE in page.text for page in found.pages)
    assert found.skipped == {
        "warc: warcinfo": 1,
        "warc: request": 1,
        "warc: image": 2,
        "warc: style sheet": 1,
        "warc: script": 1,
        "warc: data": 1,
        "warc: font": 1,
        "warc: binary data": 1,
        "warc: empty body": 1,
        "warc: redirect": 1,
        "warc: status 404": 1,
        "warc: name look-up": 1,
        "warc: revisit": 1,
        "warc: metadata": 1,
    }


def chunked(data: bytes, size: int) -> bytes:
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "heads"),
    [
        (gzip.compress(PAGE), {"Content_Encoding": "gzip"}),
        (zlib.compress(PAGE), {"Content_Encoding": "deflate"}),
        (brotli.compress(PAGE), {"Content_Encoding": "br"}),
        (PAGE, {"Content_Encoding": "gzip"}),  # unpacked by the crawler, which left the head as it was
        (PAGE, {"Content_Encoding": "br"}),
        (chunked(PAGE, 7), {"Transfer_Encoding": "chunked"}),
        (chunked(gzip.compress(PAGE), 11), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (PAGE, {"Transfer_Encoding": "chunked"}),
    ],
)
def test_codings(tmp_path: Path, body: bytes, heads: dict[str, str]) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(response(body, **heads))
    found = harvest(path)
    assert not found.failures
    assert [ARTICLE in page.text for page in found.pages] == [True]


def test_many_small_chunks(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    text = ARTICLE.encode() * 9000
    path.write_bytes(response(chunked(text, 3), "text/plain", Transfer_Encoding="chunked"))
    assert harvest(path).pages[0].text == ARTICLE * 9000


BROKEN = {
    "too short a length": record("response", answer(PAGE), length=len(answer(PAGE)) - 40),
    "no length": b"WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n\r\n",
    "another version": b"WARC/9.9\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n",
    "no answer": record("response", b"no answer of a server"),
    "a piece": record("response", answer(PAGE), WARC_Segment_Number="1"),
    "noise": b"\x00\x01 noise \xff\r\n\r\n",
    "broken gzip": response(b"\x1f\x8b\x08\x00" + bytes(range(200)), Content_Encoding="gzip"),
    "unknown coding": response(bytes(range(99)), Content_Encoding="zstd-like"),
    "gzip bomb": response(gzip.compress(bytes(1 << 24)), Content_Encoding="gzip"),
    "many heads": record("response", b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200_000 + b"\r\n"),
    "a long head": record("response", b"HTTP/1.1 200 OK\r\nA: " + b"b" * 2_000_000),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_record_costs_itself(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.warc"
    good = response(PAGE)
    path.write_bytes(good + BROKEN[name] + good)
    found = harvest(path)
    assert found.codes
    assert all("record 2" in failure.path or "record 3" in failure.path for failure in found.failures)
    assert [ARTICLE in page.text for page in found.pages if page.id != "a-2"] == [True, True]


def test_a_cut_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    good = response(PAGE)
    for size in range(len(good) + 1, 2 * len(good) - 4, 23):
        path.write_bytes((good * 2)[:size])
        found = harvest(path)
        assert (len(found.pages), found.codes) == (1, ["truncated"]), size
    packed = gzip.compress(good)
    path = tmp_path / "a.warc.gz"
    for size in range(len(packed) + 3, 2 * len(packed) - 1, 23):
        path.write_bytes((packed * 2)[:size])
        found = harvest(path)
        assert len(found.pages) in (1, 2), size  # the check sum stands behind the last page
        assert found.codes == ["truncated"], size


def test_a_record_that_the_crawler_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record("response", answer(PAGE), WARC_Truncated="length"))
    assert harvest(path).pages[0].source.metadata["warc_truncated"] == "length"


def test_bombs(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(response(PAGE)) + gzip.compress(response(bytes(64 << 20), "text/plain")))
    found = harvest(path)
    assert found.codes == ["bomb"]
    path = tmp_path / "b.warc"
    path.write_bytes(response(b"x" * 3000, "text/plain") + response(PAGE))
    found = harvest(path, Limits(max_document_bytes=2000))
    assert (found.codes, len(found.pages)) == (["too_large"], 1)


class Repeated(BytesIO):
    """A file of the same record over and over."""

    def __init__(self, piece: bytes, times: int) -> None:
        super().__init__(piece)
        self.left = times

    def _again(self) -> bool:
        self.left -= 1
        self.seek(0)
        return self.left > 0

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(size) or (super().read(size) if self._again() else b"")

    def readline(self, size: int | None = -1, /) -> bytes:
        return super().readline(size) or (super().readline(size) if self._again() else b"")


def test_a_large_archive_takes_little_memory() -> None:
    piece = response(b"<p>" + b"x" * 1_000_000 + b"</p>") + response(bytes(1_000_000), "image/png")
    tracemalloc.start()
    count = 0
    for item in WarcCollection().documents(Repeated(piece, 150), Origin("a", "a.warc"), Limits(), Columns()):
        assert not isinstance(item, Failure)
        count += isinstance(item, Document)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 150
    assert peak < 8_000_000


@pytest.mark.parametrize(
    ("module", "body"),
    [
        ("warcio.recordloader", response(PAGE)),
        ("brotli", response(brotli.compress(PAGE), Content_Encoding="br")),
    ],
)
def test_without_the_optional_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, body: bytes
) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(body + response(PAGE) * (module == "brotli"))
    monkeypatch.setitem(sys.modules, module, None)
    found = harvest(path)
    assert found.codes == ["missing_extra"]
    assert "pip install 'kmedtext[warc]'" in found.failures[0].advice
    assert len(found.pages) == (module == "brotli")
