"""HWPX documents for tests: a ZIP archive with sections of XML that the test writes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

HP = "http://www.hancom.co.kr/hwpml/2011/paragraph"
HS = "http://www.hancom.co.kr/hwpml/2011/section"
HH = "http://www.hancom.co.kr/hwpml/2011/head"
OPF = "http://www.idpf.org/2007/opf/"


def p(*inner: str, shape: int = 0, style: int = 0) -> str:
    """A paragraph: strings of markup (``<hp:…``) stand in its run as they are, others as text."""
    runs = (part if part.startswith("<hp:") else f"<hp:t>{part}</hp:t>" for part in inner)
    return f'<hp:p paraPrIDRef="{shape}" styleIDRef="{style}"><hp:run>{"".join(runs)}</hp:run></hp:p>'


def sub(*paragraphs: str) -> str:
    """A list of paragraphs inside something."""
    return f"<hp:subList>{''.join(paragraphs)}</hp:subList>"


def table(*rows: tuple[str, ...], caption: str = "", side: str = "TOP", in_line: bool = True) -> str:
    """A table of cells, each the markup of its paragraphs."""
    body = "".join(f"<hp:tr>{''.join(f'<hp:tc>{sub(cell)}</hp:tc>' for cell in row)}</hp:tr>" for row in rows)
    head = f'<hp:caption side="{side}">{sub(p(caption))}</hp:caption>' if caption else ""
    return f'<hp:tbl><hp:pos treatAsChar="{int(in_line)}"/>{head}{body}</hp:tbl>'


def box(*paragraphs: str, in_line: bool = False) -> str:
    """A rectangle with text in it."""
    words = f"<hp:drawText>{sub(*paragraphs)}</hp:drawText>"
    return f'<hp:rect>{words}<hp:pos treatAsChar="{int(in_line)}"/></hp:rect>'


def ctrl(kind: str, *paragraphs: str) -> str:
    """A control that holds paragraphs: ``footNote``, ``header`` …"""
    return f"<hp:ctrl><hp:{kind}>{sub(*paragraphs)}</hp:{kind}></hp:ctrl>"


def section(*paragraphs: str) -> str:
    """A section's XML."""
    return f'<hs:sec xmlns:hs="{HS}" xmlns:hp="{HP}">{"".join(paragraphs)}</hs:sec>'


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive that begins with the mimetype, as 한글 writes it."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/hwp+zip")
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def document(*paragraphs: str, **parts: str | bytes) -> bytes:
    """A document of one section; other parts by name, ``__`` for a slash and ``_`` before the ending for a dot."""
    named = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    return packed({"Contents/section0.xml": section(*paragraphs), **named})
