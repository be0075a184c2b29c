"""Cues: which classes of page chrome a line's wording speaks for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from kmedtext.cleaning.cuewords import tree
from kmedtext.cleaning.tables import load_toml

REACH = 240
"""Cues are looked for in so many characters at either end of a line, so the time stays linear."""

_WIDEST = 70
"""Columns; a wider line is no cue as a whole."""


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
def _tables() -> tuple[dict[str, int], re.Pattern[str], dict[str, int], re.Pattern[str], dict[str, int]]:
    table = load_toml("cues.toml")
    whole: dict[str, int] = {}
    starts: dict[str, int] = {}
    inside: dict[str, int] = {}
    for cue in classes():
        entry = table[cue.name]
        bit = 1 << cue.index
        for phrase in entry["lines"]:
            for form in (phrase.casefold(), normal(phrase)):
                whole[form] = whole.get(form, 0) | bit
        for phrase in entry["starts"]:
            starts[phrase.casefold()] = starts.get(phrase.casefold(), 0) | bit
        for phrase in entry["has"]:
            inside[phrase.casefold()] = inside.get(phrase.casefold(), 0) | bit
    return whole, _alternation(starts, label=_labels(starts)), starts, _alternation(inside), inside


def _labels(starts: dict[str, int]) -> frozenset[str]:
    """Korean field labels: they are labels only where the word ends."""
    bound = bits()["masthead"] | bits()["contact"]
    return frozenset(phrase for phrase, found in starts.items() if found & bound)


def _alternation(phrases: dict[str, int], label: frozenset[str] = frozenset()) -> re.Pattern[str]:
    """One pattern for all phrases, each up to the end of its last word."""
    return re.compile(tree(phrases, lambda phrase: _boundary(phrase, phrase in label)))


def _boundary(phrase: str, label: bool) -> str:
    if phrase[-1].isascii() and phrase[-1].isalpha():
        return "(?![a-z])"
    return "(?![\uac00-\ud7a3])" if label and "\uac00" <= phrase[-1] <= "\ud7a3" else ""


def normal(text: str) -> str:
    """A line reduced to its words: casefolded, without bullets, counts and outer punctuation.

    >>> normal("• 댓글 14"), normal("[ Sign In ]")
    ('댓글', 'sign in')
    """
    return _trimmed(" ".join(text[: 2 * REACH].casefold().split()))


def _trimmed(folded: str) -> str:
    if folded and folded[0].isalpha() and folded[-1].isalpha():
        return folded
    begin, end = 0, len(folded)
    while begin < end and not folded[begin].isalpha():
        begin += 1
    while end > begin and not folded[end - 1].isalpha():
        end -= 1
    return folded[begin:end] or folded


@dataclass(frozen=True, slots=True)
class _Telling:
    """What must stand in a text for a search of it to pay: few do, and this is found far faster than the phrases.

    ``openings`` are the first characters, two at most, of the phrases that open lines. A phrase that
    begins in Latin letters stands in a text only if its longest Latin word does: ``words`` leads from
    there to its phrases. Of the others ``parts`` finds one part between spaces.
    """

    openings: frozenset[str]
    words: dict[bytes, list[str]]
    parts: re.Pattern[str]


@lru_cache(maxsize=1)
def _telling() -> _Telling:
    _, _, starts, _, inside = _tables()
    words: dict[bytes, list[str]] = {}
    parts: set[str] = set()
    for phrase in inside:
        if "a" <= phrase[0] <= "z":
            words.setdefault(max(_latin_words(phrase), key=len), []).append(phrase)
        else:  # ASCII alone (figures, a slash) is too common
            parts.add(max(phrase.split(), key=lambda part: (not part.isascii(), len(part))))
    return _Telling(frozenset(phrase[:2] for phrase in starts), words, re.compile(tree(parts)))


_SPACED = bytes(byte if ord("a") <= byte <= ord("z") else ord(" ") for byte in range(256))
"""Turns all but small Latin letters into spaces."""


def _latin_words(folded: str) -> list[bytes]:
    return folded.encode("utf-8", "surrogatepass").translate(_SPACED).split()


def _near(folded: str) -> Iterator[int]:
    """The places where a phrase inside a line stands or may stand."""
    telling = _telling()
    for word in telling.words.keys() & set(_latin_words(folded)):
        for phrase in telling.words[word]:
            at = folded.find(phrase)
            while at >= 0:
                yield at
                at = folded.find(phrase, at + len(phrase))
    for found in telling.parts.finditer(folded):
        yield found.start()


def find_cues(text: str, width: int) -> Cues:
    """Find the cue classes of a line ``width`` columns wide.

    >>> sorted(name for name, bit in bits().items() if find_cues("관련기사", 8).lines & bit)
    ['related']
    """
    return find_all_cues([text], [width], [normal(text)])[0]


def find_all_cues(texts: Sequence[str], widths: Sequence[int], keys: Sequence[str]) -> list[Cues]:
    """Find the cue classes of all lines of a page; ``keys`` are their normal forms.

    The page is searched as a whole, and only the lines where that finds something one by one.

    >>> [cues.any > 0 for cues in find_all_cues(["관련기사", "병원"], [8, 4], ["관련기사", "병원"])]
    [True, False]
    """
    folded = [_ends(text).casefold() for text in texts]
    whole = "\n".join(folded)
    starts = list(accumulate((len(line) + 1 for line in folded), initial=0))
    near = {bisect_right(starts, place) - 1 for place in _near(whole)}
    return [
        _cues_of(line, width, key, search=index in near)
        for index, (line, width, key) in enumerate(zip(folded, widths, keys, strict=True))
    ]


def _ends(text: str) -> str:
    return text if len(text) <= 2 * REACH else f"{text[:REACH]}\0{text[-REACH:]}"


_NONE = Cues(0, 0)


def _cues_of(folded: str, width: int, key: str, *, search: bool) -> Cues:
    whole, start_pattern, starts, inside_pattern, inside = _tables()
    openings = _telling().openings
    lines = parts = 0
    if width <= _WIDEST:
        lines = whole.get(key, 0)
        if not (folded[:1].isalpha() and folded[-1:].isalpha()):
            lines |= whole.get(" ".join(folded.split()), 0)
    stripped = folded.lstrip("[(<•·- ")
    for candidate in (folded, stripped) if stripped != folded else (folded,):
        if candidate[:2] in openings or candidate[:1] in openings:
            found = start_pattern.match(candidate)
            parts |= starts[found.group()] if found else 0
    for match in inside_pattern.finditer(folded) if search else ():
        begin, phrase = match.start(), match.group()
        if not (begin and "a" <= phrase[0] <= "z" and "a" <= folded[begin - 1] <= "z"):
            parts |= inside[phrase]
    if parts:
        for cue in classes():
            if width > cue.longest:
                parts &= ~(1 << cue.index)
    return Cues(lines, parts) if lines or parts else _NONE
