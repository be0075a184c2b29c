"""Declared: what the head of an HTML page says of its story: that it has one, and its title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.float64]
Hints = Mapping[str, tuple[str, ...]]

_TYPES = re.compile(r"(?:Article|Posting|Report)$")
_TITLES = ("og:title", "jsonld:headline", "meta:twitter:title", "title")
_WORD = re.compile(r"\w+")
_LEAST_TITLE = 8


def declares_article(hints: Hints) -> bool:
    """Whether the head calls the page an article.

    >>> declares_article({"og:type": ("article",)}), declares_article({"og:type": ("website",)})
    (True, False)
    """
    return (
        "article" in hints.get("og:type", ())
        or "article:published_time" in hints
        or any(map(_TYPES.search, hints.get("jsonld:@type", ())))
    )


def title_rows(texts: Sequence[str], hints: Hints) -> Column:
    """1 for each text that is the title of the head, or its beginning before the name of the site."""
    titles = [" ".join(_WORD.findall(title.lower())) for name in _TITLES for title in hints.get(name, ())]
    found = np.zeros(len(texts))
    if titles:
        for index, text in enumerate(texts):
            plain = " ".join(_WORD.findall(text.lower())) if len(text) <= 300 else ""
            found[index] = len(plain) >= _LEAST_TITLE and any(plain in title for title in titles)
    return found
