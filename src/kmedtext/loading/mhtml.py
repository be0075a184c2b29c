"""MHTML: pages that a browser saved with all they show; the page itself is loaded as HTML."""

from __future__ import annotations

from dataclasses import replace
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.html import HtmlLoader
from kmedtext.loading.limits import Limits
from kmedtext.loading.mails import heads
from kmedtext.loading.mimewords import charset_of, head_of, iso_date, parsed_message, payload
from kmedtext.loading.origin import Origin
from kmedtext.loading.sample import Sample
from kmedtext.records import Page

_NAMES = (".mhtml", ".mht")
# What the browsers write into the heads: Chromium and Edge, Internet Explorer.
_BROWSERS = (b"snapshot-content-location:", b"saved by ", b"x-mimeole: produced by microsoft mhtml")
_RELATED = b"multipart/related"
_HEADS = 1 << 13
_SURE, _NAMED = 0.95, 0.92


class MhtmlLoader:
    """A page saved by a browser with its pictures, as one MIME message (RFC 2557)."""

    media_types = ("multipart/related",)
    bulky = True

    def accepts(self, sample: Sample) -> float:
        """Look for what browsers write into the heads, or for related parts in a file named so."""
        start = sample.head[:_HEADS].lower()
        if not heads(sample.head) or b"mime-version" not in start:
            return 0.0
        if _RELATED in start and any(mark in start for mark in _BROWSERS):
            return _SURE
        return _NAMED if sample.named(*_NAMES) else 0.0

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        """Load the root part, by the charset that it declares; its address and date are the page's."""
        where = origin.where
        message = parsed_message(data, limits, where)
        root = _root(message)
        html = payload(root) if root is not None else b""
        if root is None or not html.strip():
            raise LoadError(
                FailureCode.EMPTY_EXTRACTION,
                where,
                "no part of it is a page of HTML",
                "Save the page from a browser again, and give that.",
            )
        if _is_cut(message, root):
            raise LoadError(
                FailureCode.TRUNCATED,
                where,
                "it ends within the page: it is cut short",
                "Save the page again.",
            )
        if len(html) > limits.max_bytes:
            raise LoadError(
                FailureCode.TOO_LARGE,
                where,
                f"the page in it has more than {limits.max_bytes:,} bytes",
                "Split the file, or raise Limits(max_bytes=…).",
            )
        address = head_of(message, "snapshot-content-location") or head_of(root, "content-location")
        title = head_of(message, "subject")
        known = replace(
            origin,
            url=address if address.lower().startswith(("http:", "https:")) else origin.url,
            retrieved=iso_date(message) or origin.retrieved,
            charset=charset_of(root),
            metadata={**origin.metadata, **({"title": title} if title else {})},
        )
        page = HtmlLoader().load(html, known, limits)
        whole = known.source(data)
        return replace(
            page,
            source=replace(page.source, media_type=self.media_types[0], sha256=whole.sha256, size=whole.size),
        )


def _root(message: Message) -> Message | None:
    """The part that ``start`` names, or the first with HTML in it."""
    pages = [
        part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")
    ]
    start = message.get_param("start")
    named = [
        part for part in pages if isinstance(start, str) and head_of(part, "content-id") == start.strip()
    ]
    return next(iter(named or pages), None)


def _is_cut(message: Message, root: Message) -> bool:
    """Whether the file ends within the root; without the pictures behind it the page is whole."""
    parts = list(message.walk())
    return parts[-1] is root and any(
        isinstance(defect, CloseBoundaryNotFoundDefect) for part in parts for defect in part.defects
    )
