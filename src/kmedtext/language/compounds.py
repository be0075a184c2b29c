"""Compounds in parts: 지주막하출혈 is 지주막, 하 and 출혈, by the lexicon or by the words of the lexicon."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kmedtext.language.lexicon import Lexicon

_LONGEST = 64  # characters of a form that are looked at


@lru_cache(maxsize=4)
def _known(lexicons: tuple[Lexicon, ...]) -> tuple[dict[str, tuple[str, ...]], frozenset[str], int]:
    """Parts written in the lexicons, all words that may be a part, and the length of the longest."""
    written: dict[str, tuple[str, ...]] = {}
    vocabulary: set[str] = set()
    for lexicon in lexicons:
        for term in lexicon:
            vocabulary.update(part for part in term.parts if len(part) > 1)
            vocabulary.update(form for form in (term.form, *term.variants) if 1 < len(form) <= _LONGEST)
            if term.parts:
                written[term.form] = term.parts
    return written, frozenset(vocabulary), max(map(len, vocabulary), default=0)


def parts_of(form: str, lexicons: Sequence[Lexicon]) -> tuple[str, ...]:
    """The parts of a form: those written in a lexicon, else the fewest known words that make it up, else itself.

    A form with spaces is cut at them first.

    >>> from kmedtext.language.lexicon import Term, medical_core
    >>> parts_of("지주막하출혈", (medical_core(),)), parts_of("급성담낭염", (medical_core(),))
    (('지주막', '하', '출혈'), ('급성', '담낭염'))
    """
    return tuple(part for word in form.split() for part in _parts(word, tuple(lexicons)))


@lru_cache(maxsize=65536)
def _parts(form: str, lexicons: tuple[Lexicon, ...]) -> tuple[str, ...]:
    written, vocabulary, longest = _known(lexicons)
    if form in written:
        return written[form]
    if len(form) > _LONGEST:
        return (form,)
    best: list[tuple[str, ...] | None] = [()]
    for end in range(1, len(form) + 1):
        found: tuple[str, ...] | None = None
        for start in range(max(0, end - longest), end - 1):
            head = best[start]
            if head is None or (end - start == len(form)) or form[start:end] not in vocabulary:
                continue
            if found is None or len(head) + 1 < len(found):
                found = (*head, form[start:end])
        best.append(found)
    return best[-1] or (form,)
