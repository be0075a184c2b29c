"""Carried facts: what a mail's head, a table's other columns or a feed say of the page that they hold."""

from __future__ import annotations

from collections.abc import Mapping

from kmedtext.cleaning.tables import load_toml
from kmedtext.records import Page

_CARRIED = frozenset({"text/plain", "text/html", "text/markdown"})
"""Of other formats the metadata are the document's own, and tell who typed it and when."""


def hints_of(page: Page) -> Mapping[str, tuple[str, ...]]:
    """What the head of the page says, and behind it what its carrier says, under the names of such heads.

    >>> from kmedtext.records import Source
    >>> hints_of(Page("a", "", Source(metadata={"author": "김하나"})))
    {'meta:author': ('김하나',)}
    """
    facts = carried(page)
    names: Mapping[str, str] = load_toml("carried.toml")["hints"]
    hints = dict(page.hints)
    for fact, name in names.items():
        value = facts.get(fact, "").strip()
        if value:
            hints[name] = (*hints.get(name, ()), value)
    return hints


def carried(page: Page) -> Mapping[str, str]:
    """The metadata of a page's carrier; none where they are the document's own."""
    return page.source.metadata if page.source.media_type in _CARRIED else {}
