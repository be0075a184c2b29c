"""How long English is beside Korean: usually, in these two texts, and in a bead."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from kmedtext.alignment.stretches import Array

# these damp the ratio of very short sentences
_KO_MORE, _EN_MORE = 5.0, 10.0


def logarithms(ko_sizes: Array, en_sizes: Array, most: int) -> tuple[Array, Array]:
    """Natural logarithms of the lengths of stretches of 1 … ``most`` sentences: [how many − 1, first] of each text."""
    return _logarithms(ko_sizes, _KO_MORE, most), _logarithms(en_sizes, _EN_MORE, most)


def _logarithms(sizes: Array, more: float, most: int) -> Array:
    logarithms: Array = np.log(np.stack([_sums(sizes, many) for many in range(1, most + 1)]) + more)
    return logarithms


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
