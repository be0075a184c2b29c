"""HWP documents that are cut, damaged, protected or made to do harm: a failure with its code, or what is left, flagged."""

from __future__ import annotations

import struct
import sys
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.loading import hwp_documents as hwp
from tests.loading.compound_files import compound
from tests.loading.hwp_documents import Control, document, many, section, table

from kmedtext.errors import FailureCode, LoadError, MissingExtraError
from kmedtext.loading.hancom import second
from kmedtext.loading.hancom.container import Container
from kmedtext.loading.hancom.flow import Block
from kmedtext.loading.hwp import HwpLoader
from kmedtext.loading.limits import Limits
from kmedtext.loading.manuscript import Paragraph
from kmedtext.loading.opening import load_document
from kmedtext.loading.origin import Document, Origin
from kmedtext.records import Page

LINES = [f"{n}번째 환자의 혈압은 {100 + n}이다." for n in range(300)]
PLAIN = document(section(*([line] for line in LINES)))


def load(data: bytes, limits: Limits | None = None) -> Page:
    return load_document(Document(Origin("a", "a.hwp"), data), limits or Limits())


def here(data: bytes, limits: Limits | None = None) -> Page:
    """Load in this process, so that a test can change what is installed."""
    return HwpLoader().load(data, Origin("a", "a.hwp"), limits or Limits())


def code_of(data: bytes, limits: Limits | None = None) -> FailureCode:
    with pytest.raises(LoadError) as caught:
        load(data, limits)
    return caught.value.code


def hwp3(password: int) -> bytes:
    return (
        b"HWP Document File V3.00 \x1a\1\2\3\4\5".ljust(30 + 96, b"\0")
        + struct.pack("<H", password)
        + bytes(2000)
    )


def packed_section(data: bytes, flags: int = hwp.COMPRESSED) -> bytes:
    """A document whose one section is these bytes, as they are."""
    head = (b"HWP Document File" + bytes(15) + struct.pack("<II", 0x05010001, flags)).ljust(256, b"\0")
    return compound({"FileHeader": head, "DocInfo": b"", "BodyText/Section0": data})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(document(section(["가"]), flags=hwp.PASSWORD), "encrypted", id="password"),
        pytest.param(document(section(["가"]), flags=0x10), "encrypted", id="DRM"),
        pytest.param(document(section(["가"]), flags=0x100), "encrypted", id="certificate"),
        pytest.param(hwp3(7), "encrypted", id="HWP 3 with password"),
        pytest.param(hwp3(0), "unsupported", id="HWP 3"),
        pytest.param(
            document(section([""], [Control(11, "gso ", bytes(4))])), "empty_extraction", id="pictures only"
        ),
        pytest.param(PLAIN[:700], "truncated", id="cut in the first sector"),
        pytest.param(compound({"FileHeader": b"HWP Document File"}), "truncated", id="short header"),
        pytest.param(document(), "truncated", id="no section"),
        pytest.param(packed_section(b"\xff" * 900), "truncated", id="no deflate"),
        pytest.param(packed_section(hwp.deflated(section(["가" * 8_000_000]))), "bomb", id="bomb"),
    ],
)
def test_failures(data: bytes, code: str) -> None:
    assert code_of(data) is FailureCode(code)


def test_a_document_of_too_many_records_is_refused() -> None:
    assert code_of(PLAIN, Limits(max_nodes=500)) is FailureCode.TOO_LARGE


def test_what_stands_before_the_damage_is_kept_and_flagged() -> None:
    packed = hwp.deflated(section(*([line] for line in LINES)))
    page = load(packed_section(packed[: len(packed) // 2]))
    lines = page.text.splitlines()
    assert 20 < len(lines) < len(LINES)
    assert lines[:-1] == LINES[: len(lines) - 1]
    assert "incomplete" in page.source.flags


def test_a_record_that_claims_too_much_is_read_as_far_as_it_goes() -> None:
    body = section(["첫 문단"]) + hwp.record(hwp.PARA_HEADER, 0, bytes(22))
    body += struct.pack("<II", hwp.PARA_TEXT | 1 << 10 | 0xFFF << 20, 0xFFFFFFF0) + "남은 글".encode(
        "utf-16-le"
    )
    page = load(document(body))
    assert (page.text, page.source.flags) == ("첫 문단\n남은 글\n", ("incomplete",))


def test_a_damaged_section_of_a_distribution_document_is_not_passed_over_in_silence() -> None:
    body = section(["본문"])
    good = document(body, body, flags=hwp.COMPRESSED | hwp.DISTRIBUTION)
    at = good.index(hwp.encrypted(hwp.deflated(body), 0x1234567)[:260])
    page = load(good[:at] + bytes(4) + good[at + 4 :])
    assert (page.text, page.source.flags) == ("본문\n", ("incomplete",))


def test_a_thousand_levels_cost_no_stack() -> None:
    body = b"".join(hwp.record(hwp.PARA_HEADER, level, bytes(22)) for level in range(1000))
    body += hwp.record(hwp.PARA_TEXT, 1001, "깊은 글".encode("utf-16-le"))
    assert load(document(body)).text == "깊은 글\n"
    inner: Control = table([[["안쪽"]]])
    for _ in range(200):
        inner = table([[[inner]]])
    assert load(document(section([inner]))).text == "안쪽\n"


@pytest.mark.parametrize(
    "payload",
    [b"", b"\x01", b"\x0b\x00", b"\x0b\x00 lb", b"\x02\x00" + bytes(3), b"\x00\xd8", b"\xdc\xdc\x0b\x00"],
)
def test_texts_that_end_in_a_control_or_in_half_a_character(payload: bytes) -> None:
    body = section(["앞"]) + hwp.record(hwp.PARA_HEADER, 0, bytes(22)) + hwp.record(hwp.PARA_TEXT, 1, payload)
    assert load(document(body)).text.startswith("앞\n")


def test_controls_that_are_too_short() -> None:
    bare = [
        Control(11, "tbl "),
        Control(11, "gso "),
        Control(17, "fn  "),
        Control(18, "atno"),
        Control(23, "tdut"),
    ]
    bare += [Control(23, "tcps"), Control(2, "secd"), Control(11, "eqed", b"", [(0, hwp.EQEDIT, b"")])]
    bare += [Control(11, "tbl ", b"", [(0, hwp.TABLE, b""), (0, hwp.LIST_HEADER, b""), (0, ["칸"], None)])]
    assert load(document(section(["앞", *bare, "뒤"]))).text.split() == ["앞뒤", "칸"]


def test_more_controls_than_places_and_the_other_way_round() -> None:
    note = Control(17, "fn  ", bytes(8), many(["주"]))
    records = hwp.paragraph(0, ["가", note, "나"])
    text = record_text("가나")
    without_place = (
        hwp.record(hwp.PARA_HEADER, 0, bytes(22)) + text + records[records.index(b"  nf", 60) - 4 :]
    )
    assert load(document(without_place)).text == "가나\n주\n"
    assert load(document(section(["가", Control(17, "fn  "), "나"]))).text == "가나\n"


def record_text(text: str) -> bytes:
    return hwp.record(hwp.PARA_TEXT, 1, text.encode("utf-16-le"))


def test_a_stream_that_claims_more_than_the_file_holds() -> None:
    at = PLAIN.index("Section0".encode("utf-16-le"))
    data = bytearray(PLAIN)
    struct.pack_into("<I", data, at + 120, 0x7FFFFFFF)
    assert code_of(bytes(data)) is FailureCode.TRUNCATED


@pytest.mark.parametrize("at", [30, 32])
def test_sectors_larger_than_any_memory(at: int) -> None:
    data = bytearray(PLAIN)
    struct.pack_into("<H", data, at, 0x8D)
    assert code_of(bytes(data)) is FailureCode.TRUNCATED


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.integers(0, len(PLAIN) - 1), st.binary(min_size=1, max_size=8)), max_size=8),
    st.integers(0, 600),
)
def test_any_damage_gives_a_page_or_a_failure(changes: list[tuple[int, bytes]], cut: int) -> None:
    data = bytearray(PLAIN)
    for at, patch in changes:
        data[at : at + len(patch)] = patch
    with suppress(LoadError):
        page = here(bytes(data[: len(data) - cut]))
        assert page.text.strip()


@settings(max_examples=150)
@given(st.binary(max_size=600), st.integers(0, 900))
def test_any_records_give_a_page_or_a_failure(noise: bytes, at: int) -> None:
    body = section(["앞", table([[["칸"]], [["둘"]]]), Control(17, "fn  ", bytes(8), many(["주"]))], ["뒤"])
    with suppress(LoadError):
        page = here(document(body[:at] + noise + body[at:], flags=0))
        assert all(page.text[region.start : region.end] for region in page.regions)


def test_a_missing_part_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "olefile", None)
    with pytest.raises(MissingExtraError, match=r"kmedtext\[hwp\]"):
        here(PLAIN)
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "cryptography.hazmat.primitives.ciphers", None)
    assert here(PLAIN).text.startswith(LINES[0])
    with pytest.raises(MissingExtraError, match="distribution"):
        here(document(section(["가"]), flags=hwp.COMPRESSED | hwp.DISTRIBUTION))


def test_a_failure_of_our_reader_is_left_to_the_second(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("syhwp")

    def broken(_: Container) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Container, "reading", broken)
    page = here(document(section(["둘째 눈으로 읽은 글", table([[["가"]], [["나"]]])])))
    assert (page.text, page.source.flags) == ("둘째 눈으로 읽은 글\n가\t나\n", ("second_reader",))
    monkeypatch.setitem(sys.modules, "syhwp._hwp5", None)
    with pytest.raises(ZeroDivisionError):
        here(PLAIN)


SHOWN = "미리보기에는 본문에서 찾을 수 없는 다른 이야기가 처음부터 끝까지 길게 적혀 있다"


@pytest.mark.parametrize(
    ("found", "text", "flags"),
    [
        ([], "짧은 본문\n", ("preview_differs",)),
        ([Paragraph("짧다")], "짧은 본문\n", ("preview_differs",)),
        ([Paragraph(SHOWN)], SHOWN + "\n", ("preview_differs", "second_reader")),
    ],
)
def test_the_fuller_text_is_kept_where_the_preview_differs(
    monkeypatch: pytest.MonkeyPatch, found: list[Block], text: str, flags: tuple[str, ...]
) -> None:
    monkeypatch.setattr(second, "second_reading", lambda data: found)
    page = here(document(section(["짧은 본문"]), preview=SHOWN))
    assert (page.text, page.source.flags) == (text, flags)
    assert here(document(section([SHOWN]), preview=SHOWN)).source.flags == ()


def test_a_summary_that_claims_thousands_of_millions_of_values() -> None:
    values = struct.pack("<IIIIII", 32, 2, 2, 24, 12, 24) + struct.pack("<II", 0x1000 | 0x1F, 0xFFFFFFFF)
    stream = struct.pack("<HHI16sI16sI", 0xFFFE, 0, 0, bytes(16), 1, bytes(16), 48) + values
    for damaged in (stream, stream[:50], stream[:10], stream[:52] + b"\xff" * 8 + stream[60:]):
        page = load(document(section(["본문"]), streams={"\x05HwpSummaryInformation": damaged}))
        assert (page.text, dict(page.source.metadata)) == ("본문\n", {})
