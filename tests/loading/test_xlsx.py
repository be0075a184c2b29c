"""XLSX: each sheet a section, each row a line, cells as a reader sees them; and rows as pages."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

import pytest
from benchmarks.office_files import NAMESPACES, relations, replaced, rows, xlsx
from tests.loading.office_pages import lines, loaded

from kmedtext.loading import Columns, Limits, load_all
from kmedtext.loading.xlsx import sheet_rows
from kmedtext.records import Failure, Page


@pytest.fixture
def book() -> Any:
    import openpyxl

    return openpyxl.Workbook()


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(*sheets: str, strings: str = "", styles: str = "") -> list[list[str]]:
    return [row for _, row in sheet_rows(xlsx(*sheets, strings=strings, styles=styles), Limits(), "a.xlsx")]


def test_sheets_are_sections_and_hidden_ones_say_so(book: Any) -> None:
    book.active.title = "표"
    for row in (
        ["이름", "값"],
        ["가", 0.1 + 0.2],
        [],
        ["한 칸뿐"],
        ["나", True, None, datetime.date(2024, 3, 1)],
    ):
        book.active.append(row)
    book.create_sheet("숨김").append(["비밀", "값"])
    book["숨김"].sheet_state = "hidden"
    book.properties.title, book.properties.creator = "통계", "김가나"
    page = loaded(saved(book))
    assert lines(page) == [
        *[
            ("tr", "이름\t값"),
            ("tr", "가\t0.3"),
            ("p", "한 칸뿐"),
            ("tr", "나\tTRUE\t\t2024-03-01"),
            ("tr", "비밀\t값"),
        ],
    ]
    assert [(one.section, one.hidden) for one in page.regions] == [("표", False)] * 4 + [("숨김", True)]
    assert (page.source.metadata["title"], page.source.metadata["author"]) == ("통계", "김가나")


def test_it_agrees_with_openpyxl_on_text(book: Any) -> None:
    table = [[f"칸 {row} {column} & <x> _x41_" for column in range(5)] for row in range(50)]
    for row in table:
        book.active.append(row)
    assert [row for _, row in sheet_rows(saved(book), Limits(), "a")] == table


def test_cells_of_all_sorts() -> None:
    strings = "<si><t>글</t></si><si><r><t>굵은 </t></r><r><t>글</t></r><rPh><t>읽기</t></rPh></si><si><t>_x000D_가_x005F_x</t></si>"
    row = (
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>안</t></is></c>'
        '<c r="D1" t="str"><f>A1</f><v>식</v></c><c r="E1" t="b"><v>1</v></c><c r="F1" t="e"><v>#DIV/0!</v></c>'
        '<c r="G1" t="d"><v>2024-03-01T00:00:00</v></c><c r="H1"><v>1.50</v></c><c r="I1" t="s"><v>99</v></c><c r="J1"><f>X</f></c>'
    )
    assert cells(rows(row), strings=strings) == [
        *[["글", "굵은 글", "안", "식", "TRUE", "#DIV/0!", "2024-03-01", "1.5"]],
    ]
    assert cells(rows('<c t="s"><v>2</v></c>'), strings=strings) == [["\r가_x"]]


def test_places_may_be_left_out() -> None:
    assert cells(rows("<c><v>1</v></c><c><v>2</v></c>", "", '<c r="C3"><v>3</v></c><c><v>4</v></c>')) == [
        *[["1", "2"], ["", "", "3", "4"]],
    ]


def test_a_false_dimension_is_not_believed() -> None:
    assert cells('<dimension ref="A1:A1"/>' + rows("<c><v>1</v></c><c><v>2</v></c>", "<c><v>3</v></c>")) == [
        *[["1", "2"], ["3"]],
    ]
    assert cells('<dimension ref="A1:XFD1048576"/>' + rows("<c><v>1</v></c>")) == [["1"]]


def test_far_cells_without_anything_are_passed_over() -> None:
    far = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row><row r="1048576"><c r="XFD1048576"/></row></sheetData>'
    assert cells(far) == [["1"]]


def test_styles_that_openpyxl_refuses_do_not_matter() -> None:
    import openpyxl

    styles = (
        '<numFmts><numFmt numFmtId="200" formatCode="0.0&quot;mg&quot;"/></numFmts><fonts><font><family val="49"/></font></fonts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/><xf numFmtId="10"/></cellXfs>'
    )
    row = '<c s="1"><v>2.55</v></c><c s="2"><v>0.125</v></c><c s="9"><v>1</v></c>'
    sheet = rows(row) + '<dataValidations><dataValidation type="wrong" sqref="A1"/></dataValidations>'
    with pytest.raises(ValueError, match="stylesheet"):
        openpyxl.load_workbook(io.BytesIO(xlsx(sheet, styles=styles)), read_only=True)
    assert cells(sheet, styles=styles) == [["2.6mg", "12.50%", "1"]]


def test_text_boxes_over_the_cells() -> None:
    drawing = (
        f"<xdr:wsDr {NAMESPACES}><xdr:twoCellAnchor><xdr:sp><xdr:txBody><a:p><a:r><a:t>글상자</a:t></a:r></a:p></xdr:txBody>"
        "</xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
    )
    parts = {
        "xl/_rels/sheet1.xml.rels": relations({"rId1": ("drawing", "drawing1.xml")}),
        "xl/drawing1.xml": drawing,
    }
    page = loaded(replaced(xlsx(rows("<c><v>1</v></c>")), parts))
    assert [(one.section, page.text[one.start : one.end]) for one in page.regions] == [
        *[("Sheet1", "1"), ("Sheet1", "글상자")],
    ]


def given(data: bytes, folder: Path, columns: Columns) -> list[Page | Failure]:
    (folder / "표.xlsx").write_bytes(data)
    return list(load_all(folder / "표.xlsx", columns=columns))


def test_rows_are_pages_where_a_column_is_named(book: Any, tmp_path: Path) -> None:
    for row in (
        ["번호", "본문", "주소", "분류"],
        ["a1", "첫 글\n둘째 줄", "https://a.example/1", "내과"],
        ["a2", None],
        ["a3", "셋째 글"],
    ):
        book.active.append(row)
    book.create_sheet("다른 표").append(["다른", "열"])
    first, third = given(saved(book), tmp_path, Columns(text="본문", url="주소", id="번호"))
    assert isinstance(first, Page)
    assert isinstance(third, Page)
    assert (first.id, first.text, first.source.url) == ("a1", "첫 글\n둘째 줄", "https://a.example/1")
    assert first.source.member == "Sheet/2"
    assert first.source.metadata == {"분류": "내과"}
    assert (third.id, third.text) == ("a3", "셋째 글")
    (whole,) = load_all(tmp_path / "표.xlsx")
    assert isinstance(whole, Page)
    assert "내과" in whole.text


def test_a_column_that_is_not_there_is_a_failure(book: Any, tmp_path: Path) -> None:
    book.active.append(["번호", "본문"])
    book.active.append(["1", "글"])
    (failed,) = given(saved(book), tmp_path, Columns(text="text"))
    assert isinstance(failed, Failure)
    assert failed.code == "empty_extraction"
