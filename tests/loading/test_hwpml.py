"""HWPML: the same parts as in HWPX, under other names."""

from __future__ import annotations

import pytest

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits
from kmedtext.loading.opening import load_document
from kmedtext.loading.origin import Document, Origin
from kmedtext.records import Page

DOCUMENT = """<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<HWPML Style="embed" SubVersion="8.0.0.0" Version="2.8"><HEAD SecCnt="1">
<DOCSUMMARY><TITLE>검진 안내</TITLE><AUTHOR>김하늘</AUTHOR></DOCSUMMARY>
<MAPPINGTABLE><NUMBERINGLIST><NUMBERING Id="1" Start="0"><PARAHEAD Level="1" NumFormat="HangulSyllable">^1.</PARAHEAD>
</NUMBERING></NUMBERINGLIST><PARASHAPELIST><PARASHAPE Id="0"/><PARASHAPE Id="1" HeadingType="Outline" Level="0"/>
</PARASHAPELIST><STYLELIST><STYLE Id="0" Name="바탕글"/></STYLELIST></MAPPINGTABLE></HEAD>
<BODY><SECTION Id="0">
<P ParaShape="1" Style="0"><TEXT CharShape="0"><SECDEF OutlineShape="1"/><CHAR>목적</CHAR></TEXT></P>
<P ParaShape="0" Style="0"><TEXT><CHAR>앞<TAB/>뒤<LINEBREAK/>다음</CHAR><FOOTNOTE><PARALIST><P><TEXT><CHAR>각주</CHAR></TEXT></P>
</PARALIST></FOOTNOTE></TEXT></P>
<P><TEXT><TABLE><SHAPEOBJECT><POSITION TreatAsChar="true"/><CAPTION Side="Bottom"><PARALIST><P><TEXT><CHAR>표 1</CHAR></TEXT></P>
</PARALIST></CAPTION></SHAPEOBJECT><ROW><CELL><PARALIST><P><TEXT><CHAR>값</CHAR></TEXT></P></PARALIST></CELL>
<CELL><PARALIST><P><TEXT><CHAR>3</CHAR></TEXT></P></PARALIST></CELL></ROW></TABLE></TEXT></P>
<P><TEXT><RECTANGLE><SHAPEOBJECT/><DRAWINGOBJECT><DRAWTEXT><PARALIST><P><TEXT><CHAR>상자</CHAR></TEXT></P></PARALIST></DRAWTEXT>
</DRAWINGOBJECT></RECTANGLE><EDIT><FORMOBJECT/><EDITTEXT>적은 글</EDITTEXT></EDIT></TEXT></P>
</SECTION></BODY><TAIL/></HWPML>"""


def load(data: bytes) -> Page:
    return load_document(Document(Origin("a", "a.hml"), data), Limits())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "euc-kr"])
def test_golden(encoding: str) -> None:
    page = load(DOCUMENT.replace("UTF-8", encoding).encode(encoding))
    assert [(region.tag, page.text[region.start : region.end]) for region in page.regions] == [
        ("h1", "가. 목적"),
        ("p", "앞\t뒤\n다음"),
        ("footnote", "각주"),
        ("tr", "값\t3"),
        ("caption", "표 1"),
        ("p", "적은 글"),
        ("p", "상자"),
    ]
    assert page.source.metadata == {"title": "검진 안내", "author": "김하늘"}
    assert page.source.media_type == "application/x-hwpml"
    assert page.source.encoding is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (DOCUMENT[:-200], "truncated"),
        (DOCUMENT.replace("<HWPML", '<!DOCTYPE x [<!ENTITY a "b">]><HWPML'), "bomb"),
        (DOCUMENT.replace("<HWPML", "<!DOCTYPE x><HWPML"), "unsupported"),
        ("<HWPML><BODY/></HWPML>", "unsupported"),
        ("<HWPML><BODY><SECTION/></BODY></HWPML>", "empty_extraction"),
    ],
)
def test_failures(text: str, code: str) -> None:
    with pytest.raises(LoadError) as caught:
        load(text.encode())
    assert caught.value.code is FailureCode(code)
