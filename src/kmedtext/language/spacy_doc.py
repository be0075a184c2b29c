"""The bridge to spaCy: a ``Doc`` of a text's morphemes. No spaCy model is needed or loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kmedtext.errors import MissingExtraError
from kmedtext.language.tokenizer import TokenizerSpec, tokenize

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_GAP = re.compile(r"\s+|\S+")
_Token = tuple[str, str, str]


def to_doc(text: str, *, vocab: Vocab | None = None, spec: TokenizerSpec | None = None) -> Doc:
    """Make a spaCy ``Doc`` whose text is exactly ``text``, with Sejong tags (``tag_``) and lemmas.

    Morphemes that share syllables (됐 is 되 and 었) make one token with the tags joined by ``+`` and the first lemma.
    As in spaCy's own tokenizers, one space belongs to the token before it and other white space is a token.
    Raises MissingExtraError where spaCy is absent.
    """
    try:
        from spacy.tokens import Doc
        from spacy.vocab import Vocab
    except ImportError as error:
        raise MissingExtraError("spacy", "making a spaCy Doc") from error
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    names: list[str] = []
    for word, tag, lemma in _tokens(text, spec):
        if word == " " and spaces and not spaces[-1] and not words[-1].isspace():
            spaces[-1] = True
            continue
        words.append(word)
        spaces.append(False)
        tags.append(tag)
        names.append(lemma)
    return Doc(vocab or Vocab(), words=words, spaces=spaces, tags=tags, lemmas=names)


def _tokens(text: str, spec: TokenizerSpec | None) -> Iterator[_Token]:
    """Yield (text, tag, lemma); the texts, one after the other, are the whole text."""
    position = 0
    start, end = 0, 0
    tags: list[str] = []
    lemma = ""
    for morpheme in (*tokenize(text, spec=spec), None):
        if tags and (morpheme is None or (morpheme.start >= end and morpheme.end > end)):
            yield from _gap(text, position, start)
            yield text[start:end], "+".join(tags), lemma
            position, tags = end, []
        if morpheme is None:
            break
        if not tags:
            start, end, lemma = max(position, morpheme.start), morpheme.end, morpheme.lemma
        tags.append(morpheme.tag)
        start, end = min(start, max(position, morpheme.start)), max(end, morpheme.end)
    yield from _gap(text, position, len(text))


def _gap(text: str, start: int, end: int) -> Iterator[_Token]:
    """What no morpheme covers: white space, of which the first space goes to the word before, and anything else."""
    if text.startswith(" ", start, end):
        yield " ", "", ""
        start += 1
    for match in _GAP.finditer(text, start, end):
        yield match[0], "", match[0]
