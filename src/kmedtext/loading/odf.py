"""OpenDocument: texts (ODT), sheets (ODS) and presentations (ODP) of LibreOffice and others."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits
from kmedtext.loading.manuscript import Manuscript
from kmedtext.loading.office.flow import Block, lines_of
from kmedtext.loading.office.odftext import OdfFlow, OdfManners, styles_of
from kmedtext.loading.office.ooxml import Package, attribute, child, children
from kmedtext.loading.origin import Origin
from kmedtext.loading.sample import Sample
from kmedtext.loading.texts import merged_flags
from kmedtext.loading.xml.xmltree import local
from kmedtext.records import Page

_TYPES = {
    "text": "application/vnd.oasis.opendocument.text",
    "spreadsheet": "application/vnd.oasis.opendocument.spreadsheet",
    "presentation": "application/vnd.oasis.opendocument.presentation",
}
_META = {
    "title": "title",
    "initial-creator": "author",
    "creator": "last_modified_by",
    "creation-date": "created",
    "date": "modified",
    "subject": "subject",
    "keyword": "keywords",
    "description": "description",
    "language": "language",
    "generator": "application",
}
_EDGES = {sort: tuple(f"{sort}{which}" for which in ("", "-first", "-left")) for sort in ("header", "footer")}
_NAMES = (".odt", ".ods", ".odp", ".ott", ".ots", ".otp")
_SURE = 0.96


class OdfLoader:
    """OpenDocument packages."""

    confined = True
    media_types = tuple(_TYPES.values())

    def accepts(self, sample: Sample) -> float:
        """Look for the media type that stands first in the archive, and for the content."""
        if {"content.xml", "META-INF/manifest.xml"} <= sample.entries or (
            {"encrypted-package", "mimetype"} <= sample.entries
        ):
            return _SURE
        damaged = not sample.entries and sample.head.startswith(b"PK\x03\x04") and sample.named(*_NAMES)
        return _SURE if damaged else 0.0

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        """Read the body: text, sheet after sheet, or slide after slide."""
        package = Package(data, limits, origin.where)
        _refuse_encrypted(package)
        content = package.xml("content.xml")
        styles = package.xml("styles.xml") if "styles.xml" in package else None
        manners = OdfManners(styles_of(content, styles), limits, origin.where)
        manuscript = Manuscript()
        sort = "text"
        body_of = child(content, "body")
        for body in () if body_of is None else body_of:
            sort = local(body.tag)
            if sort == "spreadsheet":
                for table in children(body, "table"):
                    manuscript.add(OdfFlow(manners).read(table), section=attribute(table, "name"))
            elif sort == "presentation":
                _add_slides(manuscript, manners, body)
            else:
                manuscript.add(_edges(manners, styles, "header"))
                manuscript.add(OdfFlow(manners).read(body))
                manuscript.add(_edges(manners, styles, "footer"))
        manuscript.flags = merged_flags(manuscript.flags, tuple(sorted(manners.flags)))
        return manuscript.page(origin, data, _TYPES.get(sort, _TYPES["text"]), _metadata(package))


def _add_slides(manuscript: Manuscript, manners: OdfManners, body: Element) -> None:
    for number, slide in enumerate(children(body, "page"), 1):
        section = f"slide {number}"
        manuscript.add(OdfFlow(manners).read(slide), section=section)
        for notes in children(slide, "notes"):
            # Read from inside: a slide's notes are left out where the slide itself is read.
            blocks = [block for one in notes for block in OdfFlow(manners).read(one)]
            manuscript.add(blocks, section=f"{section} notes")


def _edges(manners: OdfManners, styles: Element | None, sort: str) -> Iterator[Block]:
    """The headers or footers of all sorts of pages, each distinct one once."""
    seen: set[tuple[str, ...]] = set()
    for master in children(child(styles, "master-styles"), "master-page"):
        for one in master:
            if local(one.tag) not in _EDGES[sort]:
                continue
            lines = lines_of(OdfFlow(manners).read(one), sort)
            key = tuple(line.text for line in lines)
            if key not in seen:
                seen.add(key)
                yield from lines


def _refuse_encrypted(package: Package) -> None:
    manifest = "META-INF/manifest.xml"
    encrypted = "encrypted-package" in package or (
        manifest in package
        and any(local(one.tag) == "encryption-data" for one in package.xml(manifest).iter())
    )
    if encrypted:
        raise LoadError(
            FailureCode.ENCRYPTED,
            package.where,
            "the document is behind a password",
            "Open it with its password, save it without one, and give that.",
        )


def _metadata(package: Package) -> dict[str, str]:
    found: dict[str, str] = {}
    told = child(package.xml("meta.xml"), "meta") if "meta.xml" in package else None
    for one in () if told is None else told:
        key, text = _META.get(local(one.tag)), (one.text or "").strip()
        if key and text:
            found.setdefault(key, text)
    return found
