"""Core: the container of an HTML page that holds its story."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmedtext.cleaning.containers import Containers, containers_of
from kmedtext.cleaning.decision import thresholds
from kmedtext.cleaning.features import Column, Measured
from kmedtext.cleaning.markup import chrome_parts

_LONGEST = 1200.0
"""Columns of a draft that count."""


def by_core(
    measured: Measured, scores: Sequence[float], body: set[int], possible: Sequence[bool]
) -> set[int]:
    """The body of a page that holds one story: more of the story's container, less of what stands far from it."""
    table = thresholds()
    tree = _tree(measured)
    weights = np.zeros(len(measured.drafts))
    for index in body:
        weights[index] = min(measured.widths[index], _LONGEST)
    chrome = chrome_parts(tree.parts)
    within = chrome.copy()
    for nodes in tree.levels():
        within[nodes] |= within[tree.parents[nodes]]
    plain = np.where(within[tree.of_draft], 0.0, weights)
    if plain.sum() >= table["plain"]:
        weights = plain
    core = node = _innermost(tree, weights, float(table["core"]))
    chrome &= ~tree.chain(core)
    inner = _inside(tree, core)
    for nodes in tree.levels():
        chrome[nodes] |= chrome[tree.parents[nodes]]
    beside = chrome[tree.of_draft]
    for _ in range(int(table["core_up"])):
        node = int(tree.parents[node])
    around = _inside(tree, node)
    kept = {
        index
        for index in body
        if index in inner or (not beside[index] and (index in around or scores[index] >= table["outside"]))
    }
    return kept | {
        index
        for index in inner
        if scores[index] >= table["inside"] and possible[index] and not measured.cues[index].any
    }


def core_prose(measured: Measured, scores: Sequence[float], possible: Sequence[bool]) -> set[int]:
    """What the likeliest container of a page holds whose text is strange: its drafts that are about as likely as its best."""
    table = thresholds()
    tree = _tree(measured)
    weights = np.zeros(len(measured.drafts))
    for index, draft in enumerate(measured.drafts):
        free = draft.region is not None and draft.region.links < 0.5 * len(draft.text)
        if possible[index] and free and measured.widths[index] >= table["smallest"]:
            weights[index] = min(measured.widths[index], _LONGEST) * scores[index]
    if not weights.any():
        return set()
    sums = tree.sums(weights[:, None])[:, 0]
    own = np.bincount(tree.of_draft, weights=weights, minlength=len(tree.parts))
    held = np.zeros(len(tree.parts))
    np.add.at(held, tree.parents, own)
    node = int(np.argmax(np.maximum(held, own) + 1e-6 * sums))
    inside = _inside(tree, node)
    best = max((scores[index] for index in inside if weights[index] > 0), default=1.0)
    return {index for index in inside if possible[index] and scores[index] >= table["core_share"] * best}


def _tree(measured: Measured) -> Containers:
    return containers_of([draft.region.path if draft.region else () for draft in measured.drafts])


def _innermost(tree: Containers, weights: Column, share: float) -> int:
    sums = tree.sums(weights[:, None])[:, 0]
    held = sums >= share * max(1.0, float(sums[0]))
    held[0] = True
    return int(np.argmax(np.where(held, tree.depths, -1)))


def _inside(tree: Containers, node: int) -> set[int]:
    flags = np.zeros(len(tree.parts), dtype=np.bool_)
    flags[node] = True
    for nodes in tree.levels():
        flags[nodes] |= flags[tree.parents[nodes]]
    return set(np.flatnonzero(flags[tree.of_draft]).tolist())
