"""The language room: what language a text is in, its sentences, its morphemes."""

from kmedtext.language.analyzer import Analyzer
from kmedtext.language.compounds import parts_of
from kmedtext.language.eojeols import Eojeol, eojeols
from kmedtext.language.identification import Language, identify
from kmedtext.language.lexicon import Lexicon, Term, harvested, medical_core
from kmedtext.language.lexicon_files import load_lexicon
from kmedtext.language.morphemes import by_tag, content_words, lemmas, nouns, stop_words, without_stop_words
from kmedtext.language.sentence import sentences
from kmedtext.language.spacy_doc import to_doc
from kmedtext.language.splitting import split
from kmedtext.language.tokenizer import TokenizerSpec, tokenize
from kmedtext.language.width import columns

__all__ = [
    "Analyzer",
    "Eojeol",
    "Language",
    "Lexicon",
    "Term",
    "TokenizerSpec",
    "by_tag",
    "columns",
    "content_words",
    "eojeols",
    "harvested",
    "identify",
    "lemmas",
    "load_lexicon",
    "medical_core",
    "nouns",
    "parts_of",
    "sentences",
    "split",
    "stop_words",
    "to_doc",
    "tokenize",
    "without_stop_words",
]
