"""Clause borders: where a long sentence is cut for an encoder or a translator that takes only so much."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from kmedtext.errors import UsageError
from kmedtext.language.nesting import regions
from kmedtext.language.tables import toml, words

_BORDER = re.compile(r"\s+|(?<=[、，；：。])(?=\S)")
_JOINERS = "\u200d\ufe0f\ufe0e"
_LONGEST_CLUSTER = 16  # marks upon one letter that are kept together; more are noise
_SEMICOLONS = (";", ":", "；", "：", "—", "–")
_COMMAS = (",", "，", "、", "…")
_WORD_LENGTH = 24
_QUOTES = str.maketrans("", "", "\"“”'‘’「」『』")
_OPENING = frozenset("\"“'‘「『")


@dataclass(frozen=True, slots=True)
class _Words:
    clause: tuple[str, ...]
    phrase: tuple[str, ...]
    bound: frozenset[str]


@cache
def _words(lang: str) -> _Words:
    own = "ko" if lang == "ko" else "en"
    clause, phrase = (tuple(words("clauses.toml", own, key)) for key in ("clause", "phrase"))
    return _Words(clause, phrase, words("clauses.toml", own, "bound"))


@cache
def _worth() -> dict[str, int]:
    table: dict[str, int] = toml("clauses.toml")["worth"]
    return table


def checked(max_chars: int | None) -> int | None:
    """Give a limit back if it is one, else say what is wrong."""
    if max_chars is not None and (
        isinstance(max_chars, bool) or not isinstance(max_chars, int) or max_chars < 1
    ):
        raise UsageError(
            f"max_chars is {max_chars!r}; give a whole number from 1 on, or None for whole sentences"
        )
    return max_chars


def pieces(text: str, start: int, end: int, lang: str, max_chars: int) -> list[tuple[int, int]]:
    """Cut ``text[start:end]`` into pieces of at most ``max_chars`` characters, at the best borders within reach.

    Returns (start, end) of each, in order, without outer white space. Where no border is in reach, the cut falls between two
    letters. Takes time proportional to the length.

    >>> text = "수술은 잘 끝났지만, 환자는 아직 중환자실에 있다."
    >>> [text[a:b] for a, b in pieces(text, 0, len(text), "ko", 20)]
    ['수술은 잘 끝났지만,', '환자는 아직 중환자실에 있다.']
    """
    found: list[tuple[int, int]] = []
    nested = regions(text, start, end) if end - start > max_chars else []
    begins = [a for a, _ in nested]
    while end - start > max_chars:
        parts = -(-(end - start) // max_chars)
        ideal = start + -(-(end - start) // parts)
        stop, after = _best(text, start, ideal, min(end, start + max_chars), lang, nested, begins)
        found.append((start, stop))
        start = after
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        found.append((start, end))
    return found


def borders(text: str, lang: str) -> tuple[tuple[int, int, int], ...]:
    """Find the clause borders inside a sentence, in order: where the clause ends, where the next begins, what it is worth.

    A quotation mark between a word and its ending (그렇다"며) is passed over. Takes time proportional to the length.

    >>> text = '원장은 "기쁘다"며 "더 애쓰겠다"고 말했다.'
    >>> [(text[:end], worth) for end, after, worth in borders(text, "ko")]
    [('원장은 "기쁘다"며', 8), ('원장은 "기쁘다"며 "더 애쓰겠다"고', 4)]
    """
    found: list[tuple[int, int, int]] = []
    least = _worth()["clause"]
    for match in _BORDER.finditer(text):
        stop, after = match.span()
        if not 0 < stop < after < len(text):
            continue
        written = text[max(0, stop - _WORD_LENGTH) : stop].rpartition(" ")[2]
        word = written.translate(_QUOTES)
        bare = f" {word} {text[after : after + _WORD_LENGTH]}"
        worth = _worth_of(bare, len(word) + 1, len(word) + 2, lang)
        if word != written and text[after] in _OPENING:
            worth = max(worth, _worth()["semicolon"])  # from one quotation to the next
        if worth >= least:
            found.append((stop, after, worth))
    return tuple(found)


def _best(
    text: str, start: int, ideal: int, last: int, lang: str, nested: list[tuple[int, int]], begins: list[int]
) -> tuple[int, int]:
    """(end of the piece, begin of the next one)."""
    low = start + max(1, (ideal - start) // 2)
    best: tuple[int, int, int, int] | None = None
    # a border at the limit itself is one: the piece ends before its space
    for match in _BORDER.finditer(text, low, min(len(text), last + 1)):
        stop, after = match.start(), match.end()
        if stop > last or stop <= start:
            continue
        worth = _worth_of(text, stop, after, lang)
        number = bisect_right(begins, stop) - 1
        if number >= 0 and stop < nested[number][1]:
            worth -= _worth()["inside"]
        candidate = (worth, -abs(stop - ideal), stop, after)
        if best is None or candidate > best:
            best = candidate
    if best is not None:
        return best[2], best[3]
    stop = last
    for _ in range(_LONGEST_CLUSTER):
        if stop - 1 <= start or not (
            unicodedata.combining(text[stop]) or text[stop] in _JOINERS or text[stop - 1] in _JOINERS
        ):
            return stop, stop
        stop -= 1
    return last, last


def _worth_of(text: str, stop: int, after: int, lang: str) -> int:
    """What a border is worth, by the words on either side."""
    worth = _worth()
    before = text[max(0, stop - _WORD_LENGTH) : stop].rpartition(" ")[2]
    follow = text[after : after + _WORD_LENGTH].partition(" ")[0].lower()
    own = _words(lang)
    if before.endswith(_SEMICOLONS) or follow in ("—", "–"):
        return worth["semicolon"]
    comma = before.endswith(_COMMAS)
    if comma:
        before = before[:-1]
    if lang == "ko":
        clause, phrase = before.endswith(own.clause), before.endswith(own.phrase)
        bound = follow in own.bound or (before[-1:].isdigit() and follow[:1].isdigit())
    else:
        clause, phrase = follow in own.clause, follow in own.phrase
        bound = before.lower() in own.bound
    if comma:
        return worth["clause_comma"] if clause else worth["comma"]
    if bound or (before[-1:].isdigit() and not clause and not phrase):
        return worth["bound"]
    return worth["clause"] if clause else worth["phrase"] if phrase else worth["space"]
