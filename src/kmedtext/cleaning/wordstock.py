"""The words and syllables of a document, as evidence for how two lines join."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from functools import cache
from typing import Any

from kmedtext.cleaning.lines import Line
from kmedtext.cleaning.tables import load_toml

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
HANGUL = re.compile(r"[\uac00-\ud7a3]")
_APART = re.compile(r"(?=([\uac00-\ud7a3]) ([\uac00-\ud7a3]))")
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
EDGES = "\"'“”‘’()[]{}<>《》「」『』〈〉.,;:!?…·"


@cache
def korean() -> dict[str, Any]:
    """The Korean table, with its lists as sets."""
    table = load_toml("wrapping.toml")["korean"]
    return {key: frozenset(value) if isinstance(value, list) else value for key, value in table.items()}


def key(word: str) -> str:
    """A word as it is counted: in small letters, without soft hyphens and ligatures.

    >>> key("Eﬃ\u00adcient")
    'efficient'
    """
    return word.lower() if word.isascii() else word.lower().translate(_LIGATURES).replace("\u00ad", "")


class Vocabulary:
    """The words of a document that do not touch a line's end, with their counts."""

    def __init__(self, lines: list[Line]) -> None:
        self.words: Counter[str] = Counter()
        self.parts: Counter[str] = Counter()
        for index, line in enumerate(lines):
            words = _WORD.findall(key(line.text))
            if index + 1 < len(lines) and not lines[index + 1].blanks and line.text[-1] not in ".!?":
                words = words[:-1]
            if index and not line.blanks and lines[index - 1].text[-1] not in ".!?":
                words = words[1:]
            self.words.update(words)
            for word in words:
                if "-" in word:
                    self.parts[word.split("-", 1)[0] + "-"] += 1
                elif HANGUL.match(word):
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
            elif HANGUL.match(one) and HANGUL.match(other):
                self.joined_behind[one] += count
                self.joined_before[other] += count
        for line in lines:
            self.apart.update(_APART.findall(line.text))

    def space_odds(self, one: str, other: str) -> float:
        """Log-odds that a space stands between two syllables, by how they stand elsewhere."""
        table = korean()
        behind = table["prior_closing"] if one in table["closings"] else table["prior_other"]
        before = table["prior_fragment"] if other in table["openers"] else table["prior_start"]
        odds = math.log((self.behind[one] + behind) / (self.joined_behind[one] + 10.0 - behind))
        odds += math.log((self.before[other] + before) / (self.joined_before[other] + 10.0 - before))
        if one + other in table["auxiliary"]:
            odds += 2.0
        odds += 1.2 * math.log((self.apart[one, other] + 0.5) / (self.pairs[one, other] + 0.5))
        return odds + float(table["prior"])
