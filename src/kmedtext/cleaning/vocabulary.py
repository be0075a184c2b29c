"""Vocabulary: the words of a story, to tell its title and decks from the site's own lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache

from kmedtext.cleaning.tables import load_toml

_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{3,}|[\uac00-\ud7a3]{2,}|\d[\d,.]*\d|\d")
LONGEST = 60_000
SHORT = 400


def content_words(text: str) -> frozenset[str]:
    """The different content words of a text: Korean ones by their first two syllables, which carry the stem.

    >>> sorted(content_words("심부전 환자를 위한 the home monitor"))
    ['home', 'monit', '심부', '위한', '환자']
    """
    return _short_words(text) if len(text) <= SHORT else _words(text)


@lru_cache(maxsize=2048)
def _short_words(text: str) -> frozenset[str]:
    return _words(text)


@cache
def _english() -> frozenset[str]:
    return frozenset(load_toml("prose.toml")["english"])


def _words(text: str) -> frozenset[str]:
    found = set(_WORD.findall(text.lower())) - _english()
    return frozenset(
        word[:2] if "\uac00" <= word[0] <= "\ud7a3" else word if word[0].isdigit() else word[:5]
        for word in found
    )


def story_words(texts: Iterable[str]) -> frozenset[str]:
    """All content words of a story, of its first 60,000 characters."""
    parts = []
    length = 0
    for text in texts:
        parts.append(text[: LONGEST - length])
        length += len(text)
        if length >= LONGEST:
            break
    return _words("\n".join(parts))


def word_counts(texts: Iterable[str]) -> Counter[str]:
    """In how many texts each content word stands, within the first 60,000 characters of all."""
    counts: Counter[str] = Counter()
    length = 0
    for text in texts:
        counts.update(content_words(text[: LONGEST - length]))
        length += len(text)
        if length >= LONGEST:
            break
    return counts


def overlap(text: str, words: frozenset[str]) -> tuple[float, int]:
    """(share of the text's content words that the story has, number of different content words)."""
    own = content_words(text[:SHORT])
    return (len(own & words) / len(own), len(own)) if own else (0.0, 0)
