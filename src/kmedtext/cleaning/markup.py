"""Markup: what the regions of an HTML page add to the features of its drafts."""

from __future__ import annotations

import re
from functools import lru_cache, reduce
from operator import or_
from typing import Any

import numpy as np
import numpy.typing as npt

from kmedtext.cleaning.containers import Containers, containers_of
from kmedtext.cleaning.cuewords import tree as tree_of
from kmedtext.cleaning.declared import Hints, declares_article, title_rows
from kmedtext.cleaning.features import Column, Measured, places
from kmedtext.cleaning.network import PAGES, Tagged
from kmedtext.cleaning.tables import load_toml

_NAME = re.compile("[#.]")
_RUN = re.compile("[a-z]+")
_LONG = 5
"""Words of so many letters may be a part of a name."""
_FAR = 8.0
"""Ancestors further away than this count as absent."""
_CORE = 0.7
"""Share of the story's mass that the core holds: the innermost container with that much."""
_UP = 4
"""The innermost containers, so many, whose sums are looked at."""
_HEADS = ("h1", "h2", "h3", "h4", "h5", "h6")
_STORIES = ("article", "press_release", "notice")
_AGAIN = (
    "width", "words", "word_width", "digits", "hangul", "letters", "marks", "quotes", "commas", "capitals", "sentences", "particles",
    "final", "last_colon", "last_ending", "first_lower", "numbered", "bullet", "short", "date", "time", "link", "label", "cells",
    "repeats", "met", "share_before", "position", "page_blocks", "page_prose",
)  # fmt: skip
"""Columns of the text's features that are looked at anew."""


def markup_rows(measured: Measured, tagged: Tagged, hints: Hints | None = None) -> Column:
    """Rows for the second pass: tags, names, links and containers, with what the text alone and the head say."""
    drafts = measured.drafts
    odds = tagged.body.astype(np.float64)
    if not drafts:
        return np.zeros((0, 1))
    tree = containers_of([draft.region.path if draft.region else () for draft in drafts])
    size = np.asarray([max(1, len(draft.text)) for draft in drafts], dtype=np.float64)
    links = np.asarray([draft.region.links if draft.region else 0 for draft in drafts], dtype=np.float64)
    links = np.minimum(links, size)
    share = 1.0 / (1.0 + np.exp(-np.clip(odds, -6.0, 6.0)))
    mass = np.minimum(np.asarray(measured.widths, dtype=np.float64), 1200.0) * share
    sums = tree.sums(np.column_stack([size, links, mass, size * share, np.ones(len(drafts))]))
    core = _core(tree, sums[:, 2])
    chain = tree.chain(core)
    own = [
        odds,
        links / size,
        np.asarray([float(draft.region is not None and draft.region.hidden) for draft in drafts]),
        tree.depths[tree.of_draft].astype(np.float64),
        *_held(tree, sums),
        *_beside_core(tree, sums, core, tree.branches(chain)[tree.of_draft]),
        *_around_core(tree.of_draft, chain, core, mass),
    ]
    prose = np.asarray(measured.finals, dtype=np.float64) * (1.0 - links / size)
    prose *= np.minimum(np.asarray(measured.widths, dtype=np.float64), 1200.0)
    is_p = np.asarray([float(draft.region is not None and draft.region.tag == "p") for draft in drafts])
    heads = np.asarray([float(draft.region is not None and draft.region.tag in _HEADS) for draft in drafts])
    linked = (links > 0.7 * size).astype(np.float64)
    forms = np.column_stack([size, prose, size * is_p, np.ones(len(drafts)), heads, linked])
    own += _prose(tree, tree.sums(forms), prose)
    own += _below_title(tree, tagged, title_rows([draft.text for draft in drafts], hints or {}))
    page = np.full((len(drafts), 1), _article_share(tagged, hints or {}))
    near = [_moved(own[column], step) for column in (0, 1) for step in (-2, -1, 1, 2)]
    again = measured.rows[:, [places()[name] for name in _AGAIN]]
    tags = np.asarray([_tags(draft.region.tag if draft.region else "") for draft in drafts])
    return np.hstack(
        [
            np.column_stack([*own, *near]),
            tags,
            _labelled(tree, chain),
            tagged.kinds,
            tagged.title[:, None],
            page,
            again,
        ]
    )


def _core(tree: Containers, mass: Column) -> int:
    """The innermost container that holds most of the story's mass."""
    held = mass >= _CORE * max(1.0, float(mass[0]))
    held[0] = True
    return int(np.argmax(np.where(held, tree.depths, -1)))


def _shares(sums: Column, nodes: Any) -> list[Column]:
    """Of nodes: share of the page's story, share of linked text, mean probability, number of drafts."""
    size, links, mass, likely, count = sums[nodes].T
    return [
        mass / max(1.0, float(sums[0, 2])),
        links / np.maximum(1.0, size),
        likely / np.maximum(1.0, size),
        np.log1p(count),
    ]


def _held(tree: Containers, sums: Column) -> list[Column]:
    """What the innermost containers of each draft hold."""
    node, result = tree.of_draft, []
    for _ in range(_UP):
        result.extend(_shares(sums, node))
        node = tree.parents[node]
    return result


def _beside_core(tree: Containers, sums: Column, core: int, branch: Any) -> list[Column]:
    """What the branch holds in which a draft parts from the way to the core, and where it parts."""
    fork = tree.parents[branch]
    return [
        *_shares(sums, branch),
        (tree.depths[core] - tree.depths[fork]).astype(np.float64),
        (tree.depths[tree.of_draft] - tree.depths[fork]).astype(np.float64),
    ]


def _article_share(tagged: Tagged, hints: Hints) -> float:
    """How probable it is that the page is an article: its head's word counts for more than its look."""
    if declares_article(hints):
        return 1.0
    return float(sum(tagged.page[PAGES.index(kind)] for kind in _STORIES))


def _prose(tree: Containers, sums: Column, prose: Column) -> list[Column]:
    """What the innermost containers are made of, by form alone: sentences, paragraphs, headings, links; how much
    prose stands on end in one container; and the way to the longest such run."""
    result, node = [], tree.of_draft
    for _ in range(_UP):
        result += _forms(sums, node)
        node = tree.parents[node]
    own, around = _runs(tree.of_draft, prose), _runs(tree.parents[tree.of_draft], prose)
    longest = int(np.argmax(around[1]))
    core = int(tree.parents[tree.of_draft[longest]])
    branch = tree.branches(tree.chain(core))[tree.of_draft]
    fork = tree.parents[branch]
    return [
        *result,
        *own,
        *around,
        around[1] / max(1.0, float(around[1][longest])),
        *_forms(sums, branch),
        (tree.depths[core] - tree.depths[fork]).astype(np.float64),
        (branch == tree.of_draft).astype(np.float64),
    ]


def _forms(sums: Column, nodes: Any) -> list[Column]:
    size, prose, paragraphs, count, heads, linked = sums[nodes].T
    size = np.maximum(1.0, size)
    return [
        prose / max(1.0, float(sums[0, 1])),
        prose / size,
        paragraphs / size,
        size / count,
        heads / count,
        linked / count,
    ]


def _runs(nodes: Any, prose: Column) -> list[Column]:
    """Of the drafts on end that stand in one container: how many they are, and their prose."""
    run = np.concatenate([[0], np.cumsum(nodes[1:] != nodes[:-1])])
    return [np.log1p(np.bincount(run)[run]), np.log1p(np.bincount(run, weights=prose)[run])]


def _below_title(tree: Containers, tagged: Tagged, named: Column) -> list[Column]:
    """How far each draft stands behind the likeliest title, and how deep the container is that holds both."""
    title = int(np.argmax(tagged.title + 4.0 * named))
    branch = tree.branches(tree.chain(int(tree.of_draft[title])))[tree.of_draft]
    behind = np.arange(len(named), dtype=np.float64) - title
    return [
        np.clip(behind, -40.0, 80.0),
        (tree.depths[tree.of_draft[title]] - tree.depths[tree.parents[branch]]).astype(np.float64),
        named,
        np.full(len(named), float(tagged.title[title])),
    ]


def _around_core(of_draft: Any, chain: Any, core: int, mass: Column) -> list[Column]:
    """How much of the story stands before and behind each draft, and how far away its nearest piece is."""
    total = max(1.0, float(mass.sum()))
    before = np.cumsum(mass) - mass
    order = np.arange(len(mass), dtype=np.float64)
    strong = mass > 0.02 * total
    last = np.maximum.accumulate(np.where(strong, order, -99.0))
    following = np.minimum.accumulate(np.where(strong, order, len(mass) + 99.0)[::-1])[::-1]
    return [
        before / total,
        (total - before - mass) / total,
        np.minimum(order - last, 30.0),
        np.minimum(following - order, 30.0),
        (of_draft == core).astype(np.float64),
        chain[of_draft].astype(np.float64),
    ]


def _labelled(tree: Containers, chain: Any) -> Column:
    """For each group of names and tags: nearness of the closest container that bears one, and how many
    do that are not around the core as well."""
    bits = np.asarray([_labels(part) for part in tree.parts], dtype=np.int64)
    hits = ((bits[:, None] >> np.arange(_label_count())) & 1).astype(np.float64)
    apart = np.zeros_like(hits)
    distance = np.full_like(hits, _FAR)
    for nodes in tree.levels():
        parents = tree.parents[nodes]
        apart[nodes] = np.where(chain[nodes][:, None], 0.0, apart[parents] + hits[nodes])
        distance[nodes] = np.where(hits[nodes] > 0, 0.0, np.minimum(distance[parents] + 1.0, _FAR))
    near = np.where(distance < _FAR, 1.0 / (1.0 + distance), 0.0)
    labelled: Column = np.hstack([near, np.minimum(apart, 2.0)])[tree.of_draft]
    return labelled


@lru_cache(maxsize=1)
def _tables() -> tuple[list[frozenset[str]], dict[str, int]]:
    """The groups of telling tags, and a bit for each tag that tells where it is an ancestor."""
    table: dict[str, Any] = load_toml("regions.toml")
    first = len(table["names"])
    return (
        [frozenset(group) for group in table["tags"]["groups"]],
        {tag: 1 << (first + place) for place, tag in enumerate(table["tags"]["ancestors"])},
    )


def _label_count() -> int:
    table: dict[str, Any] = load_toml("regions.toml")
    return len(table["names"]) + len(table["tags"]["ancestors"])


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, int], dict[str, int], re.Pattern[str]]:
    """The words in names with the bits of their groups: short ones, long ones, and a pattern for those.

    Short words must stand by themselves in a name, or in the plural; others may be a part of it, so that
    a long one has the bits of those inside it as well.
    """
    bits: dict[str, int] = {}
    for place, words in enumerate(load_toml("regions.toml")["names"].values()):
        for word in words:
            bits[word] = bits.get(word, 0) | 1 << place
    short = {word: bit for word, bit in bits.items() if len(word) < _LONG}
    long = bits.keys() - short.keys()
    held = {word: reduce(or_, (bits[other] for other in long if other in word)) for word in long}
    plural = {f"{word}s": bit for word, bit in short.items()}
    return {**plural, **short}, held, re.compile(tree_of(long))


@lru_cache(maxsize=64)
def _tags(tag: str) -> tuple[float, ...]:
    return tuple(float(tag in group) for group in _tables()[0])


@lru_cache(maxsize=8192)
def _labels(part: str) -> int:
    """Which groups of names an element's classes and id speak for, and which of the telling tags it is: a bit each."""
    tag, *names = _NAME.split(part)
    return reduce(or_, map(_groups, names), _tables()[1].get(tag, 0))


@lru_cache(maxsize=8192)
def _groups(name: str) -> int:
    """The groups that an id or a class speaks for; pages share most of them."""
    short, long, pattern = _words()
    found = 0
    for run in _RUN.findall(name):
        found |= short.get(run, 0)
    match = pattern.search(name)
    while match is not None:
        found |= long[match.group()]
        match = pattern.search(name, match.start() + 1)
    return found


def chrome_parts(parts: list[str]) -> npt.NDArray[np.bool_]:
    """Whether the names or the tag of each container speak for what stands beside a story."""
    table = load_toml("regions.toml")
    columns = [list(table["names"]).index(name) for name in table["beside"]["names"]]
    columns += [
        len(table["names"]) + table["tags"]["ancestors"].index(tag) for tag in table["beside"]["tags"]
    ]
    mask = sum(1 << column for column in columns)
    return np.asarray([bool(_labels(part) & mask) for part in parts], dtype=np.bool_)


def _moved(values: Column, step: int) -> Column:
    result = np.zeros(len(values))
    if step > 0:
        result[step:] = values[:-step] if step < len(values) else values[:0]
    elif -step < len(values):
        result[:step] = values[-step:]
    return result
