"""Eojeol at a line's end: whether two Korean fragments are one word, by the document and by Kiwi.

The document's own words and syllables come first; Kiwi, which takes seconds to load, is asked only on pages
whose lines seem to be cut by character, where the document alone leaves too much open.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any

from kmedtext.cleaning.tables import load_toml
from kmedtext.cleaning.wordstock import EDGES, HANGUL, Vocabulary, korean

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_BEFORE_CLOSER = re.compile(r"([\uac00-\ud7a3]{1,4})[”’\"')\]」』]")
_CLOSERS = ")]}.,;:!?%’”」』〉》…"
_OPENERS = "([{‘“「『〈《"
_TIES = "·・ㆍ~∼/-–"
_STRAIGHT = "\"'"
_QUOTES = "”’\"'」』"
_CONTEXT = 2
"""Words on either side of the break that Kiwi sees."""
LONGEST = 24
"""Characters of a word that Kiwi sees."""


def broken_eojeol(left: str, right: str) -> bool:
    """Whether an eojeol was cut although the page breaks its lines between words: only on sure signs."""
    table = korean()
    if left[-1] in _QUOTES and right.strip(EDGES) in table["quoting"]:
        return True
    if not (HANGUL.match(left[-1]) and HANGUL.match(right)):
        return False
    return right.strip(EDGES) in table["sure_fragments"]


def lone_syllable(left: str, vocabulary: Vocabulary) -> bool:
    """Whether a line ends with a syllable that is no word, as far as is known."""
    return bool(
        len(left) == 1
        and HANGUL.match(left)
        and left not in korean()["singles"]
        and not vocabulary.words[left]
    )


def one_word(first: str, second: str, vocabulary: Vocabulary) -> bool:
    """Whether a line cut by characters was cut inside a word; ``first`` and ``second`` are the lines."""
    one, other = first[-1], second[0]
    left, right = first[-60:].split()[-1], second[:60].split()[0]
    if HANGUL.match(one) and HANGUL.match(other):
        return _one_eojeol(first, second, right, vocabulary)
    if _HAN.match(one) and _HAN.match(other):
        return True
    if left in _TIES or right in _TIES or (other == "-" and right[1:2].isdigit() and not one.isdigit()):
        return False
    if other in _CLOSERS or one in _OPENERS or one in _TIES or other in _TIES:
        return True
    if one in _STRAIGHT:
        return left == one or _particle(right)
    if other in _STRAIGHT:
        return right == other or right[1] in _CLOSERS or _particle(right[1:])
    if one.isdigit():
        return other.isdigit() or HANGUL.match(other) is not None
    if other == "(":
        return HANGUL.match(one) is not None and vocabulary.pairs[" ", "("] <= 2 * _glued_brackets(vocabulary)
    if other.isdigit():
        return one == "." and left[-2:-1].isdigit()
    if HANGUL.match(other):
        return (one.isalnum() or one in _CLOSERS) and _particle(right)
    if one.isascii() and one.isalpha() and other.isascii() and other.isalpha():
        head, tail = left.strip(EDGES).lower(), right.strip(EDGES).lower()
        if vocabulary.words[head + tail]:
            return True
        return other.islower() and not (vocabulary.words[head] or vocabulary.words[tail])
    return False


def _glued_brackets(vocabulary: Vocabulary) -> int:
    return 1 + sum(count for (one, other), count in vocabulary.pairs.items() if other == "(" and one != " ")


def _particle(right: str) -> bool:
    table = korean()
    bare = right.strip(EDGES)
    return bare in table["fragments"] or bare in table["quoting"]


def _leading(text: str) -> str:
    """The Hangul in front of a closing quote or bracket: ``으로’라고`` opens with ``으로``."""
    found = _BEFORE_CLOSER.match(text)
    return found.group(1) if found else ""


def _one_eojeol(first: str, second: str, right: str, vocabulary: Vocabulary) -> bool:
    if _leading(right) in korean()["sure_fragments"]:
        return True
    weights = load_toml("wrapping.toml")["spacing"]
    signs = spacing_signs(first, second, vocabulary)
    return bool(weights["prior"] + sum(weights[name] * value for name, value in signs.items()) < 0.0)


def spacing_signs(first: str, second: str, vocabulary: Vocabulary) -> dict[str, float]:
    """What speaks for or against a space between two lines that meet at Hangul; weights are in the table."""
    head = first[-60:].split()[-1].strip(EDGES).lower()
    tail = second[:60].split()[0].strip(EDGES).lower()
    spaced, doubt = _kiwi(first, second)
    words, parts = vocabulary.words, vocabulary.parts
    return {
        "spaced": float(spaced),
        "doubt": doubt,
        "syllables": vocabulary.space_odds(head[-1], tail[0]),
        "whole": float(words[head + tail] > 0),
        "begun": math.log1p(parts[head + tail[:1]]),
        "head": float(words[head] > 0),
        "tail": float(words[tail] > 0),
        "opens": float(len(tail) > 1 and parts[tail[:2]] > 0),
        "single": float(len(tail) == 1),
    }


@lru_cache(maxsize=4096)
def _asked(left: str, right: str) -> tuple[bool, float]:
    from kmedtext.language.tokenizer import default_spec, kiwi_of

    kiwi: Any = kiwi_of(default_spec())
    spaced = _space_behind(kiwi.space(left + right), sum(not char.isspace() for char in left))
    glued, apart = kiwi.analyze(left + right)[0][1], kiwi.analyze(f"{left} {right}")[0][1]
    return spaced, float(glued - apart)


def _kiwi(first: str, second: str) -> tuple[bool, float]:
    """(whether Kiwi sets a space at the break, how much likelier it holds the text without one)."""
    left = " ".join(word[-LONGEST:] for word in first[-80:].split()[-_CONTEXT:])
    right = " ".join(word[:LONGEST] for word in second[:80].split()[:_CONTEXT])
    return _asked(left, right)


def kiwi_spaces(first: str, second: str) -> bool:
    """Whether Kiwi sets a space between two lines."""
    return _kiwi(first, second)[0]


def _space_behind(text: str, count: int) -> bool:
    """Whether a space stands behind so many characters that are none."""
    seen = 0
    for at, char in enumerate(text):
        if not char.isspace():
            seen += 1
            if seen == count:
                return text[at + 1 : at + 2].isspace()
    return False
