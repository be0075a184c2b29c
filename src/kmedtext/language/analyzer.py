"""A callable that turns a text into words, for scikit-learn and anything else that asks for one."""

from __future__ import annotations

from dataclasses import dataclass

from kmedtext.language.morphemes import CONTENT_TAGS, by_tag, without_stop_words
from kmedtext.language.tokenizer import TokenizerSpec, tokenize


@dataclass(frozen=True, slots=True)
class Analyzer:
    """Texts to words: the lemmas of the chosen parts of speech, in order.

    It holds a specification and no Kiwi, so it can be pickled and sent to other processes. ``tags`` are as in
    :func:`~kmedtext.language.by_tag`, an empty tuple takes every morpheme; ``stop_words`` leaves stop-words out.

    With scikit-learn: ``TfidfVectorizer(tokenizer=Analyzer(), lowercase=False, token_pattern=None)``, or shorter
    ``TfidfVectorizer(analyzer=Analyzer())``, which leaves capitals alone too.

    >>> Analyzer()("이번 임상시험에서 HbA1c가 줄었다.")
    ['임상시험', 'HbA1c', '줄다']
    """

    spec: TokenizerSpec | None = None
    tags: tuple[str, ...] = CONTENT_TAGS
    stop_words: bool = True

    def __call__(self, text: str) -> list[str]:
        """Give the words of a text."""
        found = tokenize(text, spec=self.spec)
        if self.tags:
            found = by_tag(found, *self.tags)
        if self.stop_words:
            found = without_stop_words(found)
        return [morpheme.lemma for morpheme in found]
