"""Character counts: the characters of all drafts of a page, by class, all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from kmedtext.cleaning.tables import load_toml

Codes = npt.NDArray[np.uint32]
Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.int64]
Counts = npt.NDArray[np.float64]

_PREDICATES: dict[str, Callable[[str], bool]] = {
    "letter": str.isalpha,
    "word": str.isalnum,
    "space": str.isspace,
    "digit": str.isdecimal,
}
_RANGES = {
    "upper": ((0x41, 0x5A),),
    "lower": ((0x61, 0x7A),),
    "hangul": ((0xAC00, 0xD7A3),),
    "han": ((0x3040, 0x30FF), (0x4E00, 0x9FFF)),
    "wide": (
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x4DBF), (0x4E00, 0x9FFF), (0xA960, 0xA97F),
        (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6),
    ),
}  # fmt: skip


@lru_cache(maxsize=1)
def _bits() -> dict[str, np.uint32]:
    names = [*_PREDICATES, *_RANGES, *load_toml("characters.toml")["classes"], "particle", "ending"]
    return {name: np.uint32(1 << place) for place, name in enumerate(names)}


@lru_cache(maxsize=1)
def _table() -> Codes:
    """The classes of every character up to U+FFFF; what lies beyond counts as U+FFFF."""
    table = np.zeros(0x10000, dtype=np.uint32)
    bits = _bits()
    chars = [chr(code) for code in range(0x10000)]
    for name, holds in _PREDICATES.items():
        table[np.fromiter(map(holds, chars), bool, 0x10000)] |= bits[name]
    for name, ranges in _RANGES.items():
        for low, high in ranges:
            table[low : high + 1] |= bits[name]
    prose = load_toml("prose.toml")
    members = {
        **load_toml("characters.toml")["classes"],
        "particle": prose["korean"],
        "ending": "".join(prose["final"]),
    }
    for name, listed in members.items():
        table[[ord(char) for char in listed]] |= bits[name]
    table[ord("_")] |= bits["word"]
    return table


def code_points(text: str) -> Codes:
    """The characters of a text as numbers, those beyond U+FFFF as U+FFFF."""
    return np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32), 0xFFFF)


def classes_of(text: str) -> Codes:
    """The classes of each character of a text, one bit a class."""
    return _table()[code_points(text)]


def in_class(classes: Codes, name: str) -> Flags:
    """Which characters are of a class.

    >>> in_class(classes_of("a1가"), "digit").tolist()
    [False, True, False]
    """
    found: Flags = (classes & _bits()[name]) != 0
    return found


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of several texts on end, each with a line feed behind it."""

    codes: Codes
    classes: Codes
    starts: Indices
    sizes: Indices

    def has(self, name: str) -> Flags:
        """Which characters are of a class."""
        return in_class(self.classes, name)

    def sums(self, flags: Flags) -> Counts:
        """How many characters of each text are flagged."""
        if not len(self.starts):
            return np.zeros(0)
        return np.add.reduceat(flags, self.starts, dtype=np.int64).astype(np.float64)

    def count(self, name: str) -> Counts:
        """How many characters of each text are of a class."""
        return self.sums(self.has(name))

    def at(self, offset: int) -> Codes:
        """The classes of each text's character at an offset; behind its end those of the line feed."""
        return self.classes[self.starts + np.minimum(offset, self.sizes)]

    def ahead(self, flags: Flags, by: int) -> Flags:
        """For each character, whether the one so many further on is flagged."""
        moved = np.zeros_like(flags)
        moved[: len(flags) - by] = flags[by:] if by < len(flags) else flags[:0]
        return moved


def characters(texts: Sequence[str]) -> Characters:
    """The characters of texts, none of which is empty.

    >>> characters(["a1", "가나 2"]).count("digit").tolist()
    [1.0, 1.0]
    """
    codes = code_points("\n".join(texts) + "\n")
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    starts = np.concatenate([[0], np.cumsum(sizes + 1)[:-1]]).astype(np.int64)
    return Characters(codes, _table()[codes], starts, sizes)
