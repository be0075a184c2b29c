"""Telltales: a cheap look for what a text must hold before a costly search of it for phrases pays.

Most lines of a page hold nothing of what the patterns of the other modules look for. Words in
Latin letters are looked up in a set, which is many times faster than to try phrases at every letter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from kmedtext.cleaning.cuewords import tree

_SPACED = bytes(byte if ord("a") <= byte <= ord("z") else ord(" ") for byte in range(256))
"""Turns all but small Latin letters into spaces."""


def latin_words(folded: str) -> list[bytes]:
    """The runs of small Latin letters of a text.

    >>> latin_words("the 2nd ward's")
    [b'the', b'nd', b'ward', b's']
    """
    return folded.encode("utf-8", "surrogatepass").translate(_SPACED).split()


class Haystack:
    """The lines of a page as one text in small letters, so that one search serves them all."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        small = [line.lower() for line in lines]
        self.folded = "\n".join(small)
        self.words = frozenset(latin_words(self.folded))
        self._starts = list(accumulate((len(line) + 1 for line in small), initial=0))

    def matching(self, pattern: re.Pattern[str], first: int = 0) -> set[int]:
        """The numbers of the lines from ``first`` on where a pattern is found; it must not reach beyond a line."""
        return {self.line_at(found.start()) for found in pattern.finditer(self.folded, self._starts[first])}

    def line_at(self, place: int) -> int:
        """The number of the line that a place of ``folded`` is on."""
        return bisect_right(self._starts, place) - 1


class Telltales:
    """What stands in a text if one of some phrases does, capitals aside.

    ``phrases`` has groups of them by name. They count only where no Latin letter stands before
    them and, if ``bounded``, none behind; those of the groups ``anywhere`` inside words as well.
    A space in them may be a wide one, or missing in Hangul.

    >>> telltales = Telltales({"given": ["Photo by", "사진 제공", "iStock"]})
    >>> telltales.on("photos by the ward"), telltales.on("a photo"), telltales.on("병원 사진")
    (False, True, True)
    >>> telltales.lines(Haystack(["A photo", "병동", "사진"]))
    {'given': {0, 2}}
    """

    def __init__(
        self, phrases: Mapping[str, Iterable[str]], *, bounded: bool = False, anywhere: Container[str] = ()
    ) -> None:
        self._groups = tuple(phrases)
        self._words: dict[bytes, set[str]] = {}
        parts: dict[str, set[str]] = {}
        for name, group in phrases.items():
            for phrase in map(str.lower, group):
                words = latin_words(phrase) if name not in anywhere else []
                if not bounded and "a" <= phrase[-1] <= "z":
                    words = words[:-1]
                if words and "a" <= phrase[0] <= "z":
                    self._words.setdefault(max(words, key=len), set()).add(name)
                else:  # parts in ASCII alone (figures, a slash) are too common
                    rarest = max(phrase.split(), key=lambda part: (not part.isascii(), len(part)))
                    parts.setdefault(rarest, set()).add(name)
        shortest = {part for part in parts if not any(other in part for other in parts.keys() - {part})}
        self._names = {
            part: {name for whole, names in parts.items() if part in whole for name in names}
            for part in shortest
        }
        self._inside = sorted(part for part in shortest if "a" <= part[0] <= "z")
        others = shortest.difference(self._inside)
        self._others = re.compile(tree(others)) if others else None

    def on(self, folded: str) -> bool:
        """Whether one of the phrases may stand in a text in small letters."""
        if self._words and not self._words.keys().isdisjoint(latin_words(folded)):
            return True
        if self._others is not None and self._others.search(folded):
            return True
        return any(map(folded.__contains__, self._inside))

    def lines(self, page: Haystack) -> dict[str, set[int]]:
        """The numbers of the lines that may hold a phrase, by the name of its group."""
        found: dict[str, set[int]] = {name: set() for name in self._groups}
        for names, place in self._places(page):
            line = page.line_at(place)
            for name in names:
                found[name].add(line)
        return found

    def _places(self, page: Haystack) -> Iterator[tuple[set[str], int]]:
        for word in self._words.keys() & page.words:
            yield from ((self._words[word], place) for place in _occurrences(page.folded, word.decode()))
        for part in self._inside:
            yield from ((self._names[part], place) for place in _occurrences(page.folded, part))
        found = self._others.search(page.folded) if self._others is not None else None
        while found is not None and self._others is not None:
            yield self._names[found.group()], found.start()
            found = self._others.search(page.folded, found.start() + 1)


def _occurrences(text: str, part: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + len(part))
