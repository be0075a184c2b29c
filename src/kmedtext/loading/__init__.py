"""Loading: bytes, files and strings become pages.

A page's text is fixed here; all later offsets point into it. Each format is one file with one
loader, listed in ``registry``; other packages add theirs under the entry point group
``kmedtext.loaders``.
"""

from kmedtext.loading.discovery import discover
from kmedtext.loading.html import page_from_html
from kmedtext.loading.limits import Limits
from kmedtext.loading.opening import STDIN, load, load_bytes, load_stdin
from kmedtext.loading.registry import Loader
from kmedtext.loading.texts import page_from_text

__all__ = [
    "STDIN",
    "Limits",
    "Loader",
    "discover",
    "load",
    "load_bytes",
    "load_stdin",
    "page_from_html",
    "page_from_text",
]
