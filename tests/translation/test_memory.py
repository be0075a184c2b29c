"""The memory: what is put is found, exactly or nearly; people's work stays; it forgets within bounds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmedtext.errors import UsageError
from kmedtext.translation import TranslationMemory, Unit
from kmedtext.translation.memory.sketches import likeness, sketch


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[TranslationMemory]:
    with TranslationMemory(tmp_path / "memory.sqlite") as opened:
        yield opened


def unit(text: str, said: str, **other: str) -> Unit:
    values = {"engine": "toy", "signature": "toy 1", "source": "ko", "target": "en", **other}
    return Unit(text, said, **values)  # type: ignore[arg-type]


def human(text: str, said: str) -> Unit:
    return unit(text, said, engine="tmx", signature="human", origin="human")


def test_a_unit_is_found_by_signature_glossary_direction_and_text(memory: TranslationMemory) -> None:
    memory.put([unit("맑다.", "It is clear."), unit("맑다.", "Sunny.", glossary="g1")])
    memory.put([unit("맑다.", "Clear.", signature="toy 2"), unit("맑다.", "晴れ", target="ja")])
    asked = {
        ("ko", "en", ("toy 1",), ""): "It is clear.",
        ("ko", "en", ("toy 1",), "g1"): "Sunny.",
        ("ko", "en", ("toy 2",), ""): "Clear.",
        ("ko", "en", ("toy 2", "toy 1"), ""): "Clear.",
        ("ko", "en", ("toy 1", "toy 2"), ""): "It is clear.",
        ("ko", "ja", ("toy 1",), ""): "晴れ",
        ("ko", "en", ("toy 3",), ""): None,
        ("ko", "en", ("toy 2",), "g1"): None,
        ("en", "ko", ("toy 1",), ""): None,
    }
    for (source, target, signatures, glossary), expected in asked.items():
        found = memory.find("맑다.", source, target, signatures, glossary)
        assert (found and found.translation) == expected
    assert memory.find("맑다", "ko", "en", ["toy 1"]) is None


@given(
    st.lists(
        st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=12, unique_by=lambda pair: pair[0]
    )
)
def test_any_text_comes_back(pairs: list[tuple[str, str]]) -> None:
    with TranslationMemory(":memory:") as memory:
        assert memory.put([unit(text, said) for text, said in pairs]) == len(pairs)
        for text, said in pairs:
            found = memory.find(text, "ko", "en", ["toy 1"])
            assert found is not None
            assert found.text == text
            assert found.translation == said.encode("utf-8", "replace").decode()


def test_the_first_translation_stays(memory: TranslationMemory) -> None:
    assert memory.put([unit("맑다.", "It is clear.")]) == 1
    assert memory.put([unit("맑다.", "Something else.")]) == 0
    found = memory.find("맑다.", "ko", "en", ["toy 1"])
    assert found is not None
    assert found.translation == "It is clear."


def test_people_s_work_comes_first_in_both_directions_and_is_never_overwritten(
    memory: TranslationMemory,
) -> None:
    memory.put([unit("맑다.", "Is clear (machine)."), human("맑다.", "It is clear.")])
    memory.put([unit("맑다.", "Is clear (again).", signature="toy 2"), human("맑다.", "Another person's.")])
    for signatures in (["toy 1"], ["toy 2"], []):
        for glossary in ("", "g1"):
            found = memory.find("맑다.", "ko", "en", signatures, glossary)
            assert found is not None
            assert (found.translation, found.origin, found.engine) == ("It is clear.", "human", "tmx")
    back = memory.find("It is clear.", "en", "ko", [])
    assert back is not None
    assert (back.translation, back.origin) == ("맑다.", "human")
    assert memory.counts() == {"human": 1, "machine": 2}
    assert [one.translation for one in memory.units() if one.origin == "human"] == ["It is clear."]


def test_near_texts_are_offered_with_a_score(memory: TranslationMemory) -> None:
    memory.put([unit(f"한빛병원은 {n}월부터 야간 진료를 한다고 밝혔다.", f"said {n}") for n in range(1, 9)])
    memory.put(
        [
            unit("주차는 무료다.", "Parking is free."),
            unit("한빛병원은 3월부터 야간 진료를 한다고 밝혔다.", "x", target="ja"),
        ]
    )
    offered = memory.similar("한빛병원은 3월부터 야간 진료를 한다고 했다.", "ko", "en", limit=3)
    assert offered[0].unit.translation == "said 3"
    assert len(offered) == 3
    assert offered[0].score > offered[1].score >= 0.7
    assert memory.similar("전혀 다른 이야기를 하는 문장이다.", "ko", "en") == ()
    same = memory.similar("주차는 무료다.", "ko", "en")
    assert [(near.score, near.unit.text) for near in same] == [(1.0, "주차는 무료다.")]
    assert memory.similar("", "ko", "en") == ()


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_a_share_and_symmetric(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
    if one.split():
        assert likeness(one, one) == 1
    assert len(sketch(one, "ko>en")) <= 12


def test_it_forgets_the_longest_unused_and_never_people_s(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    with TranslationMemory(path) as memory:
        memory.put([unit(f"문장 {n}.", f"Sentence {n}.") for n in range(50)] + [human("사람.", "A person.")])
    days = sqlite3.connect(path)
    days.execute("UPDATE units SET used = used - id")  # the last put were used longest ago
    days.commit()
    days.close()
    with TranslationMemory(path) as memory:
        assert memory.find("문장 49.", "ko", "en", ["toy 1"]) is not None  # used again
        assert memory.prune(max_units=10) == 40
        kept = {one.text for one in memory.units()}
        assert "문장 49." in kept
        assert {"문장 0.", "문장 8.", "사람."} <= kept
        assert memory.similar("문장 30.", "ko", "en", threshold=1.0) == ()
        assert memory.prune(unused_days=5) > 0
        assert memory.find("사람.", "ko", "en", []) is not None
        assert memory.check() == ()


def test_it_stays_within_its_bound(tmp_path: Path) -> None:
    with TranslationMemory(tmp_path / "memory.sqlite", max_units=100) as memory:
        for first in range(0, 3000, 500):
            memory.put([unit(f"문장 {n}.", "x") for n in range(first, first + 500)])
    with TranslationMemory(tmp_path / "memory.sqlite") as memory:
        assert memory.counts()["machine"] <= 100


def test_what_was_rejected_is_kept_apart(memory: TranslationMemory) -> None:
    memory.reject(unit("맑다.", "⟦ lost"), 0)
    assert memory.rejected("맑다.", "ko", "en", "toy 1") == {0: "⟦ lost"}
    assert memory.rejected("맑다.", "ko", "en", "toy 2") == {}
    assert memory.find("맑다.", "ko", "en", ["toy 1"]) is None


def other_database(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE mine(a)")
    database.commit()
    database.close()


def newer(path: Path) -> None:
    TranslationMemory(path).close()
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()


def torn(path: Path) -> None:
    with TranslationMemory(path) as memory:
        memory.put([unit(f"문장 {n}.", "x" * 200) for n in range(500)])
    raw = bytearray(path.read_bytes())
    raw[4096:40960] = b"\xa5" * (40960 - 4096)
    path.write_bytes(raw)


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "text": (lambda path: path.write_text("소스\n" * 500, encoding="utf-8"), "not a SQLite file"),
    "another database": (other_database, "no translation memory of kmedtext"),
    "a newer version": (newer, "version 99"),
    "a folder": (lambda path: path.mkdir(), "is a folder"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_something_else_is_refused_and_left_alone(name: str, tmp_path: Path) -> None:
    make, message = BROKEN[name]
    path = tmp_path / "memory.sqlite"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(UsageError, match=message) as caught:
        TranslationMemory(path)
    assert str(path) in str(caught.value)
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    torn(path)

    def work() -> None:
        with TranslationMemory(path) as memory:
            assert memory.check() != ()
            for n in range(500):
                memory.find(f"문장 {n}.", "ko", "en", ["toy 1"])
            memory.put([unit("새 문장.", "New.")])

    with pytest.raises(UsageError, match="is damaged") as caught:
        work()
    assert "x" * 50 not in str(caught.value)


def test_wrong_calls() -> None:
    for wrong in ("", 7, None):
        with pytest.raises(UsageError, match="path"):
            TranslationMemory(wrong)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="folder does not exist"):
        TranslationMemory("/nowhere/at/all.sqlite")
    with pytest.raises(UsageError, match="max_units"):
        TranslationMemory("a.sqlite", max_units=-1)
