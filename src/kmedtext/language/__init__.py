"""The language room: what language a text is in, its sentences, its morphemes."""

from kmedtext.language.identification import Language, identify
from kmedtext.language.lexicon import Term, medical_core
from kmedtext.language.passages import Passage, passages
from kmedtext.language.sentence import sentences
from kmedtext.language.splitting import split
from kmedtext.language.tokenizer import TokenizerSpec, content_words, nouns, tokenize
from kmedtext.language.width import columns

__all__ = [
    "Language",
    "Passage",
    "Term",
    "TokenizerSpec",
    "columns",
    "content_words",
    "identify",
    "medical_core",
    "nouns",
    "passages",
    "sentences",
    "split",
    "tokenize",
]
