"""kmedtext align: evidence side by side, paired files in and out, and a page in a real browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kmedtext.cli.sidebyside import Line
from kmedtext.cli.sidebysidepage import page
from kmedtext.export import read_records
from kmedtext.loading.paired import read_paired

KO = "환자 120명이 회복했다.\n부작용은 없었다.\n주차는 무료다.\n"
EN = "Of the patients, 130 recovered.\nThere were side effects.\nParking is free.\n"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


def kmedtext(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kmedtext", "align", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def lines(tmp_path: Path) -> tuple[Path, Path]:
    for name, text in (("c.ko", KO), ("c.en", EN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "c.ko", tmp_path / "c.en"


def test_explain_tells_evidence_for_and_against(lines: tuple[Path, Path]) -> None:
    done = kmedtext("--moses", *lines, "--explain")
    assert done.returncode == 0, done.stderr
    for word in (
        "cosine",
        "- numbers differ",
        "only Korean: 120",
        "only English: 130",
        "one side denies",
        "length",
    ):
        assert word in done.stdout
    borders = [line for line in done.stdout.splitlines() if line.startswith("│")]
    widths = {sum(2 if "가" <= c <= "힣" else 1 for c in line) for line in borders}
    assert widths == {160}  # columns, of which a syllable takes two


def test_explain_says_why_a_sentence_was_left_out(lines: tuple[Path, Path], tmp_path: Path) -> None:
    lines[0].write_text("주차는 무료다.\n여기는 환자의 정원에서 자라는 사과나무가 있다.\n", encoding="utf-8")
    lines[1].write_text("Parking is free.\n", encoding="utf-8")
    done = kmedtext("--moses", *lines, "--realign", "--explain", "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows[0]["evidence"]["says"] == []
    assert rows[0]["similarity"] > 0.5
    assert rows[1]["evidence"]["reason"]
    assert rows[1]["text"].startswith("여기는")


@pytest.mark.parametrize("form", ["tmx", "csv", "parquet", "xlsx", "moses"])
def test_pairs_are_written_back_in_the_forms_they_come_in(
    lines: tuple[Path, Path], tmp_path: Path, form: str
) -> None:
    out = tmp_path / f"out.{form}"
    done = kmedtext("--moses", *lines, "--format", form, "-o", out)
    assert done.returncode == 0, done.stderr
    again = read_paired(f"{out}.ko", f"{out}.en") if form == "moses" else read_paired(out)
    assert [(one.ko[0], one.en[0]) for one in again] == list(
        zip(KO.splitlines(), EN.splitlines(), strict=True)
    )
    if form == "parquet":
        assert [one.checks.numbers for one in read_records(out)] == [False, None, None]
        assert [one.checks.negation for one in read_records(out)] == [None, False, None]


def test_a_tmx_keeps_its_header_languages_properties_and_order(tmp_path: Path) -> None:
    path, out = tmp_path / "m.tmx", tmp_path / "n.tmx"
    unit = '<tu tuid="{id}"><note>n{id}</note><prop type="d">{id}&amp;</prop><tuv xml:lang="en-GB"><seg>Parking is free, no. {id}.</seg></tuv><tuv xml:lang="ko-KR"><seg>주차는 무료다, {id}번.</seg></tuv></tu>'
    body = "".join(unit.format(id=n) for n in (9, 3, 5))
    path.write_text(
        f'<tmx version="1.4"><header srclang="en-GB" adminlang="ko" creationtool="X"><prop type="p">v</prop></header><body>{body}</body></tmx>',
        encoding="utf-8",
    )
    assert kmedtext(path, "--format", "tmx", "-o", out).returncode == 0
    before, after = read_paired(path), read_paired(out)
    for old, new in zip(before, after, strict=True):
        assert (old.id, old.ko, old.en, old.ko_lang, old.en_lang, old.notes) == (
            new.id, new.ko, new.en, new.ko_lang, new.en_lang, new.notes,
        )  # fmt: skip
        assert new.properties[: len(old.properties)] == old.properties
        assert dict(new.properties)["x-score"]
    assert after.header is not None
    assert after.header.properties == (("p", "v"),)
    assert {"srclang": "en-GB", "adminlang": "ko", "creationtool": "kmedtext"}.items() <= dict(
        after.header.attributes
    ).items()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--moses", "KO"], "two files"),
        (["--moses", "KO", "EN", "--format", "tmx"], "--out"),
        (["--moses", "KO", "EN", "--format", "html"], "--explain"),
        (["--moses", "KO", "EN", "--format", "tsv", "--explain"], "html or jsonl"),
        (["--moses", "KO", "EN", "--must", "0:0"], "--realign"),
        (["--moses", "KO", "EN", "--realign", "--must", "0-0"], "Korean:English"),
        (["--moses", "KO", "EN", "--realign", "--must", "0:0", "--cannot", "0:0"], "contradicts"),
        (["nowhere.tmx"], "nowhere.tmx"),
    ],
)
def test_wrong_use_is_one_clear_line(lines: tuple[Path, Path], arguments: list[str], word: str) -> None:
    named = [{"KO": str(lines[0]), "EN": str(lines[1])}.get(one, one) for one in arguments]
    done = kmedtext(*named)
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr


EVIL = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> & 환자"


def test_the_page_escapes_everything_and_fetches_nothing() -> None:
    written = page(EVIL, [Line("0", "1-1", EVIL, EVIL, 0.5, 0.4, True, ((EVIL, False),))], EVIL)
    assert "<script" not in written
    assert "<img" not in written
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?!x)", re.sub(r"&lt;.*?&gt;", "", written))
    assert "url(" not in written
    assert "default-src &#x27;none&#x27;" in written


def test_the_page_in_a_real_browser(lines: tuple[Path, Path], tmp_path: Path) -> None:
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        pytest.skip("no Chromium on this machine")
    lines[1].write_text(f"{EN.splitlines()[0]}\n{EVIL}\nParking is free.\n", encoding="utf-8")
    out = tmp_path / "view.html"
    done = kmedtext("--moses", *lines, "--explain", "--format", "html", "-o", out)
    assert done.returncode == 0, done.stderr
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path / 'profile'}",
    ]
    shown = subprocess.run(
        [*command, "--dump-dom", out.as_uri()], capture_output=True, timeout=120, check=True
    )
    dom = shown.stdout.decode("utf-8")
    assert "<title>" in dom
    assert "owned</title>" not in dom
    assert dom.count("<tr ") == 3
    assert '<td class="ko" lang="ko">환자 120명이 회복했다.</td>' in dom
    assert "&lt;script&gt;" in dom
    assert "numbers differ" in dom
