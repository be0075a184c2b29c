"""A bilingual document for word processors: a table with both sides, as DOCX (ECMA-376, transitional).

Written here and not by a library, because the file is six short parts and must be the same bytes every time; the
usual libraries put the time into it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO, Final

from kmedtext.export.characters import for_xml
from kmedtext.export.sidebyside import Row, rows_of, summary_of
from kmedtext.translation import Translated

_LANGS: Final = {"ko": "ko-KR", "en": "en-US"}
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES: Final = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/></Types>'
)
_ROOT: Final = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_PARTS: Final = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
_STYLES: Final = (
    f"{_XML}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Malgun Gothic"/><w:sz w:val="20"/>'
    "</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    "</w:styles>"
)
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_OPEN: Final = (
    '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/>'
    f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="4680"/><w:gridCol w:w="4680"/></w:tblGrid>'
)
_PAGE: Final = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
)
_TIME: Final = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the earliest that a ZIP can say: the same document gives the same bytes


def write_docx(file: BinaryIO, translated: Translated) -> int:
    """Write both sides of a translated article and give the number of rows."""
    rows = list(rows_of(translated))
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "word/_rels/document.xml.rels": _PARTS,
        "word/styles.xml": _STYLES,
        "word/document.xml": "".join(_document(translated, rows)),
    }
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            package.writestr(info, text.encode())
    return len(rows)


def _document(translated: Translated, rows: list[Row]) -> Iterator[str]:
    langs = (translated.source, translated.target)
    yield f"{_XML}<w:document {_W}><w:body>"
    yield _paragraph(summary_of(translated), "en", small=True)
    yield _OPEN
    yield _table_row(langs, langs, bold=True)
    for row in rows:
        yield _table_row((row.source, row.target), langs, bold=row.heading)
    yield f"</w:tbl>{_paragraph('', 'en')}{_PAGE}</w:body></w:document>"


def _table_row(texts: tuple[str, str], langs: tuple[str, str], *, bold: bool) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="2500" w:type="pct"/></w:tcPr>{_paragraph(text, lang, bold=bold)}</w:tc>'
        for text, lang in zip(texts, langs, strict=True)
    )
    return f"<w:tr>{cells}</w:tr>"


def _paragraph(text: str, lang: str, *, bold: bool = False, small: bool = False) -> str:
    if not text:
        return "<w:p/>"
    code = _LANGS.get(lang, lang)
    marks = ("<w:b/>" if bold else "") + ('<w:i/><w:sz w:val="16"/>' if small else "")
    said = f'<w:lang w:val="{code}" w:eastAsia="{code}"/>'
    runs = "<w:br/>".join(
        f'<w:t xml:space="preserve">{for_xml(line)}</w:t>' for line in text.replace("\r", "").split("\n")
    )
    return f"<w:p><w:r><w:rPr>{marks}{said}</w:rPr>{runs}</w:r></w:p>"
