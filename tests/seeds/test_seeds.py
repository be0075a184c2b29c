"""The five pages the project was asked for: the main job on them, against their hand-made truth."""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import kmedtext as kt

BODY = {"heading", "paragraph", "list", "table"}


@pytest.fixture(scope="module")
def scoring(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scoring", shared / "tools" / "scoring.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def corpus(shared: Path) -> kt.Corpus:
    return kt.build([shared / "seeds"])


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict[str, dict[str, Any]]:
    return {
        p.stem: json.loads(p.read_text(encoding="utf-8"))
        for p in (shared / "gold" / "articles").glob("*.json")
    }


def test_each_body_is_the_gold_body(
    corpus: kt.Corpus, gold: dict[str, dict[str, Any]], scoring: ModuleType
) -> None:
    scores = {}
    for article in corpus.articles:
        want = "\n\n".join(b["text"] for b in gold[article.id]["blocks"] if b["kind"] in BODY)
        scores[article.id[:3]] = round(scoring.cleaning_f1([(want, article.body)])[0], 3)
    assert len(scores) == 5
    assert {k: v for k, v in scores.items() if v < 0.97} == {}


def test_each_page_says_who_when_and_what(corpus: kt.Corpus, gold: dict[str, dict[str, Any]]) -> None:
    for article in corpus.articles:
        want = gold[article.id]
        got = {name: getattr(article, name) for name in ("lang", "title", "byline", "published", "publisher")}
        assert got == {name: want[name] for name in got}, article.id


def test_the_blocks_partition_each_page(corpus: kt.Corpus) -> None:
    for article in corpus.articles:
        text = kt.load(article.source.path or "").text
        position = 0
        for block in article.blocks:
            assert block.start == position
            position = block.end
            assert block.kept or block.reason
            for piece in block.pieces:
                assert (
                    block.text[piece.at : piece.at + piece.end - piece.start] == text[piece.start : piece.end]
                )
        assert position == len(text)


def test_the_only_pair_is_the_true_one(corpus: kt.Corpus) -> None:
    assert [(p.ko.id[:3], p.en.id[:3]) for p in corpus.pairs] == [("003", "001")]
    assert {u.article.id[:3] for u in corpus.unpaired} == {"000", "002", "004"}
    assert all(u.candidate and u.score is not None and u.reason for u in corpus.unpaired)


def _gold_index(sentence: str, gold: Sequence[dict[str, Any]]) -> int | None:
    """Which gold sentence a found one is: the one with which it shares most 4-grams, if that is most of it."""

    def grams(text: str) -> set[str]:
        bare = re.sub(r"\W", "", text)
        return {bare[i : i + 4] for i in range(max(1, len(bare) - 3))}

    found = grams(sentence)
    share, index = max((len(found & grams(g["text"])) / len(found | grams(g["text"])), g["id"]) for g in gold)
    return index if share > 0.5 else None


def test_the_beads_of_the_pair(corpus: kt.Corpus, shared: Path, scoring: ModuleType) -> None:
    truth = json.loads((shared / "gold" / "alignment_003_001.json").read_text(encoding="utf-8"))
    (pair,) = corpus.pairs
    bitext = kt.align(pair.ko, pair.en)
    ko = [_gold_index(s.text, truth["ko"]) for s in bitext.ko]
    en = [_gold_index(s.text, truth["en"]) for s in bitext.en]
    found = [([ko[i] for i in b.ko], [en[j] for j in b.en]) for b in bitext.beads]
    assert len(corpus.records) == len(found)
    scores = scoring.bead_scores([(truth["beads_monotone"], found)])
    assert scores["strict_f1"] >= 0.75
    left = {ko[i] for i in bitext.unaligned_ko}
    assert len(left & set(truth["unaligned_ko"])) >= len(truth["unaligned_ko"]) // 2
