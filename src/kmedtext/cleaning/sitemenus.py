"""Site menus: the lines above a title, read as a site's menu."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kmedtext.cleaning.sectionnames import EDGES, is_known_section, key, squeezed, words

_ITEM = re.compile(r"[^\S\n]*[|ㅣ∣｜\t:：/][^\S\n]*|[^\S\n]+")
_LONGEST_MENU = 240
_CLOSE = 5
_OPENING = frozenset(" \t:：(")


class Menu:
    """The lines above a title, read as the site's menu: what stands among them by itself."""

    def __init__(self, lines: Sequence[str], house: str | None) -> None:
        self._lines = lines
        self._house = squeezed(house or "")
        self._items: dict[str, list[int]] = {}
        for number, line in enumerate(lines):
            for part in {line, *_ITEM.split(line)} if len(line) <= _LONGEST_MENU else ():
                self._items.setdefault(key(part.strip(EDGES)), []).append(number)

    def holds(self, text: str, but: int = -1) -> bool:
        """Whether the text is an item of another line."""
        if len(key(text)) < 2 or squeezed(text) == self._house or key(text) in words()["home"]:
            return False
        return any(number != but for number in self._items.get(key(text), ()))

    def is_item(self, number: int) -> bool:
        """Whether the line looks like an item of a menu: a section, or a line that stands here twice."""
        if not 0 <= number < len(self._lines):
            return False
        text = self._lines[number].strip(EDGES)
        if not re.search(r"[^\W\d_]{2}", text):
            return False
        return is_known_section(text) or len(self._items.get(key(text), ())) > 1

    def goes_on(self, number: int) -> bool:
        """Whether a line is one of a menu: an item stands beside it, or several closely above."""
        beside = self.is_item(number - 1) or self.is_item(number + 1)
        return beside or sum(self.is_item(at) for at in range(number - _CLOSE, number)) > 1

    def repeats(self, number: int) -> bool:
        """Whether a line names an item again that stood further above, and the line before it does not."""
        text = self._lines[number].strip(EDGES)
        own = self._items.get(key(text), [])
        first = own[0] if own and own[0] < number else self._opens(text, number)
        if first is None or not self.holds(text, -2):
            return False
        before = self._items.get(key(self._lines[number - 1].strip(EDGES)), [number - 1])
        return before[0] >= number - 1 or first == number - 1

    def _opens(self, text: str, number: int) -> int | None:
        """An earlier line that begins with the text, or with a number and the text: 01 현장 소식: …"""
        if " " not in text:
            return None
        for at in range(number):
            line = self._lines[at].lstrip("0123456789. ")
            if line.startswith(text) and line[len(text) : len(text) + 1] in _OPENING:
                return at
        return None
