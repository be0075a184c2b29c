"""ZIP archives: every member is a document or counted, names are names, and what is damaged costs itself."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from tests.loading.harvests import ARTICLE, HTML, harvest

from kmedtext.loading import Limits, load


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


PAGES = {
    "2031/기사.txt": ARTICLE.encode(),
    "2031/page.html": HTML.encode(),
    "옛글.txt": ARTICLE.encode("cp949"),
}


def test_members_are_pages_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "news.zip"
    path.write_bytes(zipped(PAGES))
    found = harvest(path)
    assert [
        (page.id, page.source.where, page.source.media_type, page.source.encoding) for page in found.pages
    ] == [
        ("기사", f"{path}!/2031/기사.txt", "text/plain", "utf-8"),
        ("page", f"{path}!/2031/page.html", "text/html", "utf-8"),
        ("옛글", f"{path}!/옛글.txt", "text/plain", "cp949"),
    ]
    assert all(ARTICLE in page.text for page in found.pages)
    assert not found.failures


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_packings(tmp_path: Path, method: int) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": ARTICLE.encode()}, method))
    assert load(path).text == ARTICLE


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_damaged_member_costs_itself(tmp_path: Path, method: int) -> None:
    path = tmp_path / "a.zip"
    data = bytearray(zipped({"a.txt": ARTICLE.encode() * 9, "b.txt": ARTICLE.encode()}, method))
    data[35 + 20 : 35 + 40] = bytes(20)
    path.write_bytes(data)
    found = harvest(path)
    assert (found.codes, found.members) == (["truncated"], ["b.txt"])
    assert found.failures[0].path == f"{path}!/a.txt"


def test_names_are_never_paths(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    path = inside / "slip.zip"
    names = [
        "../../etc/passwd",
        "/etc/shadow",
        "C:\\Windows\\a.txt",
        "..\\..\\b.txt",
        "a/../../c.txt",
        "d\x01.txt",
    ]
    path.write_bytes(zipped({name: f"{ARTICLE} {name!r}".encode() for name in names}))
    before = sorted(tmp_path.rglob("*"))
    found = harvest(path)
    assert sorted(tmp_path.rglob("*")) == before
    assert found.members == names
    assert [page.id for page in found.pages] == ["passwd", "shadow", "a", "b", "c", "d\x01"]
    assert all(page.text.startswith(ARTICLE) for page in found.pages)


def test_what_systems_leave_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "mac.zip"
    litter = {
        "news/": b"",
        "__MACOSX/._a.txt": b"x",
        "news/.DS_Store": b"x",
        "Thumbs.db": b"x",
        ".git/config": b"x",
    }
    path.write_bytes(zipped({**litter, "news/a.txt": ARTICLE.encode()}))
    found = harvest(path)
    assert found.members == ["news/a.txt"]
    assert found.skipped == {"zip: folder": 1, "zip: file of a system": 2, "zip: hidden file": 2}


def test_an_encrypted_member(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    data = bytearray(zipped({"a.txt": b"x", "b.txt": ARTICLE.encode()}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + at] |= 1
    path.write_bytes(data)
    found = harvest(path)
    assert (found.codes, found.members) == (["encrypted"], ["b.txt"])
    assert "password" in found.failures[0].advice


def test_a_cut_archive_and_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    whole = zipped(PAGES)
    for size in range(4, len(whole) - 1, 37):
        path.write_bytes(whole[:size])
        assert harvest(path).codes == ["truncated"], size
    path.write_bytes(zipped({}))
    assert harvest(path).codes == ["empty_extraction"]
    path.write_bytes(zipped({".hidden": b"x"}))
    assert harvest(path).codes == ["empty_extraction"]


def test_documents_of_zip_formats_are_not_archives(tmp_path: Path) -> None:
    for members in (
        {"[Content_Types].xml": b"<x/>", "other/a.txt": b"text"},
        {"mimetype": b"application/epub+zip", "a.txt": b"text"},
        {"version.xml": b"<x/>", "Contents/content.hpf": b"text"},
    ):
        path = tmp_path / "a.zip"
        path.write_bytes(zipped(members))
        assert "other/a.txt" not in harvest(path).members
        assert "a.txt" not in harvest(path).members


def nested(depth: int) -> bytes:
    data = zipped({"a.txt": ARTICLE.encode()})
    for level in range(depth - 1):
        data = zipped({f"{level}.zip": data, f"{level}.txt": ARTICLE.encode()})
    return data


@pytest.mark.parametrize(
    ("depth", "pages", "codes"), [(1, 1, []), (2, 2, []), (3, 2, ["bomb"]), (4, 2, ["bomb"])]
)
def test_archives_inside_archives(tmp_path: Path, depth: int, pages: int, codes: list[str]) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(nested(depth))
    found = harvest(path)
    assert (len(found.pages), found.codes) == (pages, codes)


def test_too_many_members(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    path.write_bytes(zipped({f"{number}.txt": b"" for number in range(21)}, zipfile.ZIP_STORED))
    found = harvest(path, Limits(max_members=20))
    assert (found.codes, found.pages) == (["too_large"], [])
    assert harvest(path, Limits(max_members=21)).codes == ["empty"] * 21


def test_bombs(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped({"zeros.txt": bytes(40 << 20), "a.txt": ARTICLE.encode()}))
    found = harvest(path)
    assert (found.codes, found.members) == (["bomb"], ["a.txt"])
    path.write_bytes(zipped({f"{number}.txt": bytes(1 << 20) for number in range(9)}))
    found = harvest(path, Limits(max_unpacked=3 << 20))
    assert found.codes[-1] == "bomb"
    assert len(found.codes) == 4  # three of NULs, and then the archive is left
    found = harvest(path, Limits(max_document_bytes=1 << 19))
    assert found.codes == ["too_large"] * 9


def test_members_that_overlap(tmp_path: Path) -> None:
    """All entries of the directory point to the same data: a bomb without any ratio."""
    kernel = zipped({"a.txt": (ARTICLE * 9).encode()})
    at = kernel.find(b"PK\x01\x02")
    entry, end = kernel[at : kernel.find(b"PK\x05\x06")], bytearray(kernel[kernel.find(b"PK\x05\x06") :])
    struct.pack_into("<HHL", end, 8, 500, 500, len(entry) * 500)
    path = tmp_path / "a.zip"
    path.write_bytes(kernel[:at] + entry * 500 + end)
    found = harvest(path, Limits(max_unpacked=100_000))
    assert found.codes
    assert sum(len(page.text.encode()) for page in found.pages) < 100_000


def test_two_hundred_thousand_members(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(200_000):
            archive.writestr(zipfile.ZipInfo(f"{number}"), b"")
    assert harvest(path).codes == ["too_large"]
