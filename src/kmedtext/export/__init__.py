"""The export room: a corpus becomes files with a fixed schema, the same bytes for the same corpus.

The files and their fields are described in ``docs/formats.md``; ``schema.toml`` is their source.
"""

from kmedtext.export.bilingual import BILINGUAL_FORMATS, check_bilingual_formats, write_bilingual
from kmedtext.export.flat import to_pandas
from kmedtext.export.folder import prepare
from kmedtext.export.glossary import TERM_FORMATS, check_term_formats, term_row, write_terms
from kmedtext.export.jsonl import encode
from kmedtext.export.profiles import load_profile, save_profile
from kmedtext.export.provenance import manifest
from kmedtext.export.reading import Built, read_articles, read_built
from kmedtext.export.rows import article_row, record_row, unaligned_row
from kmedtext.export.schema import schema_version
from kmedtext.export.writable import Writable
from kmedtext.export.writing import FORMATS, check_formats, read_records, write

__all__ = [
    "BILINGUAL_FORMATS",
    "FORMATS",
    "TERM_FORMATS",
    "Built",
    "Writable",
    "article_row",
    "check_bilingual_formats",
    "check_formats",
    "check_term_formats",
    "encode",
    "load_profile",
    "manifest",
    "prepare",
    "read_articles",
    "read_built",
    "read_records",
    "record_row",
    "save_profile",
    "schema_version",
    "term_row",
    "to_pandas",
    "unaligned_row",
    "write",
    "write_bilingual",
    "write_terms",
]
