"""Packed single files: what is inside decides; several packed pieces are one; bombs stop early."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.loading.harvests import ARTICLE, HTML, code_of, harvest
from tests.loading.test_zips import zipped

from kmedtext.errors import LoadError
from kmedtext.loading import Limits, load
from kmedtext.loading.packing.streams import Unpacked, packing_of
from kmedtext.loading.packing.unpacking import Unpacker

PACKS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("gz", gzip.compress),
    ("bz2", bz2.compress),
    ("xz", lzma.compress),
]


def unpacked(data: bytes, packing: str, limits: Limits | None = None) -> bytes:
    unpacker = Unpacker(limits or Limits())
    return io.BufferedReader(Unpacked(io.BytesIO(data), packing, unpacker, "a"), 1 << 12).read()


@pytest.mark.parametrize(("ending", "pack"), PACKS)
def test_a_packed_page(tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / f"page.html.{ending}"
    path.write_bytes(pack(HTML.encode("cp949")))
    page = load(path)
    assert (page.id, page.source.where) == ("page", f"{path}!/page.html")
    assert (page.source.media_type, page.source.encoding) == ("text/html", "cp949")
    assert ARTICLE in page.text


@pytest.mark.parametrize(("ending", "pack"), PACKS)
def test_what_is_inside_decides(tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / f"x.jsonl.{ending}"
    path.write_bytes(pack("".join(json.dumps({"text": f"{n} {ARTICLE}"}) + "\n" for n in range(3)).encode()))
    assert harvest(path).members == ["line 1", "line 2", "line 3"]
    assert [page.id for page in harvest(path).pages] == ["x-1", "x-2", "x-3"]
    path.write_bytes(pack(zipped({"a.txt": ARTICLE.encode()})))
    assert harvest(path).members == ["x.jsonl!/a.txt"]
    path.write_bytes(pack(pack(ARTICLE.encode())))
    assert [page.text for page in harvest(path).pages] == [ARTICLE]
    path.write_bytes(pack(pack(pack(ARTICLE.encode()))))
    assert harvest(path).codes == ["bomb"]


@pytest.mark.parametrize(("ending", "pack"), PACKS)
def test_cut_damaged_and_empty(tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / f"a.txt.{ending}"
    whole = pack((ARTICLE * 50).encode())
    for size in range(11, len(whole) - 1, 13):
        path.write_bytes(whole[:size])
        assert harvest(path).codes == ["truncated"], size
    path.write_bytes(whole + b"what follows")
    assert harvest(path).codes == ["truncated"]
    path.write_bytes(pack(b""))
    assert harvest(path).codes == ["empty"]


def test_rows_before_the_cut_are_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = [json.dumps({"text": f"{n} {zlib.crc32(str(n).encode())} {ARTICLE}"}) + "\n" for n in range(5000)]
    whole = gzip.compress("".join(lines).encode())
    path.write_bytes(whole[: len(whole) // 2])
    found = harvest(path)
    assert len(found.pages) > 1000
    assert found.codes[-1] == "truncated"
    assert [page.text.split()[0] for page in found.pages] == [str(n) for n in range(len(found.pages))]


@pytest.mark.parametrize(("ending", "pack"), PACKS)
def test_bombs(tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / f"a.txt.{ending}"
    path.write_bytes(pack(bytes(64 << 20)))
    assert harvest(path).codes == ["bomb"]
    path.write_bytes(pack(b"x" * 2000))
    assert harvest(path, Limits(max_document_bytes=1999)).codes == ["too_large"]
    assert harvest(path, Limits(max_unpacked=1999)).codes == ["bomb"]


def test_an_xz_file_that_asks_for_gigabytes(tmp_path: Path) -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 28}]
    path = tmp_path / "a.txt.xz"
    path.write_bytes(lzma.compress(ARTICLE.encode(), filters=filters))
    assert harvest(path).codes == ["truncated"]


def test_no_packing_by_name_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(ARTICLE.encode())
    assert load(path).text == ARTICLE
    assert packing_of(b"BZh91AY&SY") == "bzip2"
    assert packing_of(b"BZhard disks") is None


bare = zlib.compressobj(wbits=-15)


@pytest.mark.parametrize(
    ("packing", "data"),
    [
        ("deflate", zlib.compress(ARTICLE.encode())),
        ("deflate", bare.compress(ARTICLE.encode()) + bare.flush()),
        ("br", brotli.compress(ARTICLE.encode())),
        ("gzip", gzip.compress(ARTICLE[:9].encode()) + bytes(99) + gzip.compress(ARTICLE[9:].encode())),
        ("xz", lzma.compress(ARTICLE[:9].encode()) + bytes(8) + lzma.compress(ARTICLE[9:].encode())),
        ("bzip2", bz2.compress(ARTICLE[:9].encode()) + bz2.compress(ARTICLE[9:].encode())),
    ],
)
def test_streams(packing: str, data: bytes) -> None:
    assert unpacked(data, packing).decode() == ARTICLE
    with pytest.raises(LoadError, match="truncated"):
        unpacked(data[:-9], packing)


def test_a_brotli_bomb_stays_small() -> None:
    bomb = brotli.compress(bytes(1 << 26), quality=5)
    assert len(bomb) < 1000
    with pytest.raises(LoadError, match="bomb"):
        unpacked(bomb, "br")


@given(st.lists(st.binary(max_size=3000), max_size=4), st.sampled_from(["gzip", "bzip2", "xz"]))
def test_any_bytes_come_back(pieces: list[bytes], packing: str) -> None:
    packs: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "bzip2": bz2.compress,
        "xz": lzma.compress,
    }
    pack = packs[packing]
    assert unpacked(b"".join([pack(piece) for piece in pieces]), packing) == b"".join(pieces)


@given(st.binary(max_size=400), st.sampled_from(["gzip", "bzip2", "xz", "deflate", "br"]))
def test_noise_never_breaks_out(noise: bytes, packing: str) -> None:
    head = {"gzip": b"\x1f\x8b\x08\x00", "bzip2": b"BZh91AY&SY", "xz": b"\xfd7zXZ\x00"}.get(packing, b"")
    code = code_of(lambda: unpacked(head + noise, packing, Limits(max_unpacked=1 << 22)))
    assert code in (None, "truncated", "bomb")
