"""Packages: the parts of an HWPX document and what they say of one another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from posixpath import join, normpath
from xml.etree.ElementTree import Element

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.hancom.flow import Block, PrintedOnce, marked
from kmedtext.loading.hancom.markup import attribute, blocks_of, levels_of, name, number_of
from kmedtext.loading.hancom.reading import INCOMPLETE, Reading
from kmedtext.loading.hancom.styles import Shape, Styles
from kmedtext.loading.limits import Limits
from kmedtext.loading.packing.unpacking import Parts
from kmedtext.loading.xml.xmltree import parse_xml

_SECTION = re.compile(r"(?:^|/)section(\d{1,9})\.xml$", re.IGNORECASE)
_MASTER = re.compile(r"(?:^|/)masterpage(\d{1,9})\.xml$", re.IGNORECASE)
# What a reader may do without, and what may be damaged without the rest being lost.
_DAMAGED = frozenset({FailureCode.TRUNCATED, FailureCode.UNSUPPORTED, FailureCode.ENCODING})
_KEYS = {
    "title": "title",
    "creator": "author",
    "subject": "subject",
    "keyword": "keywords",
    "createddate": "created",
    "modifieddate": "modified",
    "lastsaveby": "last_saved_by",
}


class Package:
    """An HWPX document."""

    def __init__(self, data: bytes, limits: Limits, where: str) -> None:
        self._parts = Parts(data, limits, where)
        self._limits, self._where = limits, where
        self._by_name = {part.replace("\\", "/").lower(): part for part in self._parts.names}

    def reading(self) -> Reading:
        """Read the document; LoadError where it is encrypted, or none of its sections can be read."""
        self._refuse_encrypted()
        content = self._tree("contents/content.hpf")
        styles = _styles(self._tree("contents/header.xml"))
        once = PrintedOnce()
        blocks: list[Block] = []
        lost: LoadError | None = None
        for part in self._numbered(_MASTER):
            if (root := self._tree(part)) is not None:
                blocks.extend(once.section(marked(blocks_of(root, styles), "header")))
        read = 0
        for part in self._sections(content):
            try:
                root = self._parse(part)
            except LoadError as error:
                if error.code not in _DAMAGED:
                    raise
                lost = lost or error
                continue
            read += 1
            blocks.extend(once.section(blocks_of(root, styles)))
        if not read:
            raise lost or LoadError(
                FailureCode.UNSUPPORTED,
                self._where,
                "there is no section of text in the document",
                "Open it in 한글 and save it again as HWPX.",
            )
        metadata = {**_metadata(content), **_application(self._tree("version.xml"))}
        return Reading(blocks, metadata, self._preview(), (INCOMPLETE,) if lost else ())

    def _parse(self, part: str) -> Element:
        return parse_xml(self._parts.read(self._by_name[part]), self._limits, self._where)

    def _tree(self, part: str) -> Element | None:
        """A part that the text can be read without; None where it is missing or damaged."""
        if part not in self._by_name:
            return None
        try:
            return self._parse(part)
        except LoadError as error:
            if error.code not in _DAMAGED:
                raise
            return None

    def _refuse_encrypted(self) -> None:
        manifest = self._tree("meta-inf/manifest.xml")
        if manifest is not None and any(name(node) == "encryption-data" for node in manifest.iter()):
            raise LoadError(
                FailureCode.ENCRYPTED,
                self._where,
                "the document is encrypted with a password",
                "Open it in 한글 with its password and save it without one.",
            )

    def _numbered(self, pattern: re.Pattern[str]) -> list[str]:
        found = [(int(match[1]), part) for part in self._by_name if (match := pattern.search(part))]
        return [part for _, part in sorted(found)]

    def _sections(self, content: Element | None) -> list[str]:
        """The sections as the spine orders them; behind it those that it does not name, by number."""
        known = self._numbered(_SECTION)
        spine = [part for part in self._spine(content) if part in known]
        return list(dict.fromkeys((*spine, *known)))

    def _spine(self, content: Element | None) -> Iterable[str]:
        if content is None:
            return
        hrefs = {
            node.get("id", ""): node.get("href", "").replace("\\", "/").lower()
            for node in content.iter()
            if name(node) == "item"
        }
        for node in content.iter():
            if name(node) == "itemref":
                href = hrefs.get(node.get("idref", ""), "")
                # Some writers give the path from the root of the package, some from the folder of content.hpf.
                yield from (href, normpath(join("contents", href)))

    def _preview(self) -> str:
        if "preview/prvtext.txt" not in self._by_name:
            return ""
        raw = self._parts.read(self._by_name["preview/prvtext.txt"])
        wide = raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw[:64]
        return raw.decode("utf-16" if wide else "utf-8", "replace")


def _styles(head: Element | None) -> Styles:
    styles = Styles()
    for node in () if head is None else head.iter():
        kind = name(node)
        key = number_of(attribute(node, "id"), -1)
        if kind == "parapr":
            if (
                heading := next((child for child in node.iter() if name(child) == "heading"), None)
            ) is not None:
                level = number_of(attribute(heading, "level"))
                numbering = number_of(attribute(heading, "idRef"))
                styles.shapes[key] = Shape(attribute(heading, "type").lower(), level, numbering)
        elif kind == "numbering":
            styles.numberings[key] = levels_of(node)
        elif kind == "style":
            styles.names[key] = attribute(node, "name")
    return styles


def _metadata(content: Element | None) -> dict[str, str]:
    """What content.hpf says of the document: ``opf:title``, and ``opf:meta`` by their names."""
    found: dict[str, str] = {}
    for node in () if content is None else content.iter():
        kind = name(node)
        key = _KEYS.get(attribute(node, "name").lower() if kind == "meta" else kind)
        value = (node.text or "").strip()
        if key and value and value not in ("text", "date"):
            found.setdefault(key, value)
    return found


def _application(version: Element | None) -> dict[str, str]:
    if version is None:
        return {}
    says = f"{version.get('application', '')} {version.get('appVersion', '')}".strip()
    return {"application": says} if says else {}
