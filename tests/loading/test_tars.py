"""Tar archives, packed or not: members in order, links and devices counted, cut ones read up to the cut."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from tests.loading.harvests import ARTICLE, HTML, harvest

from kmedtext.loading import Columns, Limits, Origin
from kmedtext.loading.sample import Sample
from kmedtext.loading.tars import TarCollection


def member(name: str, data: bytes = b"", kind: bytes = tarfile.REGTYPE) -> tuple[tarfile.TarInfo, BytesIO]:
    info = tarfile.TarInfo(name)
    info.size, info.type = len(data), kind
    return info, BytesIO(data)


def tarred(*members: tuple[tarfile.TarInfo, BytesIO], form: int = tarfile.PAX_FORMAT) -> bytes:
    buffer = BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=form) as archive:
        for info, data in members:
            archive.addfile(info, data)
    return buffer.getvalue()


LONG = "아주긴이름" * 40 + "/기사.txt"
PAGES = (
    member("2031/a.txt", ARTICLE.encode()),
    member("page.html", HTML.encode()),
    member(LONG, ARTICLE.encode()),
)


def pages() -> tuple[tuple[tarfile.TarInfo, BytesIO], ...]:
    return tuple(member(info.name, data.getvalue()) for info, data in PAGES)


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.tar", bytes),
        ("a.tar.gz", gzip.compress),
        ("a.tgz", gzip.compress),
        ("a.tar.bz2", bz2.compress),
        ("a.tar.xz", lzma.compress),
        ("nameless", gzip.compress),
    ],
)
@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_members_are_pages(tmp_path: Path, name: str, pack: Callable[[bytes], bytes], form: int) -> None:
    path = tmp_path / name
    path.write_bytes(pack(tarred(*pages(), form=form)))
    found = harvest(path)
    assert [(page.id, page.source.where) for page in found.pages] == [
        ("a", f"{path}!/2031/a.txt"),
        ("page", f"{path}!/page.html"),
        ("기사", f"{path}!/{LONG}"),
    ]
    assert not found.failures
    assert all(ARTICLE in page.text for page in found.pages)


def test_names_of_old_korean_systems() -> None:
    data = tarred(member("a.txt", b"x"), form=tarfile.USTAR_FORMAT)
    name = "진료기록.txt".encode("cp949")
    info, _ = member("x")
    info.name = name.decode("utf-8", "surrogateescape")
    head = info.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")
    found = list(
        TarCollection().documents(BytesIO(head + data), Origin("a", "a.tar"), Limits(), Columns()),
    )
    assert [getattr(getattr(item, "origin", None), "member", None) for item in found] == [
        "진료기록.txt",
        "a.txt",
    ]


def test_links_devices_and_litter_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    link = member("link.txt", kind=tarfile.SYMTYPE)
    link[0].linkname = "/etc/passwd"
    hard = member("hard.txt", kind=tarfile.LNKTYPE)
    hard[0].linkname = "../../etc/passwd"
    path.write_bytes(
        tarred(
            member("folder", kind=tarfile.DIRTYPE),
            link,
            hard,
            member("null", kind=tarfile.CHRTYPE),
            member("disk", kind=tarfile.BLKTYPE),
            member("pipe", kind=tarfile.FIFOTYPE),
            member("._a.txt", b"x"),
            member("../../etc/passwd", ARTICLE.encode()),
        )
    )
    found = harvest(path)
    assert found.members == ["../../etc/passwd"]
    assert found.skipped == {"tar: folder": 1, "tar: link": 2, "tar: device": 3, "tar: hidden file": 1}
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_cut_archive_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    whole = tarred(*pages(), form=tarfile.GNU_FORMAT)
    counts = set()
    for size in range(512, len(whole.rstrip(b"\x00")), 301):
        path.write_bytes(whole[:size])
        found = harvest(path)
        assert found.codes == ["truncated"], size
        assert all(ARTICLE in page.text for page in found.pages)
        counts.add(len(found.pages))
    assert counts == {0, 1, 2}
    path.write_bytes(whole[: len(whole.rstrip(b"\x00")) // 512 * 512 + 512])  # without the blocks that end it
    found = harvest(path)
    assert (len(found.pages), found.codes) == (3, ["truncated"])


def test_a_cut_packed_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    texts = tuple(member(f"{number}.txt", (f"{number} " + ARTICLE).encode()) for number in range(40))
    whole = gzip.compress(tarred(*texts))
    path.write_bytes(whole[: len(whole) // 2])
    found = harvest(path)
    assert found.codes == ["truncated"]
    assert found.members == [f"{number}.txt" for number in range(len(found.members))]


def test_a_head_that_claims_gigabytes(tmp_path: Path) -> None:
    """tarfile would read the name of a member into memory, however long it says that it is."""
    info, _ = member("././@LongLink", kind=tarfile.GNUTYPE_LONGNAME)
    info.size = 1 << 33
    path = tmp_path / "a.tar"
    path.write_bytes(info.tobuf(tarfile.GNU_FORMAT) + b"a" * 4096)
    assert harvest(path).codes == ["bomb"]


def test_heads_that_call_for_heads(tmp_path: Path) -> None:
    info, _ = member("x", kind=tarfile.XHDTYPE)
    path = tmp_path / "a.tar"
    path.write_bytes(info.tobuf(tarfile.GNU_FORMAT) * 5000)
    assert harvest(path).codes == ["truncated"]


def test_limits(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(tarred(member("big.txt", b"x" * 2000), member("a.txt", ARTICLE.encode())))
    found = harvest(path, Limits(max_document_bytes=1999))
    assert (found.codes, found.members) == (["too_large"], ["a.txt"])
    path.write_bytes(tarred(*(member(f"{number}.txt", b"x") for number in range(9))))
    found = harvest(path, Limits(max_members=5))
    assert (len(found.pages), found.codes) == (5, ["too_large"])
    found = harvest(path, Limits(max_unpacked=3))
    assert (len(found.pages), found.codes) == (3, ["bomb"])


def test_what_is_no_tar() -> None:
    accepts = TarCollection().accepts
    assert accepts(Sample(b"a" * 2000, "a.tar")) == 0.0
    assert accepts(Sample(bytes(2000), "a.tar")) == 0.0
    assert accepts(Sample(tarred(member("a.txt"))[:512], "a.txt")) > 0.9
