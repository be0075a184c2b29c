"""HWPX: what a reader sees of a document is its text, once, and each part is called what it is."""

from __future__ import annotations

import pytest
from tests.loading.hwpx_documents import HH, OPF, box, ctrl, document, p, packed, section, sub, table

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits
from kmedtext.loading.opening import load_document
from kmedtext.loading.origin import Document, Origin
from kmedtext.records import Page


def load(data: bytes, limits: Limits | None = None, name: str = "a.hwpx") -> Page:
    """Load as users do: in the process apart."""
    return load_document(Document(Origin("a", name), data), limits or Limits())


def parts(page: Page) -> list[tuple[str, str]]:
    return [(region.tag, page.text[region.start : region.end]) for region in page.regions]


GOLDEN = [
    pytest.param([p("혈압이 ", "높다.")], [("p", "혈압이 높다.")], id="runs"),
    pytest.param(
        [p("<hp:t>앞<hp:tab/>뒤<hp:lineBreak/>다음<hp:nbSpace/>줄<hp:fwSpace/>끝<hp:hyphen/></hp:t>")],
        [("p", "앞\t뒤\n다음\u00a0줄 끝-")],
        id="signs",
    ),
    pytest.param(
        [p("<hp:t>가<hp:markpenBegin/>나<hp:markpenEnd/>다</hp:t>")], [("p", "가나다")], id="marker"
    ),
    pytest.param(
        [p("<hp:t>남은 <hp:deleteBegin Id='1'/>지운<hp:deleteEnd Id='1'/>글</hp:t>")],
        [("p", "남은 글")],
        id="deleted",
    ),
    pytest.param(
        [
            p("<hp:t>가<hp:deleteBegin Id='1'/>나</hp:t>"),
            p("다"),
            p("<hp:t>라<hp:deleteEnd Id='1'/>마</hp:t>"),
        ],
        [("p", "가"), ("p", "마")],
        id="deleted over paragraphs",
    ),
    pytest.param(
        [p("<hp:t>가<hp:deleteBegin Id='1'/>나</hp:t>")], [("p", "가나")], id="deletion without end"
    ),
    pytest.param(
        [p("<hp:t>가<hp:insertBegin Id='1'/>나<hp:insertEnd Id='1'/></hp:t>")], [("p", "가나")], id="inserted"
    ),
    pytest.param(
        [p(table((p("수축기"), p("120")), (p("이완기"), p("80"))))],
        [("tr", "수축기\t120"), ("tr", "이완기\t80")],
        id="table",
    ),
    pytest.param(
        [
            p(table((p("값"), p("1")), caption="표 1", side="TOP")),
            p(table((p("값"), p("2")), caption="표 2", side="BOTTOM")),
        ],
        [("caption", "표 1"), ("tr", "값\t1"), ("tr", "값\t2"), ("caption", "표 2")],
        id="captions",
    ),
    pytest.param(
        [p(table((p("첫 문단") + p(table((p("안"), p("쪽")))) + p("끝 문단"),)))],
        [("p", "첫 문단"), ("tr", "안\t쪽"), ("p", "끝 문단")],
        id="layout table with a table in it",
    ),
    pytest.param(
        [p("앞 ", table((p("가"), p("나"))), " 뒤")],
        [("p", "앞 "), ("tr", "가\t나"), ("p", " 뒤")],
        id="table in the line",
    ),
    pytest.param([p("앞 ", box(p("상자")), "뒤")], [("p", "앞 뒤"), ("p", "상자")], id="floating box"),
    pytest.param(
        [p(f"<hp:container>{box(p('하나'))}{box(p('둘'), p('셋'))}</hp:container>")],
        [("p", "하나"), ("p", "둘"), ("p", "셋")],
        id="grouped boxes",
    ),
    pytest.param(
        [p("환자", ctrl("footNote", p("각주다.")), "는 ", ctrl("endNote", p("미주다.")), "회복했다.")],
        [("p", "환자는 회복했다."), ("footnote", "각주다."), ("endnote", "미주다.")],
        id="notes",
    ),
    pytest.param(
        [p(table((p("값", ctrl("footNote", p("추정치."))), p("3"))))],
        [("tr", "값\t3"), ("footnote", "추정치.")],
        id="note in a table",
    ),
    pytest.param(
        [p(ctrl("header", p("머리")), ctrl("footer", p(table((p("꼬리"), p("쪽"))))), "본문"), p("끝")],
        [("header", "머리"), ("p", "본문"), ("p", "끝"), ("footer", "꼬리\t쪽")],
        id="header and footer",
    ),
    pytest.param(
        [p("넓이는 ", "<hp:equation><hp:script>{a} over\n {b}</hp:script></hp:equation>", "이다.")],
        [("p", "넓이는  {a} over {b} 이다.")],
        id="equation",
    ),
    pytest.param(
        [
            p(
                '<hp:ctrl><hp:fieldBegin type="HYPERLINK"><hp:parameters><hp:stringParam name="Path">https://example.org'
                "</hp:stringParam></hp:parameters></hp:fieldBegin></hp:ctrl>",
                "누리집",
                "<hp:ctrl><hp:fieldEnd/></hp:ctrl>",
            )
        ],
        [("p", "누리집")],
        id="hyperlink",
    ),
    pytest.param(
        [p("<hp:dutmal><hp:mainText>高血壓</hp:mainText><hp:subText>고혈압</hp:subText></hp:dutmal>")],
        [("p", "高血壓(고혈압)")],
        id="ruby",
    ),
    pytest.param([p('<hp:compose composeText="12"/>', "쪽")], [("p", "12쪽")], id="written over each other"),
    pytest.param([p('<hp:textart text="진료 안내"/>')], [("p", "진료 안내")], id="text art"),
    pytest.param(
        [p('<hp:checkBtn caption="예(&amp;Y)"/>', "<hp:edit><hp:text>홍길동</hp:text></hp:edit>")],
        [("p", "예(Y)홍길동")],
        id="form",
    ),
    pytest.param(
        [
            p(
                f"<hp:switch><hp:case>{box(p('새 모양'))}</hp:case><hp:default>{box(p('옛 모양'))}</hp:default></hp:switch>"
            )
        ],
        [("p", "새 모양")],
        id="alternatives once",
    ),
    pytest.param(
        [
            p(
                "표 ",
                '<hp:ctrl><hp:autoNum num="3" numType="TABLE"><hp:autoNumFormat type="DIGIT" suffixChar="."/></hp:autoNum></hp:ctrl>',
                " 결과",
            )
        ],
        [("p", "표 3. 결과")],
        id="counted number",
    ),
    pytest.param(
        [p("- ", '<hp:ctrl><hp:autoNum num="3" numType="PAGE"/></hp:ctrl>', " -")],
        [("p", "-  -")],
        id="page number",
    ),
]


@pytest.mark.parametrize(("paragraphs", "expected"), GOLDEN)
def test_golden(paragraphs: list[str], expected: list[tuple[str, str]]) -> None:
    assert parts(load(document(*paragraphs))) == expected


def test_comments_are_hidden_and_outside_the_text() -> None:
    memo = f"<hp:ctrl><hp:fieldBegin type='MEMO'>{sub(p('다시 확인'))}</hp:fieldBegin></hp:ctrl>"
    page = load(document(p("본문", memo, ctrl("hiddenComment", p("숨은 설명")))))
    assert [(page.text[r.start : r.end], r.hidden) for r in page.regions] == [
        ("본문", False),
        ("다시 확인", True),
        ("숨은 설명", True),
    ]


HEADER = f"""<hh:head xmlns:hh="{HH}"><hh:refList><hh:numberings><hh:numbering id="1">
<hh:paraHead level="1" start="1" numFormat="DIGIT">제^1조</hh:paraHead>
<hh:paraHead level="2" start="1" numFormat="HANGUL_SYLLABLE">^2.</hh:paraHead></hh:numbering></hh:numberings>
<hh:paraProperties>
<hh:paraPr id="1"><hh:heading type="OUTLINE" idRef="0" level="0"/></hh:paraPr>
<hh:paraPr id="2"><hh:heading type="NUMBER" idRef="1" level="1"/></hh:paraPr>
<hh:paraPr id="3"><hh:heading type="BULLET" idRef="1" level="0"/></hh:paraPr></hh:paraProperties>
<hh:styles><hh:style id="4" name="큰 제목"/></hh:styles></hh:refList></hh:head>"""


def test_headings_lists_and_their_numbers() -> None:
    page = load(
        document(
            p('<hp:secPr outlineShapeIDRef="1"/>', "목적", shape=1),
            p("혈압을 잰다.", shape=2),
            p("기록한다.", shape=2),
            p("범위", shape=1),
            p("모든 환자.", shape=2),
            p("점", shape=3),
            p("안내", style=4),
            p("길" * 200, shape=1),
            Contents__header_xml=HEADER,
        )
    )
    assert parts(page) == [
        ("h1", "제1조 목적"),
        ("li", "가. 혈압을 잰다."),
        ("li", "나. 기록한다."),
        ("h1", "제2조 범위"),
        ("li", "가. 모든 환자."),
        ("li", "점"),
        ("h1", "안내"),
        ("p", "제3조 " + "길" * 200),
    ]


def content(spine: str, manifest: str = "") -> str:
    return (
        f'<opf:package xmlns:opf="{OPF}"><opf:metadata><opf:title>검진 안내</opf:title>'
        '<opf:meta name="creator" content="text">김하늘</opf:meta><opf:meta name="CreatedDate" content="text">2024-03-01T09:00:00Z'
        f"</opf:meta></opf:metadata><opf:manifest>{manifest}</opf:manifest><opf:spine>{spine}</opf:spine></opf:package>"
    )


def test_the_spine_orders_the_sections_and_each_is_read_once() -> None:
    items = "".join(
        f'<opf:item id="s{n}" href="{href}"/>'
        for n, href in enumerate(("Contents/section0.xml", "section1.xml"))
    )
    data = packed(
        {
            "Contents/content.hpf": content('<opf:itemref idref="s1"/><opf:itemref idref="s0"/>', items),
            "Contents/section0.xml": section(p(ctrl("header", p("머리")), "둘째")),
            "Contents/section1.xml": section(p(ctrl("header", p("머리")), "첫째")),
            "Contents/section10.xml": section(p("넷째")),
            "Contents/section2.xml": section(p("셋째")),
            "version.xml": '<v xmlns="x" application="Hancom Office Hangul" appVersion="12, 0"/>',
        }
    )
    page = load(data)
    assert parts(page) == [("header", "머리"), ("p", "첫째"), ("p", "둘째"), ("p", "셋째"), ("p", "넷째")]
    assert page.source.metadata == {
        "title": "검진 안내",
        "author": "김하늘",
        "created": "2024-03-01T09:00:00Z",
        "application": "Hancom Office Hangul 12, 0",
    }
    assert page.source.media_type == "application/hwp+zip"


def test_a_master_page_is_printed_around_the_text() -> None:
    master = f"<m xmlns:hp='http://www.hancom.co.kr/hwpml/2011/paragraph'><hp:masterPage>{sub(p('바탕'))}</hp:masterPage></m>"
    assert parts(load(document(p("본문"), Contents__masterpage0_xml=master))) == [
        ("header", "바탕"),
        ("p", "본문"),
    ]


def test_a_damaged_section_costs_itself_alone() -> None:
    data = packed(
        {"Contents/section0.xml": section(p("남은 글")), "Contents/section1.xml": section(p("잘린 글"))[:-40]}
    )
    page = load(data)
    assert page.text == "남은 글\n"
    assert page.source.flags == ("incomplete",)


MANIFEST = (
    '<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><odf:file-entry full-path="Contents/'
    'section0.xml"><odf:encryption-data/></odf:file-entry></odf:manifest>'
)
BOMB = section(p("가" * 3_000_000))
NESTED = section("<hp:p>" * 600 + "</hp:p>" * 600)
ENTITY = '<!DOCTYPE sec [<!ENTITY a "b">]>' + section(p("&a;"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(
            packed({"META-INF/manifest.xml": MANIFEST, "Contents/section0.xml": b"\x8f\x02"}),
            "encrypted",
            id="password",
        ),
        pytest.param(document(p("가"))[:-60], "truncated", id="cut archive"),
        pytest.param(packed({"Contents/section0.xml": section(p("글"))[:-9]}), "truncated", id="cut XML"),
        pytest.param(packed({"Contents/section0.xml": "<sec>&nbsp;</sec>"}), "unsupported", id="bad XML"),
        pytest.param(
            packed({"Contents/section0.xml": "<!DOCTYPE sec>" + section(p("가"))}), "unsupported", id="DTD"
        ),
        pytest.param(packed({"Contents/section0.xml": ENTITY}), "bomb", id="entities"),
        pytest.param(
            packed({"Contents/section0.xml": ENTITY.encode("utf-16")}), "bomb", id="entities in UTF-16"
        ),
        pytest.param(packed({"Contents/section0.xml": BOMB}), "bomb", id="bomb"),
        pytest.param(packed({"Contents/section0.xml": NESTED}), "too_large", id="deep"),
        pytest.param(packed({"Contents/header.xml": "<a/>"}), "unsupported", id="no section"),
        pytest.param(document(p(" "), p("<hp:pic/>")), "empty_extraction", id="pictures only"),
    ],
)
def test_failures(data: bytes, code: str) -> None:
    with pytest.raises(LoadError) as caught:
        load(data)
    assert caught.value.code is FailureCode(code)


def test_content_decides_not_the_name() -> None:
    assert load(document(p("본문")), name="a.zip").text == "본문\n"
    with pytest.raises(LoadError):
        load(b"%PDF-1.4 nothing", name="a.hwpx")


def test_a_preview_that_the_text_lacks_is_told() -> None:
    shown = "전혀 다른 이야기가 미리보기에 길게 적혀 있는데 본문에서는 찾을 수 없는 문장들이다"
    page = load(packed({"Contents/section0.xml": section(p("짧은 본문")), "Preview/PrvText.txt": shown}))
    assert (page.text, page.source.flags) == ("짧은 본문\n", ("preview_differs",))


def test_offsets_and_nodes_are_bounded() -> None:
    page = load(document(*(p(f"문단 {n}") for n in range(500))))
    assert all(page.text[r.start : r.end] == f"문단 {n}" for n, r in enumerate(page.regions))
    with pytest.raises(LoadError) as caught:
        load(document(*(p("가") for _ in range(500))), Limits(max_nodes=1000))
    assert caught.value.code is FailureCode.TOO_LARGE
