"""PDF that cannot be read, or is made to do harm."""

from __future__ import annotations

import random
import sys

import pytest
from tests.loading.pdf.printing import Press, bare
from tests.loading.pdf.raw import CATALOG, deflated, page_of, raw_pdf, stream
from tests.loading.pdf.stories import ENGLISH

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading import Limits, Origin, Sample, load_bytes
from kmedtext.loading.pdf import PdfLoader
from kmedtext.loading.pdf.streams import check_streams
from kmedtext.records import Page


def failure(data: bytes, limits: Limits | None = None) -> LoadError:
    """The failure of a file read in the process apart."""
    with pytest.raises(LoadError) as caught:
        load_bytes(data, path="a.pdf", id="a", limits=limits)
    return caught.value


def printed(*texts: str) -> bytes:
    press = Press()
    for text in texts:
        if text:
            press.paragraph(text, 57, 100, 400)
        else:
            press.canvas.rect(50, 50, 495, 742, fill=1)
        press.page()
    return press.done()


def test_pictures_without_text() -> None:
    found = failure(printed("", ""))
    assert found.code is FailureCode.SCANNED
    assert "OCR" in found.advice


def test_some_pages_without_text() -> None:
    page = load_bytes(printed(ENGLISH[0], "", "", ENGLISH[1], ""), path="a.pdf", id="a")
    assert page.source.flags == ("pages_without_text",)
    assert page.source.metadata["pages_without_text"] == "2-3, 5"
    assert page.source.metadata["pages"] == "5"
    assert [region.page for region in page.regions] == [1, 4]


def test_blank_pages() -> None:
    press = Press()
    press.page()
    assert failure(press.done()).code is FailureCode.EMPTY_EXTRACTION


@pytest.mark.parametrize(("user", "readable"), [("secret", False), (None, True)], ids=["user", "owner only"])
def test_passwords(user: str | None, readable: bool) -> None:
    press = Press(user=user, owner="owner")
    press.paragraph(ENGLISH[0], 57, 100, 400)
    data = press.done()
    if readable:
        assert bare(load_bytes(data, path="a.pdf", id="a").text) == bare(ENGLISH[0])
    else:
        found = failure(data)
        assert found.code is FailureCode.ENCRYPTED
        assert "password" in found.advice


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6])
def test_cut_short(share: float) -> None:
    data = printed(*ENGLISH)
    found = failure(data[: int(len(data) * share)])
    assert found.code in (FailureCode.TRUNCATED, FailureCode.EMPTY_EXTRACTION)


def test_a_signature_and_nothing_else() -> None:
    assert failure(b"%PDF-1.7\n" + bytes(range(256)) * 20).code is FailureCode.TRUNCATED


def test_too_many_pages() -> None:
    found = failure(printed(*ENGLISH), Limits(max_pages=3))
    assert found.code is FailureCode.TOO_LARGE
    assert "max_pages" in found.advice


@pytest.mark.parametrize("layers", [1, 2])
def test_a_stream_that_unpacks_to_a_gigabyte(layers: int) -> None:
    data = page_of(deflated(1 << 30, layers))
    assert len(data) < 1_200_000
    assert failure(data).code is FailureCode.BOMB


def test_a_bomb_is_found_before_the_library_sees_it() -> None:
    with pytest.raises(LoadError) as caught:
        check_streams(page_of(deflated(128 << 20)), Limits(), "a.pdf")
    assert caught.value.code is FailureCode.BOMB
    check_streams(page_of(deflated(32 << 20)), Limits(), "a.pdf")
    with pytest.raises(LoadError):
        check_streams(
            page_of(deflated(65 << 20), *[deflated(65 << 20)] * 3),
            Limits(max_ratio=2000, max_document_bytes=200 << 20),
            "a.pdf",
        )


def test_memory_is_the_last_wall() -> None:
    if sys.platform != "linux":
        pytest.skip("the child's memory is limited on Linux only")
    limits = Limits(max_ratio=5000, max_document_bytes=2 << 30, max_memory=128 << 20)
    found = failure(page_of(deflated(1 << 30)), limits)
    assert found.code in (
        FailureCode.TOO_LARGE,
        FailureCode.CRASHED,
        FailureCode.EMPTY_EXTRACTION,
        FailureCode.SCANNED,
    )
    assert bare(load_bytes(printed(ENGLISH[0]), path="b.pdf", id="b").text) == bare(ENGLISH[0])


def test_pages_that_refer_to_themselves() -> None:
    loop = raw_pdf([CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"])
    assert failure(loop).code in (FailureCode.TRUNCATED, FailureCode.EMPTY_EXTRACTION)


def test_damage_anywhere_is_a_page_or_a_failure() -> None:
    data = bytearray(printed(*ENGLISH))
    chance = random.Random(7)
    for _ in range(60):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 40)):
            broken[chance.randrange(8, len(broken))] = chance.randrange(256)
        found = outcome(bytes(broken))
        if isinstance(found, Page):
            assert all(0 <= region.start < region.end <= len(found.text) for region in found.regions)
        else:
            assert found is not FailureCode.UNSUPPORTED


def outcome(data: bytes) -> Page | FailureCode:
    try:
        return load_bytes(data, path="a.pdf", id="a")
    except LoadError as error:
        return error.code


def test_who_takes_it() -> None:
    loader = PdfLoader()
    assert loader.accepts(Sample(b"%PDF-1.4\n", "a.txt")) > 0.9
    assert loader.accepts(Sample(b"\n\nJunk\n%PDF-1.4\n", "a.pdf")) > 0.5
    assert loader.accepts(Sample(b"A text on %PDF-1.4 and other marks", "a.txt")) == 0.0


def test_metadata() -> None:
    info = (
        b"<</Title<FEFFBCD1B3D9>/Author(Yoon)/Keywords(night, ward)/CreationDate(D:20240229083000+09'00')"
        b"/ModDate(last week)/Producer(A press)>>"
    )
    content = stream(b"BT /F1 12 Tf 72 700 Td (A line of text) Tj ET")
    data = page_of(content, info)
    data = data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Info 6 0 R")
    page = PdfLoader().load(data, Origin("a", metadata={"title": "Carried", "mailbox": "b"}), Limits())
    assert dict(page.source.metadata) == {
        "mailbox": "b",
        "title": "병동",
        "author": "Yoon",
        "keywords": "night, ward",
        "created": "2024-02-29T08:30:00+09:00",
        "modified": "last week",
        "producer": "A press",
        "pages": "1",
    }
    assert page.source.media_type == "application/pdf"
    assert page.source.size == len(data)


def test_shapes_become_what_they_mean() -> None:
    mapping = (
        b"1 begincodespacerange<00><FF>endcodespacerange 7 beginbfchar <41><D835DC00> <42><0000> <43><FB01> "
        b"<44><F0B7> <45><00C5> <46><1112116111AB> <47><E123> endbfchar"
    )
    lines = b"(D text) Tj 0 -20 Td (xAyBz) Tj 0 -20 Td (Cne F) Tj 0 -20 Td (E and G) Tj"
    data = page_of(stream(b"BT /F1 12 Tf 72 700 Td " + lines + b" ET"), unicode_map=mapping)
    page: Page = PdfLoader().load(data, Origin("a"), Limits())
    assert page.text.split() == ["•", "text", "x𝐀y\ufffdz", "fine", "한", "Å", "and", "\ue123"]


def test_a_page_that_prints_nothing() -> None:
    assert failure(page_of(stream(b"BT ET"))).code is FailureCode.EMPTY_EXTRACTION
