"""Eojeol: the words between spaces, each with the morphemes that begin in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kmedtext.language.tokenizer import TokenizerSpec, tokenize
from kmedtext.records import Morpheme

_EOJEOL = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Eojeol:
    """A run of text without white space, and the morphemes that begin in it; offsets point into the text.

    A morpheme that holds a space (75 mg) belongs to the eojeol in which it begins.
    """

    text: str
    start: int
    end: int
    morphemes: tuple[Morpheme, ...] = ()


def eojeols(text: str, *, spec: TokenizerSpec | None = None) -> tuple[Eojeol, ...]:
    """Map a text to its eojeol. Eojeol and the white space between them are the whole text; no morpheme is lost.

    The eojeol with index ``n`` holds the morphemes whose ``word`` is ``n``.

    >>> [(e.text, [m.form for m in e.morphemes]) for e in eojeols("심평원에  청구했다.")]
    [('심평원에', ['심평원', '에']), ('청구했다.', ['청구', '하', '었', '다', '.'])]
    """
    found: list[list[Morpheme]] = []
    spans = [match.span() for match in _EOJEOL.finditer(text)]
    found.extend([] for _ in spans)
    for morpheme in tokenize(text, spec=spec):
        found[morpheme.word].append(morpheme)
    return tuple(
        Eojeol(text[start:end], start, end, tuple(own))
        for (start, end), own in zip(spans, found, strict=True)
    )
