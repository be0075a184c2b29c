"""The command line, as a real process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def kmedtext(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kmedtext", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


KOREAN = (
    "푸른솔의료원, 야간 소아 진료 시작\n\n작성일 2025-04-07\n\n"
    "푸른솔의료원은 7일부터 밤 11시까지 소아 진료를 한다고 밝혔다. 진료는 전문의 세 명이 맡는다.\n\n"
    "의료원은 지난해 야간에 아이를 데리고 응급실을 찾은 보호자 412명에게 물은 결과를 바탕으로 이번 결정을 내렸다.\n"
)


def test_build_writes_every_file_and_a_summary(example_pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = kmedtext("build", str(example_pages), "-o", str(out), "--format", "jsonl,parquet,csv,tmx")
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    names = {p.name for p in out.iterdir()}
    assert names >= {
        "articles.jsonl",
        "records.jsonl",
        "records.parquet",
        "records.csv",
        "records.tmx",
        "unaligned.jsonl",
        "unpaired.jsonl",
        "failures.jsonl",
        "manifest.json",
    }
    for word in ("pages", "kept", "pairs", "records", "failures", str(out)):
        assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert (out / "failures.jsonl").read_text() == ""


def test_a_full_folder_is_refused_unless_forced(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(KOREAN, encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("keep me")
    refused = kmedtext("build", str(page), "-o", str(out))
    assert refused.returncode == 2
    assert "--force" in refused.stderr
    assert [p.name for p in out.iterdir()] == ["mine.txt"]
    forced = kmedtext("build", str(page), "-o", str(out), "--force", "--quiet")
    assert (forced.returncode, forced.stderr) == (0, "")
    assert (out / "mine.txt").read_text() == "keep me"
    assert (out / "articles.jsonl").exists()


def test_some_failures_are_exit_code_one(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(KOREAN, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    out = tmp_path / "out"
    done = kmedtext("build", str(tmp_path / "page.txt"), str(tmp_path / "empty.txt"), "-o", str(out))
    assert done.returncode == 1
    assert "empty.txt" in done.stderr
    (failure,) = map(json.loads, (out / "failures.jsonl").read_text(encoding="utf-8").splitlines())
    assert failure["code"] == "empty"
    assert failure["advice"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["build", "nowhere", "-o", "OUT"], "nowhere"),
        (["build", "x.txt"], "--out"),
        (["build", "x.txt", "-o", "OUT", "--format", "docx"], "docx"),
        (["build", "x.txt", "-o", "OUT", "--jobs", "-3"], "jobs"),
        (["clean", "nowhere.txt"], "nowhere.txt"),
        (["align", "nowhere.txt", "nowhere.txt"], "nowhere.txt"),
        (["paint"], "paint"),
        ([], "COMMAND"),
    ],
)
def test_wrong_use_is_exit_code_two_and_one_clear_line(
    arguments: list[str], word: str, tmp_path: Path
) -> None:
    done = kmedtext(*[a.replace("OUT", str(tmp_path / "out")) for a in arguments])
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_clean_prints_articles_or_the_body(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(KOREAN, encoding="utf-8")
    done = kmedtext("clean", str(page))
    article = json.loads(done.stdout)
    assert (done.returncode, article["title"], article["published"]) == (
        0,
        "푸른솔의료원, 야간 소아 진료 시작",
        "2025-04-07",
    )
    body = kmedtext("clean", "--text", "-", stdin=KOREAN)
    assert body.stdout.startswith("푸른솔의료원은 7일부터")
    assert "작성일" not in body.stdout


def test_explain_shows_every_block_and_why(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "로그인\n회원가입\n\n" + KOREAN + "\nⓒ 푸른솔의료원. All rights reserved.\n", encoding="utf-8"
    )
    done = kmedtext("explain", str(page))
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line[:1] in "+-"]
    assert any(line.startswith("- ") and "로그인" in line and "navigation" in line for line in lines)
    assert any(line.startswith("+ ") and "paragraph" in line and "7일부터" in line for line in lines)
    assert any("copyright" in line and "ⓒ" in line for line in lines)
    assert "title: 푸른솔의료원, 야간 소아 진료 시작" in done.stdout
    assert "\x1b[" not in done.stdout


def test_tokenize_prints_one_sentence_a_line() -> None:
    done = kmedtext("tokenize", "-", stdin="환자를 진료했다. 약을 처방했다.\n")
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first.startswith("환자/NNG 를/JKO 진료/NNG")
    assert "처방/NNG" in second
    as_json = kmedtext("tokenize", "--format", "jsonl", "-", stdin="환자를 진료했다.")
    token = json.loads(as_json.stdout)["morphemes"][0]
    assert (token["form"], token["tag"], token["start"], token["end"]) == ("환자", "NNG", 0, 2)


def test_tokenize_and_build_take_lexicons(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("form\ttag\n새빛돌봄로봇\tNNP\n", encoding="utf-8")
    more = tmp_path / "more.dict"
    more.write_text("하늘맥박기\tNNG\t0.0\n", encoding="utf-8")
    text = "새빛돌봄로봇과 하늘맥박기를 샀다."
    done = kmedtext("tokenize", "--lexicon", str(own), "--lexicon", str(more), "-", stdin=text)
    assert done.stdout.startswith("새빛돌봄로봇/NNP 과/JC 하늘맥박기/NNG"), done.stderr
    missing = kmedtext("tokenize", "--lexicon", str(tmp_path / "none.tsv"), "-", stdin=text)
    assert missing.returncode not in (0, 1)
    assert "no such file" in missing.stderr
    page = tmp_path / "page.txt"
    page.write_text(KOREAN, encoding="utf-8")
    signatures = []
    for name, options in (("plain", []), ("own", ["--lexicon", str(own)])):
        assert kmedtext("build", str(page), "-o", str(tmp_path / name), *options).returncode == 0
        manifest = json.loads((tmp_path / name / "manifest.json").read_text(encoding="utf-8"))
        signatures.append(manifest["settings"]["tokenizer"])
    assert signatures[0] != signatures[1]


def test_align_wants_the_korean_page_first(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(KOREAN, encoding="utf-8")
    english = tmp_path / "page_en.txt"
    english.write_text(
        "Pureunsol Medical Center starts evening clinic for children\n\nApril 7, 2025\n\n"
        "Pureunsol Medical Center said it will see children until 11 p.m. from the 7th. "
        "Three specialists will run the clinic.\n\n"
        "The center based the decision on a survey of 412 parents who took a child to the emergency room "
        "at night last year.\n",
        encoding="utf-8",
    )
    wrong = kmedtext("align", str(english), str(page))
    assert wrong.returncode == 2
    assert "Korean page first" in wrong.stderr
    done = kmedtext("align", str(page), str(english), "--format", "tsv")
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert rows[0] == ["score", "type", "ko", "en"]
    assert any("11시까지" in row[2] and "11 p.m." in row[3] for row in rows[1:])
    table = kmedtext("align", str(page), str(english))
    assert "coverage" in table.stdout


def test_version_and_help() -> None:
    assert kmedtext("--version").stdout.startswith("kmedtext 0.")
    assert "exit codes" in kmedtext("--help").stdout


@pytest.mark.parametrize("command", ["clean", "explain"])
def test_a_defect_on_one_page_costs_that_page(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import kmedtext as kt
    from kmedtext.cli import main
    from kmedtext.pipeline import steps

    def broken(page: kt.Page, profile: kt.SiteProfile | None) -> kt.Article:
        if page.id == "bad":
            raise ZeroDivisionError(page.text)
        return kt.clean(page, profile)

    monkeypatch.setattr(steps, "clean", broken)
    for name in ("bad", "good"):
        (tmp_path / f"{name}.txt").write_text(KOREAN, encoding="utf-8")
    assert main([command, str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert "7일부터" in shown.out
    assert "bad.txt" in shown.err
    assert "ZeroDivisionError" in shown.err
    assert "소아" not in shown.err
