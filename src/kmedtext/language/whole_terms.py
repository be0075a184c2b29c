"""Lexicon terms made whole where Kiwi cut them.

Kiwi takes a user word as a candidate only: with certain other words in its dictionary it still cuts some
(알레르기 + 비염). Where the nouns and affixes that it found add up to a term, border to border, they become
that term; a term that would cut through a morpheme is never forced.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kmedtext.language.tokenizer import TokenizerSpec

_PARTS = frozenset({"NNG", "NNP", "NNB", "NR", "XPN", "XSN", "XR", "MM", "SL", "SN"})
_MOST_PARTS = 6
_Token = tuple[str, str, int, int, str]


@lru_cache(maxsize=2)
def _index(spec: TokenizerSpec) -> tuple[dict[str, str], frozenset[str]]:
    """Tags of the terms by form, and the terms' first two letters."""
    tags = {term.form: term.tag for term in spec.terms}
    return tags, frozenset(form[:2] for form in tags)


def merged(tokens: Sequence[Any], text: str, offset: int, spec: TokenizerSpec) -> Iterator[_Token]:
    """Yield (form, tag, start, end, lemma) for Kiwi's tokens of ``text[offset:]``, terms made whole."""
    tags, heads = _index(spec)
    number = 0
    count = len(tokens)
    while number < count:
        token = tokens[number]
        tag = token.tag
        start = offset + token.start
        end = start + token.len
        if tag in _PARTS and text[start : start + 2] in heads:
            last = _longest(tokens, number, text, offset, tags)
            if last is not None:
                stop = offset + tokens[last].start + tokens[last].len
                form = text[start:stop]
                yield form, tag if last == number else tags[form], start, stop, form
                number = last + 1
                continue
        yield token.form, tag, start, end, token.lemma
        number += 1


def _longest(tokens: Sequence[Any], first: int, text: str, offset: int, tags: dict[str, str]) -> int | None:
    """Number of the last token of the longest term that begins with token ``first``."""
    begin = offset + tokens[first].start
    end = begin
    found = None
    for number in range(first, min(first + _MOST_PARTS, len(tokens))):
        token = tokens[number]
        if token.tag not in _PARTS or (number > first and offset + token.start != end):
            break
        end = offset + token.start + token.len
        if text[begin:end] in tags:
            found = number
    return found
