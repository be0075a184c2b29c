"""One-to-one choice among weighted pairs: the best total gain, exactly where groups are small."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Edge = tuple[int, int, float]
"""(index on one side, index on the other, gain)."""

_EXACT: Final = 200


def assign(edges: Sequence[Edge]) -> list[Edge]:
    """Choose edges so that no index is used twice on a side and the sum of gains is greatest.

    Edges without a positive gain are never chosen. Groups of connected edges are solved apart:
    exactly (Kuhn–Munkres with potentials, O(n³)) up to 200 indices a side, larger ones greedily by
    gain. Ties go to the smaller indices.

    >>> assign([(0, 0, 5.0), (0, 1, 4.0), (1, 0, 4.5)])
    [(0, 1, 4.0), (1, 0, 4.5)]
    """
    chosen: list[Edge] = []
    for group in _groups(sorted(edge for edge in edges if edge[2] > 0)):
        rows, columns = sorted({i for i, _, _ in group}), sorted({j for _, j, _ in group})
        exact = max(len(rows), len(columns)) <= _EXACT
        chosen.extend(_exactly(group, rows, columns) if exact else _greedily(group))
    return sorted(chosen)


def _groups(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Split edges into connected groups (union–find)."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, j, _ in edges:
        parent[root(("row", i))] = root(("column", j))
    groups: dict[tuple[str, int], list[Edge]] = {}
    for edge in edges:
        groups.setdefault(root(("row", edge[0])), []).append(edge)
    return list(groups.values())


def _greedily(edges: Sequence[Edge]) -> list[Edge]:
    rows: set[int] = set()
    columns: set[int] = set()
    chosen = []
    for i, j, gain in sorted(edges, key=lambda edge: (-edge[2], edge[0], edge[1])):
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            chosen.append((i, j, gain))
    return chosen


def _exactly(edges: Sequence[Edge], rows: Sequence[int], columns: Sequence[int]) -> list[Edge]:
    size = max(len(rows), len(columns))
    gains = np.zeros((size, size))
    row_of, column_of = {i: n for n, i in enumerate(rows)}, {j: n for n, j in enumerate(columns)}
    for i, j, gain in edges:
        gains[row_of[i], column_of[j]] = gain
    chosen = []
    for row, column in enumerate(_least_cost(gains.max() - gains)):
        if gains[row, column] > 0:
            chosen.append((rows[row], columns[column], float(gains[row, column])))
    return chosen


def _least_cost(costs: NDArray[np.float64]) -> list[int]:
    """Give each row of a square matrix its column (shortest augmenting paths with potentials)."""
    size = len(costs)
    row_price, column_price = np.zeros(size + 1), np.zeros(size + 1)
    row_of = np.zeros(size + 1, dtype=int)  # row of each column; 0 stands for none, so all counts from 1
    for row in range(1, size + 1):
        row_of[0], here = row, 0
        slack, way = np.full(size + 1, np.inf), np.zeros(size + 1, dtype=int)
        used = np.zeros(size + 1, dtype=bool)
        while True:
            used[here] = True
            active = row_of[here]
            reduced = costs[active - 1] - row_price[active] - column_price[1:]
            better = ~used[1:] & (reduced < slack[1:])
            slack[1:][better] = reduced[better]
            way[1:][better] = here
            there = int(np.argmin(np.where(used[1:], np.inf, slack[1:]))) + 1
            step = slack[there]
            row_price[row_of[used]] += step
            column_price[used] -= step
            slack[~used] -= step
            here = there
            if row_of[here] == 0:
                break
        while here:
            row_of[here], here = row_of[way[here]], int(way[here])
    found = [0] * size
    for column in range(1, size + 1):
        found[row_of[column] - 1] = column - 1
    return found
