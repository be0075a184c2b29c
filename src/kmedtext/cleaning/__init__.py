"""The cleaning room: a page becomes an article whose blocks partition the page's text."""

from kmedtext.cleaning.cleaner import article_from_text, clean
from kmedtext.cleaning.reasons import Reason

__all__ = ["Reason", "article_from_text", "clean"]
