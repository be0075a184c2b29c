"""Feeds and containers: each entry of an RSS or Atom feed, each item of a NewsML message, is a document of its own."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, tostring

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.headed import headed_html, source_metadata
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns, Document, Origin, Skipped
from kmedtext.loading.sample import Sample
from kmedtext.loading.xml.dialects import xml_table
from kmedtext.loading.xml.xmlfacts import iso, text_of
from kmedtext.loading.xml.xmlsource import read_tree
from kmedtext.loading.xml.xmltree import outermost
from kmedtext.loading.xmls import root_name
from kmedtext.records import Failure

_SURE = 0.95
_MARKUP = re.compile(r"<(?:/[a-z][a-z0-9]*|br|p|div|img)\b[^<>]*>", re.IGNORECASE)
_BLANK = re.compile(r"\n\s*\n")
# The children of an entry that hold its text, the fullest first; the same for its other fields.
_TEXTS = ("encoded", "content", "description", "summary")
_AUTHORS = ("creator", "author")
_PUBLISHED = ("pubdate", "published", "date", "issued", "updated")
_ITEMS = ("item", "entry")


class FeedCollection:
    """RSS, Atom and RDF feeds, and XML that packs several articles."""

    media_types = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")

    def accepts(self, sample: Sample) -> float:
        """Look for the root of a feed, or of a container of articles that holds more than one."""
        root, _ = root_name(sample)
        root = root.rpartition(":")[2]
        if root in xml_table()["told"]["feeds"]:
            return _SURE
        inside = xml_table()["containers"].get(root)
        if inside is None:
            return 0.0
        # One item needs no collection; what stands beyond the sample is rather many than one.
        head = sample.head.replace(b"\x00", b"").lower()
        items = len(re.findall(rb"<(?:[\w-]+:)?" + inside.encode("ascii") + rb"[\s>]", head))
        return _SURE if items > 1 or (items == 1 and len(sample.head) >= 1 << 16) else 0.0

    def documents(
        self,
        file: BinaryIO,
        origin: Origin,
        limits: Limits,
        columns: Columns,  # noqa: ARG002 - a feed has no columns
    ) -> Iterator[Document | Failure | Skipped]:
        """Give the entries in their order: those of a feed as HTML, with what the feed says of them in its head."""
        root, _, _ = read_tree(_bytes(file, limits, origin.where), origin, limits)
        inside = xml_table()["containers"].get(root.tag)
        names = (inside,) if inside else _ITEMS
        texts = 0
        for number, item in enumerate(outermost(root, names), 1):
            name = f"{number:04}"
            own = f"{origin.id}-{name}"
            if inside:
                texts += 1
                item.tail = None
                data = tostring(item, encoding="utf-8", xml_declaration=True)
                yield Document(origin.inside(name, id=own, media_type="application/xml"), data)
                continue
            markup, facts = _entry(item, root)
            if not markup:
                yield Skipped("feed: an entry without text")
                continue
            texts += 1
            inner = origin.inside(
                name,
                id=own,
                url=_address(item) or None,
                charset="utf-8",
                media_type="text/html",
                metadata=source_metadata(facts),
            )
            yield Document(inner, markup.encode("utf-8", "surrogatepass"))
        if not texts:
            raise LoadError(
                FailureCode.EMPTY_EXTRACTION,
                origin.where,
                "the feed has no entries with text",
                "Fetch it again, or leave it out.",
            )


def _bytes(file: BinaryIO, limits: Limits, where: str) -> bytes:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size > limits.max_bytes:
        raise LoadError(
            FailureCode.TOO_LARGE,
            where,
            f"there are more than {limits.max_bytes:,} bytes",
            "Split the file, or raise Limits(max_bytes=…).",
        )
    return file.read(size + 1)


def _entry(item: Element, root: Element) -> tuple[str, dict[str, list[str]]]:
    """An entry as HTML, empty where there is no text in it, and its facts."""
    title = _first(item, ("title",))
    body = next(
        (found for name in _TEXTS for child in item if child.tag == name and (found := _content(child))), ""
    )
    if not body:
        return "", {}
    channel = root if root.tag == "feed" else root.find("channel")
    language = None if channel is None else _first(channel, ("language",)) or root.get("lang")
    facts = {
        "title": [title],
        "author": dict.fromkeys(_author(child) for child in item if child.tag in _AUTHORS),
        "published": [iso(_first(item, _PUBLISHED))],
        "publisher": [] if channel is None else [_first(channel, ("title",))],
        "section": dict.fromkeys(text_of(child) for child in item if child.tag == "category"),
        "language": [language or ""],
    }
    told = {name: known for name, values in facts.items() if (known := [value for value in values if value])}
    return headed_html(body, told), told


def _first(item: Element, names: tuple[str, ...]) -> str:
    return next(
        (text for name in names for child in item if child.tag == name and (text := text_of(child))), ""
    )


def _content(child: Element) -> str:
    """The HTML of an element: written as text, as elements, or plain text that is none."""
    if len(child):
        return "".join(
            [
                html.escape(child.text or "", quote=False),
                *(tostring(part, "unicode", "html") for part in child),
            ]
        )
    text = (child.text or "").strip()
    if _MARKUP.search(text):
        return text
    # Text that is no HTML may still be escaped twice, as that of many feeds is.
    parts = _BLANK.split(html.unescape(text))
    return "".join(f"<pre>{html.escape(part, quote=False)}</pre>" for part in parts if part.strip())


def _author(child: Element) -> str:
    return _first(child, ("name",)) or text_of(child)


def _address(item: Element) -> str:
    for child in item:
        if child.tag == "link" and child.get("rel", "alternate") == "alternate":
            return (child.get("href") or text_of(child)).strip()
    return ""
