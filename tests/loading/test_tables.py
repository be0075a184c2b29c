"""Tables of any format: columns are chosen, values become metadata, names of rows are kept."""

from __future__ import annotations

import datetime

import pytest

from kmedtext.errors import LoadError
from kmedtext.loading import Columns, Document, Limits, Origin, Skipped
from kmedtext.loading.tabular.columnnames import choose_columns
from kmedtext.loading.tabular.tables import distinct, documents_of_rows, scalar, value_at

GUESSES = [
    (["id", "title", "text"], ("text", None, "id")),
    (["기사 식별자", "제목", "본문", "URL"], ("본문", "URL", None)),
    (["Article_Body", "Source-URL", "DOC ID"], ("Article_Body", "Source-URL", "DOC ID")),
    (["content", "text"], ("text", None, None)),
    (["a", "data.content", "data.url"], ("data.content", "data.url", None)),
    (["no", "내용", "링크"], ("내용", "링크", None)),
]


@pytest.mark.parametrize(("names", "expected"), GUESSES)
def test_usual_names(names: list[str], expected: tuple[str, str | None, str | None]) -> None:
    chosen = choose_columns(names, Columns(), "a.csv")
    assert (chosen.text, chosen.url, chosen.id) == expected


def test_messages_list_the_columns() -> None:
    names = [f"column {n}" for n in range(40)]
    with pytest.raises(LoadError, match=r"column 0, column 1, .*column 29 and 10 more"):
        choose_columns(names, Columns(), "a.csv")
    with pytest.raises(LoadError, match=r"'x'.*--url-column"):
        choose_columns(["text"], Columns(url="x"), "a.csv")


def test_rows_of_a_sheet() -> None:
    rows: list[tuple[int, list[object]]] = [
        (2, ["가", "본문이다.", datetime.date(2031, 3, 4), 7.0, None]),
        (3, ["나", None, None, None, None]),
        (5, ["다", 12, None, None, None]),
        (6, ["라", "짧은 줄"]),
    ]
    header = ["제목", "내용", "등록일", "조회수", ""]
    items = list(documents_of_rows(header, rows, Origin("표", "표.xlsx", "Sheet1"), Limits(), Columns()))
    first = items[0]
    assert isinstance(first, Document)
    assert (first.origin.id, first.origin.where) == ("표-2", "표.xlsx!/Sheet1!/row 2")
    assert first.origin.metadata == {"title": "가", "created": "2031-03-04", "조회수": "7"}
    assert first.data == "본문이다.".encode()
    assert items[1:3] == [Skipped("table: row without text")] * 2
    assert isinstance(items[3], Document)


def test_no_rows() -> None:
    assert list(documents_of_rows(["text"], [], Origin("a"), Limits(), Columns())) == []
    with pytest.raises(LoadError, match="unsupported"):
        list(documents_of_rows(["x"], [], Origin("a"), Limits(), Columns()))


def test_values() -> None:
    assert distinct(["a", "a", "\ufeffb", " c\nd ", 5]) == ["a", "a (2)", "b", "c d", "5"]
    assert [scalar(value) for value in (1e300, float("nan"), 10**40, {"a": 1}, ["a", 1], datetime.time(5, 6))] == [
        "1e+300", "nan", "", "", "", "05:06:00",
    ]  # fmt: skip
    assert value_at({"a.b": {"c": 1}}, "a.b.c") == 1
    assert value_at({"a": {"b.c": 1}}, "a.b.c") == 1
    assert value_at({"a": [1]}, "a.b") is None
