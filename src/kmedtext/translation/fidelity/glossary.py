"""The glossary of a translation: what a term must be called in the other language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kmedtext.errors import UsageError
from kmedtext.records import Lang
from kmedtext.translation.fidelity.rules import rules

_LONGEST = 80
"""Characters of a term; longer ones are sentences."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A term of the glossary in a text: ``text[start:end]``, and what it must become."""

    start: int
    end: int
    target: str


class Glossary:
    """Terms in Korean and English; ``None`` or the same word on the other side means: leave it as it is.

    A term is found where a word begins; a Korean one may be followed by particles, an English one ends with its word and
    is found in any case. Where terms overlap the longer one counts.

    >>> glossary = Glossary([("다제내성균", "multidrug-resistant organism")])
    >>> [(hit.start, hit.end, hit.target) for hit in glossary.hits("다제내성균이 늘었다.", "ko")]
    [(0, 5, 'multidrug-resistant organism')]
    """

    def __init__(self, terms: Iterable[tuple[str, str | None]]) -> None:
        self._ways: dict[Lang, dict[str, str]] = {"ko": {}, "en": {}}
        for ko, en in terms:
            self._add(ko, en)
        self._sizes = {
            lang: sorted({len(term) for term in way}, reverse=True) for lang, way in self._ways.items()
        }

    def __len__(self) -> int:
        """How many terms there are, in the direction that has more."""
        return max(len(way) for way in self._ways.values())

    def hits(self, text: str, source: Lang) -> tuple[Hit, ...]:
        """Find the terms of a text, in order, without overlap."""
        way = self._ways.get(source)
        if way is None:
            raise UsageError(f"a glossary is Korean and English; it says nothing about {source}")
        return tuple(self._found(text, source, way)) if way else ()

    def digest(self, text: str, source: Lang) -> str:
        """A digest of what the glossary says about a text, empty where it says nothing.

        It is this that the memory keeps with a translation: a new term costs only the texts that hold it.

        >>> Glossary([("혈압", "blood pressure")]).digest("맥박을 쟀다.", "ko")
        ''
        """
        said = "\0".join(f"{text[hit.start : hit.end]}\1{hit.target}" for hit in self.hits(text, source))
        return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest() if said else ""

    def _add(self, ko: str, en: str | None) -> None:
        sides = (ko.strip(), (en or ko).strip())
        if not all(sides) or any(len(side) > _LONGEST for side in sides):
            return
        self._ways["ko"].setdefault(sides[0], sides[1])
        self._ways["en"].setdefault(_folded(sides[1]), sides[0])

    def _found(self, text: str, source: Lang, way: dict[str, str]) -> Iterator[Hit]:
        sizes = self._sizes[source]
        looked = text if source == "ko" else _folded(text)
        at = 0
        while at < len(text):
            if not _begins(text, at):
                at += 1
                continue
            for size in sizes:
                target = way.get(looked[at : at + size])
                if (
                    target is not None
                    and len(looked[at : at + size]) == size
                    and _ends(text, at + size, source)
                ):
                    yield Hit(at, at + size, target)
                    at += size
                    break
            else:
                at += 1


def _folded(text: str) -> str:
    """Lower case of the same length."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char if len(char.lower()) > 1 else char.lower() for char in text)


def _begins(text: str, at: int) -> bool:
    return text[at].isalnum() and (at == 0 or not text[at - 1].isalnum())


def _ends(text: str, at: int, source: Lang) -> bool:
    """Whether a term may end here: a word ends, or Korean particles follow."""
    if at >= len(text) or not text[at].isalnum():
        return True
    if source != "ko" or not _is_hangul(text[at]):
        # HbA1c가: what is Latin ends where Hangul begins
        return _is_hangul(text[at]) and not _is_hangul(text[at - 1])
    end = at
    while end < len(text) and end - at <= _LONGEST and _is_hangul(text[end]):
        end += 1
    return text[at:end] in _particles()


@cache
def _particles() -> frozenset[str]:
    return frozenset(rules()["particles"]["list"])


def _is_hangul(char: str) -> bool:
    return "가" <= char <= "힣"
