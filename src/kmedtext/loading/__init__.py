"""Loading: bytes, files and strings become pages.

A page's text is fixed here; all later offsets point into it. Each format is one file with one
loader, listed in ``registry``; other packages add theirs under the entry point group
``kmedtext.loaders``.
"""

from kmedtext.loading.discovery import discover
from kmedtext.loading.expansion import documents, load, load_all
from kmedtext.loading.files import STDIN
from kmedtext.loading.html import page_from_html
from kmedtext.loading.limits import Limits
from kmedtext.loading.opening import load_bytes, load_document
from kmedtext.loading.origin import Columns, Document, Origin, Skipped, failure_of
from kmedtext.loading.registry import Collection, Loader
from kmedtext.loading.sample import Sample
from kmedtext.loading.texts import page_from_text

__all__ = [
    "STDIN",
    "Collection",
    "Columns",
    "Document",
    "Limits",
    "Loader",
    "Origin",
    "Sample",
    "Skipped",
    "discover",
    "documents",
    "failure_of",
    "load",
    "load_all",
    "load_bytes",
    "load_document",
    "page_from_html",
    "page_from_text",
]
