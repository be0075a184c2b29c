"""``kmedtext memory``: what it says and does, and how it goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kmedtext.cli import main
from kmedtext.translation import TranslationMemory, Unit

DESK = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="ko"/><body>
<tu><tuv xml:lang="ko"><seg>가온병원은 환자 120명을 진료했다.</seg></tuv><tuv xml:lang="en"><seg>Gaon treated 120 patients.</seg></tuv></tu>
<tu creationid="MT"><tuv xml:lang="ko"><seg>주차는 무료다.</seg></tuv><tuv xml:lang="en"><seg>Parking is free.</seg></tuv></tu>
<tu><tuv xml:lang="ko"><seg>짝이 없다.</seg></tuv></tu>
</body></tmx>
"""


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    path = tmp_path / "memory.sqlite"
    with TranslationMemory(path) as made:
        made.put(
            [
                Unit(f"{number}병동의 혈압을 쟀다.", f"Ward {number}.", "ko", "en", "toy", "toy 1")
                for number in range(5)
            ]
        )
        made.put([Unit("퇴원했다.", "They went home.", "ko", "en", "desk", "human", "human")])
    return path


def test_counting_and_checking(memory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["memory", str(memory), "--check"]) == 0
    assert capsys.readouterr().out == "units: 1 of people, 5 of machines\n"


def test_a_tmx_goes_in_and_comes_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk, memory, out = tmp_path / "desk.tmx", tmp_path / "new.sqlite", tmp_path / "all.tmx"
    desk.write_text(DESK, encoding="utf-8")
    assert main(["memory", str(memory), "--import", str(desk), "--export", str(out)]) == 0
    told = capsys.readouterr().out
    assert "taken: 1 of people, 1 of machines; 0 known already, 1 without both languages" in told
    assert "units: 1 of people, 1 of machines" in told
    written = out.read_text(encoding="utf-8")
    assert written.count("<tu") - written.count("<tuv") == 2
    assert written.count('creationid="MT"') == 1
    assert main(["memory", str(memory), "--import", str(out)]) == 0
    assert "taken: 0 of people, 0 of machines; 2 known already" in capsys.readouterr().out


def test_finding_what_is_like_a_text(memory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["memory", str(memory), "--find", "3병동의 혈압을 또 쟀다."]) == 0
    first = capsys.readouterr().out.splitlines()[0].split("\t")
    assert 0.5 < float(first[0]) < 1
    assert first[1:] == ["machine (toy)", "3병동의 혈압을 쟀다.", "Ward 3."]


def test_pruning_leaves_people_s(memory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["memory", str(memory), "--prune", "2"]) == 0
    assert capsys.readouterr().out == "forgotten: 3\nunits: 1 of people, 2 of machines\n"
    assert main(["memory", str(memory), "--unused-days", "1"]) == 0
    assert capsys.readouterr().out.startswith("forgotten: 0\n")
    assert main(["memory", str(memory), "--prune", "0"]) == 0
    assert "units: 1 of people, 0 of machines" in capsys.readouterr().out


def test_what_is_wrong_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["memory", str(tmp_path / "none.sqlite")]) == 2
    assert "there is no such memory" in capsys.readouterr().err
    assert not (tmp_path / "none.sqlite").exists()
    other = tmp_path / "other.sqlite"
    other.write_bytes(b"this is no database at all" * 100)
    assert main(["memory", str(other), "--check"]) == 2
    assert str(other) in capsys.readouterr().err
    broken = tmp_path / "broken.tmx"
    broken.write_text(DESK[:250], encoding="utf-8")
    assert main(["memory", str(tmp_path / "new.sqlite"), "--import", str(broken)]) == 2
    assert str(broken) in capsys.readouterr().err


def test_damage_in_the_middle_is_found(memory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with TranslationMemory(memory) as made:
        made.put([Unit(f"{n} 긴 글이다. " * 20, "x" * 200, "ko", "en", "toy", "toy 1") for n in range(400)])
    raw = bytearray(memory.read_bytes())
    middle = len(raw) // 2 // 4096 * 4096
    raw[middle : middle + 8192] = b"\xa5" * 8192
    memory.write_bytes(raw)
    assert main(["memory", str(memory), "--check"]) == 2
    assert "damaged" in capsys.readouterr().err
