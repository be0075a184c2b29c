"""XML: articles of publishers (NITF, NewsML, JATS, PubMed, TEI), and any other XML that holds text."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.encodings.wide import wide_encoding
from kmedtext.loading.headed import source_metadata
from kmedtext.loading.limits import Limits
from kmedtext.loading.manuscript import Manuscript, Paragraph, Table
from kmedtext.loading.origin import Origin
from kmedtext.loading.sample import Sample
from kmedtext.loading.texts import merged_flags
from kmedtext.loading.xml.dialects import dialect_of, no_text, xml_table
from kmedtext.loading.xml.xmlfacts import facts_of, hints_of, name_of
from kmedtext.loading.xml.xmlprose import prose
from kmedtext.loading.xml.xmlsource import read_tree
from kmedtext.loading.xml.xmltree import outermost
from kmedtext.records import Page

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BEFORE = re.compile(
    rb"\s*+(?P<declared><\?xml\b[^>]*+>)?(?:\s++|<\?[^>]*+>|<!--(?>.{0,4000}?-->)|<!doctype\s[^>\[]*+(?:\[[^\]]*+\]\s*+)?>)*+"
    rb"<(?P<root>[a-z_][\w.:-]*+)",
    re.IGNORECASE | re.DOTALL,
)
_HTML = (b"html", b"head", b"body")
_HTML_TYPE = re.compile(rb"<!doctype\s+html[\s>]", re.IGNORECASE)
_SURE, _NAMED = 0.92, 0.75
# Two words of letters, or one syllable: what has neither in any of its elements is codes, figures, addresses.
_READABLE = re.compile(r"[가-힣]|[^\W\d_]{2,}[,;]? [^\W\d_]{2,}")


def root_name(sample: Sample) -> tuple[str, bool]:
    """The name of a document's first element in lower case, and whether an XML declaration stands before it.

    >>> root_name(Sample(b"<?xml version='1.0'?><!-- a --><rss/>"))
    ('rss', True)
    """
    head = sample.head
    if head.startswith(_MARKS[1:]) or wide_encoding(head):
        head = head.replace(b"\x00", b"")
    for mark in _MARKS:
        head = head.removeprefix(mark)
    match = _BEFORE.match(head)
    if match is None or match["root"].lower() in _HTML or _HTML_TYPE.search(match[0]):
        return "", False
    return match["root"].decode("ascii", "replace").lower(), match["declared"] is not None


class XmlLoader:
    """XML that is not HTML."""

    media_types = ("application/xml", "text/xml")

    def accepts(self, sample: Sample) -> float:
        """Look for the declaration or a root that is known; for any element in a file named so."""
        root, declared = root_name(sample)
        if declared or root in xml_table()["told"]["roots"]:
            return _SURE
        return _NAMED if root and sample.named(*xml_table()["told"]["names"]) else 0.0

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        """Read the paragraphs and the facts of a document."""
        root, decoded, flags = read_tree(data, origin, limits)
        dialect = dialect_of(root)
        inside = xml_table()["containers"].get(root.tag)
        if inside and not dialect.known and (item := root.find(f".//{inside}")) is not None:
            root, dialect = item, dialect_of(item)
        if what := no_text(root):
            raise LoadError(
                FailureCode.UNSUPPORTED,
                origin.where,
                f"it is {what}, not a text",
                "Leave it out; if there is text in it, save that as .txt.",
            )
        facts = facts_of(root, dialect)
        _name_writers(root)
        content = _once(prose(root, dialect.roles, lambda html: _rendered(html, limits, origin.where)))
        if not dialect.known and not any(map(_readable, content)):
            content = []
        manuscript = Manuscript(flags=merged_flags(decoded.flags, flags))
        manuscript.add(content)
        page = manuscript.page(origin, data, dialect.media_type, source_metadata(facts))
        source = replace(page.source, encoding=decoded.encoding, encoding_how=decoded.how)
        return replace(page, source=source, hints=hints_of(facts, dialect))


def _name_writers(root: Element) -> None:
    """Write the contributors of a journal's article on one line, as it is printed."""
    for group in list(outermost(root, ("contrib-group",))):
        people = [child for child in group if child.tag == "contrib"]
        names = [name for person in people if (name := name_of(person, root))]
        if names:
            line = Element("contrib")
            line.text = ", ".join(dict.fromkeys(names))
            group[:] = [line, *(child for child in group if child.tag != "contrib")]


def _once(content: list[Paragraph | Table]) -> list[Paragraph | Table]:
    """Leave out a title that was there already: a news item and the story in it both have one."""
    seen: set[str] = set()
    kept: list[Paragraph | Table] = []
    for item in content:
        if isinstance(item, Paragraph) and item.tag == "h1":
            if item.text in seen:
                continue
            seen.add(item.text)
        kept.append(item)
    return kept


def _readable(item: Paragraph | Table) -> bool:
    if isinstance(item, Paragraph):
        return _READABLE.search(item.text) is not None
    return any(_readable(part) for row in item.rows for cell in row for part in cell)


def _rendered(html: str, limits: Limits, where: str) -> list[Paragraph]:
    """The paragraphs of HTML that an element holds as text."""
    from selectolax.lexbor import LexborHTMLParser

    from kmedtext.loading.webpage.nesting import check_size
    from kmedtext.loading.webpage.rendering import render

    check_size(html, limits, where)
    tree = LexborHTMLParser(html)
    text, regions = render(tree.root, limits, where) if tree.root is not None else ("", ())
    return [
        Paragraph(text[region.start : region.end], _TAGS.get(region.tag, "p"))
        for region in regions
        if not region.hidden
    ]


_TAGS = {name: name for name in ("h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "caption")} | {
    "figcaption": "caption"
}
