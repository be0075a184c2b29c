"""One article in every format: the same body and the same sentences."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from html import escape
from io import BytesIO
from pathlib import Path

import pytest

from kmedtext import Failure, Page, clean, sentences
from kmedtext.loading import load_all

KO = (
    "한빛대병원, 뇌졸중 환자 골든타임 지키는 응급체계 가동",
    "입력 2025.03.18. 09:30",
    "한빛대학교병원은 지난 3월 4일부터 뇌졸중이 의심되는 환자를 119구급대와 함께 추적하는 응급체계를 가동했다고 18일 밝혔다.",
    (
        "이 체계는 구급차 안에서 환자의 상태를 태블릿으로 입력하면 응급실 의료진에게 곧바로 전달되도록 만들어졌다. "
        "도착하기 전에 혈관 촬영실과 신경과 당직 전문의가 준비를 마칠 수 있다."
    ),
    (
        "병원이 지난 6개월간 환자 312명에게 시범 적용한 결과, 도착에서 혈전용해제 투여까지 걸린 시간은 평균 52분에서 31분으로 줄었다. "
        "3개월 뒤 혼자 걸을 수 있게 된 환자의 비율은 48.2%에서 57.9%로 높아졌다."
    ),
    "응급의학과 이도현 교수는 “1분이 늦어질 때마다 뇌세포 190만 개가 죽는다”며 “병원 문을 들어서기 전에 치료를 시작하는 셈”이라고 말했다.",
    "한빛대병원은 올해 안에 인근 병원 4곳과 체계를 잇고 심근경색 환자에게도 넓혀 갈 계획이다.",
)
EN = (
    "Hanbit hospital starts treating stroke before the ambulance arrives",
    "March 18, 2025",
    (
        "Hanbit University Hospital said on March 18 that it has begun to follow patients with a suspected stroke "
        "together with the ambulance service, from the first call to the operating room."
    ),
    (
        "Paramedics enter what they see on a tablet, and the emergency room reads it at the same moment. The angiography "
        "suite and the neurologist on duty are ready before the ambulance stops at the door."
    ),
    (
        "In a trial with 312 patients over six months, the time from arrival to the first dose fell from 52 minutes to "
        "31 minutes on average. Three months later, 57.9% of the patients walked without help, up from 48.2%."
    ),
    (
        "“A patient loses 1.9 million brain cells with every minute that we wait,” said Dr. Dohyun Lee, a professor of "
        "emergency medicine. “Now the treatment begins before they reach us.”"
    ),
    "The hospital plans to connect four neighbouring hospitals this year and to do the same for heart attacks.",
)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HP = "http://www.hancom.co.kr/hwpml/2011/paragraph"
_HS = "http://www.hancom.co.kr/hwpml/2011/section"


def text(lines: tuple[str, ...]) -> bytes:
    return ("\n\n".join(lines) + "\n").encode()


def cp949(lines: tuple[str, ...]) -> bytes:
    return "\r\n\r\n".join(lines).encode("cp949", "replace")


def html(lines: tuple[str, ...]) -> bytes:
    title, *rest = map(escape, lines)
    body = "".join(f"<p>{line}</p>\n" for line in rest)
    head = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
    return f"{head}<body><article><h1>{title}</h1>\n{body}</article></body></html>".encode()


def zipped(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def docx(lines: tuple[str, ...]) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{relation}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
        }
    )


def hwpx(lines: tuple[str, ...]) -> bytes:
    body = "".join(f"<hp:p><hp:run><hp:t>{escape(line)}</hp:t></hp:run></hp:p>" for line in lines)
    return zipped(
        {
            "mimetype": "application/hwp+zip",
            "Contents/section0.xml": f'<hs:sec xmlns:hs="{_HS}" xmlns:hp="{_HP}">{body}</hs:sec>',
        }
    )


def warc(lines: tuple[str, ...]) -> bytes:
    page = html(lines)
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0f4d1f2e-4f0a-4a65-9a2e-1d6a7a9c0001>\r\n"
        "WARC-Target-URI: https://example.org/news/1\r\nWARC-Date: 2025-03-18T01:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def pdf(lines: tuple[str, ...]) -> bytes:
    """A4, wrapped as a word processor does it: Korean and English at spaces."""
    canvas_of = pytest.importorskip("reportlab.pdfgen.canvas")
    metrics = pytest.importorskip("reportlab.pdfbase.pdfmetrics")
    fonts = pytest.importorskip("reportlab.pdfbase.cidfonts")
    korean = re.search("[가-힣]", lines[0]) is not None
    font = "HYSMyeongJo-Medium" if korean else "Times-Roman"
    if korean:
        metrics.registerFont(fonts.UnicodeCIDFont(font))
    out = BytesIO()
    canvas = canvas_of.Canvas(out, pagesize=(595, 842))
    y = 760.0
    for line in lines:
        size = 16 if line == lines[0] else 11
        canvas.setFont(font, size)
        row = ""
        for word in line.split(" "):
            longer = f"{row} {word}".strip()
            if metrics.stringWidth(longer, font, size) > 430 and row:
                canvas.drawString(80, y, row)
                y, row = y - 1.5 * size, word
            else:
                row = longer
        canvas.drawString(80, y, row)
        y -= 2.6 * size
    canvas.save()
    return out.getvalue()


FORMATS: dict[str, Callable[[tuple[str, ...]], bytes]] = {
    "txt": text,
    "html": html,
    "docx": docx,
    "hwpx": hwpx,
    "pdf": pdf,
    "warc": warc,
}


def loaded(path: Path) -> Page:
    found = list(load_all(path))
    assert len(found) == 1
    assert not isinstance(found[0], Failure), found[0]
    return found[0]


def bare(told: str) -> str:
    return "".join(told.split())


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("lines", [KO, EN], ids=["ko", "en"])
def test_the_same_article(tmp_path: Path, name: str, lines: tuple[str, ...]) -> None:
    path = tmp_path / f"article.{name}"
    path.write_bytes(FORMATS[name](lines))
    page, expected = loaded(path), clean(Page.from_text(text(lines).decode()))
    found = clean(page)
    assert "".join(page.text[block.start : block.end] for block in found.blocks) == page.text
    for block in found.blocks:
        assert all(
            block.text[p.at : p.at + p.end - p.start] == page.text[p.start : p.end] for p in block.pieces
        )
    assert bare(expected.body) == bare("".join(lines[2:]))
    assert bare(found.body) == bare(expected.body)
    assert [s.text for s in sentences(found)] == [s.text for s in sentences(expected)]
    assert (
        (found.title, found.published)
        == (expected.title, expected.published)
        == (lines[0], "2025-03-18T09:30" if lines is KO else "2025-03-18")
    )


def test_the_same_article_in_cp949(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(cp949(KO))
    found = clean(loaded(path))
    assert bare(found.body) == bare("".join(KO[2:]))
    assert found.source.encoding == "cp949"
