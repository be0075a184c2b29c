"""Filling: memory first, each text once, order kept, what stays untranslated listed; articles with their layout."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kmedtext as kt
from kmedtext.errors import TranslationError, UsageError
from kmedtext.export import write_bilingual
from kmedtext.export.wordfile import write_docx
from kmedtext.translation import Budget, EngineLimits, Filler, Translation, TranslationMemory, Unit


class Toy:
    """An engine that says each text in other words, and keeps count; ``ruin`` makes it lose marks."""

    name, signature, network = "toy", "toy 1", True
    limits = EngineLimits(1000, 9000, "utf-8", max_batch=8)

    def __init__(self, *, ruin: bool = False) -> None:
        self.asked: list[str] = []
        self.contexts: list[str | None] = []
        self.ruin = ruin

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, context: Sequence[str | None] | None = None
    ) -> list[Translation]:
        self.asked += texts
        self.contexts += context or [None] * len(texts)
        said = [text.replace("⟦", "").replace("[#", "") if self.ruin else text for text in texts]
        head = "It is said that" if target == "en" else "그렇다고 한다"
        return [Translation(f"{head} {text}", source, target, self.name) for text in said]


ARTICLE = kt.clean(
    kt.Page.from_text(
        "가온병원, 새 병동 연다\n\n가온병원은 3일 환자 120명에게 HER2 약 5 mg을 줬다고 밝혔다. 다음 문장도 있다.\n\n"
        "- 첫째 병동은 북쪽이다\n- 둘째 병동은 남쪽이다\n\n병원은 이날 행사를 열었다. 행사는 저녁까지 이어졌다고 한다.\n",
        id="gaon",
    )
)


@given(
    st.lists(st.sampled_from(["가나다 마바", "혈압 5 mg", "나무 HER2", "12", "—", "", "다라마"]), max_size=12)
)
def test_order_is_kept_and_nothing_is_sent_twice(texts: list[str]) -> None:
    toy = Toy()
    with TranslationMemory(":memory:") as memory:
        filler = Filler([toy], memory=memory)
        filled = filler.fill(texts, "ko", "en")
        assert [item.text for item in filled] == texts
        assert len(set(toy.asked)) == len(toy.asked)
        before = len(toy.asked)
        again = Filler([toy], memory=memory).fill(texts, "ko", "en")
        assert len(toy.asked) == before
    for one, two in zip(filled, again, strict=True):
        assert one.translation is not None
        assert two.translation is not None
        assert one.translation.text == two.translation.text


def test_an_article_keeps_its_layout_and_its_records_say_machine(tmp_path: Path) -> None:
    toy = Toy()
    done = kt.translate(ARTICLE, engine=toy, to="en", memory=tmp_path / "m.sqlite")
    assert "- It is said that 첫째 병동은 북쪽이다" in done.text
    assert done.untranslated == ()
    records = done.records(with_morphemes=False)
    assert len(records) == len(done.segments)
    for record in records:
        assert record.origin == "machine"
        assert record.machine is not None
        assert (record.machine.engine, record.machine.lang) == ("toy", "en")
        assert 0 <= record.machine.quality <= 1
        assert record.en[slice(*record.en_span)] == record.en
    texts = [context for text, context in zip(toy.asked, toy.contexts, strict=True) if "다음 문장" in text]
    assert texts[0] is not None
    assert "다음 문장도 있다." in texts[0]
    assert "120명" in texts[0]


def test_people_s_translations_stay_people_s(tmp_path: Path) -> None:
    toy = Toy()
    with TranslationMemory(tmp_path / "m.sqlite") as memory:
        memory.put([Unit("다음 문장도 있다.", "There is another one.", "ko", "en", "desk", "human", "human")])
        done = kt.translate(ARTICLE, engine=toy, memory=memory)
    (record,) = [r for r in done.records(with_morphemes=False) if r.ko == "다음 문장도 있다."]
    assert (record.origin, record.machine, record.en) == ("human", None, "There is another one.")
    assert "다음 문장도 있다." not in toy.asked


def test_marks_that_are_lost_lead_to_other_forms_and_are_not_tried_again(tmp_path: Path) -> None:
    toy = Toy(ruin=True)
    texts = ["김하늘 교수는 HER2를 5 mg 쟀다."]
    for run in range(2):
        filler = Filler([toy], memory=tmp_path / "m.sqlite")
        (item,) = filler.fill(texts, "ko", "en")
        filler.close()
        assert item.translation is not None
        assert all(said in item.translation.text for said in ("Kim Ha-neul", "HER2", "5 mg"))
        assert item.remembered == bool(run)
    assert toy.asked == [
        "⟦11⟧ 교수는 ⟦12⟧를 ⟦13⟧ 쟀다.",
        "[#11] 교수는 [#12]를 [#13] 쟀다.",
        "Kim Ha-neul 교수는 HER2를 5 mg 쟀다.",
    ]


def test_a_budget_stops_cleanly_and_the_rest_is_listed() -> None:
    filler = Filler([Toy()], budget=Budget(max_chars=20))
    filled = filler.fill(["첫 문장은 짧다.", "둘째 문장은 이보다 조금 더 길다.", "셋째."], "ko", "en")
    assert [item.code for item in filled] == [None, "budget", "budget"]
    assert all(item.reason for item in filled if item.code)
    with pytest.raises(TranslationError, match="budget"):
        kt.translate(["아주 긴 문장이 여기에 서 있다."], engine=Toy(), to="en", budget=Budget(max_chars=1))


def test_a_plan_counts_what_would_be_sent() -> None:
    toy = Toy()
    plan = Filler([toy]).plan(["혈압 약이다.", "혈압 약이다.", "KMed.ai", "맥박이다."], "ko", "en")
    assert (plan.texts, plan.characters, plan.remembered, plan.network) == (2, 12, 1, True)
    assert toy.asked == []


def test_round_trip() -> None:
    filler = Filler([Toy()])
    judged = filler.judge(filler.fill(["혈압이 높다."], "ko", "en"), "ko", "en", round_trip=True)
    assert judged[0].round_trip is not None
    assert -1 <= judged[0].round_trip <= 1


def test_documents(tmp_path: Path) -> None:
    done = kt.translate(ARTICLE, engine=Toy())
    paths = write_bilingual(done, tmp_path, formats=["jsonl", "tmx", "md", "docx", "txt"])
    assert [path.name for path in paths] == ["gaon.jsonl", "gaon.tmx", "gaon.md", "gaon.docx", "gaon.txt"]
    assert all(
        json.loads(line)["origin"] == "machine" for line in paths[0].read_text(encoding="utf-8").splitlines()
    )
    assert paths[1].read_text(encoding="utf-8").count('creationtool="toy" creationid="MT"') == len(
        done.segments
    )
    assert paths[2].read_text(encoding="utf-8").startswith("Machine translation into en")
    word = docx.Document(str(paths[3]))
    assert word.paragraphs[0].text.startswith("Machine translation into en")
    rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert rows[0] == ["ko", "en"]
    assert [left for left, _ in rows[2:4]] == [segment.text for segment in done.segments[1:3]]
    one, two = io.BytesIO(), io.BytesIO()
    write_docx(one, done)
    write_docx(two, done)
    assert one.getvalue() == two.getvalue()


def test_wrong_calls() -> None:
    with pytest.raises(UsageError, match="not one str"):
        kt.translate("한 문장", engine=Toy(), to="en")
    with pytest.raises(UsageError, match="into en, not into ko"):
        kt.translate(ARTICLE, engine=Toy(), to="ko")
    with pytest.raises(UsageError, match="into which language"):
        kt.translate(["한 문장"], engine=Toy())
