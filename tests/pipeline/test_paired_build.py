"""Files whose texts are paired already, in a build and from Python."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kmedtext as kt

KO = "환자가 회복했다.\n홀로 선 문장이다.\n주차는 무료다.\n"
EN = "The patient recovered.\n\nParking is free.\n"


@pytest.fixture
def lines(tmp_path: Path) -> tuple[Path, Path]:
    for name, text in (("c.ko", KO), ("c.en", EN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / "c.ko", tmp_path / "c.en"


def test_a_build_takes_paired_files_and_loses_nothing(lines: tuple[Path, Path], tmp_path: Path) -> None:
    table = tmp_path / "c.csv"
    table.write_text("pair_id,ko,en\n1,약을 먹었다.,They took the drug.\n", encoding="utf-8")
    corpus = kt.build([], paired=[lines, table, tmp_path / "none.tmx"])
    assert [(pair.ko.id, pair.en.id) for pair in corpus.pairs] == [("c-ko", "c-en"), ("c-ko~2", "c-en~2")]
    assert [(one.ko, one.en) for one in corpus.records] == [
        ("환자가 회복했다.", "The patient recovered."),
        ("주차는 무료다.", "Parking is free."),
        ("약을 먹었다.", "They took the drug."),
    ]
    assert [one.sentence.text for one in corpus.unaligned] == ["홀로 선 문장이다."]
    assert [one.code for one in corpus.failures] == ["not_found"]
    for article in corpus.articles:
        spans = [block.span for block in article.blocks]
        assert all(a[1] == b[0] for a, b in itertools.pairwise(spans))
    by_id = {article.id: article for article in corpus.articles}
    for one in corpus.records:
        text = "\n".join(block.text for block in by_id[one.ko_doc].blocks)
        assert text[slice(*one.ko_span)] == one.ko
    assert corpus.unpaired == ()


def test_pages_and_paired_files_stand_in_one_corpus(
    lines: tuple[Path, Path], tmp_path: Path, example_pages: Path
) -> None:
    alone = kt.build([example_pages / "heat_wire_ko.txt"])
    both = kt.build([example_pages / "heat_wire_ko.txt"], paired=[lines])
    assert both.articles[: len(alone.articles)] == alone.articles
    assert len(both.records) == 2
    assert [path.name for path in both.write(tmp_path / "out", formats=["jsonl"])][-1] == "manifest.json"


def test_a_file_of_pairs_is_scored_or_aligned_anew(lines: tuple[Path, Path]) -> None:
    given = kt.read_bitext(*lines)
    assert [(bead.ko, bead.en) for bead in given.beads] == [((0,), (0,)), ((2,), (1,))]
    assert all(bead.score > 0.5 and bead.similarity > 0.3 for bead in given.beads)
    assert given.unaligned_ko == (1,)
    wrong = kt.read_bitext(lines[0], lines[0])
    assert all(one.checks.copied for one in wrong.records())
    lines[1].write_text("Parking is free.\nThe patient recovered.\n", encoding="utf-8")
    anew = kt.read_bitext(*lines, realign=True)
    assert [(bead.ko, bead.en) for bead in anew.beads] == [((0,), (1,)), ((2,), (0,))]
    told = kt.Constraints(cannot=[(2, 0)])
    parted = kt.read_bitext(*lines, realign=True, constraints=told)
    assert not any(2 in bead.ko and 0 in bead.en for bead in parted.beads)


def test_wrong_calls_say_what_to_pass(lines: tuple[Path, Path]) -> None:
    read: Any = kt.read_bitext
    build: Any = kt.build
    calls: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: read(3), "a str or a Path, not int"),
        (lambda: read(""), "empty"),
        (lambda: read("x.csv", columns="ko"), "PairColumns"),
        (lambda: read(*lines, constraints=kt.Constraints()), "realign=True"),
        (lambda: build([], paired=[3]), "not int"),
        (lambda: build([]), "no input"),
    )
    for call, says in calls:
        with pytest.raises(kt.UsageError, match=says):
            call()
