"""HTML pages: the tree is rendered to text, what the tags say goes along as regions and hints."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

from kmedtext.errors import FailureCode, LoadError, UsageError
from kmedtext.loading.encodings.encoding import decode
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Origin
from kmedtext.loading.sample import Sample
from kmedtext.loading.signatures import describe
from kmedtext.loading.texts import has_text, merged_flags, tidy
from kmedtext.loading.webpage.nesting import check_size
from kmedtext.records import Page, Region

# A comment ends at the first --> (atomic): tried at every later one, nine comments would take years.
_START = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?>.{0,4000}?-->)\s*+){0,9}+"
    rb"<(?:!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_CLOSED = re.compile(
    rb"</(?:a|div|p|h[1-6]|ul|ol|li|table|td|span|script|title|section|article)\s*>", re.IGNORECASE
)
_TAG = re.compile(rb"<[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_NAMES = (".html", ".htm", ".xhtml", ".xht", ".shtml")
_TYPES = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
# The standard looks at the first 1,024 bytes; Korean portals put the meta behind long scripts.
_CHARSET_WITHIN = 1 << 14
_TITLES = ("og:title", "jsonld:headline", "title")
_SURE, _NAMED, _LIKELY = 0.9, 0.7, 0.5


class HtmlLoader:
    """HTML and XHTML, whole pages and fragments."""

    media_types = ("text/html",)

    def accepts(self, sample: Sample) -> float:
        """Look for a document's first tag; then for tags at all, more readily in a file named so."""
        plain = sample.head.replace(b"\x00", b"")  # UTF-16 becomes readable enough
        if _START.match(plain):
            return _SURE
        if describe(sample.head):
            return 0.0
        if (sample.named(*_NAMES) or sample.media_type in _TYPES) and _TAG.search(plain):
            return _NAMED
        starts = _TAG.match(plain.lstrip())
        return _LIKELY if starts and len(_CLOSED.findall(plain)) > 1 else 0.0

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        """Decode ``data``, by the charset that its carrier or the page declares if need be, and render it."""
        page = _page(data, origin, limits)
        if not has_text(page.text):
            raise LoadError(
                FailureCode.EMPTY_EXTRACTION,
                origin.where,
                "the HTML holds no text; it may be drawn by a script",
                "Save the page from a browser after it has loaded, and give that.",
            )
        return page


def page_from_html(html: str | bytes, *, id: str | None = None) -> Page:  # noqa: A002 - the field's own name
    """Make a page of HTML. Without any text in it, the page is empty.

    ``id`` is by default the first 16 hex digits of the SHA-256 of the HTML in UTF-8. Raises
    LoadError for bytes whose encoding cannot be told and for trees beyond the default limits.

    >>> page = page_from_html("<ul><li>혈압<li><a href='/'>맥박</a></ul>", id="a")
    >>> page.text, [(region.tag, region.links) for region in page.regions]
    ('혈압\\n맥박\\n', [('li', 0), ('li', 2)])
    """
    if not isinstance(html, str | bytes):
        raise UsageError(
            f"a page of HTML is made of a str or bytes, not {type(html).__name__}; load reads files"
        )
    raw = html.encode("utf-8", "surrogatepass") if isinstance(html, str) else html
    return _page(html, Origin(id or hashlib.sha256(raw).hexdigest()[:16]), Limits())


def _page(data: str | bytes, origin: Origin, limits: Limits) -> Page:
    from selectolax.lexbor import LexborHTMLParser

    from kmedtext.loading.webpage.hints import read_hints
    from kmedtext.loading.webpage.payloads import payload_story
    from kmedtext.loading.webpage.rendering import render

    raw = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    where = origin.where
    declared = None if isinstance(data, str) else origin.charset or declared_charset(data)
    decoded = None if isinstance(data, str) else decode(data, declared, path=where)
    html, flags = tidy(data if isinstance(data, str) else decoded.text if decoded else "")
    check_size(html, limits, where)
    tree = LexborHTMLParser(html)
    text, regions = render(tree.root, limits, where) if tree.root is not None else ("", ())
    hints = read_hints(tree)
    story = payload_story(tree, text, regions, [value for name in _TITLES for value in hints.get(name, ())])
    if story is not None:
        markup = story.markup()
        check_size(markup, limits, where)
        drawn = LexborHTMLParser(markup)
        if drawn.root is not None:
            told, own = render(drawn.root, limits, where)
            regions = (*own, *(shifted(region, len(told)) for region in regions))
            text, flags = told + text, (*flags, "client_rendered")
            hints = {**hints, **{f"payload:{name}": values for name, values in story.facts.items()}}
    source = replace(
        origin.source(raw, "text/html", flags=merged_flags(decoded.flags if decoded else (), flags)),
        encoding=decoded.encoding if decoded else None,
        encoding_how=decoded.how if decoded else None,
        metadata={**origin.metadata, **_addresses(hints)},
    )
    return Page(id=origin.id, text=text, source=source, regions=regions, hints=hints)


def _addresses(hints: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Where the page says that it stands, and that it stands in other languages, as metadata of its source."""
    said = [*hints.get("canonical", ()), *hints.get("og:url", ())]
    own = {"canonical": said[0]} if said else {}
    others = {
        name.removeprefix("link:"): hints[name][0]
        for name in sorted(hints)
        if name.startswith("link:hreflang:")
    }
    return {**own, **others}


def shifted(region: Region, by: int) -> Region:
    """The region, so many characters further on."""
    return replace(region, start=region.start + by, end=region.end + by)


def declared_charset(data: bytes) -> str | None:
    """Read the charset that a page's meta or XML declaration names.

    >>> declared_charset(b'<meta http-equiv="Content-Type" content="text/html; charset=EUC-KR">')
    'EUC-KR'
    """
    head = data[:_CHARSET_WITHIN]
    found = _CHARSET.search(head) or _XML_CHARSET.search(head)
    return found[1].decode("ascii", "replace") if found else None
