"""Dialects of XML: which elements of a publisher's format are paragraphs, and where it tells its facts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from xml.etree.ElementTree import Element


@dataclass(frozen=True, slots=True)
class Dialect:
    """A format: the roles of its elements and the paths of its facts; ``data/xml.toml`` explains both.

    ``type`` is what schema.org calls its documents, empty where a document may be anything.
    """

    name: str
    media_type: str
    roles: Mapping[str, frozenset[str]]
    facts: Mapping[str, tuple[str, ...]]
    type: str = ""

    @property
    def known(self) -> bool:
        """Whether it is the format of publishers, and not any XML."""
        return bool(self.type)


@cache
def xml_table() -> dict[str, Any]:
    """Read the table of dialects once."""
    return tomllib.loads(files("kmedtext.loading").joinpath("data/xml.toml").read_text("utf-8"))


@cache
def _dialects() -> tuple[tuple[Dialect, frozenset[str], frozenset[str]], ...]:
    table = xml_table()
    return tuple(
        (
            Dialect(
                row["name"],
                row["media_type"],
                _roles([table["roles"][name] for name in row["roles"]]),
                {name: tuple(paths) for name, paths in row["facts"].items()},
                row["type"],
            ),
            frozenset(row["roots"]),
            frozenset(row.get("among", ())),
        )
        for row in table["dialect"]
    )


def _roles(layers: list[dict[str, list[str]]]) -> dict[str, frozenset[str]]:
    """Roles by element, where a later layer says all that an element is."""
    found: dict[str, frozenset[str]] = {}
    for layer in layers:
        own: dict[str, set[str]] = {}
        for role, names in layer.items():
            for name in names:
                own.setdefault(name, set()).add(role)
        found.update({name: frozenset(roles) for name, roles in own.items()})
    return found


def dialect_of(root: Element) -> Dialect:
    """Tell the format of a document by its root, names in lower case; ``generic`` where no table knows it.

    >>> from xml.etree.ElementTree import fromstring
    >>> dialect_of(fromstring("<nitf/>")).name, dialect_of(fromstring("<article><p/></article>")).name
    ('nitf', 'generic')
    """
    below = {child.tag for child in root}
    for dialect, roots, among in _dialects():
        if root.tag in roots and (not among or among & below):
            return dialect
    return _dialects()[-1][0]


def no_text(root: Element) -> str | None:
    """What a document is that holds no text to read, if it is one."""
    return next((what for what, roots in xml_table()["no_text"].items() if root.tag in roots), None)
