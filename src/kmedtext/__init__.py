"""Turn the raw pages of Korean medicine into clean, parallel Korean–English text.

The verbs, in order::

    page = load("page.txt")                 # bytes → Page
    article = clean(page)                   # Page → Article: blocks, metadata
    sentences(article), tokenize("…")       # sentences and morphemes, with offsets
    pair([article, …])                      # which articles tell the same story
    align(ko_article, en_article)           # which sentences translate each other
    build(["pages/"]).write("out/")         # all of it
    translate(article, engine="libre")      # a missing side, by an engine you name
    terms(corpus)                           # its bilingual glossary
"""

import logging

from kmedtext.__about__ import __version__
from kmedtext.alignment import Bitext, Constraints, Part, align, encoder, pair, read_bitext
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
from kmedtext.loading.paired import PairColumns
from kmedtext.pipeline import Corpus, build
from kmedtext.records import (
    Article,
    Bead,
    Block,
    Checks,
    Failure,
    Kind,
    Machine,
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
    Untranslated,
)
from kmedtext.terminology import GlossaryEntry, terms
from kmedtext.translation import (
    Glossary,
    Translated,
    Translation,
    TranslationMemory,
    load_glossary,
    translate,
)

# The library is silent unless the program that uses it listens.
logging.getLogger("kmedtext").addHandler(logging.NullHandler())

__all__ = [
    "Article",
    "Bead",
    "Bitext",
    "Block",
    "Checks",
    "Columns",
    "Constraints",
    "Corpus",
    "EncoderError",
    "Failure",
    "FailureCode",
    "Gloss",
    "Glossary",
    "GlossaryEntry",
    "Kind",
    "KmedtextError",
    "Language",
    "Limits",
    "LoadError",
    "Machine",
    "MissingExtraError",
    "Morpheme",
    "Normalised",
    "OutputError",
    "Page",
    "PageKind",
    "Pair",
    "PairColumns",
    "Pairing",
    "Part",
    "Passage",
    "Piece",
    "Quantity",
    "Record",
    "Region",
    "Sentence",
    "SiteProfile",
    "Source",
    "Translated",
    "Translation",
    "TranslationError",
    "TranslationMemory",
    "Unaligned",
    "Unpaired",
    "Untranslated",
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
    "load_glossary",
    "load_profile",
    "match_name",
    "normalise",
    "pair",
    "passages",
    "quantities",
    "read_bitext",
    "romanise",
    "save_profile",
    "sentences",
    "split",
    "terms",
    "tokenize",
    "translate",
    "write_terms",
]
