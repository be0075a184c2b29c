from __future__ import annotations

import time

import pytest
from benchmarks.language_terms import gloss_counts
from hypothesis import given, settings
from hypothesis import strategies as st

from kmedtext.errors import UsageError
from kmedtext.language import glosses
from kmedtext.language.abbreviations import is_short_form, long_form
from kmedtext.language.brackets import brackets, split_parts

KINDS = [
    ("새벽병원은 전자의무기록(EMR)을 바꿨다.", "abbreviation"),
    ("EMR(전자의무기록)을 바꿨다.", "abbreviation"),
    ("전자의무기록(electronic medical record)을 바꿨다.", "translation"),
    ("서도현(Seo Do-hyun) 교수가 썼다.", "person"),
    ("서도현 교수(Dohyun Seo)가 썼다.", "person"),
    ("건강보험심사평가원(이하 심평원)이 밝혔다.", "alias"),
    ("The registry uses electronic medical records (EMRs).", "abbreviation"),
]


@pytest.mark.parametrize(("sentence", "kind"), KINDS)
def test_each_kind(sentence: str, kind: str) -> None:
    (gloss,) = glosses(sentence)
    assert gloss.kind == kind


def test_the_labelled_sentences() -> None:
    counts = {half: gloss_counts(half)[:3] for half in ("design", "held", "fresh")}
    right, found, wanted = (sum(count[at] for count in counts.values()) for at in range(3))
    assert right / found >= 0.95
    assert right / wanted >= 0.90
    for half in ("held", "fresh"):
        right, found, wanted = counts[half]
        assert right / found >= 0.93
        assert right / wanted >= 0.90


def test_a_border_that_the_bracket_does_not_tell_gives_no_gloss() -> None:
    assert glosses("학계에서는 의료진 소진 척도(MBI)를 쓴다.") == ()


@pytest.mark.parametrize(
    ("sentence", "head"),
    [
        ("이 환자는 원인을 모르는 열(fever of unknown origin)로 왔다.", "원인을 모르는 열"),
        ("수술 후 통증(postoperative pain)이 줄었다.", "수술 후 통증"),
        ("판독용 모델 다온비전(DaonVision)을 썼다.", "다온비전"),
        ("국제표준 FHIR(Fast Healthcare Interoperability Resources)로 바꿨다.", "FHIR"),
    ],
)
def test_heads_that_go_on_and_heads_that_stop(sentence: str, head: str) -> None:
    (gloss,) = glosses(sentence)
    assert gloss.forms[0].text == head


def test_a_citation_is_no_gloss() -> None:
    assert glosses("이 방법은 널리 쓰인다(Chae, 2018).") == ()


def test_forms_are_slices_in_order() -> None:
    text = "세계보건기구(World Health Organization(WHO))와 무작위 대조 시험(RCT)"
    for gloss in glosses(text):
        assert [text[form.start : form.end] for form in gloss.forms] == [form.text for form in gloss.forms]
        assert gloss.start == gloss.forms[0].start
        assert gloss.end == gloss.forms[-1].end


def test_a_gloss_s_border_follows_what_the_bracket_says() -> None:
    head = "급성 호흡곤란 증후군"
    (gloss,) = glosses(f"연구진은 중증 {head}(acute respiratory distress syndrome) 환자를 봤다.")
    assert gloss.forms[0].text == head
    (gloss,) = glosses(f"연구진은 중증 {head}(severe acute respiratory distress syndrome) 환자를 봤다.")
    assert gloss.forms[0].text == f"중증 {head}"


@given(st.text(alphabet="가전자의무기록EMRab1 ()（）,·‘’\n이하", max_size=80))
@settings(max_examples=60)
def test_any_text_gives_slices(text: str) -> None:
    end = 0
    for gloss in glosses(text):
        assert len(gloss.forms) >= 2
        assert gloss.start >= end or gloss.forms[0].start < gloss.forms[-1].start
        for form in gloss.forms:
            assert text[form.start : form.end] == form.text
        end = gloss.end


@pytest.mark.parametrize("piece", ["(", "((가(", "가(A)", "가나다 ", ")(", "EMR(", "가·"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def spent(count: int) -> float:
        times = []
        for _ in range(3):  # one of them may wait for the collection of what the whole suite left behind
            begin = time.process_time()
            glosses(piece * count)
            times.append(time.process_time() - begin)
        return min(times)

    spent(10)
    small, large = spent(1_000), spent(8_000)
    assert large < 40 * max(small, 0.01)


def test_a_wrong_type_is_refused() -> None:
    with pytest.raises(UsageError, match="str"):
        glosses(b"EMR")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("short", "before", "long"),
    [
        ("EMR", "with an electronic medical record", "electronic medical record"),
        ("CDSSs", "several clinical decision support systems", "clinical decision support systems"),
        ("TB", "resistant tuberculosis", "tuberculosis"),
        ("HIRA", "the Health Insurance Review and Assessment", "Health Insurance Review and Assessment"),
        ("KBS", "an electronic medical record", None),
        ("EMR", "every man reads", "every man reads"),
        ("MRI", "a scan of the knee", None),
    ],
)
def test_long_forms(short: str, before: str, long: str | None) -> None:
    assert long_form(short, before) == long


def test_short_forms() -> None:
    assert all(map(is_short_form, ["CT", "HbA1c", "R&D", "COVID-19", "GLP-1", "mRNA", "N2O"]))
    assert not any(map(is_short_form, ["Ct", "a", "2024", "hospital", "A", "Kim Min", "ABCDEFGHIJKLM"]))


def test_brackets_close_on_their_line() -> None:
    text = "가(나(다)라)\n마(바\n사) (아)"
    assert [text[b.start : b.end] for b in brackets(text, 80)] == ["(나(다)라)", "(다)", "(아)"]
    assert [b.depth for b in brackets(text, 80)] == [0, 1, 0]
    assert brackets("(" + "가" * 90 + ")", 80) == ()


def test_parts_are_cut_at_commas_and_brackets() -> None:
    text = "EMR·Electronic Medical Record(전자기록), ‘기록’"
    parts = [text[start:end] for start, end in split_parts(text, 0, len(text))]
    assert parts == ["EMR", "Electronic Medical Record", "전자기록", "기록"]
