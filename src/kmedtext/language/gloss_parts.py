"""What stands in a bracket: the parts that can be names, without what is an age, a place, a dose, a citation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from kmedtext.language.abbreviations import is_short_form
from kmedtext.language.brackets import Bracket, split_parts
from kmedtext.language.equivalence import is_joined_name
from kmedtext.language.gloss_heads import listed, rules

HANGUL: Final = re.compile("[가-힣]")
_LATIN_PHRASE: Final = re.compile(r"[A-Za-zÀ-ɏα-ωΑ-Ω0-9 .,&'’/+_-]+")
_HANGUL_PHRASE: Final = re.compile(r"[가-힣A-Za-z0-9 .·&-]+")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}[a-z]?(?:년)?")
_MOST_WORDS: Final = 10


@dataclass(frozen=True, slots=True)
class GlossForm:
    """One of the names that a gloss equates; ``text`` is the slice ``start:end`` of what was read."""

    text: str
    start: int
    end: int
    lang: Literal["ko", "en"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what stands in a bracket; ``led``: a word before it says that it is another name."""

    text: str
    start: int
    led: bool

    @property
    def hangul(self) -> bool:
        """Whether it is Korean."""
        return bool(HANGUL.search(self.text))

    @property
    def short(self) -> bool:
        """Whether it has the shape of an abbreviation."""
        return not self.hangul and is_short_form(self.text) and not is_joined_name(self.text)

    def form(self) -> GlossForm:
        """It as one of a gloss's names."""
        return GlossForm(self.text, self.start, self.start + len(self.text), "ko" if self.hangul else "en")


def parts_in(text: str, bracket: Bracket) -> Iterator[Part]:
    """The parts of a bracket that can be names; none in a citation: (Han, 2021), (Han 등, 2021)."""
    pieces = split_parts(text, bracket.start + 1, bracket.end - 1)
    if len(pieces) > 1 and _YEAR.fullmatch(text, *pieces[-1]):
        return
    for start, end in pieces:
        piece, led = text[start:end], False
        for word in rules()["lead"]:
            rest = piece.removeprefix(word)
            if rest != piece and rest[:1] in (" ", "‘", "'", "“", '"'):
                bare = rest.strip(" ‘’'“”\"")
                start, piece, led = start + piece.index(bare, len(word)), bare, True
                break
        if len(piece) < 2 or _is_refused(piece) or piece in listed("units"):
            continue
        shape = _HANGUL_PHRASE if HANGUL.search(piece) else _LATIN_PHRASE
        letters = sum(char.isalpha() for char in piece)
        if shape.fullmatch(piece) and letters >= 2 and len(piece.split()) <= _MOST_WORDS:
            yield Part(piece, start, led)


def _is_refused(piece: str) -> bool:
    table = rules()
    if piece in listed("refused") or piece.startswith(tuple(table["refused_starts"])):
        return True
    return bool(HANGUL.search(piece)) and _ends_refused(piece)


def _ends_refused(piece: str) -> bool:
    """Whether Korean ends like an age, a place, a rank: behind a digit or a space, or in a longer ending."""
    for end in rules()["refused_ends"]:
        if piece.endswith(end):
            before = piece[: -len(end)][-1:]
            if len(end) > 1 or not before or before.isdigit() or before.isspace():
                return True
    return False
