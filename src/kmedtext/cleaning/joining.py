"""Joining: what stands between two lines of a paragraph that was cut by its width."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any, NamedTuple

from kmedtext.cleaning.lines import Line
from kmedtext.cleaning.tables import load_toml

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_EDGES = "\"'“”‘’()[]{}<>《》「」『』〈〉.,;:!?…·"
_HANGUL_END = re.compile(r"[\uac00-\ud7a3]$")
_HANGUL_START = re.compile(r"[\uac00-\ud7a3]")
_HYPHENATED = re.compile(r"[^\W_]+[-\u00ad\u2010]$")
LONGEST_WORD = 60


class Seam(NamedTuple):
    """How two lines join: so many characters of the first go, then ``joint`` comes."""

    drop: int
    joint: str


@lru_cache(maxsize=1)
def rules() -> dict[str, Any]:
    """The tables of ``data/wrapping.toml``."""
    return load_toml("wrapping.toml")


@lru_cache(maxsize=1)
def _sets() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = rules()
    return (
        frozenset(table["korean"]["fragments"]),
        frozenset(table["korean"]["closings"]),
        frozenset(table["hyphen"]["keep"]),
    )


class Vocabulary:
    """The words of a document that do not touch a line's end, with their counts."""

    def __init__(self, lines: list[Line]) -> None:
        self.words: Counter[str] = Counter()
        self.parts: Counter[str] = Counter()
        for line in lines:
            words = _WORD.findall(line.text.lower())
            self.words.update(words)
            for word in words:
                if "-" in word:
                    self.parts[word.split("-", 1)[0] + "-"] += 1
                elif _HANGUL_START.match(word):
                    self.parts.update(word[:size] for size in range(2, min(len(word), 8)))


def seam(first: Line, second: Line, vocabulary: Vocabulary, *, by_character: bool, spaced: bool) -> Seam:
    """Decide how two lines of one paragraph join.

    ``by_character``: the lines were cut without regard to words (Korean prints); ``spaced``: the
    space at a line's end was kept, so its absence tells that a word was cut.
    """
    left, right = _last_word(first.text), _first_word(second.text)
    if _HYPHENATED.search(left) and right[:1].isalnum():
        return _hyphen(left, right, vocabulary)
    if (
        by_character
        and _HANGUL_END.search(first.text)
        and _HANGUL_START.match(second.text)
        and not first.tail
    ):
        if spaced:
            return Seam(0, "")
        return Seam(0, "" if _one_eojeol(left, right, vocabulary) else " ")
    return Seam(0, " ")


def _last_word(text: str) -> str:
    return text[-LONGEST_WORD:].split()[-1] if text else ""


def _first_word(text: str) -> str:
    return text[:LONGEST_WORD].split()[0] if text else ""


def _hyphen(left: str, right: str, vocabulary: Vocabulary) -> Seam:
    head, tail = left[:-1].lstrip(_EDGES), right.strip(_EDGES)
    keep = Seam(0, "")
    join = Seam(1, "")
    if left[-1] == "\u00ad":
        return join
    low_head, low_tail = head.lower(), tail.lower()
    words = vocabulary.words
    together, hyphened = words[low_head + low_tail], words[f"{low_head}-{low_tail}"]
    if together != hyphened:
        return join if together > hyphened else keep
    if not head.isalpha() or not tail[:1].islower() or len(head) == 1 or head[1:] != head[1:].lower():
        return keep
    last_part = low_head.rsplit("-", 1)[-1]
    if "-" in head or last_part in _sets()[2] or vocabulary.parts[low_head + "-"]:
        return keep
    if words[low_head] and words[low_tail] and len(low_tail) > 3:
        return keep
    return join


def _one_eojeol(left: str, right: str, vocabulary: Vocabulary) -> bool:
    fragments, closings, _ = _sets()
    head, tail = left.strip(_EDGES), right.strip(_EDGES)
    low_head, low_tail = head.lower(), tail.lower()
    if left != left.rstrip(_EDGES):
        return tail in fragments
    if tail in fragments:
        return True
    together = vocabulary.words[low_head + low_tail] + vocabulary.parts[low_head + low_tail]
    if together:
        return True
    stem = next(
        (
            low_tail[:size]
            for size in range(len(low_tail), 0, -1)
            if vocabulary.parts[low_head + low_tail[:size]]
        ),
        "",
    )
    if stem and len(low_head + stem) >= 3 and not vocabulary.words[low_head]:
        return True
    apart = bool(vocabulary.words[low_tail] or vocabulary.parts[low_tail])
    ended = head[-1:] in closings
    if apart and (ended or vocabulary.words[low_head]):
        return False
    return not ended
