from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from kmedtext.alignment import CachedEncoder
from kmedtext.alignment.encoders import Vectors
from kmedtext.errors import UsageError


class Hashed:
    """An encoder that works at once: vectors from the letters, and a count of what it was asked."""

    name, dim, max_chars = "hashed", 64, 100

    def __init__(self, signature: str = "hashed=1") -> None:
        self.signature = signature
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        seeds = [sum(ord(c) * (at + 1) for at, c in enumerate(text)) + len(self.signature) for text in texts]
        rows = [np.random.default_rng(seed).standard_normal(self.dim, dtype=np.float32) for seed in seeds]
        return np.stack(rows) if rows else np.zeros((0, self.dim), dtype=np.float32)


TEXTS = ["환자", "간호사", "", "\ud800", "a" * 300, "환자"]


def test_the_same_bytes_with_and_without(tmp_path: Path) -> None:
    plain = Hashed()
    cached = CachedEncoder(plain, tmp_path / "v.db")
    expected = Hashed().encode([text[:100] for text in TEXTS]).tobytes()
    for _ in range(3):
        assert cached.encode(TEXTS).tobytes() == expected
    assert len(plain.asked) == 5  # each text once
    again = pickle.loads(pickle.dumps(cached))  # noqa: S301 - our own bytes
    assert again.encode(TEXTS).tobytes() == expected
    assert again.encoder.asked == plain.asked  # a copy of its settings; nothing new was asked
    assert cached.encode([]).shape == (0, 64)
    assert (cached.name, cached.signature, cached.max_chars) == ("hashed", "hashed=1", 100)


def test_encoders_do_not_mix(tmp_path: Path) -> None:
    one, two = Hashed("1"), Hashed("two")
    first = CachedEncoder(one, tmp_path / "v.db").encode(["환자"])
    second = CachedEncoder(two, tmp_path / "v.db").encode(["환자"])
    assert (first != second).any()
    assert two.asked == ["환자"]


def test_no_text_in_the_file(tmp_path: Path) -> None:
    CachedEncoder(Hashed(), tmp_path / "v.db").encode(["secretpatient"])
    assert all(b"secretpatient" not in path.read_bytes() for path in tmp_path.iterdir())


def test_bounded_and_the_least_used_goes(tmp_path: Path) -> None:
    inner = Hashed()
    cached = CachedEncoder(inner, tmp_path / "v.db", max_bytes=1_000_000)
    cached.encode(["kept"])
    for start in range(0, 6000, 200):
        cached.encode([f"text {n}" for n in range(start, start + 200)])
        cached.encode(["kept"])
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 1_300_000
    assert inner.asked.count("kept") == 1
    cached.encode(["text 5999", "text 0"])
    assert (inner.asked.count("text 5999"), inner.asked.count("text 0")) == (1, 2)


@pytest.mark.parametrize("damage", ["head", "middle", "cut", "text"])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "v.db"
    texts = [f"text {n}" for n in range(500)]
    expected = Hashed().encode(texts).tobytes()
    CachedEncoder(Hashed(), path).encode(texts)
    raw = bytearray(path.read_bytes())
    if damage == "head":
        raw[:100] = os.urandom(100)
    elif damage == "middle":
        raw[8192 : len(raw) - 4096] = os.urandom(len(raw) - 12288)
    elif damage == "cut":
        del raw[len(raw) // 2 :]
    else:
        raw = bytearray(b"not a database " * 1000)
    path.write_bytes(raw)
    with pytest.warns(RuntimeWarning, match=r"v\.db is damaged"):
        assert CachedEncoder(Hashed(), path).encode(texts).tobytes() == expected
    assert (tmp_path / "v.db.damaged").exists()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        inner = Hashed()
        for _ in range(2):
            assert CachedEncoder(inner, path).encode(texts).tobytes() == expected
    assert len(inner.asked) <= 500


def test_a_changed_vector_is_never_given(tmp_path: Path) -> None:
    path = tmp_path / "v.db"
    CachedEncoder(Hashed(), path).encode(["환자"])
    with sqlite3.connect(path) as base:
        base.execute("UPDATE vectors SET vector = zeroblob(length(vector))")
    base.close()
    with pytest.warns(RuntimeWarning, match="checksum"):
        assert CachedEncoder(Hashed(), path).encode(["환자"]).tobytes() == Hashed().encode(["환자"]).tobytes()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / "theirs.db")
    base.execute("CREATE TABLE letters (a)")
    base.close()
    before = (tmp_path / "theirs.db").read_bytes()
    with pytest.raises(UsageError, match="another program"):
        CachedEncoder(Hashed(), tmp_path / "theirs.db").encode(["환자"])
    assert (tmp_path / "theirs.db").read_bytes() == before


def test_wrong_settings(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="max_bytes"):
        CachedEncoder(Hashed(), tmp_path / "v.db", max_bytes=10)
    with pytest.raises(UsageError, match="a file in a folder"):
        CachedEncoder(Hashed(), tmp_path)


def _work(path: Path, number: int) -> bool:
    texts = [f"text {n}" for n in range(number * 50, number * 50 + 400)]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        rounds = [CachedEncoder(Hashed(), path).encode(texts).tobytes() for _ in range(5)]
    return all(one == Hashed().encode(texts).tobytes() for one in rounds)


def test_several_processes(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert all(pool.starmap(_work, [(tmp_path / "v.db", number) for number in range(8)]))


WRITER = """
import sys, pathlib
from tests.alignment.encoders.test_cached import Hashed
from kmedtext.alignment import CachedEncoder
cached = CachedEncoder(Hashed(), pathlib.Path(sys.argv[1]))
print("ready", flush=True)
for start in range(0, 10**7, 2000):
    cached.encode([f"text {n}" for n in range(start, start + 2000)])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a signal that kills at once")
def test_a_writer_that_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "v.db"
    for delay in (0.1, 0.35):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(delay)
            writer.send_signal(signal.SIGKILL)
        texts = [f"text {n}" for n in range(3000)]
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert CachedEncoder(Hashed(), path).encode(texts).tobytes() == Hashed().encode(texts).tobytes()
