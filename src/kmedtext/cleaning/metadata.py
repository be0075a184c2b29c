"""Metadata: what a page says of its story: title, writers, dates, publisher. Never a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kmedtext.cleaning.authorlists import listed_authors
from kmedtext.cleaning.bylinechoice import choose_byline, said_names
from kmedtext.cleaning.bylines import find_byline
from kmedtext.cleaning.datechoice import choose_dates
from kmedtext.cleaning.publisher import find_publisher
from kmedtext.cleaning.signoffs import contributor, is_column, mailed_writer, signing_writers
from kmedtext.cleaning.surroundings import Surroundings, page_lines, surroundings
from kmedtext.cleaning.view import View
from kmedtext.records import Article

_AUTHOR_HINTS = ("jsonld:author", "author", "article:author", "parsely-author", "dc.creator")
_CANDIDATES = 5
_ABOVE = 12
"""So many lines above the title may name the writer …"""
_KICKER = 3
"""… and so many may say that the text is a column."""


def read_metadata(article: Article, view: View, title: int | None, others: Sequence[int]) -> Article:
    """Fill in title, byline, dates and publisher, and list what came near."""
    blocks = article.blocks
    around = surroundings(blocks, view, title)
    close = (*around.story_end, *around.behind)
    dates = choose_dates(around.head, around.tail, view.hints, around.above, early=around.early, close=close)
    found_title = blocks[title].text if title is not None else None
    names, near_names = _writers(around, view, found_title)
    publisher, publishers = find_publisher(page_lines(blocks, view), view.hints)
    near = {
        "title": [blocks[index].text for index in others],
        "byline": near_names,
        "published": list(dates.candidates),
        "publisher": list(publishers),
    }
    chosen = {"title": found_title, "byline": names, "published": dates.published, "publisher": publisher}
    candidates: dict[str, tuple[str, ...]] = {}
    for field, values in near.items():
        distinct = dict.fromkeys(value for value in values if value and value != chosen[field])
        if distinct:
            candidates[field] = tuple(distinct)[:_CANDIDATES]
    return replace(
        article,
        title=found_title,
        byline=names,
        published=dates.published,
        modified=dates.modified,
        publisher=publisher,
        candidates=candidates,
    )


def _writers(around: Surroundings, view: View, title: str | None) -> tuple[str | None, list[str]]:
    """The writers that the page names, and the names that came near.

    In order: between title and body, at the body's beginning, above the title, at the end of
    the text, in a line with an address behind it, in the head of the HTML.
    """
    above = around.above[-_ABOVE:]
    signed = signing_writers(around.story_end, around.behind)
    column = is_column(title, (*around.above[-_KICKER:], *around.head))
    hinted = [
        value.strip()
        for name in _AUTHOR_HINTS
        for value in view.hints.get(name, ())
        if value.strip() and "://" not in value
    ]
    known = [found.names for value in hinted if (found := find_byline(value) or find_byline(f"By {value}"))]
    ranked = (
        choose_byline(around.head).names,
        _said(around.early),
        next((listed for line in around.early if (listed := listed_authors(line))), ()),
        _said(above),
        contributor(around.head, column=True) if column else (),
        signed,
        mailed_writer(around.tail),
        *known[:1],
    )
    names = next((found for found in ranked if found), ())
    near = [", ".join(found) for found in ranked if found]
    near += [", ".join(found.names) for line in around.tail if (found := find_byline(line))]
    return ", ".join(names) or None, [*near, *hinted]


def _said(lines: Sequence[str]) -> tuple[str, ...]:
    """The names in lines that say that they are bylines."""
    return tuple(dict.fromkeys(name for number in range(len(lines)) for name in said_names(lines, number)))
