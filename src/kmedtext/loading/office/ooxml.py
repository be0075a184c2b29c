"""OOXML packages (DOCX, PPTX, XLSX): their parts, how these are related, what is said of the document.

Names of elements and attributes are compared without their namespaces: "transitional" and "strict"
documents (ISO/IEC 29500) have the same ones in different namespaces.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits
from kmedtext.loading.packing.unpacking import Parts
from kmedtext.loading.sample import Sample
from kmedtext.loading.xml.xmltree import local, parse_xml

_CORE = {
    "title": "title",
    "creator": "author",
    "lastModifiedBy": "last_modified_by",
    "created": "created",
    "modified": "modified",
    "subject": "subject",
    "keywords": "keywords",
    "description": "description",
    "category": "category",
    "language": "language",
}
_APPLICATION = {"Application": "application"}
# Above what any archive is by its signature.
_SURE = 0.96


def attribute(element: Element, name: str) -> str | None:
    """The value of an attribute, in whatever namespace.

    >>> attribute(Element("p", {"{urn:w}val": "1"}), "val")
    '1'
    """
    for key, value in element.attrib.items():
        if local(key) == name:
            return value
    return None


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name, in whatever namespace."""
    return (one for one in (() if element is None else element) if local(one.tag) == name)


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, then its first child of the next name, and so on."""
    for name in path:
        element = next(children(element, name), None)
    return element


def value(element: Element | None, *path: str) -> str | None:
    """The attribute ``val`` of what the path leads to."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val")


def is_on(element: Element | None) -> bool:
    """Tell whether a switch is there and not set to off.

    >>> is_on(Element("b")), is_on(Element("b", val="0")), is_on(None)
    (True, False, False)
    """
    return element is not None and attribute(element, "val") not in ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to: ``sort`` is the end of the relation's type, ``target`` the name of a part."""

    sort: str
    target: str


class Package:
    """A document's parts; names are compared as the standard says, whatever their case."""

    def __init__(self, data: bytes, limits: Limits, where: str) -> None:
        self.where = where
        self._limits = limits
        self._parts = Parts(data, limits, where)
        self._names = {_key(name): name for name in self._parts.names}
        self._relations: dict[str, dict[str, Relation]] = {}

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._names

    def read(self, name: str) -> bytes:
        """Read a part; LoadError ``truncated`` where there is none of that name."""
        if name not in self:
            raise LoadError(
                FailureCode.TRUNCATED,
                self.where,
                "a part of the document that it needs is missing",
                "Open it in the program that made it and save it again.",
            )
        return self._parts.read(self._names[_key(name)])

    def xml(self, name: str) -> Element:
        """Parse a part."""
        return parse_xml(self.read(name), self._limits, self.where)

    def relations(self, part: str) -> dict[str, Relation]:
        """The relations of a part (of the document itself where ``part`` is empty), by their ids."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        return self._relations[part]

    def _read_relations(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self:
            return {}
        return {
            attribute(one, "Id") or "": Relation(
                (attribute(one, "Type") or "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, unquote(_target(one)))).lstrip("/"),
            )
            for one in self.xml(path)
            if attribute(one, "TargetMode") != "External"
        }

    def related(self, part: str, sort: str) -> list[str]:
        """The parts that a part has a relation of that sort to, in order; those that are missing left out."""
        found = (one.target for one in self.relations(part).values() if one.sort == sort)
        return [name for name in found if name in self]

    def main(self, usual: str) -> str:
        """The name of the part that holds the document itself; LoadError where there is none."""
        return next(iter(self.related("", "officeDocument")), usual)

    def metadata(self) -> dict[str, str]:
        """What the document says about itself."""
        found: dict[str, str] = {}
        for sort, usual, names in (
            ("core-properties", "docProps/core.xml", _CORE),
            ("extended-properties", "docProps/app.xml", _APPLICATION),
        ):
            name = next(iter(self.related("", sort)), usual)
            for one in self.xml(name) if name in self else ():
                key, text = names.get(local(one.tag)), (one.text or "").strip()
                if key and text:
                    found.setdefault(key, text)
        return found


def likeness(sample: Sample, folder: str, parts: tuple[str, ...], endings: tuple[str, ...]) -> float:
    """How sure it is that a ZIP archive is a document: by its main part, or by a folder of parts.

    Only where the archive has no readable directory must the name do.

    >>> likeness(Sample(b"PK", "a.zip", frozenset({"word/document.xml"})), "word/", ("word/document.xml",), ())
    0.96
    """
    keys = {_key(entry) for entry in sample.entries}
    if keys.intersection(parts) or (
        "[content_types].xml" in keys and any(key.startswith(folder) for key in keys)
    ):
        return _SURE
    damaged = not keys and sample.head.startswith(b"PK\x03\x04") and sample.named(*endings)
    return _SURE if damaged else 0.0


def _target(relation: Element) -> str:
    return (attribute(relation, "Target") or "").replace("\\", "/")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
