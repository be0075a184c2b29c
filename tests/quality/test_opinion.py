"""The second opinion: chrF with what a memory knows, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import sacrebleu
from hypothesis import given
from hypothesis import strategies as st

from kmedtext import align
from kmedtext.quality import chrf, records, second_opinion
from kmedtext.translation import TranslationMemory, Unit

PAIRS = (
    ("It treated 120 patients.", "The hospital treated 120 patients."),
    ("Parking is free.", "The new ward opens in May."),
    ("a", "a"),
    ("환자 120명을 진료했다.", "환자 120명이 진료를 받았다."),
    ("", "x"),
)


@pytest.mark.parametrize("pair", PAIRS)
def test_chrf_is_sacrebleu_s(pair: tuple[str, str]) -> None:
    assert chrf(*pair) * 100 == pytest.approx(sacrebleu.sentence_chrf(pair[0], [pair[1]]).score, abs=1e-6)


@given(*[st.text(alphabet="ab 가나.", max_size=14)] * 2)
def test_chrf_is_sacrebleu_s_whatever_the_texts(one: str, other: str) -> None:
    assert chrf(one, other) * 100 == pytest.approx(sacrebleu.sentence_chrf(one, [other]).score, abs=1e-6)


def test_records_get_an_opinion_where_the_memory_knows_the_sentences(tmp_path: Path) -> None:
    ko = ["가온병원은 환자 120명을 진료했다.", "주차는 무료다."]
    bitext = align(ko, ["Gaon Hospital treated 120 patients.", "Parking is free of charge."])
    with TranslationMemory(tmp_path / "m.sqlite") as memory:
        made = records(bitext, with_morphemes=False)
        assert [record.opinion for record in second_opinion(bitext, made, memory)] == [None] * len(made)
        memory.put([Unit(ko[0], "The Gaon hospital treated 120 patients.", "ko", "en", "toy", "toy 1")])
        memory.put(
            [Unit("Parking is free of charge.", "차를 세우는 것은 무료다.", "en", "ko", "toy", "toy 1")]
        )
        judged = second_opinion(bitext, made, memory)
    assert [record.id for record in judged] == [record.id for record in made]
    opinions = [record.opinion for record in judged]
    assert opinions[0] is not None
    assert opinions[1] is not None
    assert opinions[0] > 0.8 > opinions[1] > 0
