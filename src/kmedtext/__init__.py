"""Turn the raw pages of Korean medicine into clean, parallel Korean–English text.

The verbs, in order::

    page = load("page.txt")                 # bytes → Page
    article = clean(page)                   # Page → Article: blocks, metadata
    sentences(article), tokenize("…")       # sentences and morphemes, with offsets
    pair([article, …])                      # which articles tell the same story
    align(ko_article, en_article)           # which sentences translate each other
    build(["pages/"]).write("out/")         # all of it
    terms(corpus)                           # its bilingual glossary
"""

import logging

from kmedtext.__about__ import __version__
from kmedtext.alignment import Bitext, align, encoder, pair
from kmedtext.cleaning import SiteProfile, clean, learn_profile
from kmedtext.errors import (
    EncoderError,
    FailureCode,
    KmedtextError,
    LoadError,
    MissingExtraError,
    OutputError,
    TranslationError,
    UsageError,
)
from kmedtext.export import load_profile, save_profile, write_terms
from kmedtext.language import (
    Gloss,
    Language,
    Normalised,
    Passage,
    Quantity,
    glosses,
    identify,
    match_name,
    normalise,
    passages,
    quantities,
    romanise,
    sentences,
    split,
    tokenize,
)
from kmedtext.loading import Columns, Limits, load, load_all
from kmedtext.pipeline import Corpus, build
from kmedtext.records import (
    Article,
    Bead,
    Block,
    Checks,
    Failure,
    Kind,
    Morpheme,
    Page,
    PageKind,
    Pair,
    Pairing,
    Piece,
    Record,
    Region,
    Sentence,
    Source,
    Unaligned,
    Unpaired,
)
from kmedtext.terminology import GlossaryEntry, terms

# The library is silent unless the program that uses it listens.
logging.getLogger("kmedtext").addHandler(logging.NullHandler())

__all__ = [
    "Article",
    "Bead",
    "Bitext",
    "Block",
    "Checks",
    "Columns",
    "Corpus",
    "EncoderError",
    "Failure",
    "FailureCode",
    "Gloss",
    "GlossaryEntry",
    "Kind",
    "KmedtextError",
    "Language",
    "Limits",
    "LoadError",
    "MissingExtraError",
    "Morpheme",
    "Normalised",
    "OutputError",
    "Page",
    "PageKind",
    "Pair",
    "Pairing",
    "Passage",
    "Piece",
    "Quantity",
    "Record",
    "Region",
    "Sentence",
    "SiteProfile",
    "Source",
    "TranslationError",
    "Unaligned",
    "Unpaired",
    "UsageError",
    "__version__",
    "align",
    "build",
    "clean",
    "encoder",
    "glosses",
    "identify",
    "learn_profile",
    "load",
    "load_all",
    "load_profile",
    "match_name",
    "normalise",
    "pair",
    "passages",
    "quantities",
    "romanise",
    "save_profile",
    "sentences",
    "split",
    "terms",
    "tokenize",
    "write_terms",
]
