"""HWPX: 한글's documents as a ZIP archive of XML (OWPML, KS X 6101)."""

from __future__ import annotations

from kmedtext.loading.hancom.package import Package
from kmedtext.loading.hancom.second import checked
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Origin
from kmedtext.loading.sample import Sample
from kmedtext.records import Page

_ZIP = b"PK\x03\x04"
# The first member is to be one named mimetype, stored as it is.
_MIMETYPE = b"mimetypeapplication/hwp+zip"
_SIGNATURE, _STRUCTURE, _NAMED = 0.95, 0.9, 0.65


class HwpxLoader:
    """HWPX documents: paragraphs, tables, notes, text boxes, headers and footers."""

    media_types = ("application/hwp+zip", "application/vnd.hancom.hwpx")
    confined = True

    def accepts(self, sample: Sample) -> float:
        """Accept what says so in its first member, or has 한글's parts."""
        if not sample.head.startswith(_ZIP):
            return 0.0
        if sample.head[30:].startswith(_MIMETYPE):
            return _SIGNATURE
        parts = {name.replace("\\", "/").lower() for name in sample.entries}
        if any(part.startswith("contents/section") and part.endswith(".xml") for part in parts):
            return _STRUCTURE
        return _NAMED if sample.named(".hwpx") and not sample.entries else 0.0

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        """Read the sections in the order of the spine."""
        reading = checked(Package(data, limits, origin.where).reading())
        return reading.page(origin, data, self.media_types[0])
