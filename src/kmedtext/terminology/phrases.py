"""Phrases that may be terms: rows of nouns in Korean, rows of words in English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kmedtext.language import tokenize
from kmedtext.language.tables import toml
from kmedtext.records import Morpheme, Record
from kmedtext.terminology.entries import rules

_NOUNS = frozenset({"NNG", "NNP", "SL", "XR"})
_INSIDE = frozenset({*_NOUNS, "XPN", "XSN", "SN", "SH"})
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-'’][A-Za-z0-9]+)*")
_BREAK = re.compile(r"[,.;:()\[\]“”\"!?]")


def korean_phrases(record: Record) -> frozenset[str]:
    """The noun phrases of a record's Korean side, as they are written, spaces single.

    Rows of up to four nouns with their prefixes and suffixes, cut nowhere inside an eojeol's noun part.
    """
    text = record.ko
    morphemes = record.morphemes or tokenize(text)
    found: set[str] = set()
    for row in _rows(text, morphemes):
        for first in range(len(row)):
            for last in range(first, min(first + rules()["association"]["korean_words"], len(row))):
                phrase = " ".join(text[row[first].start : row[last].end].split())
                if _is_term(row[first : last + 1], phrase):
                    found.add(phrase)
    return frozenset(found)


def _rows(text: str, morphemes: Sequence[Morpheme]) -> Iterator[list[Morpheme]]:
    """Rows of neighbouring nouns with nothing but a space between them."""
    row: list[Morpheme] = []
    for morpheme in morphemes:
        joins = morpheme.tag in _INSIDE and (not row or not text[row[-1].end : morpheme.start].strip())
        if not joins and row:
            yield row
            row = []
        if morpheme.tag in _INSIDE:
            row.append(morpheme)
    if row:
        yield row


def _is_term(row: Sequence[Morpheme], phrase: str) -> bool:
    if row[0].tag in {"XSN", "SN"} or row[-1].tag in {"XPN", "SN"} or len(phrase) < 2:
        return False
    return any(m.tag in _NOUNS for m in row) and bool(re.search("[가-힣]", phrase))


@cache
def _stop_words() -> frozenset[str]:
    words = toml("equivalence.toml")["stop_words"].split()
    return frozenset([*words, *rules()["association"]["english_stop_words"].split()])


def english_phrases(record: Record) -> dict[str, str]:
    """Rows of up to four words of a record's English side: how they are counted, and how they are written.

    Stop words stand only inside. Counted in lower case and the singular, but for words with several capitals (EMR).
    """
    stop, longest = _stop_words(), rules()["association"]["english_words"]
    words = [(match[0], match.start(), match.end()) for match in _WORD.finditer(record.en)]
    found: dict[str, str] = {}
    for first, (word, begin, _) in enumerate(words):
        if word.lower() in stop or len(word) < 2:
            continue
        row: list[str] = []
        for number in range(first, min(first + longest, len(words))):
            here, start, end = words[number]
            if row and _BREAK.search(record.en, words[number - 1][2], start):
                break
            row.append(_plain(here))
            if here.lower() not in stop:
                found.setdefault(" ".join(row), " ".join(record.en[begin:end].split()))
    return found


def _plain(word: str) -> str:
    """A word for counting: lower case, without the s of a plural or a genitive."""
    if sum(char.isupper() for char in word) > 1:
        return word
    word = re.sub("['’]s?$", "", word.lower())
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "suiae" else word
