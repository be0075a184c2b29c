"""Decomposed Hangul put together for analysis, with the way back to the source's offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_JAMO = re.compile(r"[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uac00-\ud7a3][\u11a8-\u11c2]")
# lone surrogates, and separators that are white space for Python but not for Kiwi
_UNUSUAL = re.compile(r"[\u1100-\u11ff\ud800-\udfff\x1c-\x1f]")
_UNFIT = re.compile(r"[\ud800-\udfff]|([\x1c-\x1f])")


@dataclass(frozen=True, slots=True)
class Composed:
    """A text fit for analysis; ``offsets`` maps its borders to the source's (None: they are the same)."""

    text: str
    offsets: tuple[int, ...] | None = None

    def to_source(self, position: int) -> int:
        """Turn an offset into ``text`` into one into the source."""
        return position if self.offsets is None else self.offsets[position]


def compose(source: str) -> Composed:
    """Compose conjoining jamo (NFD) to syllables, blot out lone surrogates, make control separators spaces.

    Nothing else changes.

    >>> composed = compose(unicodedata.normalize("NFD", "폐암 3기"))
    >>> composed.text, composed.to_source(2)
    ('폐암 3기', 5)
    """
    if not _UNUSUAL.search(source):
        return Composed(source)
    text = _UNFIT.sub(lambda match: " " if match[1] else "\ufffd", source)
    if not _JAMO.search(text):
        return Composed(text)
    offsets: list[int] = []
    parts: list[str] = []
    position = 0
    for match in _JAMO.finditer(text):
        parts.append(text[position : match.start()])
        offsets.extend(range(position, match.start()))
        syllable = unicodedata.normalize("NFC", match[0])
        if len(syllable) == 1:
            parts.append(syllable)
            offsets.append(match.start())
        else:
            parts.append(match[0])
            offsets.extend(range(match.start(), match.end()))
        position = match.end()
    parts.append(text[position:])
    offsets.extend(range(position, len(text) + 1))
    return Composed("".join(parts), tuple(offsets))
