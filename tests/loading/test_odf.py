"""OpenDocument: texts, sheets and slides, with the same tags as Office documents have."""

from __future__ import annotations

from benchmarks.office_files import zipped
from tests.loading.office_pages import failure, lines, loaded

from kmedtext.loading import Limits

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        **{name: name for name in ("office", "text", "table", "style", "meta", "presentation", "manifest")},
        "draw": "drawing",
    }.items()
)


def odf(body: str, *, sort: str = "text", styles: str = "", master: str = "", manifest: str = "") -> bytes:
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{sort}",
            "content.xml": f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:{sort}>{body}</office:{sort}></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {SPACES}><office:master-styles>{master}</office:master-styles></office:document-styles>",
            "meta.xml": f"<office:document-meta {SPACES}><office:meta><meta:generator>손</meta:generator></office:meta></office:document-meta>",
            "META-INF/manifest.xml": f"<manifest:manifest {SPACES}>{manifest}</manifest:manifest>",
        }
    )


def test_a_text() -> None:
    note = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>주</text:p></text:note-body></text:note>'
    styles = (
        '<style:style style:name="P1" style:parent-style-name="Caption"/>'
        '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    )
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>지운</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="2">제 <text:span>목</text:span></text:h>'
        f'<text:p>가<text:s text:c="2"/>나\n  다{note}<text:tab/>라<text:line-break/>마<text:span text:style-name="T1">숨음</text:span></text:p>'
        '<text:p text:style-name="P1">그림</text:p><text:list><text:list-item><text:p>항목</text:p></text:list-item></text:list>'
        "<text:p>닻<draw:frame><draw:text-box><text:p>상자</text:p></draw:text-box></draw:frame></text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>하나</text:p></table:table-cell><table:table-cell><text:p>둘</text:p>"
        "</table:table-cell></table:table-row></table:table><office:annotation><text:p>의견</text:p></office:annotation>"
    )
    master = (
        "<style:master-page><style:header><text:p>머리</text:p></style:header><style:footer><text:p>꼬리</text:p></style:footer></style:master-page>"
        * 2
    )
    page = loaded(odf(body, styles=styles, master=master))
    assert lines(page) == [
        *[
            ("header", "머리"),
            ("h2", "제 목"),
            ("p", "가  나 다\t라\n마"),
            ("footnote", "주"),
            ("caption", "그림"),
        ],
        *[("li", "항목"), ("p", "닻"), ("p", "상자"), ("tr", "하나\t둘"), ("footer", "꼬리")],
    ]
    assert page.source.flags == ("comments_left_out", "deletions_left_out", "hidden_text_left_out")
    assert page.source.metadata == {"application": "손"}


def cell(text: str = "", repeated: int = 1) -> str:
    inner = f"<text:p>{text}</text:p>" if text else ""
    return f'<table:table-cell table:number-columns-repeated="{repeated}">{inner}</table:table-cell>'


def test_sheets_and_their_repeated_cells() -> None:
    rows = (
        f"<table:table-row>{cell('가', 2)}{cell(repeated=2)}{cell('나')}{cell(repeated=16000)}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1000000">{cell(repeated=16384)}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="2">{cell("다")}{cell("라")}</table:table-row>'
    )
    page = loaded(odf(f'<table:table table:name="표">{rows}</table:table>', sort="spreadsheet"))
    assert lines(page) == [("tr", "가\t가\t\t\t나"), ("tr", "다\t라"), ("tr", "다\t라")]
    assert {region.section for region in page.regions} == {"표"}


def test_slides() -> None:
    slide = (
        '<draw:page><draw:frame presentation:class="title"><draw:text-box><text:p>제목</text:p></draw:text-box></draw:frame>'
        "<draw:frame><draw:text-box><text:list><text:list-item><text:p>항목</text:p></text:list-item></text:list></draw:text-box></draw:frame>"
        "<presentation:notes><draw:frame><draw:text-box><text:p>말</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>"
    )
    page = loaded(odf(slide, sort="presentation"))
    assert lines(page) == [("h2", "제목"), ("li", "항목"), ("p", "말")]
    assert [region.section for region in page.regions] == ["slide 1", "slide 1", "slide 1 notes"]


def test_failures() -> None:
    assert (
        failure(odf("", manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"))
        == "encrypted"
    )
    assert failure(odf("<text:p/>")) == "empty_extraction"
    wide = f"<table:table><table:table-row>{cell('가', 99_999_999)}</table:table-row></table:table>"
    assert failure(odf(wide, sort="spreadsheet")) == "too_large"
    tall = f'<table:table><table:table-row table:number-rows-repeated="99999999">{cell("가")}</table:table-row></table:table>'
    assert failure(odf(tall, sort="spreadsheet")) == "too_large"
    assert failure(odf("<text:p>가</text:p>")[:400], "a.odt") == "truncated"
    many = "<text:p>" + '<text:s text:c="99999999"/>' * 5 + "가</text:p>"
    assert loaded(odf(many), limits=Limits()).text.endswith("가\n")
