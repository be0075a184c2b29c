"""Vocabulary: the words of a story, to tell its title and decks from the site's own lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from kmedtext.cleaning.tables import load_toml

_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{3,}|[\uac00-\ud7a3]{2,}|\d[\d,.]*\d|\d")
LONGEST = 60_000
_SHORT = 400


def content_words(text: str) -> list[str]:
    """The content words of a text: Korean ones by their first two syllables, which carry the stem.

    >>> content_words("심부전 환자를 위한 the home monitor")
    ['심부', '환자', '위한', 'home', 'monit']
    """
    return list(_short_words(text)) if len(text) <= _SHORT else _words(text)


@lru_cache(maxsize=2048)
def _short_words(text: str) -> tuple[str, ...]:
    return tuple(_words(text))


@cache
def _english() -> frozenset[str]:
    return frozenset(load_toml("prose.toml")["english"])


def _words(text: str) -> list[str]:
    english = _english()
    words = []
    for word in _WORD.findall(text):
        if "\uac00" <= word[0] <= "\ud7a3":
            words.append(word[:2])
        elif word[0].isdigit():
            words.append(word)
        else:
            low = word.lower()
            if low not in english:
                words.append(low[:5])
    return words


def story_words(texts: Iterable[str]) -> frozenset[str]:
    """All content words of a story, of its first 60,000 characters."""
    words: set[str] = set()
    length = 0
    for text in texts:
        words.update(content_words(text[: LONGEST - length]))
        length += len(text)
        if length >= LONGEST:
            break
    return frozenset(words)


def overlap(text: str, words: frozenset[str]) -> tuple[float, int]:
    """(share of the text's content words that the story has, number of different content words)."""
    own = set(content_words(text[:400]))
    return (len(own & words) / len(own), len(own)) if own else (0.0, 0)
