"""The source of an XML document: bytes become characters, small slips are put right, and it is parsed."""

from __future__ import annotations

import re
from html.entities import name2codepoint
from xml.etree.ElementTree import Element

from kmedtext.loading.encodings.encoding import Decoded, decode
from kmedtext.loading.html import declared_charset
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Origin
from kmedtext.loading.xml.xmltree import local, parse_xml

_DECLARATION = re.compile(r"<\?xml[^>]*+>\s*+", re.IGNORECASE)
# What XML 1.0 allows nowhere: controls, halves of surrogate pairs, two that are no characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMPERSAND = re.compile(r"&(?!#|(?:amp|lt|gt|quot|apos);)(?:(\w{1,31});)?")
_OPENS, _CLOSES = "<![CDATA[", "]]>"


def read_tree(data: bytes, origin: Origin, limits: Limits) -> tuple[Element, Decoded, tuple[str, ...]]:
    """Parse a document in whatever encoding; gives its root, how it was decoded and flags.

    Element and attribute names come in lower case and without their namespaces. Characters that XML
    does not allow are left out (``control_characters``), as no parser would take the document otherwise.
    """
    decoded, legal, flags = read_source(data, origin)
    root = parse_xml(put_right(legal), limits, origin.where, doctype=True)
    for element in root.iter():
        element.tag = local(element.tag).lower()
        if element.attrib:
            element.attrib = {local(name).lower(): value for name, value in element.attrib.items()}
    return root, decoded, flags


def read_source(data: bytes, origin: Origin) -> tuple[Decoded, str, tuple[str, ...]]:
    """Decode a document, by its declaration where it has one: parsers know few encodings, and CP949 is none of them.

    Gives how it was decoded, its characters without the declaration and what XML does not allow, and flags.
    """
    decoded = decode(data, origin.charset or declared_charset(data), path=origin.where)
    text = decoded.text.lstrip("\ufeff \t\r\n")
    text = text[match.end() :] if (match := _DECLARATION.match(text)) else text
    legal = _ILLEGAL.sub("", text)
    return decoded, legal, () if len(legal) == len(text) else ("control_characters",)


def put_right(text: str) -> str:
    """Resolve HTML's named characters, and escape an ``&`` that stands for itself; CDATA stays as it is.

    >>> put_right("R&D &middot; &amp; <![CDATA[R&D]]>")
    'R&amp;D · &amp; <![CDATA[R&D]]>'
    """
    out: list[str] = []
    at = 0
    while (start := text.find(_OPENS, at)) >= 0:
        end = text.find(_CLOSES, start)
        if end < 0:
            break
        out += (_AMPERSAND.sub(_resolved, text[at:start]), text[start:end])
        at = end
    return "".join((*out, _AMPERSAND.sub(_resolved, text[at:])))


def _resolved(match: re.Match[str]) -> str:
    code = name2codepoint.get(match[1] or "")
    return "&amp;" + match[0][1:] if code is None else chr(code)
