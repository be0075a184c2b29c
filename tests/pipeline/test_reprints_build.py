"""Reprints in a build, and what happens to pairs that the alignment takes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.alignment.test_reprints import EN, KO, reprinted
from tests.pipeline.test_build import _files

import kmedtext as kt
from kmedtext.alignment.pairing.settings import settings
from kmedtext.cli.main import main
from kmedtext.pipeline.judging import judged

ELSEWHERE = """Harbour museum reopens after winter repairs
Visitors queued along the quay before the doors of the old customs house were opened again.
Carpenters replaced the oak floor of the great hall, board by board.
A brass telescope given by a whaling captain hangs above the stairs.
School classes may sketch the ship models on weekday mornings.
The café bakes rye bread in the oven that once dried sails.
Gulls nest on the roof, and the curator has learned to leave them alone.
Admission stays free for everyone who lives on the island."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    texts = {
        "release": KO,
        "daily": reprinted(KO, "달리는 CT, 첫 촬영", "새봄일보 한서린 기자"),
        "english": EN,
        "reprint": reprinted(EN, "CT on wheels", "By Han Seo-rin, Saebom Daily"),
    }
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text.replace("\n", "\n\n") + "\n", encoding="utf-8")
    return folder


def test_same_bytes_for_any_number_of_workers_with_reprints(pages: Path, tmp_path: Path) -> None:
    for jobs in (1, 2):
        kt.build([pages], jobs=jobs, reprints=True).write(tmp_path / str(jobs))
    one, two = _files(tmp_path / "1"), _files(tmp_path / "2")
    assert one == two
    rows = [json.loads(line) for line in one["pairs.jsonl"].splitlines()]
    assert {row["ko_doc"] for row in rows} == {"release", "daily"}
    assert {row["en_doc"] for row in rows} == {"english", "reprint"}
    assert [row["reprint"] for row in rows].count(False) == 1
    assert one["unpaired.jsonl"] == b""
    assert json.loads(one["manifest.json"])["settings"]["reprints"] is True
    records = [json.loads(line) for line in one["records.jsonl"].splitlines()]
    assert len({record["id"] for record in records}) == len(records)
    assert {(r["ko_doc"], r["en_doc"]) for r in records} == {(r["ko_doc"], r["en_doc"]) for r in rows}


def test_the_command_pairs_reprints_on_request(pages: Path, tmp_path: Path) -> None:
    for name, extra in (("plain", []), ("more", ["--reprints"])):
        assert main(["build", str(pages), "-o", str(tmp_path / name), "-q", *extra]) == 0
    plain, more = (
        [json.loads(line) for line in (tmp_path / name / "pairs.jsonl").read_bytes().splitlines()]
        for name in ("plain", "more")
    )
    assert not any(row["reprint"] for row in plain)
    assert any(row["reprint"] for row in more)


def test_a_pair_of_which_hardly_a_sentence_meets_stands_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ko.txt").write_text(KO.replace("\n", "\n\n"), encoding="utf-8")
    (tmp_path / "en.txt").write_text(ELSEWHERE.replace("\n", "\n\n"), encoding="utf-8")
    monkeypatch.setitem(settings()["decision"], "threshold", 1e-9)  # so that the two are aligned at all
    corpus = kt.build([tmp_path])
    assert (corpus.pairs, corpus.records, corpus.unaligned, corpus.failures) == ((), (), (), ())
    assert {(one.article.id, one.verdict) for one in corpus.unpaired} == {
        ("ko", "related"),
        ("en", "related"),
    }
    assert {one.reason for one in corpus.unpaired} == {
        "hardly a sentence of the nearest candidate says the same"
    }
    assert all(one.candidate is not None for one in corpus.unpaired)


def test_a_lost_best_pair_leaves_its_place_to_a_reprint() -> None:
    k, a, b, c = (kt.Article.from_text("글", id=name, lang="ko" if name == "k" else "en") for name in "kabc")
    pairs = (kt.Pair(k, a, 0.9), kt.Pair(k, b, 0.8, reprint=True), kt.Pair(k, c, 0.7, reprint=True))
    found = judged(kt.Pairing(pairs, ()), ["related", "parallel", None])
    assert [(one.en.id, one.verdict, one.reprint) for one in found.pairs] == [
        ("b", "parallel", False),
        ("c", "comparable", True),
    ]
    assert [(one.article.id, one.candidate and one.candidate.id) for one in found.unpaired] == [("a", "k")]
    lost = judged(kt.Pairing(pairs, ()), ["related"] * 3)
    assert lost.pairs == ()
    assert [one.article.id for one in lost.unpaired] == ["a", "b", "c", "k"]
    kept = judged(kt.Pairing(pairs, ()), ["parallel", "related", "parallel"])
    assert [(one.en.id, one.reprint) for one in kept.pairs] == [("a", False), ("c", True)]
