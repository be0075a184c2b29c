"""Cues: which classes of page chrome a line's wording speaks for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kmedtext.cleaning.charcount import Characters, characters
from kmedtext.cleaning.tables import load_toml

REACH = 240
"""Cues are looked for in so many characters at either end of a line."""
_WIDEST_LINE = 70
"""Columns of a line that may be a cue as a whole."""
_LEAD = "[(<•·- "
_KEY = 3
"""Phrases are found by so many first characters."""


@dataclass(frozen=True, slots=True)
class CueClass:
    """One class of cues; ``index`` is its place in the feature vector."""

    name: str
    index: int
    longest: int
    opens: bool


class Cues(NamedTuple):
    """What a line's wording says: one bit a class in ``lines`` (the whole line) and ``parts``."""

    lines: int
    parts: int

    @property
    def any(self) -> int:
        """Bits of either."""
        return self.lines | self.parts


class _Phrases(NamedTuple):
    """The phrases of the data file, each with the bits of its classes."""

    whole: dict[str, int]
    starts: dict[str, tuple[tuple[str, ...], tuple[tuple[str, int, bool], ...]]]
    inside: dict[str, tuple[tuple[str, int], ...]]
    filter: npt.NDArray[np.bool_]


@lru_cache(maxsize=1)
def classes() -> tuple[CueClass, ...]:
    """All classes, in the order of the data file."""
    table = load_toml("cues.toml")
    return tuple(
        CueClass(name, index, entry["longest"], entry.get("opens", False))
        for index, (name, entry) in enumerate(table.items())
    )


@lru_cache(maxsize=1)
def bits() -> dict[str, int]:
    """The bit of each class by name."""
    return {cue.name: 1 << cue.index for cue in classes()}


@lru_cache(maxsize=1)
def opening() -> int:
    """The bits of the classes whose lines open a part of chrome."""
    return sum(1 << cue.index for cue in classes() if cue.opens)


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    table = load_toml("cues.toml")
    whole: dict[str, int] = {}
    starts: dict[str, int] = {}
    inside: dict[str, int] = {}
    for cue in classes():
        entry = table[cue.name]
        bit = 1 << cue.index
        for phrase in entry["lines"]:
            for form in (lowered(phrase), normal(phrase)):
                whole[form] = whole.get(form, 0) | bit
        for kind, found in (("starts", starts), ("has", inside)):
            for phrase in map(lowered, entry[kind]):
                found[phrase] = found.get(phrase, 0) | bit
    labels = bits()["masthead"] | bits()["contact"]
    by_first: dict[str, list[tuple[str, int, bool]]] = {}
    for phrase, found_bits in starts.items():
        by_first.setdefault(phrase[0], []).append((phrase, found_bits, bool(found_bits & labels)))
    by_key: dict[str, list[tuple[str, int]]] = {}
    for phrase, found_bits in inside.items():
        by_key.setdefault(phrase[:_KEY], []).append((phrase, found_bits))
    seen = np.zeros(0x10000, dtype=np.bool_)
    seen[_keys(characters(list(by_key)))[:: _KEY + 1]] = True
    return _Phrases(
        whole,
        {key: (tuple(phrase for phrase, _, _ in value), tuple(value)) for key, value in by_first.items()},
        {key: tuple(value) for key, value in by_key.items()},
        seen,
    )


def _keys(chars: Characters) -> npt.NDArray[np.int64]:
    """A number for the three characters from each on."""
    codes = np.concatenate([chars.codes, np.zeros(2, dtype=np.uint32)]).astype(np.int64)
    return (codes[:-2] * 961 + codes[1:-1] * 31 + codes[2:]) & 0xFFFF


def lowered(text: str) -> str:
    """A text in lower case, character by character, so that offsets stay true."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(map(_lower, text))


def _lower(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else char


def normal(text: str) -> str:
    """A line reduced to its words: in lower case, without bullets, counts and outer punctuation.

    >>> normal("• 댓글 14"), normal("[ Sign In ]")
    ('댓글', 'sign in')
    """
    folded = " ".join(text[: 2 * REACH].lower().split())
    if folded and folded[0].isalpha() and folded[-1].isalpha():
        return folded
    begin, end = 0, len(folded)
    while begin < end and not folded[begin].isalpha():
        begin += 1
    while end > begin and not folded[end - 1].isalpha():
        end -= 1
    return folded[begin:end] or folded


@lru_cache(maxsize=1)
def _longest() -> tuple[list[int], list[int]]:
    """(widths in order, the bits of the classes whose phrases may stand in a line that is wider than so many of them)."""
    widths = sorted({cue.longest for cue in classes()})
    masks = [sum(1 << cue.index for cue in classes() if cue.longest > width) for width in [-1, *widths]]
    return widths, masks


def _allowed(width: int) -> int:
    """The classes whose phrases may stand in a line of this width."""
    widths, masks = _longest()
    return masks[bisect_right(widths, width - 1)]


def find_cues(text: str, width: int) -> Cues:
    """Find the cue classes of a line ``width`` columns wide.

    >>> sorted(name for name, bit in bits().items() if find_cues("관련기사", 8).lines & bit)
    ['related']
    """
    return find_all_cues([text], [normal(text)], [width])[0] if text else Cues(0, 0)


def is_cue(text: str) -> bool:
    """Whether a text as a whole is a cue; one alone is told so far faster than with all that stands in it.

    >>> is_cue("• 댓글 14"), is_cue("한별일보")
    (True, False)
    """
    whole = _phrases().whole
    return len(text) <= _WIDEST_LINE and (normal(text) in whole or " ".join(lowered(text).split()) in whole)


def find_all_cues(texts: Sequence[str], keys: Sequence[str], widths: Iterable[float]) -> list[Cues]:
    """Find the cue classes of all lines of a page; ``keys`` are their normal forms.

    The page is looked through once: a phrase is tried only where its first characters stand.
    """
    phrases = _phrases()
    low = [lowered(text) for text in texts]
    parts = [_starting(text, phrases) for text in low]
    _inside(low, parts, phrases)
    whole = phrases.whole
    found = []
    for text, key, width, part in zip(low, keys, widths, parts, strict=True):
        lines = 0
        if width <= _WIDEST_LINE:
            lines = whole.get(key, 0)
            if text != key:
                lines |= whole.get(" ".join(text.split()), 0)
        found.append(Cues(lines, part & _allowed(int(width)) if part else 0))
    return found


def _starting(text: str, phrases: _Phrases) -> int:
    found = 0
    bare = text.lstrip(_LEAD) if text[0] in _LEAD else text
    for candidate in (text, bare) if bare is not text else (text,):
        group = phrases.starts.get(candidate[:1])
        if group is None or not candidate.startswith(group[0]):
            continue
        for phrase, bit, label in group[1]:
            if candidate.startswith(phrase) and _ends(phrase, candidate, len(phrase), label):
                found |= bit
    return found


def _ends(phrase: str, text: str, end: int, label: bool) -> bool:
    """Whether a phrase ends where a word does: Latin ones must, and Korean field labels."""
    last, behind = phrase[-1], text[end : end + 1]
    if "a" <= last <= "z":
        return not "a" <= behind <= "z"
    return not (label and "\uac00" <= last <= "\ud7a3" and "\uac00" <= behind <= "\ud7a3")


def _inside(texts: Sequence[str], parts: list[int], phrases: _Phrases) -> None:
    """Add the bits of the phrases that stand anywhere in the reach of each line."""
    chars = characters(texts)
    places = np.flatnonzero(phrases.filter[_keys(chars)])
    owners = np.searchsorted(chars.starts, places, side="right") - 1
    offsets = places - chars.starts[owners]
    near = (offsets < REACH) | (chars.sizes[owners] - offsets <= REACH)
    for owner, offset in zip(owners[near].tolist(), offsets[near].tolist(), strict=True):
        text = texts[owner]
        for phrase, bit in phrases.inside.get(text[offset : offset + _KEY], ()):
            if text.startswith(phrase, offset) and _ends(phrase, text, offset + len(phrase), label=False):
                inner = "a" <= phrase[0] <= "z" and offset and "a" <= text[offset - 1] <= "z"
                if not inner:
                    parts[owner] |= bit
