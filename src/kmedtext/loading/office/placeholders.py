"""Placeholders of slides: what a shape is for, and whether its paragraphs are items of a list."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element

from kmedtext.loading.office.ooxml import Package, attribute, child, children
from kmedtext.loading.xml.xmltree import local

_BULLETS = frozenset({"buChar", "buAutoNum", "buBlip"})
_LISTING = frozenset({"body", "obj", "tbl", "clipArt", "dgm", "media", "pic", ""})


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What a shape is for: its ``sort`` (``title``, ``body``, ``ftr`` …; empty for any content) and number."""

    sort: str
    number: str


def placeholder(shape: Element) -> Placeholder | None:
    """What a shape is for; None where it is no placeholder."""
    for one in shape:
        if local(one.tag).startswith("nv"):
            found = child(one, "nvPr", "ph")
            if found is not None:
                return Placeholder(attribute(found, "type") or "", attribute(found, "idx") or "0")
    return None


class Bullets:
    """Which paragraphs have bullets or numbers: by themselves, their shape, its layout or the master."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._roots: dict[str, Element | None] = {}
        self._known: dict[tuple[str, Placeholder, str], bool] = {}

    def of(self, part: str, place: Placeholder | None, shape: Element, properties: Element | None) -> bool:
        """Tell whether a paragraph with these properties, in a shape of a part, is an item of a list."""
        own = _says(properties)
        if own is not None:
            return own
        level = f"lvl{int(_level(properties)) + 1}pPr"
        own = _says(child(shape, "txBody", "lstStyle", level))
        if own is not None or place is None:
            return bool(own)
        key = (part, place, level)
        if key not in self._known:
            self._known[key] = self._inherited(part, place, level)
        return self._known[key]

    def _inherited(self, part: str, place: Placeholder, level: str) -> bool:
        for sort in ("slideLayout", "slideMaster"):
            part = next(iter(self._package.related(part, sort)), "")
            root = self._root(part)
            if root is None:
                return False
            for shape in children(child(root, "cSld", "spTree"), "sp"):
                other = placeholder(shape)
                if other is not None and _same(place, other, master=sort == "slideMaster"):
                    found = _says(child(shape, "txBody", "lstStyle", level))
                    if found is not None:
                        return found
        return place.sort in _LISTING and bool(_says(child(root, "txStyles", "bodyStyle", level)))

    def _root(self, part: str) -> Element | None:
        if part not in self._roots:
            self._roots[part] = self._package.xml(part) if part else None
        return self._roots[part]


def _same(one: Placeholder, other: Placeholder, *, master: bool) -> bool:
    if master:
        return one.sort == other.sort or (one.sort in _LISTING and other.sort == "body")
    return one.number == other.number


def _says(properties: Element | None) -> bool | None:
    for one in () if properties is None else properties:
        name = local(one.tag)
        if name == "buNone":
            return False
        if name in _BULLETS:
            return True
    return None


def _level(properties: Element | None) -> str:
    level = None if properties is None else attribute(properties, "lvl")
    return level if level is not None and level in "012345678" and level else "0"
