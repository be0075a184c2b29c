"""Sites of our own: one page's chrome around the stories of others, as the pages of one site would come.

The chrome of a site is that of one annotated page: what stands before the title, among the front matter,
inside and behind the story. Each of its pages lacks some lines at random, and its links to other stories
bear the titles of the pages they would lead to. Stories, titles, bylines and dates are other pages' own.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator

from benchmarks.annotated import BODY, KEPT, Annotated, Row, compose
from benchmarks.cleaning_mixing import Parts, take_apart

_LACKING = 0.08
"""Share of the chrome's lines that a page lacks."""
_NEWS = 0.5
"""Share of the links to other stories that are new on each page."""


def sites(pages: Iterable[Annotated], most: int = 99, seed: int = 0) -> Iterator[list[Annotated]]:
    """Yield for each page a site of its chrome, with up to ``most`` stories of the same language."""
    groups: defaultdict[str, list[Parts]] = defaultdict(list)
    for page in pages:
        parts = take_apart(page)
        if parts:
            groups[page.truth["lang"]].append(parts)
    for lang, group in sorted(groups.items()):
        titles = [parts.title for parts in group if parts.title]
        for own in group:
            rng = random.Random(f"{seed}/{own.name}")  # noqa: S311 - reproducible, not secret
            others = [parts for parts in group if parts is not own]
            rng.shuffle(others)
            yield [_page(own, other, lang, titles, rng) for other in [own, *others][:most]]


def _page(site: Parts, own: Parts, lang: str, titles: list[str], rng: random.Random) -> Annotated:
    head = [row for row in own.matter if row.kind in KEPT or not row.kind]
    tools = [row for row in site.matter if row.kind not in KEPT]
    place = rng.randrange(len(tools) + 1) if not head else len(tools) // 2
    inner = [row for row in site.story if row.kind and row.kind not in KEPT]
    story = [row for row in own.story if not row.kind or row.kind in KEPT]
    breaks = [index + 1 for index, row in enumerate(story) if row.kind in BODY and not _goes_on(story, index)]
    middle = breaks[len(breaks) // 2] if breaks and inner else len(story)
    front, tools, back = (_varied(rows, titles, rng) for rows in (site.front, tools, site.back))
    rows = [
        *front,
        *head[:1],
        *tools[:place],
        *head[1:],
        *tools[place:],
        *story[:middle],
        *inner,
        *story[middle:],
    ]
    return compose(own.name, {"title": own.title, "lang": lang}, [*rows, *back])


def _goes_on(rows: list[Row], index: int) -> bool:
    return index + 1 < len(rows) and rows[index + 1].goes_on


def _varied(rows: list[Row], titles: list[str], rng: random.Random) -> list[Row]:
    result = []
    for row in rows:
        if row.kind and not row.goes_on and rng.random() < _LACKING:
            continue
        if row.kind == "related" and len(row.text) > 16 and rng.random() < _NEWS:
            row = Row(row.kind, False, rng.choice(titles))
        result.append(row)
    return result
