"""The language room: what language a text is in, its sentences, its morphemes."""

from kmedtext.language.glosses import Gloss, GlossForm, glosses
from kmedtext.language.identification import Language, identify
from kmedtext.language.lexicon import Term, medical_core
from kmedtext.language.names import match_name
from kmedtext.language.normalisation import Edit, Normalised, normalise
from kmedtext.language.passages import Passage, passages
from kmedtext.language.quantities import Quantity, quantities, same_quantity
from kmedtext.language.romanisation import romanise, romanise_name
from kmedtext.language.sentence import sentences
from kmedtext.language.splitting import split
from kmedtext.language.tokenizer import TokenizerSpec, content_words, nouns, tokenize
from kmedtext.language.width import columns

__all__ = [
    "Edit",
    "Gloss",
    "GlossForm",
    "Language",
    "Normalised",
    "Passage",
    "Quantity",
    "Term",
    "TokenizerSpec",
    "columns",
    "content_words",
    "glosses",
    "identify",
    "match_name",
    "medical_core",
    "normalise",
    "nouns",
    "passages",
    "quantities",
    "romanise",
    "romanise_name",
    "same_quantity",
    "sentences",
    "split",
    "tokenize",
]
