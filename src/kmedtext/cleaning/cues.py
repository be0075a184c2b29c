"""Cues: which classes of page chrome a line's wording speaks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kmedtext.cleaning.tables import load_toml

REACH = 240
"""Cues are looked for in so many characters at either end of a line, so the time stays linear."""


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
    """One pattern for all phrases, as a tree of their common beginnings; longest phrase first.

    Literals only: matching cannot backtrack beyond the length of a phrase.
    """
    return re.compile(_tree([(phrase, phrase) for phrase in sorted(phrases)], label))


def _tree(phrases: list[tuple[str, str]], label: frozenset[str]) -> str:
    branches: dict[str, list[tuple[str, str]]] = {}
    ended = ""
    for rest, phrase in phrases:
        if rest:
            branches.setdefault(rest[0], []).append((rest[1:], phrase))
        else:
            ended = phrase
    parts = [re.escape(char) + _tree(rests, label) for char, rests in branches.items()]
    if ended:
        parts.append(_boundary(ended, ended in label))
    return parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"


def _boundary(phrase: str, label: bool) -> str:
    if phrase[-1].isascii() and phrase[-1].isalpha():
        return "(?![a-z])"
    return "(?![\uac00-\ud7a3])" if label and "\uac00" <= phrase[-1] <= "\ud7a3" else ""


def normal(text: str) -> str:
    """A line reduced to its words: casefolded, without bullets, counts and outer punctuation.

    >>> normal("• 댓글 14"), normal("[ Sign In ]")
    ('댓글', 'sign in')
    """
    folded = " ".join(text[: 2 * REACH].casefold().split())
    if folded and folded[0].isalpha() and folded[-1].isalpha():
        return folded
    begin, end = 0, len(folded)
    while begin < end and not folded[begin].isalpha():
        begin += 1
    while end > begin and not folded[end - 1].isalpha():
        end -= 1
    return folded[begin:end] or folded


def find_cues(text: str, width: int, key: str | None = None) -> Cues:
    """Find the cue classes of a line ``width`` columns wide; ``key`` is its normal form, where it is known.

    >>> sorted(name for name, bit in bits().items() if find_cues("관련기사", 8).lines & bit)
    ['related']
    """
    whole, start_pattern, starts, inside_pattern, inside = _tables()
    lines = 0
    if width <= 70:
        lines = whole.get(normal(text) if key is None else key, 0) | whole.get(
            " ".join(text.casefold().split()), 0
        )
    short = text if len(text) <= 2 * REACH else text[:REACH] + "\n" + text[-REACH:]
    folded = short.casefold()
    parts = 0
    stripped = folded.lstrip("[(<•·- ")
    for candidate in (folded, stripped) if stripped != folded else (folded,):
        found = start_pattern.match(candidate)
        if found:
            parts |= starts[found.group()]
    for match in inside_pattern.finditer(folded):
        begin, phrase = match.start(), match.group()
        if not (begin and "a" <= phrase[0] <= "z" and "a" <= folded[begin - 1] <= "z"):
            parts |= inside[phrase]
    if parts:
        for cue in classes():
            if width > cue.longest:
                parts &= ~(1 << cue.index)
    return Cues(lines, parts)
