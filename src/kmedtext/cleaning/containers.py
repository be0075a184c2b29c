"""Containers: the elements that hold a page's drafts, as a tree, with what each holds.

Elements with the same names in the same place (the cards of a list, the rows of a table) count as one
container: what their drafts share is what tells chrome from story.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Containers:
    """The tree. Node 0 is the page, its own parent; parents come before their children.

    ``parts`` names each node as a region's path does; ``of_draft`` is the innermost node of each draft.
    """

    parts: list[str]
    parents: Indices
    depths: Indices
    of_draft: Indices

    def levels(self) -> Iterator[Indices]:
        """The nodes of each depth, from the outermost below the page."""
        order = np.argsort(self.depths, kind="stable")
        bounds = np.searchsorted(self.depths[order], np.arange(1, int(self.depths.max(initial=0)) + 2))
        for begin, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
            yield order[begin:end]

    def sums(self, values: Matrix) -> Matrix:
        """Sum rows of values, one a draft, over all that each node holds."""
        total = np.zeros((len(self.parts), values.shape[1]))
        np.add.at(total, self.of_draft, values)
        for nodes in reversed(list(self.levels())):
            np.add.at(total, self.parents[nodes], total[nodes])
        return total

    def chain(self, node: int) -> npt.NDArray[np.bool_]:
        """Flag a node and all that it stands in."""
        flags = np.zeros(len(self.parts), dtype=np.bool_)
        while not flags[node]:
            flags[node] = True
            node = int(self.parents[node])
        return flags

    def branches(self, chain: npt.NDArray[np.bool_]) -> Indices:
        """For each node the outermost node around it that is not of the chain; of the chain, itself."""
        result = np.arange(len(self.parts))
        for nodes in self.levels():
            inner = nodes[~(chain[self.parents[nodes]] | chain[nodes])]
            result[inner] = result[self.parents[inner]]
        return result


def containers_of(paths: Sequence[tuple[str, ...]]) -> Containers:
    """Build the tree of the containers of drafts, from their regions' paths.

    >>> containers_of([("body", "p"), ("body", "ul", "li"), ("body", "p")]).of_draft.tolist()
    [2, 4, 2]
    """
    parts, parents, depths = ["page"], [0], [0]
    places: dict[tuple[int, str], int] = {}
    known: dict[tuple[str, ...], int] = {(): 0}
    of_draft = []
    for path in paths:
        node = known.get(path)
        if node is None:
            node = 0
            for part in path:
                place = places.get((node, part))
                if place is None:
                    place = places[node, part] = len(parts)
                    parts.append(part)
                    parents.append(node)
                    depths.append(depths[node] + 1)
                node = place
            known[path] = node
        of_draft.append(node)
    return Containers(
        parts,
        np.asarray(parents, dtype=np.int64),
        np.asarray(depths, dtype=np.int64),
        np.asarray(of_draft, dtype=np.int64),
    )
