"""How long English is beside Korean: usually, in these two texts, and in a bead."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from kmedtext.alignment.stretches import Array

# these damp the ratio of very short sentences
_KO_MORE, _EN_MORE = 5.0, 10.0


def skews(ko_sizes: Array, en_sizes: Array, most: int) -> dict[tuple[int, int], Array]:
    """Natural logarithm of English over Korean length for a and b sentences from every position on.

    ``[a, b][i, j]`` for every a and b that together are no more than ``most``.
    """
    ko = {a: np.log(_sums(ko_sizes, a) + _KO_MORE)[:, None] for a in range(1, most)}
    en = {b: np.log(_sums(en_sizes, b) + _EN_MORE)[None, :] for b in range(1, most)}
    return {(a, b): en[b] - ko[a] for a in ko for b in en if a + b <= most}


def ratio_of(
    beads: Iterable[tuple[tuple[int, ...], tuple[int, ...]]],
    ko_sizes: Array,
    en_sizes: Array,
    usual: float,
    trust: float,
) -> float:
    """Mean logarithm of the ratio over the beads of two texts; ``usual`` counts as much as ``trust`` beads."""
    total, count = usual * trust, trust
    for ko, en in beads:
        total += float(
            np.log(en_sizes[list(en)].sum() + _EN_MORE) - np.log(ko_sizes[list(ko)].sum() + _KO_MORE)
        )
        count += 1.0
    return total / count


def _sums(sizes: Array, many: int) -> Array:
    """Sum of ``many`` sizes from every position on, of fewer at the end."""
    total = np.concatenate([[0.0], np.cumsum(sizes)])
    count = len(sizes)
    sums: Array = total[np.minimum(np.arange(count) + many, count)] - total[:count]
    return sums
