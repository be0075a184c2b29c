"""Metadata: what a page says of its story: title, writers, dates, publisher. Never a guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kmedtext.cleaning.bylines import find_byline
from kmedtext.cleaning.datechoice import choose_dates
from kmedtext.cleaning.publisher import find_publisher
from kmedtext.cleaning.view import View
from kmedtext.records import Article, Block, Kind

_AUTHOR_HINTS = ("jsonld:author", "author", "article:author", "parsely-author", "dc.creator")
_CANDIDATES = 5


def read_metadata(article: Article, view: View, title: int | None, others: Sequence[int]) -> Article:
    """Fill in title, byline, dates and publisher, and list what came near."""
    blocks = article.blocks
    texts = [block.text for block in blocks]
    first, last = min(view.first, len(blocks)), view.last
    head_start = title + 1 if title is not None else 0
    head = texts[head_start : max(head_start, first + 1 if first < len(blocks) else 0)]
    above = texts[:head_start]
    tail = texts[last + 1 :]
    dates = choose_dates(head, tail, view.hints, above)
    names, near_names = _writers(blocks, first, view)
    publisher, publishers = find_publisher(texts, view.hints)
    candidates: dict[str, tuple[str, ...]] = {}
    found_title = blocks[title].text if title is not None else None
    near = {
        "title": [texts[index] for index in others],
        "byline": near_names,
        "published": list(dates.candidates),
        "publisher": list(publishers),
    }
    chosen = {"title": found_title, "byline": names, "published": dates.published, "publisher": publisher}
    for field, values in near.items():
        kept = tuple(dict.fromkeys(value for value in values if value and value != chosen[field]))[
            :_CANDIDATES
        ]
        if kept:
            candidates[field] = kept
    return replace(
        article,
        title=found_title,
        byline=names,
        published=dates.published,
        modified=dates.modified,
        publisher=publisher,
        candidates=candidates,
    )


def _writers(blocks: Sequence[Block], first: int, view: View) -> tuple[str | None, list[str]]:
    front: dict[str, None] = {}
    back: dict[str, None] = {}
    for index, block in enumerate(blocks):
        if block.kind is Kind.BYLINE and block.kept:
            found = find_byline(block.text)
            if found is not None:
                (front if index <= first else back).update(dict.fromkeys(found.names))
    names = list(front or back)
    hinted = [
        value.strip()
        for name in _AUTHOR_HINTS
        for value in view.hints.get(name, ())
        if value.strip() and "://" not in value
    ]
    if names:
        return ", ".join(names), [*back, *hinted]
    for value in hinted:
        found = find_byline(value) or find_byline(f"By {value}")
        if found is not None:
            return ", ".join(found.names), hinted
    return None, hinted
