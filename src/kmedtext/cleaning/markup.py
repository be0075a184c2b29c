"""Markup: what the regions of an HTML page add to the features of its drafts."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import Any

import numpy as np

from kmedtext.cleaning.features import Matrix, Measured
from kmedtext.cleaning.tables import load_toml

_NEAREST = 5
"""So many ancestors, from the inside, are looked at for their names."""


def markup_rows(measured: Measured, odds: Matrix) -> Matrix:
    """Rows for the second pass: tags, names, links and containers, with the odds of the text alone."""
    drafts = measured.drafts
    count = len(drafts)
    share = 1.0 / (1.0 + np.exp(-np.clip(odds, -6.0, 6.0)))
    mass = np.minimum(np.asarray(measured.widths, dtype=np.float64), 1200.0) * share
    total = max(1.0, float(mass.sum()))
    inside: defaultdict[tuple[str, ...], float] = defaultdict(float)
    for draft, own_mass in zip(drafts, mass.tolist(), strict=True):
        for part in _prefixes(draft.region.path if draft.region else ()):
            inside[part] += own_mass
    core = _core(inside, total)
    rows = []
    for index, draft in enumerate(drafts):
        region = draft.region
        path = region.path if region else ()
        size = max(1, len(draft.text))
        rows.append(
            [
                float(odds[index]),
                min(1.0, region.links / size) if region else 0.0,
                float(region.hidden) if region else 0.0,
                float(len(path)),
                inside[path[:-1]] / total if len(path) > 1 else 0.0,
                inside[path[:-2]] / total if len(path) > 2 else 0.0,
                inside[path[:-3]] / total if len(path) > 3 else 0.0,
                float(path[: len(core)] == core),
                float(len(_common(path, core))) / max(1, len(core)),
                float(len(path) - len(core)),
                *_tags(region.tag if region else "", path),
                *_names(path),
            ]
        )
    own = np.asarray(rows, dtype=np.float64).reshape(count, -1)
    near = [_moved(own[:, column], step) for column in (0, 1) for step in (-2, -1, 1, 2)]
    return np.hstack([own, np.column_stack(near), measured.rows[:, :34]]) if count else own


def _core(inside: dict[tuple[str, ...], float], total: float) -> tuple[str, ...]:
    """The deepest container that holds most of the story's mass."""
    best: tuple[str, ...] = ()
    for path, held in inside.items():
        if held >= 0.7 * total and len(path) > len(best):
            best = path
    return best


def _common(path: tuple[str, ...], core: tuple[str, ...]) -> tuple[str, ...]:
    size = 0
    for own, other in zip(path, core, strict=False):
        if own != other:
            break
        size += 1
    return path[:size]


@lru_cache(maxsize=1)
def _tables() -> tuple[list[frozenset[str]], list[str], list[list[str]]]:
    table: dict[str, Any] = load_toml("regions.toml")
    return (
        [frozenset(group) for group in table["tags"]["groups"]],
        table["tags"]["ancestors"],
        list(table["names"].values()),
    )


@lru_cache(maxsize=4096)
def _prefixes(path: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(path[:depth] for depth in range(1, len(path) + 1))


@lru_cache(maxsize=4096)
def _tags(tag: str, path: tuple[str, ...]) -> tuple[float, ...]:
    groups, ancestors, _ = _tables()
    above = {part.split("#", 1)[0].split(".", 1)[0] for part in path}
    return (*(float(tag in group) for group in groups), *(float(name in above) for name in ancestors))


@lru_cache(maxsize=4096)
def _names(path: tuple[str, ...]) -> tuple[float, ...]:
    """For each group of names: nearness of the closest ancestor that bears one, and how many do."""
    count = len(_tables()[2])
    nearest, hits = [-1] * count, [0] * count
    for step, part in enumerate(reversed(path)):
        for group in _groups_named(part):
            hits[group] += 1
            if nearest[group] < 0:
                nearest[group] = step
    result: list[float] = []
    for step, hit in zip(nearest, hits, strict=True):
        result.append(1.0 / (1.0 + step) if 0 <= step < 2 * _NEAREST else 0.0)
        result.append(float(min(3, hit)))
    return tuple(result)


@lru_cache(maxsize=8192)
def _groups_named(part: str) -> tuple[int, ...]:
    """The groups of names that an element's classes and id speak for."""
    label = part.partition(".")[2] + " " + part.partition("#")[2]
    if label == " ":
        return ()
    return tuple(group for group, words in enumerate(_tables()[2]) if any(word in label for word in words))


def _moved(values: Matrix, step: int) -> Matrix:
    result = np.zeros(len(values))
    if step > 0:
        result[step:] = values[:-step] if step < len(values) else values[:0]
    elif -step < len(values):
        result[:step] = values[-step:]
    return result
