"""JSON lines and lists: each object is a row; a broken line costs itself."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.loading.harvests import ARTICLE, HTML, Harvest, code_of, harvest

from kmedtext.loading import Columns, Document, Limits, Origin, Skipped, load
from kmedtext.loading.jsonlines import JsonCollection

ROWS = [
    {
        "id": 7,
        "title": "교육실",
        "content": ARTICLE,
        "url": "https://news.example.org/7",
        "date": "2031-03-04",
        "tags": ["당뇨", "교육"],
    },
    {"id": "8", "content": HTML, "views": 12.0, "hot": True, "none": None},
    {"id": "9", "content": ""},
    {"title": "번호 없음", "content": [ARTICLE, "둘째 문단."]},
]


def taken(
    tmp_path: Path, content: str | bytes, name: str = "a.jsonl", limits: Limits | None = None, **columns: str
) -> Harvest:
    path = tmp_path / name
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    return harvest(path, limits, columns=Columns(**columns))


def lines(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def check(found: Harvest, unit: str) -> None:
    assert not found.failures
    assert found.skipped == {"table: row without text": 1}
    assert [(page.id, page.source.member, page.source.media_type) for page in found.pages] == [
        ("7", f"{unit} 1", "text/plain"),
        ("8", f"{unit} 2", "text/html"),
        ("a-4", f"{unit} 4", "text/plain"),
    ]
    first, second, third = (page.source for page in found.pages)
    assert first.url == "https://news.example.org/7"
    assert first.metadata == {"title": "교육실", "created": "2031-03-04", "tags": "당뇨, 교육"}
    assert second.metadata == {"views": "12", "hot": "true"}
    assert third.metadata == {"title": "번호 없음"}
    assert found.pages[2].text == f"{ARTICLE}\n\n둘째 문단."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a", "a.txt"])
def test_lines(tmp_path: Path, encoding: str, name: str) -> None:
    check(taken(tmp_path, lines(*ROWS).encode(encoding), name), "line")
    check(taken(tmp_path, lines(*ROWS).replace("\n", "\r\n").strip().encode(encoding), name), "line")


@pytest.mark.parametrize("indent", [None, 2])
def test_a_list(tmp_path: Path, indent: int | None) -> None:
    check(taken(tmp_path, json.dumps(ROWS, ensure_ascii=False, indent=indent), "a.json"), "item")
    check(taken(tmp_path, json.dumps(ROWS, indent=indent), "a.dump"), "item")


def test_one_object(tmp_path: Path) -> None:
    for indent in (None, 4):
        found = taken(tmp_path, json.dumps(ROWS[0], indent=indent), "a.json")
        assert [(page.id, page.text) for page in found.pages] == [("7", ARTICLE)]
    assert load(tmp_path / "a.json").id == "7"
    text = '{"text": "one object in a page of text"}'
    path = tmp_path / "b.txt"
    path.write_text(text, encoding="utf-8")
    assert load(path).text == text


def test_broken_lines_cost_themselves(tmp_path: Path) -> None:
    good = lines(ROWS[0])
    text = (
        good
        + '{"id": 1, "content": "cut\n'
        + "\n"
        + "[1]\n"
        + '"text"\n'
        + "nonsense\n"
        + "[" * 100_000
        + "\n"
        + good
    )
    found = taken(tmp_path, text + good[:30])
    assert found.members == ["line 1", "line 8"]
    assert [(failure.path.rpartition("/")[2], str(failure.code)) for failure in found.failures] == [
        ("line 2", "truncated"),
        ("line 4", "unsupported"),
        ("line 5", "unsupported"),
        ("line 6", "truncated"),
        ("line 7", "truncated"),
        ("line 9", "truncated"),
    ]
    found = taken(tmp_path, "nonsense\n" + good)
    assert (found.codes, found.members) == (["truncated"], ["line 2"])
    assert taken(tmp_path, '{"a\n{"b\n').codes == ["truncated", "truncated"]


def test_a_cut_list(tmp_path: Path) -> None:
    whole = json.dumps([{"text": f"{n} {ARTICLE}"} for n in range(4)], ensure_ascii=False).encode()
    for size in range(30, len(whole), 7):
        found = taken(tmp_path, whole[:size], "a.json")
        assert set(found.codes) == {"truncated"}, size
        assert [page.text for page in found.pages] == [f"{n} {ARTICLE}" for n in range(len(found.pages))]
    found = taken(tmp_path, whole[:-1] + b', {"text": nonsense}, {"text": "x"}' + b" " * 40 + b"]", "a.json")
    assert (found.codes, len(found.pages)) == (["truncated"], 4)


def test_nested_values(tmp_path: Path) -> None:
    row = {"data": {"article": {"body": ARTICLE, "no": 5}, "writer": "김하늘"}, "a.b": "dotted"}
    found = taken(tmp_path, lines(row), text="data.article.body", id="data.article.no")
    assert [(page.id, page.text) for page in found.pages] == [("5", ARTICLE)]
    assert taken(tmp_path, lines(row), text="a.b").pages[0].text == "dotted"
    assert taken(tmp_path, lines(row)).pages[0].text == ARTICLE
    found = taken(tmp_path, lines(row), text="data.story")
    assert found.codes == ["unsupported"] or found.skipped == {"table: row without text": 1}
    found = taken(tmp_path, lines({"x": {"y": 1}, "z": 2}))
    assert "x, z, x.y" in found.failures[0].message


def test_the_column_that_is_filled(tmp_path: Path) -> None:
    rows = [{"text": "", "body": ARTICLE}, {"text": None, "body": ARTICLE}]
    assert [page.text for page in taken(tmp_path, lines(*rows)).pages] == [ARTICLE, ARTICLE]


def test_halves_of_surrogates(tmp_path: Path) -> None:
    found = taken(tmp_path, '{"text": "a \\ud800 b \\ud83d\\ude00", "title": "\\udfff"}\n')
    assert [page.text for page in found.pages] == ["a \ufffd b \U0001f600"]
    assert found.pages[0].source.metadata == {"title": "\ufffd"}


def test_long_lines_are_bounded(tmp_path: Path) -> None:
    limits = Limits(max_bytes=1000)
    text = lines({"text": "x" * 5000}) + lines({"text": ARTICLE})
    found = taken(tmp_path, text, limits=limits)
    assert (found.codes, found.members) == (["too_large"], ["line 2"])
    for text in ("[" + lines({"text": "x" * 5000})[:-1] + "]", '{\n"text": "' + "x" * 5000 + '"}'):
        assert taken(tmp_path, text, "a.json", limits=limits).codes == ["too_large"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.lists(
        st.dictionaries(st.sampled_from(["text", "id", "url", "a", "a.b", ""]), JSON, max_size=5), max_size=5
    )
)
def test_any_objects(rows: list[dict[str, object]]) -> None:
    for data in (lines(*rows).encode("utf-8", "surrogatepass"), json.dumps(rows).encode()):

        def read(data: bytes = data) -> list[object]:
            return list(
                JsonCollection().documents(BytesIO(data), Origin("a", "a.jsonl"), Limits(), Columns())
            )

        code = code_of(read)
        assert code in (None, "unsupported", "encoding")
        if rows and code is None:
            assert all(isinstance(item, Document | Skipped) for item in read())
