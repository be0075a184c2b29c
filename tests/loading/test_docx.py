"""DOCX: what a reader sees, in its order, each once; with the tags of what it is."""

from __future__ import annotations

import io
from typing import Any

import pytest
from benchmarks.office_files import (
    NAMESPACES,
    chart,
    docx,
    drawn,
    field,
    note,
    note_mark,
    p,
    r,
    table,
    text_box,
)
from tests.loading.office_pages import Lines, lines, loaded

MARK = 'w:id="1" w:author="x"'
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="우리 소제목"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="제목 2"/></w:style>
<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="TOC Heading"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="cap"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="kcap"><w:name w:val="캡션"/></w:style>
<w:style w:type="paragraph" w:styleId="fig"><w:name w:val="Figure"/><w:basedOn w:val="cap"/></w:style>
<w:style w:type="paragraph" w:styleId="lb"><w:name w:val="우리 목록"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="x"/><w:basedOn w:val="pool"/></w:style>
<w:style w:type="paragraph" w:styleId="pool"><w:name w:val="y"/><w:basedOn w:val="loop"/></w:style>
<w:style w:type="character" w:styleId="hid"><w:name w:val="숨김"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


def numbered(number: str, text: str, style: str = "a") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr></w:pPr>{r(text)}</w:p>'


def run(content: str) -> str:
    return f"<w:r>{content}</w:r>"


BEGIN, SEPARATE, END = (run(f'<w:fldChar w:fldCharType="{sort}"/>') for sort in ("begin", "separate", "end"))
AT_LEAST = '<w:sym w:font="Symbol" w:char="F0B3"/>'


GOLDEN: dict[str, tuple[str, Lines]] = {
    "styles": (
        "".join(p(f"글 {style}", style) for style in ("1", "own", "toc", "t", "cap", "kcap", "fig", "lb", "loop", "no")),
        [
            *[("h1", "글 1"), ("h2", "글 own"), ("p", "글 toc"), ("h1", "글 t"), ("caption", "글 cap")],
            *[("caption", "글 kcap"), ("caption", "글 fig"), ("li", "글 lb"), ("p", "글 loop"), ("p", "글 no")],
        ],
    ),
    "numbering": (
        numbered("5", "항목") + numbered("0", "아님", "lb") + numbered("5", "장", "1"),
        [("li", "항목"), ("p", "아님"), ("h1", "장")],
    ),
    "outline level of a paragraph": (
        (f'<w:p><w:pPr><w:outlineLvl w:val="3"/></w:pPr>{r("넷째")}</w:p>'
        f'<w:p><w:pPr><w:pStyle w:val="1"/><w:outlineLvl w:val="9"/></w:pPr>{r("본문")}</w:p>'),
        [("h4", "넷째"), ("p", "본문")],
    ),
    "characters of runs": (
        (f"<w:p>{r('가')}{run('<w:tab/>')}{r('나')}{run('<w:br/>')}{r('다')}{run('<w:noBreakHyphen/>')}{r('라')}"
        f"{run('<w:softHyphen/>')}{r('마')}{run('<w:cr/>')}{r('바')}{run('<w:lastRenderedPageBreak/>')}</w:p>"),
        [("p", "가\t나\n다\u2011라\u00ad마\n바")],
    ),
    "tab stops are no tabs": (f'<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>{r("가")}</w:p>', [("p", "가")]),
    "symbols": (
        (f'<w:p>{run(AT_LEAST)}{r("5")}'
        '<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>&#xF061;</w:t></w:r></w:p>'),
        [("p", "≥5α")],
    ),
    "revisions": (
        (f"<w:p>{r('처음 ')}<w:ins {MARK}>{r('더한 ')}</w:ins><w:del {MARK}><w:r><w:delText>지운</w:delText></w:r></w:del>"
        f"<w:moveFrom {MARK}>{r('옮긴')}</w:moveFrom><w:moveTo {MARK}>{r('온')}</w:moveTo></w:p>"),
        [("p", "처음 더한 온")],
    ),
    "a deleted end of a paragraph": (
        f"<w:p><w:pPr><w:rPr><w:del {MARK}/></w:rPr></w:pPr>{r('앞과 ')}</w:p>{p('뒤')}{p('다음')}",
        [("p", "앞과 뒤"), ("p", "다음")],
    ),
    "a deleted row": (
        (f"<w:tbl><w:tr><w:trPr><w:del {MARK}/></w:trPr><w:tc>{p('지운')}</w:tc><w:tc>{p('행')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{p('남은')}</w:tc><w:tc>{p('행')}</w:tc></w:tr></w:tbl>"),
        [("tr", "남은\t행")],
    ),
    "fields": (
        (f"<w:p>{r('쪽 ')}{field('PAGE', r('3'))}{field('HYPERLINK x ' , r(' 연결'))}"
        f'<w:fldSimple w:instr="DATE">{r(" 오늘")}</w:fldSimple></w:p>'),
        [("p", "쪽 3 연결 오늘")],
    ),
    "a field in a field's code": (
        (f"<w:p>{r('앞 ')}{BEGIN}{field('X', r('코드 속'))}"
        f"{SEPARATE}{r('결과')}{END}{r(' 뒤')}</w:p>"),
        [("p", "앞 결과 뒤")],
    ),
    "a field that goes on in later paragraphs": (
        (f"<w:p>{BEGIN}{run('<w:instrText>TOC</w:instrText>')}"
        f"{SEPARATE}{r('차례 1')}</w:p>{p('차례 2')}"
        f"<w:p>{END}{r('본문')}</w:p>"),
        [("p", "차례 1"), ("p", "차례 2"), ("p", "본문")],
    ),
    "a field that never ends takes its paragraph at most": (
        f"<w:p>{r('앞')}{BEGIN}</w:p>{p('다음')}",
        [("p", "앞"), ("p", "다음")],
    ),
    "hidden text": (
        (f"<w:p>{r('보임')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>숨음</w:t></w:r>"
        '<w:r><w:rPr><w:rStyle w:val="hid"/></w:rPr><w:t>숨음</w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="hid"/><w:vanish w:val="0"/></w:rPr><w:t> 다시</w:t></w:r></w:p>'),
        [("p", "보임 다시")],
    ),
    "wrappers": (
        (f'<w:customXml w:element="x"><w:p><w:hyperlink>{r("연결 ")}</w:hyperlink><w:smartTag>{r("표 ")}</w:smartTag>'
        f"<w:sdt><w:sdtPr><w:alias w:val='n'/></w:sdtPr><w:sdtContent>{r('칸')}</w:sdtContent></w:sdt></w:p></w:customXml>"
        f"<w:sdt><w:sdtContent>{p('덩이')}</w:sdtContent></w:sdt>"),
        [("p", "연결 표 칸"), ("p", "덩이")],
    ),
    "a text box, once, after its paragraph": (
        f"<w:p>{text_box(p('상자', '1') + p('둘'))}{r('닻')}</w:p>{p('뒤')}",
        [("p", "닻"), ("h1", "상자"), ("p", "둘"), ("p", "뒤")],
    ),
    "tables": (
        table((p("가"), p("나") + p("다")), (p("라"), "<w:p/>"), ("<w:p/>", "<w:p/>")),
        [("tr", "가\t나 다"), ("p", "라")],
    ),
    "merged cells": (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + p("합친") + "</w:tc><w:tc>" + p("셋") + "</w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>" + p("세로") + "</w:tc><w:tc>" + p("둘") + "</w:tc><w:tc>" + p("셋")
        + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>" + p("다섯") + "</w:tc><w:tc>" + p("여섯") + "</w:tc></w:tr></w:tbl>",
        [("tr", "합친\t셋"), ("tr", "세로\t둘\t셋"), ("tr", "다섯\t여섯")],
    ),
    "nested tables": (
        table((p("밖"), table((p("안1"), p("안2"))) + p("밑"))),
        [("p", "밖"), ("tr", "안1\t안2"), ("p", "밑")],
    ),
    "cells in content controls": (
        f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>{p('가')}</w:tc></w:sdtContent></w:sdt><w:tc>{p('나')}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>",
        [("tr", "가\t나")],
    ),
    "ruby": (
        f"<w:p><w:r><w:ruby><w:rubyPr/><w:rt>{r('기')}</w:rt><w:rubyBase>{r('氣')}</w:rubyBase></w:ruby></w:r></w:p>",
        [("p", "氣(기)")],
    ),
    "an equation": (
        (f"<w:p>{r('식 ')}<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>c</m:t></m:r></m:den></m:f>"
        "<m:r><m:t>=</m:t></m:r><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>"),
        [("p", "식 (a+b)/c=x^2")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name: str) -> None:
    body, expected = GOLDEN[name]
    assert lines(loaded(docx(body, styles=STYLES))) == expected


def test_notes_follow_the_paragraph_that_cites_them_and_those_of_tables_the_table() -> None:
    separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    feet = separator + "".join(note("footnote", at, p(f"각주 {at}")) for at in (1, 2, 3))
    ends = note("endnote", 1, p("미주") + table((p("표"), p("칸"))))
    foot, end, cell, gone = (
        *(
            note_mark("footnote", 1),
            note_mark("endnote", 1),
            note_mark("footnote", 2),
            note_mark("footnote", 9),
        ),
    )
    citing = f"<w:p>{r('칸')}{cell}</w:p>"
    body = f"<w:p>{r('하나')}{foot}{r(' 계속')}{end}</w:p>{table((citing, p('둘')))}<w:p>{r('다시')}{foot}{gone}</w:p>"
    assert lines(loaded(docx(body, footnotes=feet, endnotes=ends))) == [
        *[("p", "하나 계속"), ("footnote", "각주 1"), ("endnote", "미주"), ("endnote", "표\t칸")],
        *[("tr", "칸\t둘"), ("footnote", "각주 2"), ("p", "다시")],
    ]


def test_headers_come_first_and_footers_last_each_distinct_one_once() -> None:
    parts = {
        "header1": p("머리"),
        "header2": p("머리"),
        "header3": p("첫 쪽"),
        "footer1": f"<w:p>{field('PAGE', r('1'))}{r(' 쪽')}</w:p>",
    }
    end = "".join(f'<w:{name[:-1]}Reference w:type="default" r:id="rId-{name}"/>' for name in parts)
    assert lines(loaded(docx(p("본문"), end=end, **parts))) == [
        *[("header", "머리"), ("header", "첫 쪽"), ("p", "본문"), ("footer", "1 쪽")],
    ]


def test_charts_and_diagrams_say_their_words_after_the_paragraph() -> None:
    points = '<dgm:pt modelId="1"><dgm:t><a:p><a:r><a:t>단계</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt modelId="2" type="pres"/>'
    diagram = (
        f"<?xml version='1.0'?><dgm:dataModel {NAMESPACES}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"
    )
    shown = drawn('<c:chart r:id="rId-chart"/>') + drawn('<dgm:relIds r:dm="rId-diagramData"/>')
    page = loaded(
        docx(f"<w:p>{r('그림')}{shown}</w:p>", chart=chart("제목", "계열", ["가", "나"]), diagramData=diagram)
    )
    assert [text for _, text in lines(page)] == ["그림", "제목", "계열", "가", "나", "단계"]


def test_what_is_left_out_is_flagged() -> None:
    body = (
        f"<w:p>{r('글')}<w:r><w:commentReference w:id='0'/></w:r><w:del {MARK}><w:r><w:delText>x</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>숨음</w:t></w:r></w:p><w:altChunk r:id='x'/>"
    )
    page = loaded(docx(body, comments=f"<w:comment w:id='0'>{p('의견')}</w:comment>"))
    assert page.text == "글\n"
    assert page.source.flags == (
        *("comments_left_out", "deletions_left_out", "hidden_text_left_out", "inserted_files_left_out"),
    )


def test_strict_documents_are_read_alike() -> None:
    import zipfile

    from benchmarks.office_files import zipped

    with zipfile.ZipFile(io.BytesIO(docx(p("엄격", "1"), styles=STYLES))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    swaps = {
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
    }
    for old, new in swaps.items():
        parts = {name: data.replace(old, new) for name, data in parts.items()}
    assert lines(loaded(zipped(parts))) == [("h1", "엄격")]


def test_what_python_docx_writes() -> None:
    import docx as written

    document: Any = written.Document()
    document.core_properties.title, document.core_properties.author = "연보", "김가나"
    document.add_heading("큰 제목", 0)
    document.add_heading("작은 제목", 2)
    document.add_paragraph("항목", style="List Bullet")
    document.add_paragraph("그림 1", style="Caption")
    document.sections[0].header.paragraphs[0].text = "머리"
    out = io.BytesIO()
    document.save(out)
    page = loaded(out.getvalue())
    assert lines(page) == [
        ("header", "머리"),
        ("h1", "큰 제목"),
        ("h2", "작은 제목"),
        ("li", "항목"),
        ("caption", "그림 1"),
    ]
    assert page.source.metadata["title"] == "연보"
    assert page.source.metadata["author"] == "김가나"
    assert page.source.metadata["created"].startswith("2013-")
    assert page.source.media_type.endswith("wordprocessingml.document")
