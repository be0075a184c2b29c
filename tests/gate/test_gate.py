"""The quality gate on a tiny invented set: it passes, it fails, it skips, and it lowers nothing unasked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks import floors as file
from benchmarks.cleaning_pages import GoldPage
from benchmarks.figures import Material, digest, measure, sample
from benchmarks.gate import main

STORY = (
    "Haneul Hospital said on Monday that its new stroke unit treated 120 patients in its first month.",
    "The unit works around the clock, and its doctors reach a patient within ten minutes, the hospital said.",
    "A second unit is planned for next spring, once the ministry of health has approved its plans.",
)
CHROME = ("Home", "Log in", "Share", "Copyright 2031 Haneul Times. All rights reserved.")
# Not how good a body is, only whether there is one: the gate is tested here, not the cleaner.
SCORING = """
def cleaning_f1(pages):
    share = 0.9 if all(found for _, found in pages) else 0.2
    return share, share, share
"""
HEAD = "# Invented.\nmargin = 0.003\n\n[samples]\nscrapinghub = { html = 1 }\n"
LANGS = {"a": "en", "b": "en", "c": "de"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    own = folder / "data" / "cleaning" / "scrapinghub"
    for name in ("text", "gold", "html"):
        (own / name).mkdir(parents=True)
    for key in LANGS:
        (own / "text" / f"{key}.txt").write_text(
            "\n\n".join([*CHROME[:3], *STORY, CHROME[3]]), encoding="utf-8"
        )
        (own / "gold" / f"{key}.txt").write_text("\n\n".join(STORY), encoding="utf-8")
    manifest = "\n".join(json.dumps({"id": key, "lang": lang}) for key, lang in LANGS.items())
    (own / "manifest.jsonl").write_text(manifest, encoding="utf-8")
    (folder / "tools").mkdir()
    (folder / "tools" / "scoring.py").write_text(SCORING, encoding="utf-8")
    return folder


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    path = tmp_path / "floors.toml"
    path.write_text(HEAD, encoding="utf-8")
    return path


def gate(data: Path, floors: Path, *more: str) -> int:
    return main(["--shared", str(data), "--floors", str(floors), "--set", "scrapinghub", *more])


def put(floors: Path, old: str, new: str) -> None:
    text = floors.read_text(encoding="utf-8")
    assert old in text
    floors.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def filled(data: Path, floors: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert gate(data, floors) == 1
    assert (
        "no floor: scrapinghub text (2 figures): python -m benchmarks.gate --update"
        in capsys.readouterr().out
    )
    assert gate(data, floors, "--update") == 0
    capsys.readouterr()
    return floors


def test_figures_at_their_floors_pass(data: Path, filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate(data, filled) == 0
    out = capsys.readouterr().out
    assert out.count(" ok\n") == 2
    assert "every figure is at its floor or above it" in out
    assert filled.read_text(encoding="utf-8").startswith(HEAD)
    assert file.read(filled).floors["scrapinghub", "text", "f1", "en"] == 0.897


def test_a_floor_above_the_figure_fails(data: Path, filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(filled, "en = 0.897", "en = 0.901")
    assert gate(data, filled) == 1
    assert (
        "below: scrapinghub en text f1 is 0.9000, its floor 0.901: find the change" in capsys.readouterr().out
    )


def test_a_worse_body_fails(data: Path, filled: Path) -> None:
    put(filled, "digest", "# digest")
    own = data / "data" / "cleaning" / "scrapinghub"
    (own / "text" / "a.txt").write_text("\n".join(CHROME), encoding="utf-8")
    found = digest(
        [("tools/scoring.py", data / "tools" / "scoring.py"), ("manifest", own / "manifest.jsonl")]
        + [(f"{kind}/{key}.txt", own / kind / f"{key}.txt") for kind in ("text", "gold") for key in LANGS]
    )
    put(filled, '# digest = "', f'digest = "{found}" # "')
    assert gate(data, filled) == 1


@pytest.mark.parametrize("name", ["text/c.txt", "gold/a.txt", "manifest.jsonl"])
def test_other_data_fails(data: Path, filled: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = data / "data" / "cleaning" / "scrapinghub" / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert gate(data, filled) == 1
    out = capsys.readouterr().out
    assert "data changed: scrapinghub text (2 figures): measured on other files than its floor" in out
    assert "below" not in out
    assert gate(data, filled, "--update") == 0


def test_absent_material_is_skipped(tmp_path: Path, floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate(tmp_path / "nowhere", floors) == 0
    assert capsys.readouterr().out.startswith("skipped: the measuring material is not at ")


def test_a_set_without_pages_is_skipped_until_it_has_floors(
    data: Path, filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = ["--shared", str(data), "--floors", str(filled), "--set", "scrapinghub", "korean_real"]
    assert main(both) == 0
    assert "skipped: korean_real: its pages are not there" in capsys.readouterr().out
    with filled.open("a", encoding="utf-8") as stream:
        stream.write('\n[floors."korean_real".text]\ndigest = ""\n"f1" = { ko = 0.5 }\n')
    assert main(both) == 1
    assert "not measured: korean_real ko text f1" in capsys.readouterr().out
    assert main([*both, "--update"]) == 1
    assert main([*both, "--update", "--lower"]) == 0
    assert "REMOVED: korean_real ko text f1" in capsys.readouterr().out


def test_no_floor_is_lowered_unasked(data: Path, filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = filled.read_bytes()
    put(filled, "en = 0.897", "en = 0.901")
    assert gate(data, filled, "--update") == 1
    assert "not lowered: scrapinghub en text f1" in capsys.readouterr().out
    assert file.read(filled).floors["scrapinghub", "text", "f1", "en"] == 0.901
    assert gate(data, filled, "--update", "--lower") == 0
    assert "LOWERED: scrapinghub en text f1 from 0.901 to 0.897" in capsys.readouterr().out
    assert filled.read_bytes() == before


def test_a_floor_by_decision_is_not_measured(data: Path, filled: Path) -> None:
    put(filled, "[samples]", "[fixed]\nscrapinghub = 0.85\n\n[samples]")
    assert gate(data, filled, "--update", "--lower") == 0
    assert file.read(filled).floors["scrapinghub", "text", "f1", "en"] == 0.85


def test_lower_alone_is_refused(data: Path, floors: Path) -> None:
    with pytest.raises(SystemExit):
        gate(data, floors, "--lower")


def test_own_pages_give_body_and_fields(data: Path, tmp_path: Path) -> None:
    truth = {
        "lang": "en",
        "title": None,
        "byline": None,
        "published": None,
        "publisher": "X",
        "page": "article",
    }
    rows = [json.dumps(truth), *(f"paragraph\t{line}" for line in STORY)]
    (tmp_path / "a.page").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (part,) = measure(Material(data, held=tmp_path), "held")
    assert {figure.measure: figure.value for figure in part.figures} == {
        "f1": 0.9, "title": 1.0, "byline": 1.0, "published": 1.0, "publisher": 0.0,
    }  # fmt: skip
    assert list(measure(Material(data, held=tmp_path / "nowhere"), "held")) == []


def test_a_sample_is_the_same_whatever_the_order() -> None:
    pages = [GoldPage("s", str(number), "", "") for number in range(50)]
    chosen = [page.id for page in sample(pages, 7)]
    assert len(chosen) == 7
    assert {page.id for page in sample(pages[::-1], 7)} == set(chosen)
    assert chosen == sorted(chosen, key=int)


def test_the_repositorys_floors_can_be_read_and_written_back(tmp_path: Path) -> None:
    file.write(file.read(), tmp_path / "floors.toml")
    assert (tmp_path / "floors.toml").read_bytes() == file.FILE.read_bytes()
