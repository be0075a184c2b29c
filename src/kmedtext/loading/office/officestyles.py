"""Paragraph styles of Word documents: which make headings, captions, items of lists, hidden text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from xml.etree.ElementTree import Element

from kmedtext.loading.office.ooxml import attribute, child, children, is_on, value

_CHAIN = 20
_BODY_LEVEL = 9


@cache
def _names() -> tuple[dict[str, str], dict[str, str]]:
    raw = tomllib.loads(files("kmedtext.loading").joinpath("data/officestyles.toml").read_text("utf-8"))
    return raw["names"], raw["beginnings"]


def tag_of_name(name: str) -> str | None:
    """What a built-in style's name says.

    >>> tag_of_name("heading 2"), tag_of_name("제목 1"), tag_of_name("List Bullet 3"), tag_of_name("Normal")
    ('h2', 'h1', 'li', None)
    """
    name = " ".join(name.lower().split())
    whole, beginnings = _names()
    if name in whole:
        return whole[name]
    stem, _, number = name.rpartition(" ")
    if not number.isdecimal():
        stem, number = name, ""
    tag = beginnings.get(stem)
    if tag == "h":
        return heading(int(number) - 1) if number and int(number) <= _BODY_LEVEL else None
    return tag


def heading(level: int) -> str:
    """The tag of an outline level, from 0.

    >>> heading(0), heading(8)
    ('h1', 'h6')
    """
    return f"h{min(level + 1, 6)}"


class Styles:
    """The styles of a document, by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {attribute(one, "styleId") or "": one for one in children(root, "style")}
        self._default = next(
            (
                key
                for key, one in self._styles.items()
                if attribute(one, "type") == "paragraph" and attribute(one, "default") in ("1", "true", "on")
            ),
            "",
        )
        self._tags: dict[str, str] = {}
        self._hidden: dict[str, bool] = {}

    def tag(self, paragraph: Element) -> str:
        """The tag of a paragraph, by its own properties and then by its style's."""
        own = child(paragraph, "pPr")
        level = _number(value(own, "outlineLvl"))
        if level is not None and level < _BODY_LEVEL:
            return heading(level)
        tag = self._of_style(value(own, "pStyle") or self._default)
        numbered = value(own, "numPr", "numId")
        if tag in ("p", "li") and numbered is not None:
            return "p" if numbered == "0" else "li"
        return "p" if level is not None and tag.startswith("h") else tag

    def hides(self, properties: Element | None, style: str, *, otherwise: bool) -> bool:
        """Tell whether the properties of a run (or of a paragraph), or their style, hide the text."""
        vanish = child(properties, "vanish")
        if vanish is not None:
            return is_on(vanish)
        name = value(properties, style)
        if name is None:
            return otherwise
        if name not in self._hidden:
            marks = (child(one, "rPr", "vanish") for one in self._chain(name))
            self._hidden[name] = is_on(next((mark for mark in marks if mark is not None), None))
        return self._hidden[name] or otherwise

    def _of_style(self, key: str) -> str:
        if key not in self._tags:
            self._tags[key] = self._read(key)
        return self._tags[key]

    def _read(self, key: str) -> str:
        listed: bool | None = None
        for style in self._chain(key):
            level = _number(value(style, "pPr", "outlineLvl"))
            if level is not None:
                return heading(level) if level < _BODY_LEVEL else "p"
            tag = tag_of_name(value(style, "name") or "")
            if tag is not None:
                return tag
            number = value(style, "pPr", "numPr", "numId")
            if listed is None and number is not None:
                listed = number != "0"
        return "li" if listed else "p"

    def _chain(self, key: str) -> Iterator[Element]:
        """The style and those it is based on."""
        for _ in range(_CHAIN):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            key = value(style, "basedOn") or ""


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) < _CHAIN else None
