"""``kmedtext build --translate`` and ``kmedtext translate`` against a LibreTranslate server on loopback that counts."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.translation.libre_server import Answer, Served, serving

from kmedtext.cli import main
from kmedtext.translation import TranslationMemory, Unit

PAGE = (
    "푸른솔의료원, 야간 소아 진료 시작\n\n푸른솔의료원은 7일부터 밤 11시까지 소아 진료를 한다고 밝혔다. 진료는 전문의 세 명이 맡는다.\n\n"
    "의료원은 지난해 야간에 아이를 데리고 응급실을 찾은 보호자 412명에게 물은 결과를 바탕으로 이번 결정을 내렸다.\n"
)


def say(asked: dict[str, str]) -> Answer:
    return 200, json.dumps({"translatedText": f"It is said that {asked['q']}"}).encode()


@pytest.fixture
def served() -> Iterator[Served]:
    with serving(say) as server:
        yield server


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "pages" / "page.txt"
    path.parent.mkdir()
    path.write_text(PAGE, encoding="utf-8")
    return path


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_form_of_the_records_says_machine(
    served: Served, page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, memory = tmp_path / "out", tmp_path / "m.sqlite"
    asking = ["--translate", f"libre:{served.url}", "--memory", str(memory)]
    forms = ["--format", "jsonl,parquet,csv,tmx", "-q"]
    assert main(["build", str(page), "-o", str(out), *asking, *forms]) == 0
    assert "libre: 4 texts" in capsys.readouterr().err  # not even -q silences that
    assert len(served.requests) == 4
    rows = lines(out / "records.jsonl")
    assert [row["origin"] for row in rows] == ["machine"] * 4
    table = pq.read_table(out / "records.parquet").to_pylist()
    assert [row["origin"] for row in table] == ["machine"] * 4
    assert [row["machine"]["engine"] for row in table] == ["libre"] * 4
    with (out / "records.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["origin"] for row in csv.DictReader(file)] == ["machine"] * 4
    tmx = (out / "records.tmx").read_text(encoding="utf-8")
    assert tmx.count('creationtool="libre"') == tmx.count('creationid="MT"') == 4
    assert tmx.count('<prop type="x-origin">machine</prop>') == 4
    assert main(["build", str(page), "-o", str(tmp_path / "again"), *asking, *forms]) == 0
    assert len(served.requests) == 4
    for name in ("records.jsonl", "records.parquet", "records.csv", "records.tmx"):
        assert (tmp_path / "again" / name).read_bytes() == (out / name).read_bytes()


def test_nothing_is_sent_without_the_option(
    served: Served, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIBRE_URL", served.url)
    assert main(["build", str(page), "-o", str(tmp_path / "out"), "-q"]) == 0
    assert served.requests == []
    assert (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8") == ""
    assert not (tmp_path / "out" / "untranslated.jsonl").exists()


@pytest.mark.parametrize("command", ["build", "translate"])
def test_max_chars_stops_cleanly(
    command: str, served: Served, page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    asking = ["--translate", f"libre:{served.url}", "--max-chars", "60"]
    assert main([command, str(page), "-o", str(out), *asking]) == 1
    sent = sum(len(asked["q"]) for asked in served.requests)
    assert 0 < sent <= 60
    assert "budget" in capsys.readouterr().err or command == "build"
    left = lines(out / ("untranslated.jsonl" if command == "build" else "page.untranslated.jsonl"))
    made = lines(out / ("records.jsonl" if command == "build" else "page.jsonl"))
    assert {row["code"] for row in left} == {"budget"}
    assert len(made) + len(left) == 4
    assert len(made) == len(served.requests)


def test_max_cost_needs_prices_and_keeps_to_them(
    served: Served,
    page: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PAPAGO_CLIENT_ID", "id")
    monkeypatch.setenv("PAPAGO_SECRET_KEY", "key")
    start = ["translate", str(page), "--dry-run"]
    assert main([*start, "--engine", "papago", "--max-cost", "1"]) == 2
    told = capsys.readouterr().err
    assert "papago" in told
    assert "--price papago=20" in told
    assert main([*start, "--engine", "papago", "--max-cost", "1", "--price", "papago=20"]) == 0
    for price, words in {
        "deepl=3": "asks papago",
        "papago=dear": "give a number",
        "papago=-1": "0 or more",
    }.items():
        assert main([*start, "--engine", "papago", "--max-cost", "1", "--price", price]) == 2
        assert words in capsys.readouterr().err
    assert main(["build", str(page), "-o", str(tmp_path / "none"), "--max-cost", "1"]) == 2
    assert not (tmp_path / "none").exists()
    assert served.requests == []
    # a price makes a free engine cost something: 60 characters' worth
    bounded = ["--engine", f"libre:{served.url}", "--price", "libre=1000000", "--max-cost", "60"]
    assert main(["translate", str(page), "-o", str(tmp_path / "out"), *bounded]) == 1
    assert 0 < sum(len(asked["q"]) for asked in served.requests) <= 60


def test_a_dry_run_sends_nothing_whatever_the_memory_knows(
    served: Served, page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    memory = tmp_path / "m.sqlite"
    with TranslationMemory(memory) as made:
        made.put(
            [
                Unit(
                    "진료는 전문의 세 명이 맡는다.",
                    "Three specialists.",
                    "ko",
                    "en",
                    "desk",
                    "human",
                    "human",
                )
            ]
        )
    before = memory.read_bytes()
    asking = ["--engine", f"libre:{served.url}", "--memory", str(memory), "--dry-run"]
    assert main(["translate", str(page), *asking]) == 0
    told = capsys.readouterr().err
    assert "libre: 3 texts" in told
    assert "1 need no engine" in told
    assert served.requests == []
    assert memory.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if "sqlite" not in path.name) == ["pages"]


def test_a_server_that_refuses_leaves_the_pages_and_says_so(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    with serving(lambda _: (403, b"")) as refusing:
        assert main(["build", str(page), "-o", str(out), "--translate", f"libre:{refusing.url}"]) == 1
        assert len(refusing.requests) == 1
    assert {row["code"] for row in lines(out / "untranslated.jsonl")} == {"auth"}
    assert len(lines(out / "articles.jsonl")) == 1
    assert "sentences not translated" in capsys.readouterr().err


def test_a_second_opinion_is_the_same_in_one_process_and_in_two(example_pages: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    assert main(["build", str(example_pages), "-o", str(plain), "--format", "jsonl,parquet", "-q"]) == 0
    rows = lines(plain / "records.jsonl")
    memory = tmp_path / "m.sqlite"
    with TranslationMemory(memory) as made:
        made.put([Unit(str(row["ko"]), str(row["en"]), "ko", "en", "toy", "toy 1") for row in rows[::2]])
    for jobs in ("1", "2"):
        asking = ["--second-opinion", str(memory), "--jobs", jobs, "--format", "jsonl,parquet", "-q"]
        assert main(["build", str(example_pages), "-o", str(tmp_path / jobs), *asking]) == 0
    for name in ("records.jsonl", "records.parquet"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
    judged = lines(tmp_path / "1" / "records.jsonl")
    opinions = [row["opinion"] for row in judged]
    assert any(isinstance(value, float) and value > 0.9 for value in opinions)
    assert None in opinions
    for row, before in zip(judged, rows, strict=True):
        assert {**row, "opinion": None} == {**before, "opinion": None}  # evidence beside, and nothing else
