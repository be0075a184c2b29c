"""Office documents of invented words, each with what a reader of it sees and what he must not see.

Made with python-docx, python-pptx and openpyxl, by hand where these cannot, and with LibreOffice
where it is there. Every sentence has words of its own, so that a missing or doubled one shows.
"""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import office_files as by_hand

_SYLLABLES = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후"


_SPACES = {
    **{name: name for name in ("office", "text", "table", "style")},
    "draw": "drawing",
    "svg": "svg-compatible",
}


@dataclass(slots=True)
class Words:
    """Gives sentences of made-up words; those asked for with ``unseen`` are not to be read."""

    random: random.Random
    seen: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    def say(self, count: int = 8) -> str:
        """A sentence that a reader sees."""
        self.seen.append(self._sentence(count))
        return self.seen[-1]

    def hide(self, count: int = 8) -> str:
        """A sentence that a reader does not see."""
        self.unseen.append(self._sentence(count))
        return self.unseen[-1]

    def _sentence(self, count: int) -> str:
        words = ("".join(self.random.choices(_SYLLABLES, k=self.random.randint(2, 5))) for _ in range(count))
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class Case:
    """A document: its name, its bytes, the sentences to be read and those not to be."""

    name: str
    data: bytes
    seen: tuple[str, ...]
    unseen: tuple[str, ...]


def run(words: Words) -> str:
    """A run of Word that a reader sees."""
    return by_hand.r(words.say() + " ")


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _article(words: Words) -> bytes:
    import docx

    document = docx.Document()
    document.add_heading(words.say(4), 0)
    for level in (1, 2, 2, 3):
        document.add_heading(words.say(4), level)
        for _ in range(6):
            paragraph = document.add_paragraph()
            for run in range(3):
                paragraph.add_run(words.say(6) + " ").bold = run == 1
        for style in ("List Bullet", "List Number"):
            document.add_paragraph(words.say(5), style=style)
    return _saved(document)


def _margins(words: Words) -> bytes:
    import docx

    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    for part in (
        *(section.header, section.footer, section.first_page_header, section.first_page_footer),
        *(section.even_page_header, section.even_page_footer),
    ):
        part.paragraphs[0].text = words.say(4)
    for _ in range(10):
        document.add_paragraph(words.say(20))
    return _saved(document)


def _tables(words: Words) -> bytes:
    import docx

    document = docx.Document()
    for _ in range(4):
        document.add_paragraph(words.say(10))
        outer = document.add_table(4, 3)
        for row in outer.rows[:3]:
            for cell in row.cells:
                cell.text = words.say(2)
        outer.cell(3, 0).merge(outer.cell(3, 2)).text = words.say(4)
        inner = outer.cell(0, 0).add_table(2, 2)
        for row in inner.rows:
            for cell in row.cells:
                cell.text = words.say(2)
    return _saved(document)


def _notes(words: Words) -> bytes:
    body: list[str] = []
    notes: dict[str, list[str]] = {"footnote": [], "endnote": []}
    for number in range(1, 6):
        for sort, kept in notes.items():
            mark = by_hand.note_mark(sort, number)
            body.append(f"<w:p>{run(words)}{mark}{run(words)}</w:p>")
            kept.append(by_hand.note(sort, number, by_hand.p(words.say())))
    return by_hand.docx(
        "".join(body), footnotes="".join(notes["footnote"]), endnotes="".join(notes["endnote"])
    )


def _boxes(words: Words) -> bytes:
    body = []
    for _ in range(5):
        box = by_hand.text_box(
            by_hand.p(words.say()) + by_hand.table((by_hand.p(words.say(2)), by_hand.p(words.say(2))))
        )
        body.append(f"<w:p>{run(words)}{box}</w:p>")
        body.append(
            by_hand.table(
                (
                    by_hand.p(words.say(2)),
                    f"<w:p>{by_hand.r(words.say(2))}{by_hand.text_box(by_hand.p(words.say(2)))}</w:p>",
                )
            )
        )
    return by_hand.docx("".join(body))


def _revised(words: Words) -> bytes:
    r = by_hand.r
    mark = 'w:id="1" w:author="x" w:date="2024-01-01T00:00:00Z"'
    body = [
        f"<w:p>{run(words)}<w:ins {mark}>{run(words)}</w:ins><w:del {mark}><w:r><w:delText>{words.hide()}</w:delText></w:r></w:del></w:p>",
        f"<w:p><w:moveFrom {mark}>{r(words.hide())}</w:moveFrom></w:p><w:p><w:moveTo {mark}>{run(words)}</w:moveTo></w:p>",
        f"<w:p>{by_hand.field('REF ' + words.hide(1), run(words))}{run(words)}</w:p>",
        f'<w:p><w:fldSimple w:instr="{words.hide(1)}">{run(words)}</w:fldSimple></w:p>',
        f'<w:p><w:hyperlink w:anchor="a">{run(words)}</w:hyperlink><w:smartTag>{run(words)}</w:smartTag></w:p>',
        f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{run(words)}<w:sdt><w:sdtContent>{run(words)}</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>",
        f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{words.hide()}</w:t></w:r>{run(words)}</w:p>",
    ]
    return by_hand.docx("".join(body))


def _graphics(words: Words) -> bytes:
    equation = f"<m:oMath><m:f><m:num><m:r><m:t>{words.say(1)}</m:t></m:r></m:num><m:den><m:r><m:t>{words.say(1)}</m:t></m:r></m:den></m:f></m:oMath>"
    points = "".join(
        f'<dgm:pt modelId="{at}"><dgm:t><a:p><a:r><a:t>{words.say(4)}</a:t></a:r></a:p></dgm:t></dgm:pt>'
        for at in range(4)
    )
    diagram = f"<?xml version='1.0'?><dgm:dataModel {by_hand.NAMESPACES}><dgm:ptLst>{points}</dgm:ptLst></dgm:dataModel>"
    chart_shown = by_hand.drawn('<c:chart r:id="rId-chart"/>')
    diagram_shown = by_hand.drawn('<dgm:relIds r:dm="rId-diagramData"/>')
    body = (
        f"<w:p>{run(words)}{equation}</w:p>"
        f"<w:p>{run(words)}{chart_shown}</w:p>"
        f"<w:p>{run(words)}{diagram_shown}</w:p>"
    )
    chart = by_hand.chart(words.say(4), words.say(2), [words.say(2) for _ in range(4)])
    return by_hand.docx(body, chart=chart, diagramData=diagram)


def _odf_note(words: Words, sort: str, at: int) -> str:
    return (
        f'<text:note text:id="n{at}" text:note-class="{sort}"><text:note-citation>{at}</text:note-citation>'
        f"<text:note-body><text:p>{words.say()}</text:p></text:note-body></text:note>"
    )


def _flat_text(words: Words) -> str:
    """A flat OpenDocument text with notes, frames, tables, headers: LibreOffice makes it a Word document."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in _SPACES.items()
    )
    body = []
    for at in range(1, 4):
        body.append(f'<text:h text:outline-level="{at}">{words.say(4)}</text:h>')
        body.append(
            f"<text:p>{words.say()}{_odf_note(words, 'footnote', at)}{words.say()}<text:line-break/>{words.say()}</text:p>"
        )
        body.append(f"<text:p>{words.say()}{_odf_note(words, 'endnote', at + 10)}</text:p>")
        body.append(
            f'<text:p>{words.say()}<draw:frame text:anchor-type="paragraph" svg:width="5cm" svg:height="3cm"><draw:text-box>'
            f"<text:p>{words.say()}</text:p></draw:text-box></draw:frame></text:p>"
        )
        cells = "".join(
            f"<table:table-cell><text:p>{words.say(2)}</text:p></table:table-cell>" for _ in range(3)
        )
        body.append(
            f'<table:table table:name="t{at}"><table:table-column table:number-columns-repeated="3"/><table:table-row>{cells}</table:table-row></table:table>'
        )
        body.append(
            f"<text:list><text:list-item><text:p>{words.say(5)}</text:p></text:list-item></text:list>"
        )
    master = (
        '<office:automatic-styles><style:page-layout style:name="l"><style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>'
        f'<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="l"><style:header><text:p>{words.say(4)}</text:p></style:header>'
        f"<style:footer><text:p>{words.say(4)}</text:p></style:footer></style:master-page></office:master-styles>"
    )
    return f'<office:document {spaces} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">{master}<office:body><office:text>{"".join(body)}</office:text></office:body></office:document>'


def _page(words: Words) -> str:
    items = "".join(f"<li>{words.say(5)}</li>" for _ in range(6))
    cells = "".join(f"<tr><td>{words.say(2)}</td><td>{words.say(2)}</td></tr>" for _ in range(5))
    text = "".join(f"<h2>{words.say(4)}</h2><p>{words.say(20)}</p><p>{words.say(20)}</p>" for _ in range(6))
    return f'<html><head><meta charset="utf-8"></head><body><h1>{words.say(4)}</h1>{text}<ul>{items}</ul><table>{cells}</table></body></html>'


def _slides(words: Words) -> bytes:
    import pptx

    deck = pptx.Presentation()
    for _ in range(6):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = words.say(4)
        frame = slide.placeholders[1].text_frame
        frame.text = words.say()
        frame.add_paragraph().text = words.say()
        grid = slide.shapes.add_table(2, 2, 0, 0, 914400, 914400).table
        for row in range(2):
            for column in range(2):
                grid.cell(row, column).text = words.say(2)
        group = slide.shapes.add_group_shape()
        group.shapes.add_textbox(0, 0, 914400, 914400).text_frame.text = words.say()
        slide.notes_slide.notes_text_frame.text = words.say()
    return _saved(deck)


def _workbook(words: Words) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    for name in ("하나", "둘"):
        sheet = book.create_sheet(name)
        for _ in range(200):
            sheet.append([words.say(2) for _ in range(5)])
    return _saved(book)


_MADE: dict[str, Callable[[Words], bytes]] = {
    "article.docx": _article,
    "headers.docx": _margins,
    "tables.docx": _tables,
    "notes.docx": _notes,
    "boxes.docx": _boxes,
    "revised.docx": _revised,
    "graphics.docx": _graphics,
    "slides.pptx": _slides,
    "workbook.xlsx": _workbook,
}
_CONVERTED: dict[str, tuple[Callable[[Words], str], str, str]] = {
    "libreoffice.docx": (_flat_text, "a.fodt", "docx"),
    "libreoffice-html.docx": (_page, "a.html", "docx:MS Word 2007 XML"),
    "libreoffice.odt": (_flat_text, "a.fodt", "odt"),
}


def cases(seed: int = 7) -> Iterator[Case]:
    """All documents; those that LibreOffice makes only where ``soffice`` is there."""
    for name, make in _MADE.items():
        words = Words(random.Random(f"{seed}{name}"))  # noqa: S311 - made-up words, no secrets
        yield Case(name, make(words), tuple(words.seen), tuple(words.unseen))
    if shutil.which("soffice"):
        for name, (write, source, kind) in _CONVERTED.items():
            words = Words(random.Random(f"{seed}{name}"))  # noqa: S311 - made-up words, no secrets
            yield Case(name, _converted(write(words), source, kind), tuple(words.seen), tuple(words.unseen))


def _converted(content: str, source: str, kind: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / source
        path.write_text(content, encoding="utf-8")
        options = ["--infilter=HTML (StarWriter)"] if source.endswith("html") else []
        profile = f"-env:UserInstallation=file://{folder}/profile"
        subprocess.run(
            ["soffice", profile, "--headless", *options, "--convert-to", kind, "--outdir", folder, str(path)],  # noqa: S607 - the system's own
            check=True,
            capture_output=True,
            timeout=120,
        )
        return path.with_suffix("." + kind.partition(":")[0]).read_bytes()
