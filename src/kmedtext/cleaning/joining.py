"""Joining: what stands between two lines of a paragraph that was cut by its width."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from kmedtext.cleaning.drafts import Assembly, Draft
from kmedtext.cleaning.eojeol import broken_eojeol, kiwi_spaces, lone_syllable, one_word
from kmedtext.cleaning.hyphens import hyphen_stays
from kmedtext.cleaning.lines import Line
from kmedtext.cleaning.tables import load_toml
from kmedtext.cleaning.wordstock import EDGES, Vocabulary

_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_HYPHENATED = re.compile(r"[^\W_]+[-\u2010]$")
LONGEST_WORD = 60


class Seam(NamedTuple):
    """How two lines join: so many characters of the first go, then ``joint`` comes."""

    drop: int
    joint: str


def seam(first: Line, second: Line, vocabulary: Vocabulary, *, by_character: bool, spaced: bool) -> Seam:
    """Decide how two lines of one paragraph join.

    ``by_character``: the lines were cut without regard to words (Korean prints); ``spaced``: the
    space at a line's end was kept, so its absence tells that a word was cut.
    """
    if first.soft:
        return Seam(0, "")
    left, right = _last_word(first.text), _first_word(second.text)
    if _HYPHENATED.search(left) and right[:1].isalnum():
        return Seam(0 if hyphen_stays(left, right, vocabulary) else 1, "")
    if by_character and not first.tail:
        return Seam(0, "" if spaced or one_word(first.text, second.text, vocabulary) else " ")
    if not first.tail and broken_eojeol(left, right):
        return Seam(0, "")
    return Seam(0, " ")


def joined(run: Sequence[Line], link: Callable[[Line, Line], Seam]) -> Draft:
    """Make a draft of the lines of a paragraph; ``link`` decides how two of them join."""
    assembly = Assembly()
    for line, following in itertools.pairwise(run):
        join = link(line, following)
        assembly.add(line.text[: len(line.text) - join.drop], line.start)
        assembly.space(join.joint)
    assembly.add(run[-1].text, run[-1].start)
    text, pieces = assembly.result()
    return Draft(
        text, pieces, blanks=run[0].blanks, indent=run[0].indent, lines=len(run), wrapped=len(run) > 1
    )


def cut_words(lines: list[Line], vocabulary: Vocabulary, ragged: int) -> bool:
    """Whether a page cuts its lines inside eojeols: some breaks do so on sure signs, and Kiwi agrees."""
    table = load_toml("wrapping.toml")["korean"]
    seen: list[tuple[Line, Line]] = []
    sure = 0
    for first, second in itertools.pairwise(lines):
        if second.blanks or first.width < ragged or first.tail:
            continue
        left, right = _last_word(first.text), _first_word(second.text)
        if not (_HANGUL.match(left[-1]) and _HANGUL.match(right)):
            continue
        seen.append((first, second))
        whole = left.lstrip(EDGES).lower() + right.rstrip(EDGES).lower()
        sure += (
            broken_eojeol(left, right)
            or lone_syllable(left, vocabulary)
            or (bool(vocabulary.words[whole]) and not vocabulary.words[right.rstrip(EDGES).lower()])
        )
    if sure < table["cut_breaks"] or sure < table["cut_share"] * len(seen):
        return False
    asked = seen[:: max(1, len(seen) // table["asked"])]
    glued = sum(not kiwi_spaces(first.text, second.text) for first, second in asked)
    return bool(glued >= table["glued_share"] * len(asked))


def _last_word(text: str) -> str:
    return text[-LONGEST_WORD:].split()[-1] if text else ""


def _first_word(text: str) -> str:
    return text[:LONGEST_WORD].split()[0] if text else ""
