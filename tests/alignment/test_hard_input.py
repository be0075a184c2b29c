"""Degenerate and very long texts end in a defined result."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Sequence

import numpy as np
import pytest

from kmedtext.alignment import Bitext, align
from kmedtext.alignment.encoders import Vectors


class Drawn:
    """An encoder that draws a vector by the number in the text; equal numbers get equal vectors."""

    name = "drawn"
    dim = 32
    max_chars = 100
    signature = "drawn"

    def encode(self, texts: Sequence[str]) -> Vectors:
        known: dict[str, Vectors] = {}
        for text in texts:
            key = text.split(" ", 1)[0]
            if key not in known:
                seed = int(key) if key.isdigit() else 0
                vector = np.random.default_rng(seed).normal(size=self.dim)
                known[key] = (vector / np.linalg.norm(vector)).astype(np.float32)
        return np.array([known[text.split(" ", 1)[0]] for text in texts], dtype=np.float32)


def _check(found: Bitext) -> None:
    ko = [i for bead in found.beads for i in bead.ko] + list(found.unaligned_ko)
    en = [j for bead in found.beads for j in bead.en] + list(found.unaligned_en)
    assert sorted(ko) == list(range(len(found.ko)))
    assert sorted(en) == list(range(len(found.en)))
    assert all(0.0 <= bead.score <= 1.0 for bead in found.beads)


def _numbered(count: int) -> tuple[list[str], list[str]]:
    return (
        [f"{n} " + "가" * (12 + n % 7) for n in range(count)],
        [f"{n} " + "x" * (24 + 2 * (n % 7)) for n in range(count)],
    )


def test_hundred_thousand_repeats() -> None:
    found = align(["7 같은 문장이다."] * 100_000, ["7 The same sentence."], encoder=Drawn())
    _check(found)
    assert len(found.beads) <= 1


def test_repeats_on_both_sides() -> None:
    found = align(["7 같은 문장이다."] * 600, ["7 The same sentence."] * 500, encoder=Drawn())
    _check(found)


@pytest.mark.parametrize("size", [100_000])
def test_very_long_sentences(size: int) -> None:
    found = align(
        ["1 " + "가" * size, "2 " + "나 3.5% " * (size // 6)], ["1 " + "x" * 2 * size], encoder=Drawn()
    )
    _check(found)
    assert [(bead.ko, bead.en) for bead in found.beads] == [((0,), (0,))]


def test_identical_texts_align_with_themselves() -> None:
    texts = _numbered(30)[0]
    found = align(texts, texts, encoder=Drawn())
    assert [(bead.ko, bead.en) for bead in found.beads] == [((n,), (n,)) for n in range(30)]


def test_long_documents_take_linear_time_and_bounded_memory() -> None:
    seconds, peaks = [], []
    for count in (2_500, 10_000):
        ko, en = _numbered(count)
        tracemalloc.start()
        start = time.process_time()
        found = align(ko, en, encoder=Drawn())
        seconds.append(time.process_time() - start)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        _check(found)
        right = sum(bead.ko == bead.en for bead in found.beads)
        assert right > 0.95 * count
    assert peaks[1] < 1_000_000_000
    assert seconds[1] < 4 * 2.5 * seconds[0]
