"""An encoder that fails costs the pairs, not the articles, and is told as what it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import kmedtext as kt


class Broken:
    name, dim, max_chars, signature = "broken", 4, 100, "broken-1"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise kt.EncoderError(f"broken: the server refused {len(texts)} sentences (HTTP 401)")


def test_articles_stay_and_the_failures_say_encoder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "해담병원은 3일 외래를 열었다고 밝혔다.\n환자 120명을 진료했다.\n" * 2, encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(
        "Haedam Hospital said it opened a clinic on the third.\nIt treated 120 patients that day.\n" * 2,
        encoding="utf-8",
    )
    corpus = kt.build([tmp_path], encoder=Broken())
    assert len(corpus.articles) == 2
    assert corpus.pairs == ()
    assert {failure.code for failure in corpus.failures} == {"encoder"}
    assert all("HTTP 401" in failure.message for failure in corpus.failures)
