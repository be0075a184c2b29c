"""The language room: what language a text is in, its sentences, its morphemes."""

from kmedtext.language.analyzer import Analyzer
from kmedtext.language.compounds import parts_of
from kmedtext.language.eojeols import Eojeol, eojeols
from kmedtext.language.gloss_parts import GlossForm
from kmedtext.language.glosses import Gloss, glosses
from kmedtext.language.identification import Language, identify
from kmedtext.language.lexicon import Lexicon, Term, harvested, medical_core
from kmedtext.language.lexicon_files import load_lexicon
from kmedtext.language.morphemes import by_tag, content_words, lemmas, nouns, stop_words, without_stop_words
from kmedtext.language.names import match_name
from kmedtext.language.normalisation import Edit, Normalised, normalise
from kmedtext.language.passages import Passage, passages
from kmedtext.language.quantities import Quantity, quantities, same_quantity
from kmedtext.language.romanisation import romanise, romanise_name
from kmedtext.language.sentence import sentences
from kmedtext.language.spacy_doc import to_doc
from kmedtext.language.splitting import split
from kmedtext.language.tokenizer import TokenizerSpec, tokenize
from kmedtext.language.width import columns

__all__ = [
    "Analyzer",
    "Edit",
    "Eojeol",
    "Gloss",
    "GlossForm",
    "Language",
    "Lexicon",
    "Normalised",
    "Passage",
    "Quantity",
    "Term",
    "TokenizerSpec",
    "by_tag",
    "columns",
    "content_words",
    "eojeols",
    "glosses",
    "harvested",
    "identify",
    "lemmas",
    "load_lexicon",
    "match_name",
    "medical_core",
    "normalise",
    "nouns",
    "parts_of",
    "passages",
    "quantities",
    "romanise",
    "romanise_name",
    "same_quantity",
    "sentences",
    "split",
    "stop_words",
    "to_doc",
    "tokenize",
    "without_stop_words",
]
