"""HWP 5: paragraphs, tables, notes, boxes and what hangs on them, from documents that the test writes."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from tests.loading import hwp_documents as hwp
from tests.loading.hwp_documents import Control, Pieces, box, caption, document, many, section, table

from kmedtext.loading.limits import Limits
from kmedtext.loading.opening import load_document
from kmedtext.loading.origin import Document, Origin
from kmedtext.records import Page


def load(data: bytes, limits: Limits | None = None, name: str = "a.hwp") -> Page:
    """Load as users do: in the process apart."""
    return load_document(Document(Origin("a", name), data), limits or Limits())


def parts(page: Page) -> list[tuple[str, str]]:
    return [(region.tag, page.text[region.start : region.end]) for region in page.regions]


def number(kind: int, value: int, form: int = 0, after: str = "") -> Control:
    return Control(18, "atno", struct.pack("<IHHHH", kind | form << 4, value, 0, 0, ord(after or "\0")))


SECTION = Control(2, "secd", struct.pack("<IHHHIH", 0, 0, 0, 0, 8000, 1))

GOLDEN = [
    pytest.param(
        [["혈압이 높다."], ["맥박은 고르다."]],
        [("p", "혈압이 높다."), ("p", "맥박은 고르다.")],
        id="paragraphs",
    ),
    pytest.param(
        [["앞", 9, "뒤", 10, "다음", 30, "줄", 31, "끝", 24]], [("p", "앞\t뒤\n다음\u00a0줄 끝-")], id="signs"
    ),
    pytest.param([["𝛽 차단제와 😀"]], [("p", "𝛽 차단제와 😀")], id="surrogate pairs"),
    pytest.param([["ሀ가", "Āā"]], [("p", "ሀ가Āā")], id="low bytes that look like controls"),
    pytest.param(
        [[Control(3, "%hlk", b"\0" * 8), "누리집", 4, "에서"]], [("p", "누리집에서")], id="hyperlink"
    ),
    pytest.param([[Control(3, "%clk", b"\0" * 8), "이름", 4]], [("p", "이름")], id="field"),
    pytest.param(
        [[table([[["수축기"]], [["120"]]], [[["이완기"]], [["80"]]])]],
        [("tr", "수축기\t120"), ("tr", "이완기\t80")],
        id="table",
    ),
    pytest.param(
        [
            [table([[["값"]], [["1"]]], head=caption(["표 ", number(4, 1, after=".")], 2))],
            [table([[["값"]], [["2"]]], head=caption(["표 2"], 3))],
        ],
        [("caption", "표 1."), ("tr", "값\t1"), ("tr", "값\t2"), ("caption", "표 2")],
        id="captions",
    ),
    pytest.param(
        [[table([[["첫 문단"], [table([[["안"]], [["쪽"]]])], ["끝 문단"]]])]],
        [("p", "첫 문단"), ("tr", "안\t쪽"), ("p", "끝 문단")],
        id="layout table with a table in it",
    ),
    pytest.param(
        [["앞 ", table([[["가"]], [["나"]]]), " 뒤"]],
        [("p", "앞 "), ("tr", "가\t나"), ("p", " 뒤")],
        id="table in the line",
    ),
    pytest.param(
        [["앞 ", box(["상자"], ["둘째 줄"]), "뒤"]],
        [("p", "앞 뒤"), ("p", "상자"), ("p", "둘째 줄")],
        id="floating box",
    ),
    pytest.param(
        [[box(["그림 안"], head=caption(["그림 1"], 3))]],
        [("p", "그림 안"), ("caption", "그림 1")],
        id="box with caption",
    ),
    pytest.param(
        [
            [
                "환자",
                Control(17, "fn  ", bytes(8), many([number(1, 1, after=")"), " 각주다."])),
                "는 ",
                Control(17, "en  ", bytes(8), many(["미주다."])),
                "회복했다.",
            ]
        ],
        [("p", "환자는 회복했다."), ("footnote", "1) 각주다."), ("endnote", "미주다.")],
        id="notes",
    ),
    pytest.param(
        [[table([[["값", Control(17, "fn  ", bytes(8), many(["추정치."]))]], [["3"]]])]],
        [("tr", "값\t3"), ("footnote", "추정치.")],
        id="note in a table",
    ),
    pytest.param(
        [
            [
                SECTION,
                Control(16, "head", bytes(8), many(["머리"])),
                Control(16, "foot", bytes(8), many([table([[["꼬리"]], [["쪽"]]])])),
                "본문",
            ],
            ["끝"],
        ],
        [("header", "머리"), ("p", "본문"), ("p", "끝"), ("footer", "꼬리\t쪽")],
        id="header and footer",
    ),
    pytest.param([["쪽 ", number(0, 3)]], [("p", "쪽 ")], id="page number"),
    pytest.param(
        [[Control(11, "eqed", bytes(4), [(0, hwp.EQEDIT, bytes(4) + hwp.string("a over b"))]), "이다"]],
        [("p", " a over b 이다")],
        id="equation",
    ),
    pytest.param(
        [[Control(23, "tdut", hwp.string("高血壓") + hwp.string("고혈압"))]],
        [("p", "高血壓(고혈압)")],
        id="ruby",
    ),
    pytest.param(
        [[Control(23, "tcps", hwp.string("12")), "쪽"]], [("p", "12쪽")], id="written over each other"
    ),
    pytest.param(
        [
            [
                Control(
                    11,
                    "gso ",
                    bytes(4),
                    [
                        (0, hwp.SHAPE_COMPONENT, b"tat$"),
                        (1, hwp.TEXTART, bytes(32) + hwp.string("진료 안내")),
                    ],
                )
            ]
        ],
        [("p", "진료 안내")],
        id="text art",
    ),
    pytest.param(
        [
            [
                Control(
                    11,
                    "form",
                    bytes(4),
                    [
                        (
                            0,
                            hwp.FORM_OBJECT,
                            b"tbc+tbc+" + bytes(4) + hwp.string("ButtonSet:set:20:Caption:wstring:5:예(&Y) "),
                        )
                    ],
                )
            ]
        ],
        [("p", "예(Y)")],
        id="form",
    ),
    pytest.param(
        [[Control(21, "zzzz", bytes(4), many(["남은 글"]))]], [("p", "남은 글")], id="a control nobody knows"
    ),
    pytest.param(
        [[Control(22, "bokm"), Control(22, "idxm", hwp.string("색인")), "본문"]], [("p", "본문")], id="marks"
    ),
]


@pytest.mark.parametrize(("paragraphs", "expected"), GOLDEN)
@pytest.mark.parametrize(
    "flags", [0, hwp.COMPRESSED, hwp.COMPRESSED | hwp.DISTRIBUTION], ids=["plain", "packed", "distribution"]
)
def test_golden(paragraphs: list[Pieces], expected: list[tuple[str, str]], flags: int) -> None:
    page = load(document(section(*paragraphs), flags=flags))
    assert parts(page) == expected
    assert page.source.flags == ()


@pytest.mark.parametrize("seed", [0, 7, 15, 0x7FFFFFFF, 0xFFFFFFFF])
def test_the_key_is_found_wherever_the_seed_puts_it_as_another_reader_finds_it(seed: int) -> None:
    data = document(section(["배포용 본문이다."]), flags=hwp.COMPRESSED | hwp.DISTRIBUTION, seed=seed)
    assert load(data).text == "배포용 본문이다.\n"
    reader = pytest.importorskip("syhwp._hwp5")
    assert [block.text for block in reader.read_document_hwp5(BytesIO(data)).blocks] == ["배포용 본문이다."]


def test_hidden_comments_and_memos() -> None:
    memo = (
        hwp.record(hwp.MEMO_LIST, 1, bytes(4))
        + hwp.record(hwp.LIST_HEADER, 1, bytes(8))
        + hwp.paragraph(1, ["다시 확인"])
    )
    body = section(["본문", Control(15, "tcmt", b"", many(["숨은 설명"]))], ["끝"]) + memo
    page = load(document(body))
    assert [(page.text[r.start : r.end], r.hidden) for r in page.regions] == [
        ("본문", False),
        ("숨은 설명", True),
        ("끝", False),
        ("다시 확인", True),
    ]


def shape(head: int, level: int, numbering: int = 0) -> bytes:
    return hwp.record(
        hwp.PARA_SHAPE, 0, struct.pack("<I26xH", head << 23 | level << 25, numbering) + bytes(22)
    )


def test_headings_lists_and_their_numbers() -> None:
    levels = [(0, "제^1조"), (8, "^2.")] + [(0, "")] * 5
    numbering = b"".join(
        struct.pack("<III", form << 5, 0, 0) + hwp.string(pattern) for form, pattern in levels
    )
    info = hwp.record(hwp.NUMBERING, 0, numbering + struct.pack("<H7I", 0, *[1] * 7))
    info += shape(0, 0) + shape(1, 0) + shape(2, 1, 1) + shape(3, 0, 1)
    info += hwp.record(hwp.STYLE, 0, hwp.string("바탕글") + hwp.string("Normal") + bytes(8))
    info += hwp.record(hwp.STYLE, 0, hwp.string("개요 3") + hwp.string("Outline 3") + bytes(8))
    body = section(
        hwp.paragraph(0, [SECTION, "목적"], shape=1),
        hwp.paragraph(0, ["혈압을 잰다."], shape=2),
        hwp.paragraph(0, ["기록한다."], shape=2),
        hwp.paragraph(0, ["범위"], shape=1),
        hwp.paragraph(0, ["점"], shape=3),
        hwp.paragraph(0, ["안내"], style=1),
        hwp.paragraph(0, ["길" * 200], shape=1),
    )
    assert parts(load(document(body, info=info))) == [
        ("h1", "제1조 목적"),
        ("li", "가. 혈압을 잰다."),
        ("li", "나. 기록한다."),
        ("h1", "제2조 범위"),
        ("li", "점"),
        ("h3", "안내"),
        ("p", "제3조 " + "길" * 200),
    ]


def test_sections_come_in_the_order_of_their_numbers_and_a_header_once() -> None:
    header = Control(16, "head", bytes(8), many(["머리"]))
    page = load(document(*(section([header, f"구역 {n}"]) for n in range(12))))
    assert parts(page) == [("header", "머리"), *(("p", f"구역 {n}") for n in range(12))]


def property_set() -> bytes:
    values = {2: "검진 안내", 4: "김하늘", 8: "박바다", 9: "12, 0, 0, 1 WIN32LEWindows"}
    packed = [
        (key, struct.pack("<II", 0x1F, len(text) + 1) + (text + "\0").encode("utf-16-le").ljust(64, b"\0"))
        for key, text in values.items()
    ]
    packed.append((12, struct.pack("<IQ", 0x40, (1709284200 + 11644473600) * 10**7)))
    offsets, body = b"", b""
    for key, value in packed:
        offsets += struct.pack("<II", key, 8 + 8 * len(packed) + len(body))
        body += value
    data = struct.pack("<II", 8 + len(offsets) + len(body), len(packed)) + offsets + body
    return struct.pack("<HHI16sI16sI", 0xFFFE, 0, 0, bytes(16), 1, bytes(16), 48) + data


def test_the_summary_is_the_metadata() -> None:
    page = load(document(section(["본문"]), streams={"\x05HwpSummaryInformation": property_set()}))
    assert page.source.metadata == {
        "title": "검진 안내",
        "author": "김하늘",
        "last_saved_by": "박바다",
        "application": "12, 0, 0, 1 WIN32LEWindows",
        "created": "2024-03-01T09:10:00Z",
    }
    assert page.source.media_type == "application/x-hwp"


def test_content_decides_not_the_name() -> None:
    assert load(document(section(["본문"])), name="a.doc").text == "본문\n"
