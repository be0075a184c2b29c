"""Choices among the morphemes of a text: nouns, content words, lemmas, by part of speech, without stop-words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kmedtext.language.tables import text_of
from kmedtext.language.tokenizer import TokenizerSpec, tokenize
from kmedtext.records import Morpheme

CONTENT_TAGS = ("NNG", "NNP", "XR", "VV", "VA", "MAG", "SL", "SH")
"""Parts of speech that carry a text's content: nouns, roots, verbs, adjectives, adverbs, foreign words."""
NOUN_TAGS = ("NNG", "NNP")
"""Common and proper nouns."""


def by_tag(morphemes: Iterable[Morpheme], *tags: str) -> tuple[Morpheme, ...]:
    """The morphemes with one of the tags; ``N`` takes all that begin with N, ``VV`` also ``VV-I`` and ``VV-R``.

    >>> [m.form for m in by_tag(tokenize("전공의가 환자를 옮겼다."), "N", "VV")]
    ['전공의', '환자', '옮기']
    """
    return tuple(m for m in morphemes if m.tag.startswith(tags))


@cache
def stop_words() -> frozenset[tuple[str, str]]:
    """The stop-words, each with its tag: words of news and notices that say nothing of the matter.

    >>> ("것", "NNB") in stop_words(), ("환자", "NNG") in stop_words()
    (True, False)
    """
    lines = (line for line in text_of("stop_words.tsv").splitlines() if line and line[0] != "#")
    return frozenset(
        (form, tag) for tag, forms in (line.split("\t") for line in lines) for form in forms.split()
    )


def without_stop_words(morphemes: Iterable[Morpheme]) -> tuple[Morpheme, ...]:
    """The morphemes that are no stop-words.

    >>> [m.form for m in without_stop_words(by_tag(tokenize("이번 수술은 때문에 있다."), "N", "V"))]
    ['수술']
    """
    words = stop_words()
    return tuple(m for m in morphemes if (m.form, m.tag.partition("-")[0]) not in words)


def nouns(text: str, *, spec: TokenizerSpec | None = None) -> tuple[str, ...]:
    """The common and proper nouns of a text, in order."""
    return tuple(m.form for m in by_tag(tokenize(text, spec=spec), *NOUN_TAGS))


def content_words(text: str, *, spec: TokenizerSpec | None = None) -> tuple[str, ...]:
    """The lemmas of nouns, verbs, adjectives, adverbs, roots and foreign words, in order."""
    return tuple(m.lemma for m in by_tag(tokenize(text, spec=spec), *CONTENT_TAGS))


def lemmas(text: str, *, spec: TokenizerSpec | None = None) -> tuple[str, ...]:
    """The lemmas of all morphemes of a text, in order.

    >>> lemmas("암을 이겼다")
    ('암', '을', '이기다', '었', '다')
    """
    return tuple(m.lemma for m in tokenize(text, spec=spec))
