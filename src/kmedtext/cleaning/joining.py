"""Joining: what stands between two lines of a paragraph that was cut by its width."""

from __future__ import annotations

import itertools
import math
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
_CLOSERS = ")]}.,;:!?%’”」』〉》…"
_OPENERS = "([{‘“「『〈《"
_BEFORE_CLOSER = re.compile(r"([\uac00-\ud7a3]{1,4})[”’\"')\]」』]")
_HYPHENATED = re.compile(r"[^\W_]+[-\u00ad\u2010]$")
_APART = re.compile(r"(?=([\uac00-\ud7a3]) ([\uac00-\ud7a3]))")
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
        for index, line in enumerate(lines):
            words = _WORD.findall(line.text.lower())
            if index + 1 < len(lines) and not lines[index + 1].blanks and line.text[-1] not in ".!?":
                words = words[:-1]
            if index and not line.blanks and lines[index - 1].text[-1] not in ".!?":
                words = words[1:]
            self.words.update(words)
            for word in words:
                if "-" in word:
                    self.parts[word.split("-", 1)[0] + "-"] += 1
                elif _HANGUL_START.match(word):
                    self.parts.update(word[:size] for size in range(2, min(len(word), 8)))
        self.pairs: Counter[tuple[str, str]] = Counter()
        for line in lines:
            self.pairs.update(itertools.pairwise(line.text))
        self.behind: Counter[str] = Counter()
        self.before: Counter[str] = Counter()
        self.joined_behind: Counter[str] = Counter()
        self.joined_before: Counter[str] = Counter()
        self.apart: Counter[tuple[str, str]] = Counter()
        for (one, other), count in self.pairs.items():
            if other == " ":
                self.behind[one] += count
            elif one == " ":
                self.before[other] += count
            elif _HANGUL_START.match(one) and _HANGUL_START.match(other):
                self.joined_behind[one] += count
                self.joined_before[other] += count
        for line in lines:
            self.apart.update(_APART.findall(line.text))

    def space_odds(self, one: str, other: str) -> float:
        """Log-odds that a space stands between two syllables, by how they stand elsewhere."""
        table = rules()["korean"]
        _, closings, _ = _sets()
        behind = table["prior_closing"] if one in closings else table["prior_other"]
        before = table["prior_fragment"] if other in table["openers"] else table["prior_start"]
        odds = math.log((self.behind[one] + behind) / (self.joined_behind[one] + 10.0 - behind))
        odds += math.log((self.before[other] + before) / (self.joined_before[other] + 10.0 - before))
        if one + other in table["auxiliary"]:
            odds += 2.0
        odds += 1.2 * math.log((self.apart[one, other] + 0.5) / (self.pairs[one, other] + 0.5))
        return odds + float(table["prior"])


def seam(first: Line, second: Line, vocabulary: Vocabulary, *, by_character: bool, spaced: bool) -> Seam:
    """Decide how two lines of one paragraph join.

    ``by_character``: the lines were cut without regard to words (Korean prints); ``spaced``: the
    space at a line's end was kept, so its absence tells that a word was cut.
    """
    left, right = _last_word(first.text), _first_word(second.text)
    if _HYPHENATED.search(left) and right[:1].isalnum():
        return _hyphen(left, right, vocabulary)
    if by_character and not first.tail:
        if spaced:
            return Seam(0, "")
        return Seam(0, "" if _one_word(left, right, vocabulary) else " ")
    if not first.tail and _broken_eojeol(left, right, vocabulary):
        return Seam(0, "")
    return Seam(0, " ")


def _broken_eojeol(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether an eojeol was cut although the page breaks its lines between words: only on sure signs."""
    table = rules()["korean"]
    if left[-1] in "”’\"'」』" and right.strip(_EDGES) in table["quoting"]:
        return True
    if not (_HANGUL_END.search(left) and _HANGUL_START.match(right)):
        return False
    if len(left) == 1 and left not in table["singles"] and not vocabulary.words[left]:
        return True
    return right.strip(_EDGES) in table["sure_fragments"]


def cut_words(lines: list[Line], vocabulary: Vocabulary, ragged: int) -> bool:
    """Whether a page cuts its lines inside eojeols: some breaks do so on sure signs."""
    table = rules()["korean"]
    seen = sure = 0
    for first, second in itertools.pairwise(lines):
        if second.blanks or first.width < ragged or first.tail:
            continue
        left, right = _last_word(first.text), _first_word(second.text)
        if not (_HANGUL_END.search(left) and _HANGUL_START.match(right)):
            continue
        seen += 1
        whole = left.lstrip(_EDGES).lower() + right.rstrip(_EDGES).lower()
        sure += _broken_eojeol(left, right, vocabulary) or (
            bool(vocabulary.words[whole]) and not vocabulary.words[right.rstrip(_EDGES).lower()]
        )
    return bool(sure >= table["cut_breaks"] and sure >= table["cut_share"] * seen)


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
    table = rules()["hyphen"]
    if "-" in head or vocabulary.parts[low_head + "-"]:
        return keep
    if low_tail in table["endings"]:
        return join
    if low_head in table["loose"]:
        known = len(low_tail) > 4 and words[low_tail]
        return keep if known or low_tail.startswith(tuple(table["loose"][low_head])) else join
    if last_part in _sets()[2]:
        return keep
    if words[low_head] and words[low_tail] and len(low_tail) > 3:
        return keep
    return join


def _one_word(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether a line cut by characters was cut inside a word."""
    one, other = left[-1], right[0]
    if _HANGUL_END.search(one) and _HANGUL_START.match(other):
        return _one_eojeol(left, right, vocabulary)
    if other in _CLOSERS or one in _OPENERS:
        return True
    if one.isdigit():
        return other.isdigit() or other in rules()["korean"]["counters"]
    if _HANGUL_START.match(other):
        return (one.isalnum() or one in _CLOSERS) and right.strip(_EDGES) in _sets()[0]
    if one.isascii() and one.isalpha() and other.isascii() and other.isalpha():
        head, tail = left.strip(_EDGES).lower(), right.strip(_EDGES).lower()
        if vocabulary.words[head + tail]:
            return True
        return other.islower() and not (vocabulary.words[head] or vocabulary.words[tail])
    return False


def _leading(text: str) -> str:
    """The Hangul in front of a closing quote or bracket: ``으로’라고`` opens with ``으로``."""
    found = _BEFORE_CLOSER.match(text)
    return found.group(1) if found else ""


def _one_eojeol(left: str, right: str, vocabulary: Vocabulary) -> bool:
    """Whether two fragments at a line's break are one eojeol, by the words and syllables of the document."""
    table, fragments = rules()["korean"], _sets()[0]
    head, tail = left.rstrip(_EDGES), right.strip(_EDGES)
    if tail in fragments:
        return True
    if left == head and _leading(right) in table["sure_fragments"]:
        return True
    if left != head or not head or not tail:
        return False
    whole = left.lstrip(_EDGES).lower() + tail.lower()
    odds = vocabulary.space_odds(head[-1], tail[0])
    if vocabulary.words[whole]:
        odds -= 3.0
    elif any(
        vocabulary.parts[whole[: len(head) + size]]
        for size in range(1, min(4, len(tail)) + 1)
        if len(head) + size >= 2
    ):
        odds -= 1.5
    if len(head) == 1 and head not in table["singles"]:
        odds -= 1.5
    if vocabulary.words[head.lower()]:
        odds += 1.5
    if vocabulary.words[tail.lower()] or (len(tail) > 1 and vocabulary.parts[tail[:2].lower()]):
        odds += 1.0
    return odds < 0.0
