"""Build with an engine: articles without partner get their other side, marked; without one nothing is asked."""

from __future__ import annotations

import json
from pathlib import Path

from tests.translation.test_filling import Toy

import kmedtext as kt
from kmedtext.translation import Budget, Filler, Plan

PAGE = (
    "푸른솔의료원, 야간 소아 진료 시작\n\n푸른솔의료원은 7일부터 밤 11시까지 소아 진료를 한다고 밝혔다. 진료는 전문의 세 명이 맡는다.\n\n"
    "의료원은 지난해 야간에 아이를 데리고 응급실을 찾은 보호자 412명에게 물은 결과를 바탕으로 이번 결정을 내렸다.\n"
)


def test_unpaired_pages_get_their_other_side(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    toy, told = Toy(), list[Plan]()
    corpus = kt.build(
        tmp_path / "page.txt", translate=toy, memory=tmp_path / "m.sqlite", announce=told.append
    )
    assert [record.origin for record in corpus.records] == ["machine"] * 4
    assert corpus.untranslated == ()
    assert [item.article.id for item in corpus.unpaired] == ["page"]
    assert told[0].texts == len(toy.asked) == 4
    corpus.write(tmp_path / "out", formats=["jsonl", "parquet", "csv", "tmx"])
    assert (tmp_path / "out" / "untranslated.jsonl").read_bytes() == b""
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["settings"]["translation"]["engines"] == "toy 1"
    assert manifest["counts"]["records_by_origin"] == {"machine": 4}
    again = kt.build(tmp_path / "page.txt", translate=toy, memory=tmp_path / "m.sqlite")
    assert len(toy.asked) == 4
    assert again.records == corpus.records


def test_what_the_budget_leaves_out_is_listed_and_no_engine_means_none(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    corpus = kt.build(tmp_path / "page.txt", translate=Filler([Toy()], budget=Budget(max_chars=40)))
    assert len(corpus.records) + len(corpus.untranslated) == 4
    assert {item.code for item in corpus.untranslated} == {"budget"}
    plain = kt.build(tmp_path / "page.txt")
    assert (plain.records, plain.untranslated) == ((), ())
    assert "translation" not in plain.manifest["settings"]
