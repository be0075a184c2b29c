"""Glossaries, marks and checks."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmedtext.errors import UsageError
from kmedtext.translation import Glossary, load_glossary
from kmedtext.translation.fidelity import (
    Fidelity,
    check_translation,
    forms,
    mark,
    protected,
    quality,
    similarities,
    unmark,
)

TERMS = Glossary(
    [("다제내성균", "multidrug-resistant organism"), ("혈압", "blood pressure"), ("수액", "fluid")]
)

PIECES = st.sampled_from(
    [
        "김하늘 교수는 ",
        "HER2를 ",
        "5 mg을 ",
        "다제내성균이 ",
        "[12] ",
        "⟦11⟧ ",
        "11명 ",
        "https://a.example/b ",
        "환자 ",
        "a@b.example ",
    ]
)


@given(st.lists(PIECES, max_size=10).map("".join), st.integers(0, forms() - 1))
def test_marks_come_back_whatever_stands_beside_them(text: str, form: int) -> None:
    spans = protected(text, "ko", TERMS)
    marked = mark(text, spans, form)
    told, problem = unmark(marked.text, marked, "en")
    assert problem is None
    for span in spans:
        assert span.target in told
    assert len(set(marked.codes)) == len(spans)
    # what is no mark of ours stays, and comes as often as before
    assert told.count("[12]") == text.count("[12]")


@given(st.text(max_size=80))
def test_any_text_is_cut_into_spans_that_do_not_overlap(text: str) -> None:
    for lang in ("ko", "en"):
        at = 0
        for span in protected(text, lang, TERMS):
            assert at <= span.start < span.end <= len(text)
            at = span.end
        check_translation(
            text, text[::-1], lang, "en" if lang == "ko" else "ko", protected(text, lang, TERMS)
        )


MANGLED = {
    "【 11 】 rose": ("blood pressure rose", None),
    "［１１］ rose": ("blood pressure rose", None),
    "a⟦11⟧rose": ("a blood pressure rose", None),
    "(11) rose": ("blood pressure rose", None),
    "rose": ("rose", "lost"),
    "⟦11⟧ and ⟦11⟧ rose": ("⟦11⟧ and ⟦11⟧ rose", "doubled"),
    "⟦12⟧ rose": ("⟦12⟧ rose", "lost"),
}


@pytest.mark.parametrize("answer", MANGLED)
def test_what_engines_do_to_marks(answer: str) -> None:
    marked = mark("혈압이 올랐다.", protected("혈압이 올랐다.", "ko", TERMS))
    assert marked.text == "⟦11⟧이 올랐다."
    assert unmark(answer, marked, "en") == MANGLED[answer]


def test_korean_particles_go_with_the_term() -> None:
    text = "The blood pressure and the fluid."
    marked = mark(text, protected(text, "en", TERMS))
    assert unmark("⟦11⟧는 ⟦12⟧를 올랐다.", marked, "ko")[0] == "혈압은 수액을 올랐다."


def test_a_term_ends_where_its_word_or_its_particles_begin() -> None:
    found = {
        "혈압이 높다": 1, "혈압계가 있다": 0, "고혈압이다": 0, "혈압·혈압": 2, "혈압": 1, "혈압에서는": 1,
    }  # fmt: skip
    assert {text: len(TERMS.hits(text, "ko")) for text in found} == found
    assert [hit.target for hit in TERMS.hits("Blood Pressure, bloodpressure, fluids and fluid", "en")] == [
        "혈압",
        "수액",
    ]


def test_the_digest_hangs_on_the_terms_of_the_text_alone() -> None:
    more = Glossary([("혈압", "blood pressure"), ("맥박", "pulse")])
    assert TERMS.digest("혈압이 높다.", "ko") == more.digest("혈압이 높다.", "ko") != ""
    assert Glossary([("혈압", "BP")]).digest("혈압이 높다.", "ko") != TERMS.digest("혈압이 높다.", "ko")


FILES = {
    "a.tsv": "# note\n혈압\tblood pressure\nKMed.ai\n",
    "b.tsv": "en\tko\nblood pressure\t혈압\nKMed.ai\tKMed.ai\n",
    "c.csv": '혈압,"blood pressure"\nKMed.ai,\n',
    "d.jsonl": '{"ko": "혈압", "en": "blood pressure"}\n{"ko": "KMed.ai", "en": "KMed.ai"}\n{"ko": "협회", "en": null}\n',
    "e.tbx": '<tbx><text><body><conceptEntry id="1"><langSec xml:lang="ko"><termSec><term>혈압</term></termSec></langSec>'
    '<langSec xml:lang="en"><termSec><term>blood pressure</term></termSec></langSec></conceptEntry>'
    '<conceptEntry id="2"><langSec xml:lang="ko"><termSec><term>KMed.ai</term></termSec></langSec><langSec xml:lang="en">'
    "<termSec><term>KMed.ai</term></termSec></langSec></conceptEntry></body></text></tbx>",
    "f.tbx": '<martif type="TBX"><text><body><termEntry><langSet xml:lang="ko-KR"><tig><term>혈압</term></tig></langSet>'
    '<langSet xml:lang="en"><tig><term>blood pressure</term></tig></langSet></termEntry><termEntry><langSet xml:lang="ko">'
    '<tig><term>KMed.ai</term></tig></langSet><langSet xml:lang="en"><tig><term>KMed.ai</term></tig></langSet></termEntry>'
    "</body></text></martif>",
}


@pytest.mark.parametrize("name", FILES)
def test_glossaries_are_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(FILES[name], encoding="utf-8")
    glossary = load_glossary(tmp_path / name)
    assert len(glossary) == 2
    assert [hit.target for hit in glossary.hits("혈압과 KMed.ai", "ko")] == ["blood pressure", "KMed.ai"]


def test_what_is_no_glossary_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"en": 3}\n', encoding="utf-8")
    (tmp_path / "a.tbx").write_text("<html/>", encoding="utf-8")
    (tmp_path / "a.tsv").write_bytes(b"\xff\xfe\xff")
    for name, message in {
        "a.jsonl": "line 1", "a.tbx": "something else", "a.tsv": "UTF-8", "a.doc": "is a .tsv", "no.tsv": "cannot be read",
    }.items():  # fmt: skip
        with pytest.raises(UsageError, match=message):
            load_glossary(tmp_path / name)


CHECKED = {
    ("환자 120명이 나았다.", "All 120 patients recovered."): (),
    ("환자 120명이 나았다.", "All 210 patients recovered."): ("numbers",),
    ("환자 1만2000명이 나았다.", "12,000 patients recovered."): (),
    ("약을 먹지 않았다.", "The drug was taken by them."): ("negation",),
    ("약을 먹지 않았다.", "They refused to take the drug."): (),
    ("약을 먹었다고 한다.", "They did not take the drug."): ("negation",),
    ("가온병원은 새 병동을 열고 야간 진료를 시작한다고 3일 밝혔다.", "It has opened a ward."): ("length",),
    ("환자에게 약 5㎎을 투여했다.", "The patients received 5 g of the drug."): ("protected", "numbers"),
    ("검사는 90분 걸렸다.", "The examination took 1.5 hours."): (),
    (
        "가온병원은 새 병동을 열고 진료를 시작했다.",
        "Gaon Hospital has opened 진료를 시작했다고 이날 오후 밝혔다.",
    ): ("language",),
    ("가온병원은 새 병동을 열었다.", "Gaon Hospital (가온병원) has opened a new ward."): (),
    (
        "가온병원은 새 장비 Sun Ray Fit Max Pro를 들였다.",
        "Gaon Hospital has installed a Sun Ray Fit Max Pro.",
    ): (),
    ("의사뿐 아니라 간호사도 왔다.", "Nurses came as well as doctors."): (),
    ("가온병원은 새 병동을 열었다.", "가온병원은 새 병동을 열었다."): ("language", "translated"),
    ("김하늘 교수는 HER2를 쟀다.", "Prof. Lee Su-jin measured HER2."): ("names",),
    ("김하늘 교수는 HER2를 쟀다.", "Prof. Haneul Kim measured HER2."): (),
    ("김하늘 교수는 HER2를 쟀다.", "Prof. Kim Ha-neul measured it."): ("protected", "names"),
}


@pytest.mark.parametrize("pair", CHECKED)
def test_checks_fail_where_they_should(pair: tuple[str, str]) -> None:
    ko, en = pair
    assert check_translation(ko, en, "ko", "en", protected(ko, "ko")).failed == CHECKED[pair]


SOUND = (
    ("가온병원은 환자 120명에게 약 5 mg을 줬다고 3일 밝혔다.", "Gaon Hospital said on the 3rd that it gave 120 patients 5 mg of the drug."),
    ("부작용은 없었고 환자는 이틀 뒤 퇴원했다.", "There were no side effects, and the patient went home two days later."),
)  # fmt: skip
DAMAGED = (
    ("가온병원은 환자 120명에게 약 5 mg을 줬다고 3일 밝혔다.", "Gaon Hospital said on the 3rd that it gave 210 patients 5 mg of the drug."),
    ("가온병원은 환자 120명에게 약 5 mg을 줬다고 3일 밝혔다.", "The festival opened in the city park with a parade."),
    ("부작용은 없었고 환자는 이틀 뒤 퇴원했다.", "There were side effects, and the patient went home two days later."),
    ("부작용은 없었고 환자는 이틀 뒤 퇴원했다.", "부작용은 없었고 환자는 이틀 뒤 퇴원했다."),
)  # fmt: skip


def test_the_estimate_puts_damage_below_sound_translations() -> None:
    def worth(pairs: tuple[tuple[str, str], ...]) -> list[float]:
        near = similarities([ko for ko, _ in pairs], [en for _, en in pairs])
        checked = [check_translation(ko, en, "ko", "en", protected(ko, "ko")) for ko, en in pairs]
        return [quality(value, one) for value, one in zip(near, checked, strict=True)]

    assert min(worth(SOUND)) > 0.5
    assert max(worth(DAMAGED)) < min(worth(SOUND))


def test_no_failed_check_speaks_for_a_translation() -> None:
    sound = Fidelity(*[True] * 7)
    for name in Fidelity.__dataclass_fields__:
        assert quality(0.7, replace(sound, **{name: False})) < quality(0.7, sound)


def test_hostile_texts_take_linear_time() -> None:
    for piece in ("1,", "a.b-", "a@", "⟦1", "https://.", "((", "5 mg", "가나 교수 "):
        text = piece * 20_000
        began = time.perf_counter()
        spans = protected(text, "ko", TERMS)
        unmark(text, mark("혈압", protected("혈압", "ko", TERMS)), "en")
        assert time.perf_counter() - began < 10
        assert len(spans) <= len(text)
