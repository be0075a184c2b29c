"""The cleaning room: a page becomes an article whose blocks partition the page's text."""

from kmedtext.cleaning.cleaner import article_from_text, clean
from kmedtext.cleaning.profile import ProfileBuilder, SiteProfile, Sketch, learn_profile, sketch
from kmedtext.cleaning.reasons import Reason

__all__ = [
    "ProfileBuilder",
    "Reason",
    "SiteProfile",
    "Sketch",
    "article_from_text",
    "clean",
    "learn_profile",
    "sketch",
]
