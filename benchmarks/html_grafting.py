"""Grafting: boxes of one HTML page are set into another, for training.

The boxes around a story (cards of other stories, comments, bars at the side) differ more from site to site than the
stories do, and there are few pages to learn from. A page whose gold is known gets boxes of other pages of its fold;
what a list of stories or a forum holds as its own text is a teaser or a comment where it stands below an article.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from benchmarks.cleaning_pages import GoldPage
from kmedtext.records import Page, Region

_FEWEST, _MOST = 3, 70
"""Regions of a box."""
_NAMELESS_BOX = 0.4
_NAMELESS_PAGE = 0.2
_UNDECLARED = 0.2
"""Shares of the boxes and pages that lose the names of their elements, and of pages that lose what their head says."""
_LISTS = ("listing", "collection", "forum")
"""Kinds of pages whose own text may stand in a box of an article."""

Piece = tuple[str, Region]


@dataclass(frozen=True, slots=True)
class Source:
    """A page with its gold and its labels: 1 for each region whose text is in the gold."""

    gold: GoldPage
    page: Page
    labels: tuple[int, ...]


def grafted(sources: Sequence[Source], count: int, seed: int = 0) -> Iterator[tuple[GoldPage, Page]]:
    """Yield ``count`` pages for each article of ``sources``, with boxes of the others."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    boxes = [(index, box) for index, source in enumerate(sources) for box in _boxes(source)]
    for index, source in enumerate(sources):
        if source.gold.page != "article" or not boxes:
            continue
        for number in range(count):
            drawn = [rng.choice(boxes) for _ in range(rng.choice((1, 1, 2, 3)))]
            pieces = [(source.page.text[one.start : one.end], one) for one in source.page.regions]
            for owner, box in drawn:
                if owner != index:
                    pieces = _set_in(pieces, source.labels, box, rng)
            if rng.random() < _NAMELESS_PAGE:
                pieces = [(text, replace(one, path=tuple(map(_bare, one.path)))) for text, one in pieces]
            hints = {} if rng.random() < _UNDECLARED else source.page.hints
            yield source.gold, _page(f"{source.page.id}_{number}", pieces, hints)


def _boxes(source: Source) -> Iterator[list[Piece]]:
    """The boxes of a page that may stand beside a story."""
    held: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, region in enumerate(source.page.regions):
        for depth in range(2, len(region.path)):
            held[region.path[: depth + 1]].append(index)
    free = source.gold.page in _LISTS
    for path, indices in held.items():
        whole = indices[-1] - indices[0] + 1 == len(indices)
        if not (whole and _FEWEST <= len(indices) <= _MOST):
            continue
        if not free and any(source.labels[index] for index in indices):
            continue
        regions = [source.page.regions[index] for index in indices]
        yield [
            (source.page.text[one.start : one.end], replace(one, path=one.path[len(path) - 1 :]))
            for one in regions
        ]


def _set_in(pieces: list[Piece], labels: Sequence[int], box: list[Piece], rng: random.Random) -> list[Piece]:
    """Set a box at the end of some container around the story, or of the page."""
    story = [place for place, label in enumerate(labels) if label]
    if not story:
        return pieces
    inner = pieces[rng.choice(story)][1].path
    common = inner[: max(1, len(inner) - 1)]
    around = common[: rng.randint(min(2, len(common)), len(common))]
    inside = [place for place, (_, region) in enumerate(pieces) if region.path[: len(around)] == around]
    place = inside[-1] + 1 if inside and rng.random() < 0.85 else (inside[0] if inside else len(pieces))
    nameless = rng.random() < _NAMELESS_BOX
    new = [
        (
            text,
            replace(one, path=around + (tuple(map(_bare, one.path)) if nameless else one.path)),
        )
        for text, one in box
    ]
    return [*pieces[:place], *new, *pieces[place:]]


def _bare(part: str) -> str:
    return re.split(r"[.#]", part, maxsplit=1)[0]


def _page(name: str, pieces: Sequence[Piece], hints: object) -> Page:
    texts, regions, at = [], [], 0
    for text, region in pieces:
        regions.append(replace(region, start=at, end=at + len(text)))
        texts.append(text + "\n")
        at += len(text) + 1
    return Page(name, "".join(texts), regions=tuple(regions), hints=hints)  # type: ignore[arg-type]


