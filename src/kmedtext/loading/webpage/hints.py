"""What the head of an HTML page says about it: title, meta, links, times, JSON-LD."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kmedtext.loading.encodings.hangul import compose
from kmedtext.loading.webpage.jsonld import linked_data

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MAX_VALUES = 32
_MAX_NAMES = 400
_MAX_LENGTH = 2000
_LONGEST_AUTHOR = 200
_BARE = ("og:", "article:")
_SELECTOR = (
    'meta, link, title, time[datetime], script[type="application/ld+json" i], a[rel~="license"], a[rel~="author"],'
    " a[hreflang],"
    ' [itemprop="author"], img[alt*="공공누리"]'
)


def read_hints(tree: LexborHTMLParser) -> Mapping[str, tuple[str, ...]]:
    """Collect the hints by name, each value once, in the page's order.

    Names: ``title``, ``html:lang``, ``canonical``, ``og:*`` and ``article:*`` as they are,
    ``meta:<name>`` in lower case for every other meta, ``time`` (datetime attributes),
    ``time:published`` and ``time:modified`` where the element says which, ``license`` (links with
    that relation, names of images of 공공누리), ``author`` (elements with that relation),
    ``link:hreflang:<lang>``, ``jsonld:<field>``. White space is collapsed; at most 32 values a
    name and 2,000 characters a value.
    """
    found: dict[str, dict[str, None]] = {}

    def note(name: str, value: str | None) -> None:
        text = compose(" ".join((value or "").split()))[:_MAX_LENGTH]
        if not text or (name not in found and len(found) >= _MAX_NAMES):
            return
        values = found.setdefault(name, {})
        if len(values) < _MAX_VALUES:
            values[text] = None

    root = tree.root
    if root is None:
        return {}
    note("html:lang", root.attributes.get("lang"))
    titled = False
    for node in root.css(_SELECTOR):
        tag, attributes = node.tag, node.attributes
        if tag == "meta":
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            if name:
                name = name.strip().lower()[:100]
                note(name if name.startswith(_BARE) else f"meta:{name}", attributes.get("content"))
        elif tag == "link":
            _note_link(attributes, note)
        elif tag == "time":
            note("time", attributes.get("datetime"))
            role = _time_role(attributes)
            if role:
                note(f"time:{role}", attributes.get("datetime"))
        elif tag == "img":
            note("license", attributes.get("alt"))
        elif tag != "title" and tag != "script":
            _note_relation(node, attributes, note)
        elif tag == "title":
            parent = node.parent
            if not titled and parent is not None and parent.tag in ("head", "body", "html"):
                note("title", node.text())
                titled = "title" in found
        else:
            for name, value in linked_data(node.text()):
                note(f"jsonld:{name}", html.unescape(value))
    return {name: tuple(values) for name, values in found.items()}


def _note_link(attributes: dict[str, str | None], note: Callable[[str, str | None], None]) -> None:
    kinds = (attributes.get("rel") or "").lower().split()
    if "canonical" in kinds:
        note("canonical", attributes.get("href"))
    if "license" in kinds:
        note("license", attributes.get("href"))
    if "alternate" in kinds and (lang := attributes.get("hreflang")):
        note(f"link:hreflang:{lang.strip().lower()[:20]}", attributes.get("href"))


def _note_relation(
    node: LexborNode, attributes: dict[str, str | None], note: Callable[[str, str | None], None]
) -> None:
    kinds = (attributes.get("rel") or "").lower().split()
    if lang := attributes.get("hreflang"):
        note(f"link:hreflang:{lang.strip().lower()[:20]}", attributes.get("href"))
    if "license" in kinds:
        note("license", attributes.get("href"))
    if "author" in kinds or attributes.get("itemprop") == "author":
        text = node.text(separator=" ")
        note("author", text if len(text) <= _LONGEST_AUTHOR else None)


def _time_role(attributes: dict[str, str | None]) -> str | None:
    """Whether a time says that it is the day of publication or of the last change."""
    said = " ".join(attributes.get(name) or "" for name in ("itemprop", "class")).lower()
    if "modified" in said or "updated" in said:
        return "modified"
    return "published" if "publish" in said or "pubdate" in attributes or "entry-date" in said else None
