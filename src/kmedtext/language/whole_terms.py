"""Lexicon terms made whole where Kiwi cut them, and cut into their parts on request.

Kiwi takes a user word as a candidate only: with certain other words in its dictionary it still cuts some
(알레르기 + 비염). Where the nouns and affixes that it found add up to a term, border to border, they become
that term; a term that would cut through a morpheme is never forced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kmedtext.language.compounds import parts_of
from kmedtext.language.lexicon import Lexicon
from kmedtext.language.tables import toml
from kmedtext.records import Morpheme

NOUNLIKE = frozenset({"NNG", "NNP", "NNB", "NR", "XPN", "XSN", "XR", "MM", "SL", "SN"})
"""Tags of what may be a part of a term."""
_MOST_PARTS = 8
_HANGUL = re.compile(r"[가-힣]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, eq=False)
class WordIndex:
    """Tags of the terms by form, and the terms' first two letters."""

    tags: dict[str, str]
    heads: frozenset[str]


def words_of(lexicons: Sequence[Lexicon], score: float) -> Iterator[tuple[str, str, float]]:
    """The words for Kiwi: (form, tag, score), each once, the later layer's score first.

    Words without Hangul are whole for Kiwi already. A short word that Kiwi does not know may hide in a longer one
    (탈장 in 이탈장치), so it gets the penalty of its length; where Kiwi then cuts it between nouns, it is made whole.
    """
    penalties: dict[str, float] = toml("tokenizer.toml")["penalty"]
    chosen: dict[tuple[str, str], float] = {}
    for lexicon in lexicons:
        for term in lexicon:
            for form in (term.form, *term.variants):
                if not _HANGUL.search(form) or (form != term.form and " " in form):
                    continue
                weight = score if term.score is None else term.score
                chosen[form, term.tag] = weight + penalties.get(str(len(form)), 0.0) * (term.score is None)
    for (form, tag), weight in chosen.items():
        yield form, tag, weight


@lru_cache(maxsize=4)
def index_of(lexicons: tuple[Lexicon, ...]) -> WordIndex:
    """The index of some lexicons, made once a process."""
    tags = {
        form: term.tag
        for lexicon in lexicons
        for term in lexicon
        if "/" not in term.tag
        for form in (term.form, *term.variants)
        if " " not in form
    }
    return WordIndex(tags, frozenset(form[:2] for form in tags))


def made_whole(found: list[Morpheme], doubtful: Sequence[int], text: str, index: WordIndex) -> None:
    """Join the morphemes of ``text`` that add up to a term, in place; a term begins at one of ``doubtful``."""
    tags, heads = index.tags, index.heads
    terms: list[tuple[int, int, Morpheme]] = []
    stop = 0
    for number in doubtful:
        first = found[number]
        if number < stop or text[first.start : first.start + 2] not in heads:
            continue
        last = _longest(found, number + 1, text, first.start, tags)
        if last is None:
            # Kiwi's own dictionary writes some terms with spaces that the text does not have
            if " " not in first.form or text[first.start : first.end] not in tags:
                continue
            last = number
        stop = last + 1
        end = found[last].end
        form = text[first.start : end]
        terms.append((number, stop, Morpheme(form, tags[form], first.start, end, form, first.word)))
    for number, stop, term in reversed(terms):
        found[number:stop] = [term]


def _longest(
    found: Sequence[Morpheme], second: int, text: str, begin: int, tags: dict[str, str]
) -> int | None:
    """Number of the last morpheme of the longest term that begins at ``begin`` and has more than one."""
    last = None
    end = found[second - 1].end
    for number in range(second, min(second + _MOST_PARTS - 1, len(found))):
        morpheme = found[number]
        if morpheme.tag not in NOUNLIKE or morpheme.start != end:
            break
        end = morpheme.end
        if text[begin:end] in tags:
            last = number
    return last


def in_parts(found: Sequence[Morpheme], text: str, lexicons: tuple[Lexicon, ...]) -> list[Morpheme]:
    """Cut the nouns that are compounds of the lexicons into their parts."""
    cut: list[Morpheme] = []
    for morpheme in found:
        parts = parts_of(morpheme.form, lexicons) if morpheme.tag in ("NNG", "NNP") else (morpheme.form,)
        if len(parts) < 2:
            cut.append(morpheme)
            continue
        spans = _located(parts, text, morpheme)
        if spans is None:
            cut.append(morpheme)
            continue
        for part, (start, end) in zip(parts, spans, strict=True):
            word = morpheme.word + len(_SPACE.findall(text, morpheme.start, start))
            cut.append(Morpheme(part, morpheme.tag, start, end, part, word))
    return cut


def _located(parts: Sequence[str], text: str, morpheme: Morpheme) -> list[tuple[int, int]] | None:
    """Spans of the parts in the text, in order; None where the text spells the term in another way."""
    spans: list[tuple[int, int]] = []
    position = morpheme.start
    for part in parts:
        start = text.find(part, position, morpheme.end)
        if start < 0 or text[position:start].strip():
            return None
        position = start + len(part)
        spans.append((start, position))
    return spans if position == morpheme.end else None
