"""Office documents written by hand, part by part: for what no library writes, and for what is broken."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_RELATION = f"{_OFFICE}/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": _RELATION,
        "m": f"{_OFFICE}/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
        "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
        "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    }.items()
)
_CONTENT = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
_KINDS = {
    "document": _DOCX.format("document.main"),
    **{
        name: _DOCX.format(name)
        for name in ("styles", "footnotes", "endnotes", "header", "footer", "comments")
    },
    "workbook": _XLSX.format("sheet.main"),
    **{name: _XLSX.format(name) for name in ("worksheet", "sharedStrings")},
}


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of named parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def replaced(data: bytes, parts: Mapping[str, str | bytes | None]) -> bytes:
    """The archive with some parts changed, added or (None) left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    changed = {name: part for name, part in parts.items() if part is not None}
    return zipped({**{name: part for name, part in kept.items() if name not in parts}, **changed})


def relations(targets: Mapping[str, tuple[str, str]]) -> str:
    """The relations of a part: id → sort and target."""
    rows = "".join(
        f'<Relationship Id="{key}" Type="{_RELATION}/{sort}" Target="{target}"/>'
        for key, (sort, target) in targets.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def document(name: str, root: str, related: Mapping[str, tuple[str, str, str]], **more: str | bytes) -> bytes:
    """An OOXML document of one main part; ``related`` is its parts: id → sort, name and content.

    ``more`` holds other parts, by names with ``__`` for a slash and ``_xml`` for the ending.
    """
    folder, stem = name.split("/")
    kinds = {name: stem.removesuffix(".xml"), **{f"{folder}/{n}": sort for sort, n, _ in related.values()}}
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{_KINDS[kind]}"/>'
        for part, kind in kinds.items()
        if kind in _KINDS
    )
    return zipped(
        {
            "[Content_Types].xml": _CONTENT.format(overrides),
            "_rels/.rels": relations({"rId1": ("officeDocument", name)}),
            name: root,
            f"{folder}/_rels/{stem}.rels": relations(
                {key: (sort, n) for key, (sort, n, _) in related.items()}
            ),
            **{f"{folder}/{n}": content for _, n, content in related.values()},
            **{key.replace("__", "/").replace("_xml", ".xml"): value for key, value in more.items()},
        }
    )


def docx(body: str, *, end: str = "", **parts: str) -> bytes:
    """A Word document: what stands in its body; ``parts`` holds the content of its other parts by their sort."""
    related = {
        f"rId-{sort}": (
            sort.rstrip("0123456789"),
            f"{sort}.xml",
            f"<w:{_roots(sort)} {NAMESPACES}>{content}</w:{_roots(sort)}>",
        )
        if not content.startswith("<?")
        else (sort.rstrip("0123456789"), f"{sort}.xml", content.partition("?>")[2])
        for sort, content in parts.items()
    }
    root = f"<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{end}</w:sectPr></w:body></w:document>"
    return document("word/document.xml", root, related)


def _roots(sort: str) -> str:
    name = sort.rstrip("0123456789")
    return {"header": "hdr", "footer": "ftr"}.get(name, name)


def p(text: str, style: str = "") -> str:
    """A paragraph of Word of one run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{r(text)}</w:p>"


def r(text: str) -> str:
    """A run of Word."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def text_box(content: str) -> str:
    """A text box as Word writes it, twice: for itself and for programs that know VML only."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def field(code: str, result: str) -> str:
    """A field of Word: its code, and the text that it came to."""
    marks = {sort: f'<w:r><w:fldChar w:fldCharType="{sort}"/></w:r>' for sort in ("begin", "separate", "end")}
    return (
        f'{marks["begin"]}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f"{marks['separate']}{result}{marks['end']}"
    )


def note_mark(sort: str, number: int) -> str:
    """Where a footnote or endnote is cited."""
    return f'<w:r><w:{sort}Reference w:id="{number}"/></w:r>'


def note(sort: str, number: int, content: str) -> str:
    """A footnote or endnote."""
    return f'<w:{sort} w:id="{number}">{content}</w:{sort}>'


def table(*rows: tuple[str, ...]) -> str:
    """A table of Word; each cell is its content."""
    cells = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def chart(title: str, series: str, categories: list[str]) -> str:
    """A chart, as a part that begins with a declaration."""
    points = "".join(f'<c:pt idx="{at}"><c:v>{name}</c:v></c:pt>' for at, name in enumerate(categories))
    return (
        f"<?xml version='1.0'?><c:chartSpace {NAMESPACES}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>{title}</a:t></a:r>"
        f"</a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>"
        f"{series}</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache>{points}</c:strCache></c:strRef>"
        "</c:cat><c:val><c:numRef><c:numCache><c:pt idx='0'><c:v>9.5</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>"
        "</c:barChart></c:plotArea></c:chart></c:chartSpace>"
    )


def drawn(element: str) -> str:
    """A run that shows a chart or diagram."""
    return f"<w:r><w:drawing><wp:inline><a:graphic><a:graphicData>{element}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"


def xlsx(*sheets: str, strings: str = "", styles: str = "") -> bytes:
    """A workbook: each sheet is the content of its ``worksheet``."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    related = {
        f"rId{at}": ("worksheet", f"sheet{at}.xml", f"<worksheet {space}>{sheet}</worksheet>")
        for at, sheet in enumerate(sheets, 1)
    }
    if strings:
        related["rIdS"] = ("sharedStrings", "sharedStrings.xml", f"<sst {space}>{strings}</sst>")
    if styles:
        related["rIdT"] = ("styles", "styles.xml", f"<styleSheet {space}>{styles}</styleSheet>")
    listed = "".join(
        f'<sheet name="Sheet{at}" sheetId="{at}" r:id="rId{at}"/>' for at in range(1, len(sheets) + 1)
    )
    root = f'<workbook {space} xmlns:r="{_RELATION}"><sheets>{listed}</sheets></workbook>'
    return document("xl/workbook.xml", root, related)


def rows(*cells: str) -> str:
    """The data of a sheet: each row is its cells."""
    return f"<sheetData>{''.join(f'<row>{row}</row>' for row in cells)}</sheetData>"
