"""CSV and TSV: rows become documents, whatever the encoding, the delimiter and the quotation marks."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.loading.harvests import ARTICLE, HTML, Harvest, harvest

from kmedtext.loading import Columns, Document, Limits, Origin, load, load_bytes
from kmedtext.loading.csvs import CsvCollection, dialect_of

TABLE = [
    ["번호", "제목", "기자", "작성일", "본문", "링크"],
    ["101", "교육실", "김하늘", "2031-03-04", ARTICLE, "https://news.example.org/1"],
    ["102", "빈 글", "", "", " ", "https://news.example.org/2"],
    ["103", "웹 글", "", "", HTML, ""],
    ["104", 'He said "no", twice', "", "", f"{ARTICLE}\r\n\r\n둘째; 문단,\t입니다.", ""],
]


def table(delimiter: str = ",", rows: list[list[str]] = TABLE, end: str = "\r\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


def taken(tmp_path: Path, content: str | bytes, name: str = "a.csv", **columns: str) -> Harvest:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return harvest(path, columns=Columns(**columns))


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-16-be"])
def test_rows_are_pages(tmp_path: Path, delimiter: str, encoding: str) -> None:
    found = taken(tmp_path, table(delimiter).encode(encoding))
    assert not found.failures
    assert found.skipped == {"table: row without text": 1}
    assert [(page.id, page.source.member, page.source.media_type) for page in found.pages] == [
        ("101", "row 2", "text/plain"),
        ("103", "row 4", "text/html"),
        ("104", "row 5", "text/plain"),
    ]
    first = found.pages[0]
    assert (first.text, first.source.url) == (ARTICLE, "https://news.example.org/1")
    assert first.source.metadata == {"title": "교육실", "author": "김하늘", "created": "2031-03-04"}
    assert found.pages[2].text == TABLE[4][4]
    assert found.pages[2].source.metadata == {"title": 'He said "no", twice'}


def test_korean_that_comes_late(tmp_path: Path) -> None:
    """The first mebibytes are ASCII, so the encoding is decided where Korean begins."""
    rows = [["id", "text"], *([str(n), f"english {n} " * 40] for n in range(4000)), ["k", ARTICLE * 3]]
    found = taken(tmp_path, table(rows=rows).encode("cp949"))
    assert (len(found.pages), found.failures) == (4001, [])
    assert found.pages[-1].text == ARTICLE * 3


def test_bytes_of_another_encoding_are_told(tmp_path: Path) -> None:
    data = table(rows=[["text"], *[[ARTICLE]] * 9, ["x"]]).encode() + "진료".encode("cp949") + b"\r\n"
    found = taken(tmp_path, data)
    assert found.codes == ["encoding"]
    assert len(found.pages) == 11


def test_given_columns(tmp_path: Path) -> None:
    text = "a,b,c,text\nx1,둘째 글이다.,u,t\n"
    found = taken(tmp_path, text, text="b", id="a", url="c")
    assert [(page.id, page.text, page.source.url) for page in found.pages] == [("x1", "둘째 글이다.", "u")]
    assert taken(tmp_path, text, "a.dump", text="b").members == ["row 2"]
    assert load_bytes(text.encode(), path="a.dump", id="a").text == text
    found = taken(tmp_path, text, text="본문")
    assert found.codes == ["unsupported"]
    assert "a, b, c, text" in found.failures[0].message
    found = taken(tmp_path, "x,y\n1,2\n3,4\n")
    assert found.codes == ["unsupported"]
    assert "x, y" in found.failures[0].message
    assert "--text-column" in found.failures[0].advice


def test_ragged_rows(tmp_path: Path) -> None:
    found = taken(tmp_path, "id,text,title\n1,글 하나\n2,글 둘,x,,\n3,글, 셋,넷,y\n\n4,글 넷,z\n")
    assert [(page.id, page.text) for page in found.pages] == [
        ("1", "글 하나"),
        ("2", "글 둘"),
        ("4", "글 넷"),
    ]
    assert found.codes == ["unsupported"]
    assert found.failures[0].path.endswith("!/row 4")


@pytest.mark.parametrize(
    ("tail", "rest"),
    [
        ('3,"글 셋', []),
        ('3,"글 셋\n4,글 넷\n5,글 다섯\n', ["글 넷", "글 다섯"]),
        ('3,"글 셋\n둘째 문단입니다.\n셋째 문단입니', []),  # the file is cut within a cell
    ],
)
def test_a_quotation_mark_that_is_never_closed(tmp_path: Path, tail: str, rest: list[str]) -> None:
    found = taken(tmp_path, f'id,text\n1,글 하나\n2,"글 ""둘"""\n{tail}')
    assert [page.text for page in found.pages] == ["글 하나", '글 "둘"', *rest]
    assert found.codes == ["truncated"]
    assert found.failures[0].path.endswith("!/row 4")


def test_quotation_marks_that_are_left_open_again_and_again(tmp_path: Path) -> None:
    line = '"x",y"z,"\n'
    found = taken(tmp_path, "id,title,text\n1,a,b\n" + line * 200 + "3,c,d\n")
    assert set(found.codes) <= {"truncated", "unsupported"}
    assert found.pages[0].id == "1"


def test_long_cells_and_long_lines(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    long = ARTICLE * 6000
    path = tmp_path / "a.csv"
    path.write_bytes(table(rows=[["id", "text"], ["1", long], ["2", ARTICLE]]).encode())
    assert [page.text for page in harvest(path).pages] == [long, ARTICLE]
    found = harvest(path, Limits(max_bytes=len(long) - 1))
    assert (found.codes, [page.id for page in found.pages]) == (["too_large"], ["2"])
    found = harvest(path, Limits(max_bytes=len(long) // 5))
    assert (found.codes, [page.id for page in found.pages]) == (["too_large"], ["2"])
    assert csv.field_size_limit() == before


def test_odd_files(tmp_path: Path) -> None:
    assert taken(tmp_path, "text\n글 하나\n글 둘\n").members == ["row 2", "row 3"]
    assert taken(tmp_path, "id\ttext\r1\t글 하나\r2\t글 둘\r", "a.tsv").members == ["row 2", "row 3"]
    assert [page.text for page in taken(tmp_path, f"id,text\n1,글\x00하나 {ARTICLE}\n").pages] == [
        f"글\x00하나 {ARTICLE}"
    ]
    assert taken(tmp_path, "id,text\n").codes == ["empty_extraction"]
    assert taken(tmp_path, ",".join(f"c{n}" for n in range(1001)) + "\n" + "," * 1000 + "\n").codes == [
        "too_large"
    ]
    assert [page.text for page in taken(tmp_path, "text,text,id\n글,다른 글,7\n").pages] == ["글"]


def test_what_is_no_table(tmp_path: Path) -> None:
    for name, text in (
        ("a.csv", ARTICLE),
        ("a.csv", f"{ARTICLE}\n\n쉼표, 둘,\n셋, 넷, 다섯, 여섯.\n끝."),
        ("a.csv", HTML),
    ):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        assert ARTICLE in load(path).text
        assert load(path).source.member is None
    path = tmp_path / "a.txt"
    path.write_text(table(), encoding="utf-8")
    assert load(path).source.media_type == "text/plain"


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_every_cell_comes_back(rows: list[tuple[str, str]], delimiter: str) -> None:
    given_rows = [["주소", "본문"], ["x", "처음"], *([url, text] for url, text in rows)]
    data = table(delimiter, given_rows).encode()
    items = CsvCollection().documents(io.BytesIO(data), Origin("a", "a.csv"), Limits(), Columns())
    texts = [item.data.decode() for item in items if isinstance(item, Document) and item.data]
    if dialect_of(data.decode()).delimiter == delimiter:
        assert texts == ["처음", *(text for _, text in rows if text.strip())]
