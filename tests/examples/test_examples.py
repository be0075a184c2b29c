"""The example scripts run from anywhere and show what they say; the example pages come out clean and paired."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kmedtext as kt

EXPECTED: dict[str, Any] = json.loads(Path(__file__).with_name("expected.json").read_text(encoding="utf-8"))
PAGES: dict[str, dict[str, Any]] = EXPECTED["pages"]
SCRIPTS = {
    "clean_one_page.py": [
        "title      올여름 온열질환자 넷 중 하나는 ‘집 안’에서 쓰러졌다",
        "published  2026-08-26T11:20",
        "실내도 1천11명(25.5%)에 이르렀다.",
        "characters are body text",
        "footer",
    ],
    "clean_a_folder.py": [
        "delirium_hospital_ko ↔ delirium_daily_en",
        "osteoporosis_trade_ko ↔ osteoporosis_magazine_en",
        "hearing_newsroom_en (nearest",
        "parallel records, 0 failures",
    ],
    "tokenize_korean.py": [
        "분석",
        "NNG",
        "[21:23]",
        "섬망",
    ],
    "align_a_pair.py": [
        "1-1  score",
        "AUROC",
        "The area under the curve",
        "The hospital has not disclosed what a license will cost.",
        "of the sentences.",
    ],
    "translate_with_a_memory.py": [
        "asked 3 times in the first run, 0 in the second",
        "machine | word-for-word | () | This is about the Gaon Hospital study Kim Ha-neul",
        "('numbers',)",
    ],
    "realign_with_edits.py": [
        "[1] – [2, 3]  score",
        "As told:",
        "[1] – [2]  score",
        "[2] – [1]  score",
        "part of bead 1: 응급실에는 침상 24개가 있으며, | The emergency room has 24 beds.",
        "Refused: cannot=(2, 1) contradicts must",
    ],
}


def test_every_script_is_tested(root: Path) -> None:
    assert {path.name for path in (root / "examples").glob("*.py")} == set(SCRIPTS)


def test_every_page_has_its_truth(example_pages: Path) -> None:
    assert {path.name for path in example_pages.iterdir()} == set(PAGES)


@pytest.mark.parametrize("script", sorted(SCRIPTS))
def test_script_shows_what_it_says(script: str, root: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, root / "examples" / script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert [phrase for phrase in SCRIPTS[script] if phrase not in done.stdout] == []
    assert list(tmp_path.iterdir()) == [], "an example leaves files in the working directory"


def test_all_pages_come_through(corpus: kt.Corpus) -> None:
    assert corpus.failures == ()
    assert {Path(article.source.path or "").name for article in corpus.articles} == set(PAGES)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_page_says_who_when_and_what(name: str, corpus: kt.Corpus) -> None:
    article = _article(corpus, name)
    fields = ("lang", "title", "byline", "published", "publisher")
    assert {f: getattr(article, f) for f in fields} == {f: PAGES[name][f] for f in fields}


@pytest.mark.parametrize("name", sorted(PAGES))
def test_body_begins_and_ends_with_the_story(name: str, corpus: kt.Corpus) -> None:
    body = _bare(_article(corpus, name).body)
    assert body.startswith(_bare(PAGES[name]["first"]))
    assert body.endswith(_bare(PAGES[name]["last"]))


@pytest.mark.parametrize("name", sorted(PAGES))
def test_body_holds_no_chrome(name: str, corpus: kt.Corpus) -> None:
    body = _article(corpus, name).body
    assert [phrase for phrase in PAGES[name]["chrome"] if phrase in body] == []


@pytest.mark.parametrize("name", sorted(PAGES))
def test_body_holds_every_paragraph_between(name: str, corpus: kt.Corpus) -> None:
    body = _bare(_article(corpus, name).body)
    assert [sentence for sentence in PAGES[name]["inside"] if _bare(sentence) not in body] == []


def test_exactly_the_pairs_are_found(corpus: kt.Corpus) -> None:
    assert sorted([pair.ko.id, pair.en.id] for pair in corpus.pairs) == sorted(EXPECTED["pairs"])
    assert len(corpus.unpaired) == len(PAGES) - 2 * len(EXPECTED["pairs"])


def test_alignment_holds_the_sure_beads(corpus: kt.Corpus) -> None:
    beads = [(_bare(record.ko), _bare(record.en)) for record in corpus.records]
    lost = [
        (ko, en)
        for ko, en in EXPECTED["beads"]
        if not any(_bare(ko) in found_ko and _bare(en) in found_en for found_ko, found_en in beads)
    ]
    assert lost == []


def test_what_has_no_counterpart_stays_alone(corpus: kt.Corpus) -> None:
    alone = {_bare(item.sentence.text) for item in corpus.unaligned}
    assert [text for text in EXPECTED["alone"] if not any(_bare(text) in found for found in alone)] == []


def _article(corpus: kt.Corpus, name: str) -> kt.Article:
    return next(a for a in corpus.articles if Path(a.source.path or "").name == name)


def _bare(text: str) -> str:
    """Leave out white space: where a Korean hard wrap fell inside a word is the language room's test, not ours."""
    return re.sub(r"\s+", "", text)
