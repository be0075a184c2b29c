"""Saved pages (MHTML): the root's HTML with its charset, address and date."""

from __future__ import annotations

import quopri
from pathlib import Path

import pytest
from tests.loading.harvests import ARTICLE, HTML, code_of

from kmedtext.errors import LoadError
from kmedtext.loading import Limits, load

CHROMIUM = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example.org/a\r\n"
    b"Subject: =?utf-8?Q?=EA=B5=90=EC=9C=A1=EC=8B=A4?=\r\nDate: Tue, 4 Mar 2031 09:30:00 +0900\r\nMIME-Version: 1.0\r\n"
)
EXPLORER = b'From: "Saved by Windows Internet Explorer 8"\r\nSubject: a\r\nMIME-Version: 1.0\r\n'


def saved(heads: bytes, *parts: tuple[bytes, bytes], start: bytes = b"") -> bytes:
    related = (
        b'Content-Type: multipart/related;\r\n\ttype="text/html";' + start + b'\r\n\tboundary="--b--"\r\n\r\n'
    )
    return (
        heads + related + b"".join(b"----b--\r\n%s\r\n\r\n%s\r\n" % part for part in parts) + b"----b----\r\n"
    )


QUOTED = b"Content-Type: text/html; charset=%s\r\nContent-Transfer-Encoding: quoted-printable\r\n"
IMAGE = (b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64", b"iVBORw0KGgo=")


def test_a_page_saved_by_chromium(tmp_path: Path) -> None:
    path = tmp_path / "교육실.mhtml"
    root = (
        QUOTED % b"utf-8" + b"Content-Location: https://news.example.org/a",
        quopri.encodestring(HTML.encode()),
    )
    path.write_bytes(saved(CHROMIUM, root, IMAGE))
    page = load(path)
    assert ARTICLE in page.text
    source = page.source
    assert (page.id, source.where, source.media_type) == ("교육실", str(path), "multipart/related")
    assert (source.url, source.retrieved) == ("https://news.example.org/a", "2031-03-04T09:30:00+09:00")
    assert source.metadata == {"title": "교육실"}
    assert source.size == path.stat().st_size
    assert page.hints["title"] == ("교육실",)


def test_a_page_saved_by_internet_explorer(tmp_path: Path) -> None:
    path = tmp_path / "a.mht"
    root = (
        QUOTED % b"ks_c_5601-1987" + b"Content-Location: http://www.hanbit.example/b",
        quopri.encodestring(HTML.encode("cp949")),
    )
    path.write_bytes(saved(EXPLORER, IMAGE, root))
    page = load(path)
    assert ARTICLE in page.text
    assert (page.source.encoding, page.source.url) == ("cp949", "http://www.hanbit.example/b")
    path = path.rename(tmp_path / "page.txt")
    assert load(path).text == page.text


def test_the_part_that_start_names(tmp_path: Path) -> None:
    path = tmp_path / "a.mhtml"
    frame = (b"Content-Type: text/html\r\nContent-ID: <frame@x>", b"<p>advertisement of a frame</p>")
    root = (b"Content-Type: text/html; charset=utf-8\r\nContent-ID: <root@x>", HTML.encode())
    path.write_bytes(saved(CHROMIUM, frame, root, start=b' start="<root@x>";'))
    assert load(path).text.strip() == ARTICLE


def test_without_a_page(tmp_path: Path) -> None:
    path = tmp_path / "a.mhtml"
    path.write_bytes(saved(CHROMIUM, IMAGE))
    with pytest.raises(LoadError, match="empty_extraction"):
        load(path)


def test_pictures_do_not_count_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.mhtml"
    root = (QUOTED % b"utf-8", quopri.encodestring(HTML.encode()))
    path.write_bytes(saved(CHROMIUM, root, (IMAGE[0], b"iVBORw0KGgo=\r\n" * 300)))
    assert ARTICLE in load(path, limits=Limits(max_bytes=3000)).text
    with pytest.raises(LoadError, match="too_large"):
        load(path, limits=Limits(max_bytes=100))
    with pytest.raises(LoadError, match="too_large"):
        load(path, limits=Limits(max_document_bytes=3000))


def test_a_cut_file(tmp_path: Path) -> None:
    path = tmp_path / "a.mhtml"
    whole = saved(CHROMIUM, (QUOTED % b"utf-8", quopri.encodestring(HTML.encode())), IMAGE)
    begins, ends = whole.find(b"----b--\r\n"), whole.find(IMAGE[0])
    for size in range(begins + 9, len(whole), 41):
        path.write_bytes(whole[:size])
        code = code_of(lambda: load(path))
        if code is None:
            assert load(path).text.strip() == ARTICLE, size
        assert (code is None) == (size > ends - 20) or code == "truncated", size
        assert code in (None, "truncated", "empty_extraction"), size
