"""The hostile corpus: files made to do harm, or broken; each with what may come of it.

A case is a file's name, how its bytes are made and the outcomes allowed: codes of failures, or ``page``
where reading it within the limits is right too. All of it is made here; nothing is downloaded.
"""

from __future__ import annotations

import gzip
import io
import random
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from tests.loading import hwp_documents, hwpx_documents
from tests.loading.compound_files import compound

MIB = 1 << 20
KOREAN = "새봄병원 심장내과 연구팀은 심부전 환자를 삼 년 동안 관찰한 결과를 발표했다.\n"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument"
LAUGHS = "<!DOCTYPE a [<!ENTITY l0 'ha'>" + "".join(
    f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10)
) + "]>"  # fmt: skip
OUTSIDE = "<!DOCTYPE a [<!ENTITY l9 SYSTEM 'file:///etc/hostname'>]>"

NOISE = random.Random(1).randbytes(9999)


@dataclass(frozen=True)
class Case:
    """A file of the corpus."""

    name: str
    make: Callable[[], bytes]
    outcomes: frozenset[str]


def zipped(parts: Mapping[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def related(target: str, kind: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}"/></Relationships>'
    )


def typed(part: str, kind: str) -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/><Override PartName="/{part}" ContentType="{TYPES}.{kind}.main+xml"/></Types>'
    )


def docx(document: str | bytes) -> bytes:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": typed("word/document.xml", "wordprocessingml.document"),
        "_rels/.rels": related("word/document.xml", "officeDocument"),
        "word/document.xml": document,
    }
    return zipped(parts)


def word(body: str, head: str = "") -> str:
    return f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'


def word_p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def xlsx(rows: str, head: str = "") -> bytes:
    book = f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    return zipped(
        {
            "[Content_Types].xml": typed("xl/workbook.xml", "spreadsheetml.sheet"),
            "_rels/.rels": related("xl/workbook.xml", "officeDocument"),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": related("worksheets/sheet1.xml", "worksheet"),
            "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>',
        }
    )


def cell(place: str, text: str) -> str:
    row = "".join(filter(str.isdecimal, place))
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def pptx(slide: str | bytes) -> bytes:
    show = f'<p:presentation xmlns:p="{SLIDE}" xmlns:r="{RELATIONS}"><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>'
    return zipped(
        {
            "[Content_Types].xml": typed("ppt/presentation.xml", "presentationml.presentation"),
            "_rels/.rels": related("ppt/presentation.xml", "officeDocument"),
            "ppt/presentation.xml": show,
            "ppt/_rels/presentation.xml.rels": related("slides/slide1.xml", "slide"),
            "ppt/slides/slide1.xml": slide,
        }
    )


def pdf(content: bytes, stream: str = "", *, kids: str = "[3 0 R]", pages: int = 1) -> bytes:
    """A PDF of one page with these bytes as its content; ``kids`` may be made to lead in circles."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids {kids}>>".encode(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<<{stream}/Length {len(content)}>>stream\n".encode() + content + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return (
        bytes(out) + f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n".encode()
    )


SHOWN = b"BT /F 12 Tf 50 700 Td (Nurses took blood pressure every four hours.) Tj ET"


def zeros(size: int, before: bytes = b"", unit: bytes = bytes(MIB)) -> bytes:
    """A zlib stream of so many bytes."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(before)]
    parts += [packer.compress(unit) for _ in range(size // len(unit))]
    return b"".join((*parts, packer.flush()))


def locked_pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt="secret")
    canvas.drawString(50, 700, "Nurses took blood pressure every four hours.")
    canvas.save()
    return out.getvalue()


def locked_zip() -> bytes:
    data = bytearray(zipped({"a.txt": KOREAN}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def lying_zip() -> bytes:
    """An archive whose directory says that 300 MB are ten bytes."""
    data = bytearray(zipped({"a.txt": bytes(300 * MIB)}))
    at = data.rindex(b"PK\x01\x02")
    for place in (22, at + 24):
        data[place : place + 4] = (10).to_bytes(4, "little")
    return bytes(data)


def nested_zip(depth: int) -> bytes:
    data, name = KOREAN.encode(), "a.txt"
    for level in range(depth):
        data, name = zipped({name: data}), f"{level}.zip"
    return data


def many_members(count: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(count):
            archive.writestr(zipfile.ZipInfo(f"{number}.txt"), b"")
    return out.getvalue()


def tar(names: Mapping[str, bytes], link: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in names.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        if link:
            info = tarfile.TarInfo("link.txt")
            info.type, info.linkname = tarfile.SYMTYPE, link
            archive.addfile(info)
    return out.getvalue()


def fuzzed(data: bytes, seed: int, changes: int = 40) -> bytes:
    noise, out = random.Random(seed), bytearray(data)
    for _ in range(changes):
        out[noise.randrange(8, len(out))] = noise.randrange(256)
    return bytes(out)


def hwp() -> bytes:
    return hwp_documents.document(hwp_documents.section([KOREAN.strip()]))


def hwpx_of(section: str | bytes) -> bytes:
    return hwpx_documents.packed({"Contents/section0.xml": section})


def mail(depth: int) -> bytes:
    head = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth)
    )
    return head + parts + b"Content-Type: text/plain\r\n\r\n" + KOREAN.encode()


def warc(length: int) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>Two words</p></html>"
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\nContent-Length: {length}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


ANY = "page bomb crashed empty empty_extraction encoding encrypted scanned timed_out too_large truncated unsupported"
UTF16_LAUGHS = ("<?xml version='1.0' encoding='utf-16'?>" + LAUGHS + "<a>&l9;</a>").encode("utf-16")


def _cases() -> Iterator[tuple[str, Callable[[], bytes], str]]:
    yield "bomb.zip", lambda: zipped({"a.txt": bytes(300 * MIB)}), "bomb"
    yield "lying.zip", lying_zip, "bomb truncated"
    yield "deep.zip", lambda: nested_zip(6), "bomb"
    yield "many.zip", lambda: many_members(100_001), "too_large"
    yield "locked.zip", locked_zip, "encrypted"
    yield "cut.zip", lambda: zipped({"a.txt": KOREAN * 999})[:-40], "truncated"
    yield "pictures.zip", lambda: zipped({"a.png": b"\x89PNG\r\n\x1a\n"}), "empty_extraction unsupported"
    yield "bomb.gz", lambda: gzip.compress(bytes(300 * MIB)), "bomb"
    yield "bomb.tar.gz", lambda: tar({"a.txt": bytes(300 * MIB)}), "bomb too_large"
    yield (
        "cut.tar.gz",
        lambda: tar({"a.txt": KOREAN.encode() * 99, "b.txt": NOISE})[:-5000],
        "page truncated",
    )
    yield "bomb.docx", lambda: docx(word(word_p("a") + " " * (300 * MIB))), "bomb too_large"
    yield "laughs.docx", lambda: docx(word(word_p("&l9;"), LAUGHS)), "bomb"
    yield "outside.docx", lambda: docx(word(word_p("&l9;"), OUTSIDE)), "unsupported"
    yield "utf16.docx", lambda: docx(UTF16_LAUGHS), "bomb unsupported"
    yield "nested.docx", lambda: docx(word("<w:p>" * 100_000)), "too_large"
    yield (
        "deep_tables.docx",
        lambda: docx(word("<w:tbl><w:tr><w:tc>" * 150 + word_p("a") + "</w:tc></w:tr></w:tbl>" * 150)),
        "page too_large",
    )
    yield "blank.docx", lambda: docx(word("<w:p/>")), "empty_extraction"
    yield (
        "no_document.docx",
        lambda: zipped({"[Content_Types].xml": typed("word/document.xml", "wordprocessingml.document")}),
        "truncated unsupported empty_extraction",
    )
    yield "cut.docx", lambda: docx(word(word_p(KOREAN.strip()) * 99))[:-60], "truncated"
    yield "far.xlsx", lambda: xlsx(cell("A1", "Two words") + cell("XFD1048576", "far")), "page too_large"
    yield "wrong_place.xlsx", lambda: xlsx(cell("A1", "Two words") + cell("ZZZZZZ99999999999", "far")), ANY
    yield "laughs.xlsx", lambda: xlsx(cell("A1", "&l9;"), LAUGHS), "bomb"
    yield "bomb.xlsx", lambda: xlsx(" " * (300 * MIB)), "bomb too_large"
    yield "blank.xlsx", lambda: xlsx(""), "empty_extraction"
    yield "bomb.pptx", lambda: pptx(b" " * (300 * MIB)), "bomb too_large"
    yield "laughs.pptx", lambda: pptx(LAUGHS + f'<p:sld xmlns:p="{SLIDE}">&l9;</p:sld>'), "bomb"
    yield "blank.pptx", lambda: pptx(f'<p:sld xmlns:p="{SLIDE}"/>'), "empty_extraction"
    yield "bomb.hwpx", lambda: hwpx_of(" " * (300 * MIB)), "bomb too_large"
    yield "laughs.hwpx", lambda: hwpx_of(LAUGHS + hwpx_documents.section("<hp:p>&l9;</hp:p>")), "bomb"
    yield (
        "nested.hwpx",
        lambda: hwpx_of(
            f'<hs:sec xmlns:hs="{hwpx_documents.HS}" xmlns:hp="{hwpx_documents.HP}">' + "<hp:p>" * 100_000
        ),
        "too_large",
    )
    yield "blank.hwpx", lambda: hwpx_of(hwpx_documents.section("")), "empty_extraction"
    yield "locked.hwp", lambda: hwp_documents.document(hwp_documents.section(["가"]), flags=2), "encrypted"
    yield "cut.hwp", lambda: hwp()[:700], "truncated"
    yield (
        "bomb.hwp",
        lambda: compound(
            {
                "FileHeader": _hwp_head(),
                "DocInfo": b"",
                "BodyText/Section0": hwp_documents.deflated(bytes(300 * MIB)),
            }
        ),
        "bomb too_large",
    )
    yield "blank.hwp", lambda: hwp_documents.document(hwp_documents.section([""])), "empty_extraction"
    yield "stream.pdf", lambda: pdf(zeros(1024 * MIB, SHOWN), "/Filter/FlateDecode"), "bomb too_large"
    yield (
        "spaces.pdf",
        lambda: pdf(zeros(1024 * MIB, SHOWN, b" " * MIB), "/Filter/FlateDecode"),
        "bomb too_large",
    )
    yield (
        "twice.pdf",
        lambda: pdf(zlib.compress(zeros(1024 * MIB), 9), "/Filter[/FlateDecode/FlateDecode]"),
        "bomb too_large",
    )
    yield (
        "shapes.pdf",
        lambda: pdf(zlib.compress(b"0 0 m 1 1 l S " * 5_000_000, 9), "/Filter/FlateDecode"),
        "bomb too_large timed_out scanned empty_extraction",
    )
    yield "locked.pdf", locked_pdf, "encrypted"
    yield "cut.pdf", lambda: pdf(SHOWN)[:120], "truncated"
    yield "circle.pdf", lambda: pdf(SHOWN, kids="[2 0 R]"), ANY
    yield "pages.pdf", lambda: pdf(SHOWN, kids=f"[{'3 0 R ' * 6000}]", pages=6000), "too_large"
    yield "claims.pdf", lambda: pdf(SHOWN, pages=2_000_000_000), ANY
    yield "blank.pdf", lambda: pdf(b""), "empty_extraction scanned"
    yield "head_only.pdf", lambda: b"%PDF-1.7\n", "truncated"
    for seed in range(4):
        yield f"fuzzed{seed}.pdf", partial(fuzzed, pdf(SHOWN), seed), ANY
        yield f"fuzzed{seed}.hwp", partial(fuzzed, hwp(), seed), ANY
        yield f"fuzzed{seed}.docx", partial(fuzzed, docx(word(word_p(KOREAN.strip()))), seed), ANY
    yield "nested.html", lambda: b"<!DOCTYPE html>" + b"<div>" * 100_000 + b"x", "too_large"
    yield "inline.html", lambda: b"<!DOCTYPE html>" + b"<b>" * 100_000 + b"x", "too_large page"
    yield "script.html", lambda: b"<!DOCTYPE html><script>draw()</script>", "empty_extraction"
    yield "laughs.xml", lambda: (LAUGHS + "<a>&l9;</a>").encode(), "bomb"
    yield "outside.xml", lambda: (OUTSIDE + "<a>&l9;</a>").encode(), "unsupported"
    yield "utf16.xml", lambda: UTF16_LAUGHS, "bomb"
    yield "nested.xml", lambda: b"<?xml version='1.0'?>" + b"<a>" * 100_000, "too_large"
    yield (
        "attributes.xml",
        lambda: (
            b"<?xml version='1.0'?><a "
            + b" ".join(b"x%d='y'" % n for n in range(300_000))
            + b">Two words</a>"
        ),
        "page too_large",
    )
    yield "line.txt", lambda: b"a" * (200 * MIB), "too_large"
    yield "long_line.txt", lambda: KOREAN.replace("\n", " ").encode() * 100_000, "page"
    yield "nul.txt", lambda: bytes(5000), "empty unsupported"
    yield "nuls.txt", lambda: KOREAN.replace(" ", "\x00 ", 2).encode(), "page"
    yield "surrogates.txt", lambda: (KOREAN + "\ud800끝\udfff").encode("utf-16", "surrogatepass"), "page"
    yield "surrogates8.txt", lambda: KOREAN.encode() + b"\xed\xa0\x80 \xed\xbf\xbf", "page"
    yield "controls.txt", lambda: (KOREAN + "\x01\x02\x7f\x85\x9f" + KOREAN).encode(), "page"
    yield "white.txt", lambda: b" \n" * 1000, "empty"
    yield "empty.txt", lambda: b"", "empty"
    yield "picture.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "unsupported"
    yield "pdf.txt", lambda: pdf(SHOWN), "page"
    yield "docx.hwp", lambda: docx(word(word_p(KOREAN.strip()))), "page"
    yield "hwp.pdf", hwp, "page"
    yield "html.docx", lambda: f"<!DOCTYPE html><p>{KOREAN}</p>".encode(), "page"
    yield (
        "xml.csv",
        lambda: f"<?xml version='1.0'?><nitf><body><p>{KOREAN}</p></body></nitf>".encode(),
        "page",
    )
    yield "field.csv", lambda: b'text\n"' + b"a" * (15 * MIB), ANY
    yield "head.csv", lambda: b"title,text\n", "empty_extraction"
    yield (
        "deep.jsonl",
        lambda: b'{"text": ' + b"[" * 200_000 + b"\n",
        "truncated unsupported too_large page empty_extraction crashed",
    )
    yield "deep.eml", lambda: mail(2000), ANY
    yield "lying.warc", lambda: warc(10**15), "truncated page too_large"
    yield "cut.parquet", lambda: b"PAR1" + bytes(200), "truncated"
    yield (
        "claims.parquet",
        lambda: b"PAR1" + b"\x15\x04\x15\xff\xff\xff\x7f" * 20 + (140).to_bytes(4, "little") + b"PAR1",
        "truncated unsupported",
    )


def _hwp_head() -> bytes:
    return (b"HWP Document File" + bytes(15) + b"\x01\x00\x01\x05\x01").ljust(256, b"\0")


CASES = tuple(Case(name, make, frozenset(outcomes.split())) for name, make, outcomes in _cases())
GOOD = {
    "good.txt": KOREAN.encode(),
    "zz_good.html": f"<!DOCTYPE html><p>{KOREAN}</p>".encode(),
    "good.docx": docx(word(word_p(KOREAN.strip()))),
    "good.pdf": pdf(SHOWN),
    "good.hwp": hwp(),
    "good.hwpx": hwpx_of(hwpx_documents.section(hwpx_documents.p(f"<hp:t>{KOREAN.strip()}</hp:t>"))),
    "good.xlsx": xlsx(cell("A1", KOREAN.strip())),
    "slip.zip": zipped({"../../slip.txt": KOREAN, "/tmp/slip.txt": KOREAN, "C:\\slip.txt": KOREAN}),  # noqa: S108 - a name, never written
    "slip.tar.gz": tar(
        {"../../slip.txt": KOREAN.encode(), "/slip.txt": KOREAN.encode()}, link="/etc/hostname"
    ),
}
"""What must come through in the same folder, and archives whose members are named like places outside."""
