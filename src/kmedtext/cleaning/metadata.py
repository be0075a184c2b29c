"""Metadata: what a page says of its story: title, writers, dates, publisher, section, views, rights. Never a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kmedtext.cleaning.authorlists import listed_authors
from kmedtext.cleaning.bylinechoice import choose_byline, said_names
from kmedtext.cleaning.bylines import find_byline
from kmedtext.cleaning.copyrights import find_copyright
from kmedtext.cleaning.datechoice import choose_dates
from kmedtext.cleaning.headline import Headline
from kmedtext.cleaning.licences import find_licence
from kmedtext.cleaning.publisher import find_publisher
from kmedtext.cleaning.sections import find_section
from kmedtext.cleaning.signoffs import contributor, is_column, mailed_writer, signing_writers
from kmedtext.cleaning.surroundings import (
    Surroundings,
    outside_lines,
    page_lines,
    story_lines,
    surroundings,
)
from kmedtext.cleaning.titlelines import title_text
from kmedtext.cleaning.view import View
from kmedtext.cleaning.viewcounts import find_views
from kmedtext.records import Article

_AUTHOR_HINTS = (
    "jsonld:author",
    "article:author",
    "meta:author",
    "meta:parsely-author",
    "meta:sailthru.author",
    "meta:dc.creator",
    "meta:dcterms.creator",
    "meta:dc:creator",
    "meta:citation_author",
    "meta:byl",
    "payload:author",
    "author",
)
_COPYRIGHT_HINTS = (
    "jsonld:copyrightNotice",
    "meta:copyright",
    "meta:dc.rights",
    "meta:dcterms.rights",
    "meta:rights",
)
_LICENCE_HINTS = (
    "license",
    "jsonld:license",
    "meta:license",
    "meta:dcterms.license",
    "meta:dc.rights.license",
    *_COPYRIGHT_HINTS,
)
_CANDIDATES = 5
_ABOVE = 12
"""So many lines above the title may name the writer …"""
_KICKER = 3
"""… and so many may say that the text is a column."""


def read_metadata(article: Article, view: View, headline: Headline) -> Article:
    """Fill in what the page says of its story, and list what came near."""
    blocks = article.blocks
    title = headline.parts[-1] if headline.parts else None
    around = surroundings(blocks, view, title)
    whole = page_lines(blocks, view)
    close = (*around.story_end, *around.behind)
    dates = choose_dates(around.head, around.tail, view.hints, around.above, early=around.early, close=close)
    found_title = title_text(blocks, headline.parts)
    names, near_names = _writers(around, view, found_title)
    if names is not None and names.isupper():
        names = _mixed(names, whole)
    behind, before = outside_lines(blocks, view)
    publisher, publishers = find_publisher(whole, view.hints, outside=(*before, *behind), title=found_title)
    rights, other_rights = find_copyright(
        view.telling("copyright", (*around.story_end, *behind)),
        view.telling("copyright", before),
        _hinted(view, _COPYRIGHT_HINTS),
    )
    licence, licences = find_licence(
        view.telling("licence", (*behind, *before)),
        view.telling("licence", story_lines(blocks, view)),
        _hinted(view, _LICENCE_HINTS),
    )
    told = bool(view.body)
    section, sections = find_section(
        around.head, around.above, whole, title=found_title, house=publisher, hints=view.hints
    )
    views, counts = find_views(
        (around.head, around.above[-_ABOVE:], around.early, close, around.above) if told else ()
    )
    if views is None and not counts:
        views = next(map(int, filter(str.isdecimal, view.hints.get("payload:views", ()))), None)
    near: dict[str, Sequence[str]] = {
        "title": [blocks[index].text for index in headline.others],
        "byline": near_names,
        "published": dates.candidates,
        "modified": dates.changes,
        "publisher": publishers,
        "section": sections,
        "views": counts,
        "copyright": other_rights,
        "licence": licences,
    }
    chosen: dict[str, Any] = {
        "title": found_title,
        "byline": names,
        "published": dates.published,
        "modified": dates.modified,
        "publisher": publisher,
        "section": section if told else None,
        "copyright": rights,
        "licence": licence,
    }
    candidates: dict[str, tuple[str, ...]] = {}
    for field, values in near.items():
        distinct = dict.fromkeys(value for value in values if value and value != chosen.get(field))
        if distinct:
            candidates[field] = tuple(distinct)[:_CANDIDATES]
    return replace(article, **chosen, views=views, candidates=candidates)


def _hinted(view: View, names: Sequence[str]) -> list[str]:
    return [value.strip() for name in names for value in view.hints.get(name, ()) if value.strip()]


def _writers(around: Surroundings, view: View, title: str | None) -> tuple[str | None, list[str]]:
    """The writers that the page names, and the names that came near.

    In order: between title and body, at the body's beginning, above the title, at the end of
    the text, in a line with an address behind it, in the head of the HTML.
    """
    above = around.above[-_ABOVE:]
    signed = signing_writers(around.story_end, around.behind)
    column = is_column(title, (*around.above[-_KICKER:], *around.head))
    hinted = [value for value in _hinted(view, _AUTHOR_HINTS) if "://" not in value]
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
    # A credit near the beginning may name but one of those who sign the text.
    names = next((found for found in ranked if set(found) > set(names)), names) if names else ()
    near = [", ".join(found) for found in ranked if found]
    signing = view.telling("byline", around.tail)
    near += [", ".join(found.names) for line in signing if (found := find_byline(line))]
    return ", ".join(names) or None, [*near, *hinted]


def _mixed(names: str, lines: Sequence[str]) -> str:
    """Names in capitals as the page spells them elsewhere: BY DANA WHITLOCK, Dana Whitlock is …"""
    spelled = []
    for name in names.split(", "):
        pattern = re.compile(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", re.IGNORECASE)
        found = (match.group() for line in lines for match in pattern.finditer(line))
        spelled.append(next((own for own in found if not own.isupper() and not own.islower()), name))
    return ", ".join(spelled)


def _said(lines: Sequence[str]) -> tuple[str, ...]:
    """The names in lines that say that they are bylines."""
    return tuple(dict.fromkeys(name for number in range(len(lines)) for name in said_names(lines, number)))
