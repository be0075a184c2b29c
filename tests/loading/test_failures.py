"""Every way a file can fail, with real files: the right code, and advice that helps."""

from __future__ import annotations

import os
import pickle
import socket
import subprocess
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from kmedtext.errors import LoadError
from kmedtext.loading import Limits, load, load_bytes


def failure(path: Path, limits: Limits | None = None) -> LoadError:
    with pytest.raises(LoadError) as caught:
        load(path, limits=limits)
    error = caught.value
    assert error.path == str(path)
    assert error.advice.endswith(".")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - our own bytes
    return error


def archive() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    return buffer.getvalue()


CONTENTS = [
    (b"", "empty", "nothing"),
    (b" \r\n\t ", "empty", "nothing"),
    ("\ufeff\u200b\u3000\n".encode(), "empty", "white space"),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "truncated", "PDF"),
    (archive(), "unsupported", "ZIP"),
    (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504), "unsupported", "HWP"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "unsupported", "PNG"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "unsupported", "JPEG"),
    (b"{\\rtf1\\ansi Hello}", "unsupported", "RTF"),
    (zlib.compress(b"page" * 999) * 40, "unsupported", "binary"),
    (bytes(range(256)) * 9, "unsupported", "binary"),
    (bytes(5000), "unsupported", "binary"),
    (b"<?xml version='1.0'?><rss><item>x</item></rss>", "empty_extraction", "no entries with text"),
    (b"<?xml version='1.0'?><svg><text>Two words of it</text></svg>", "unsupported", "SVG"),
    (b"<?xml version='1.0'?><a><b>1.25</b><c>0x7f</c></a>", "empty_extraction", "no text"),
    (b"<html><body><script>draw()</script><img src=a.png></body></html>", "empty_extraction", "script"),
    (
        "Исследователи больницы наблюдали за пациентами три года.".encode("cp1251"),
        "encoding",
        "cannot be told",
    ),
]


@pytest.mark.parametrize(("data", "code", "says"), CONTENTS)
def test_content_that_is_no_page(tmp_path: Path, data: bytes, code: str, says: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    error = failure(path)
    assert error.code == code
    assert says in error.message


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert failure(tmp_path / "none.txt").code == "not_found"
    (tmp_path / "file").write_bytes(b"x")
    assert failure(tmp_path / "file" / "below").code == "not_found"
    assert failure(tmp_path / "nul\0.txt").code == "not_found"
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert failure(loop).code == "not_found"


def test_what_is_no_file(tmp_path: Path) -> None:
    assert "folder" in failure(tmp_path).message
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    assert failure(fifo).code == "unsupported"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        assert failure(tmp_path / "socket").code == "unsupported"


def test_too_large_is_told_without_reading(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.write("진료 기록\n".encode() * 10_000)
        file.truncate(1 << 40)  # a hole: reading a tebibyte would not end
    assert failure(path).code == "too_large"
    small = tmp_path / "small.txt"
    small.write_bytes(b"x" * 11)
    assert failure(small, Limits(max_bytes=10)).code == "too_large"
    assert load(small, limits=Limits(max_bytes=11)).text == "x" * 11
    with pytest.raises(LoadError, match="too_large"):
        load_bytes(b"x" * 11, path=None, id="stdin", limits=Limits(max_bytes=10))


# Root may read everything, so the child becomes nobody first; it imports before, as nobody may not.
PROGRAM = """
import os, sys
from kmedtext.errors import LoadError
from kmedtext.loading import discover, load
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    load(sys.argv[1])
except LoadError as error:
    print(error.code)
print([failure.code.value for failure in discover([sys.argv[2]])[1]])
"""


def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"x")
    secret.chmod(0)
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0)
    tmp_path.chmod(0o755)
    script = tmp_path / "script.py"
    script.write_text(PROGRAM, encoding="utf-8")
    for parent in tmp_path.parents:
        if not parent.stat().st_mode & 0o001 and os.getuid() == 0:
            parent.chmod(parent.stat().st_mode | 0o001)
    done = subprocess.run(
        [sys.executable, str(script), str(secret), str(folder)], capture_output=True, text=True, check=False
    )
    folder.chmod(0o755)
    assert done.stdout.split("\n")[0] == "permission", done.stderr
    assert "['permission']" in done.stdout


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/" + "진료".encode("cp949") + b".txt"
    Path(os.fsdecode(name)).write_bytes("글이다".encode())
    page = load(os.fsdecode(name))
    assert page.id == "\\xc1\\xf8\\xb7\\xe1"
    assert (page.source.path or "").encode()


def test_a_good_file_tells_its_source(tmp_path: Path) -> None:
    path = tmp_path / "기록.2031.txt"
    path.write_bytes("혈압이 높다.".encode("cp949"))
    page = load(path)
    assert page.id == "기록.2031"
    assert page.source.path == str(path)
    assert (page.source.encoding, page.source.encoding_how, page.source.size) == ("cp949", "content", 12)
    assert len(page.source.sha256 or "") == 64


@pytest.mark.parametrize("comment", [b"<!---->", b"<!-- --> ", b"<!---->-->"])
def test_a_row_of_comments_is_no_trap(comment: bytes) -> None:
    # Were each comment tried with every later end, a hundred of them would take years.
    page = load_bytes(comment * 300 + "혈압은 정상이다.".encode(), path=None, id="a")
    assert "혈압은 정상이다." in page.text


def test_a_document_behind_comments_is_html() -> None:
    data = b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- a --> <!-- b -->\n<!DOCTYPE html><p>" + "혈압".encode()
    assert load_bytes(data, path=None, id="a").source.media_type == "text/html"


def test_standard_input_is_read_no_further_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert size >= 0, "everything was asked for"
            return b"a" * size

    class Stdin:
        buffer = Endless()

    monkeypatch.setattr(sys, "stdin", Stdin())
    with pytest.raises(LoadError) as caught:
        load("-", limits=Limits(max_bytes=100))
    assert caught.value.code == "too_large"
