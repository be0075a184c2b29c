"""Office files that are broken or made to do harm: each ends in its failure code, in the process apart."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

import pytest
from benchmarks.office_files import docx, note, note_mark, p, r, replaced, rows, table, xlsx, zipped
from tests.loading.office_pages import failure, lines, loaded

from kmedtext.errors import LoadError
from kmedtext.loading import Limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DOCUMENT = "word/document.xml"
GOOD = docx(p("글"))


def stored(data: bytes) -> bytes:
    """The archive with its parts as they are: what is packed well is a bomb before it is anything else."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as other:
        for name in archive.namelist():
            other.writestr(name, archive.read(name))
    return out.getvalue()


def failure_here(data: bytes) -> str | None:
    try:
        loaded(data, "a.docx")
    except LoadError as error:
        return error.code
    return None


def declared(doctype: str, root: str = "w:document", body: str = "&x;") -> str:
    return f'<?xml version="1.0"?><!DOCTYPE d [{doctype}]><{root} xmlns:w="urn:w"><w:body><w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></{root}>'


LAUGHS = '<!ENTITY x0 "ha">' + "".join(f'<!ENTITY x{at} "{f"&x{at - 1};" * 10}">' for at in range(1, 10))


def locked(data: bytes) -> bytes:
    """Set the bit that says a member is encrypted, in all headers."""
    out = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = out.find(mark)
        while start >= 0:
            out[start + at] |= 1
            start = out.find(mark, start + 4)
    return bytes(out)


FILES: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "zip bomb": (lambda: replaced(GOOD, {DOCUMENT: b" " * 400_000_000}), "a.docx", "bomb"),
    "bomb in a sheet": (lambda: replaced(xlsx(rows("")), {"xl/sheet1.xml": b" " * 100_000_000}), "a.xlsx", "bomb"),
    "bomb in the strings": (lambda: xlsx(rows(""), strings=" " * 100_000_000), "a.xlsx", "bomb"),
    "billion laughs": (lambda: replaced(GOOD, {DOCUMENT: declared(LAUGHS, body="&x9;")}), "a.docx", "bomb"),
    "laughs in a sheet": (lambda: replaced(xlsx(rows("")), {"xl/sheet1.xml": declared(LAUGHS)}), "a.xlsx", "bomb"),
    "outside entity": (
        lambda: replaced(GOOD, {DOCUMENT: declared('<!ENTITY x SYSTEM "file:///etc/passwd">')}),
        *("a.docx", "unsupported"),
    ),
    "outside entity in UTF-16": (
        lambda: replaced(GOOD, {DOCUMENT: declared('<!ENTITY x SYSTEM "file:///etc/passwd">').encode("utf-16")}),
        *("a.docx", "unsupported"),
    ),
    "document type in the relations": (
        lambda: replaced(GOOD, {"_rels/.rels": '<!DOCTYPE a><Relationships xmlns="urn:r"/>'}),
        *("a.docx", "unsupported"),
    ),
    "100,000 nested tables": (lambda: stored(docx("<w:tbl><w:tr><w:tc>" * 100_000)), "a.docx", "too_large"),
    "too many elements": (lambda: stored(docx("<w:p/>" * 1_100_000)), "a.docx", "too_large"),
    "far cell": (lambda: xlsx('<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'), "a.xlsx", "too_large"),
    "far column": (lambda: xlsx(rows('<c r="ZZZZZZZ1"><v>1</v></c>')), "a.xlsx", "too_large"),
    "far row": (lambda: xlsx('<sheetData><row r="999999999999999"><c><v>1</v></c></row></sheetData>'), "a.xlsx", "too_large"),
    "no main part": (lambda: replaced(GOOD, {DOCUMENT: None}), "a.docx", "truncated"),
    "no workbook": (lambda: replaced(xlsx(rows("")), {"xl/workbook.xml": None}), "a.xlsx", "truncated"),
    "truncated": (lambda: GOOD[:-200], "a.docx", "truncated"),
    "truncated workbook": (lambda: xlsx(rows("<c><v>1</v></c>"))[:300], "a.xlsx", "truncated"),
    "XML cut short": (lambda: replaced(GOOD, {DOCUMENT: "<w:document xmlns:w='urn:w'><w:body>"}), "a.docx", "truncated"),
    "not XML": (lambda: replaced(GOOD, {DOCUMENT: "<w:document"}), "a.docx", "truncated"),
    "no text": (lambda: docx("<w:p/>"), "a.docx", "empty_extraction"),
    "empty workbook": (lambda: xlsx(rows("")), "a.xlsx", "empty_extraction"),
    "all in an inserted file": (lambda: docx("<w:altChunk r:id='x'/>"), "a.docx", "unsupported"),
    "encrypted members": (lambda: locked(GOOD), "a.docx", "encrypted"),
    "behind a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
    "old document": (lambda: OLE + "WordDocument".encode("utf-16-le"), "a.doc", "unsupported"),
    "old presentation": (lambda: OLE + "PowerPoint Document".encode("utf-16-le"), "a.ppt", "unsupported"),
    "old workbook": (lambda: OLE + "Workbook".encode("utf-16-le"), "a.xls", "unsupported"),
    "binary workbook": (lambda: zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x83\x01"}), "a.xlsb", "unsupported"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_each_ends_in_its_failure_code(name: str) -> None:
    make, given, code = FILES[name]
    assert failure(make(), given) == code


def test_what_it_is_counts_and_not_what_it_is_called() -> None:
    assert loaded(GOOD, "a.xlsx").text == "글\n"
    assert loaded(xlsx(rows("<c><v>1</v></c>")), "a.docx").text == "1\n"
    assert loaded("그냥 글".encode(), "a.docx").source.media_type == "text/plain"


def test_depth_within_the_limit_is_read_without_recursion() -> None:
    deep = p("속")
    for _ in range(1000):
        deep = f"<w:tbl><w:tr><w:tc>{deep}</w:tc></w:tr></w:tbl>"
    assert lines(loaded(docx(deep), limits=Limits(max_depth=5000))) == [("p", "속")]


def test_notes_that_cite_notes_end() -> None:
    chain = "".join(
        note("footnote", at, f"<w:p>{r(str(at))}{note_mark('footnote', at + 1)}</w:p>")
        for at in range(1, 3000)
    )
    page = loaded(docx(f"<w:p>{r('글')}{note_mark('footnote', 1)}</w:p>", footnotes=chain))
    assert page.text == "글\n1\n"


def test_relations_that_lead_nowhere_are_passed_over() -> None:
    rels = "".join(
        f'<Relationship Id="{key}" Type="urn:x/{sort}" Target="{target}"/>'
        for key, sort, target in (
            ("a", "styles", "../../../etc/passwd"),
            ("b", "footnotes", "none.xml"),
            ("c", "header", "%00"),
        )
    )
    data = replaced(
        GOOD, {"word/_rels/document.xml.rels": f'<Relationships xmlns="urn:r">{rels}</Relationships>'}
    )
    assert loaded(data).text == "글\n"


def test_names_of_parts_in_other_cases_and_with_backslashes() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {
            name.replace("word/document", "Word\\Document"): archive.read(name) for name in archive.namelist()
        }
    assert loaded(zipped(parts)).text == "글\n"


def test_mutated_documents_end_in_a_page_or_a_failure() -> None:
    chance = random.Random(5)
    book = xlsx(rows('<c t="s"><v>0</v></c><c><v>1.5</v></c>'), strings="<si><t>글</t></si>")
    rich = docx(p("글") + table((p("가"), p("나"))), footnotes=note("footnote", 1, p("주")))
    for data in (rich, book):
        for _ in range(150):
            broken = bytearray(data)
            for _ in range(chance.randint(1, 12)):
                broken[chance.randrange(4, len(broken))] = chance.randrange(256)
            assert failure_here(bytes(broken)) != "crashed"


def test_xml_mutated_inside_ends_in_a_page_or_a_failure() -> None:
    chance = random.Random(6)
    with zipfile.ZipFile(io.BytesIO(docx(p("글", "1") + table((p("가"), p("나")))))) as archive:
        root = archive.read(DOCUMENT).decode()
    names = ("w:p", "w:tc", "w:tr", "w:tbl", "w:r", "w:t")
    for _ in range(300):
        mixed = root
        for _ in range(3):
            mixed = mixed.replace(chance.choice(names), chance.choice(names))
        assert failure_here(replaced(GOOD, {DOCUMENT: mixed})) != "crashed"


def test_the_sample_tells_truncated_directories_by_name() -> None:
    assert struct.unpack("<I", GOOD[:4])[0] == 0x04034B50
    assert failure(GOOD[:100], "a.pptx") == "truncated"
