"""Morphemes: whole terms, offsets, order, specification."""

from __future__ import annotations

import dataclasses
import pickle
import subprocess
import sys
import unicodedata
from collections.abc import Iterator

import pytest

from kmedtext.errors import UsageError
from kmedtext.language import (
    Lexicon,
    Term,
    TokenizerSpec,
    content_words,
    medical_core,
    nouns,
    split,
    tokenize,
)
from kmedtext.language.tokenizer import kiwi_of

WHOLE = """
전공의가 응급실을 지켰다.	전공의
기관내삽관을 시행했다.	기관내삽관
암로디핀 5㎎을 처방했다.	암로디핀
심평원에 청구했다.	심평원
담관암으로 진단받았다.	담관암
지주막하출혈이 의심된다.	지주막하출혈
전자의무기록을 분석했다.	전자의무기록
식품의약품안전처가 허가했다.	식품의약품안전처
고혈압을 앓는 환자가 많다.	고혈압
특발성폐섬유증의 예후는 나쁘다.	특발성폐섬유증
알레르기비염 때문에 왔다.	알레르기비염
급성골수성백혈병을 치료했다.	급성골수성백혈병
HbA1c가 높다.	HbA1c
COVID-19에 걸렸다.	COVID-19
PD-L1 양성이다.	PD-L1
SARS-CoV-2를 검출했다.	SARS-CoV-2
KMed-3.1은 모델이다.	KMed-3.1
비소세포폐암에서 확인됐다.	비소세포폐암
""".strip().splitlines()


@pytest.mark.parametrize("row", WHOLE)
def test_terms_stay_whole(row: str) -> None:
    text, term = row.split("\t")
    start = text.index(term)
    assert any((m.start, m.end, m.form) == (start, start + len(term), term) for m in tokenize(text))


def test_every_term_of_the_core_stays_whole() -> None:
    frames = ("{}", "환자는 {} 때문에 왔다.", "{}의 위험을 분석했다.")
    texts = [frame.format(term.form) for frame in frames for term in medical_core()]
    terms = [term.form for _ in frames for term in medical_core()]
    cut = []
    for text, term, morphemes in zip(texts, terms, tokenize(texts), strict=True):
        start = text.index(term)
        if not any((m.start, m.end) == (start, start + len(term)) for m in morphemes):
            cut.append(text)
    assert cut == []


def test_terms_are_not_forced_through_other_words() -> None:
    assert "전공의" not in nouns("그의 전공의 이름은 의학이다.") or "전공" in nouns("그의 전공은 의학이다.")
    assert "간이식" not in nouns("간 이식")


def test_fields() -> None:
    text = "환자가 됐다."
    found = tokenize(text)
    assert [(m.form, m.tag, text[m.start : m.end], m.lemma, m.word) for m in found] == [
        ("환자", "NNG", "환자", "환자", 0),
        ("가", "JKC", "가", "가", 0),
        ("되", "VV", "됐", "되다", 1),
        ("었", "EP", "됐", "었", 1),
        ("다", "EF", "다", "다", 1),
        (".", "SF", ".", ".", 1),
    ]


def test_decomposed_text_gives_the_same_morphemes_with_its_own_offsets() -> None:
    text = "😀 폐암 환자의 HbA1c가 6.5%였다."
    decomposed = unicodedata.normalize("NFD", text)
    found = tokenize(decomposed)
    assert [(m.form, m.tag) for m in found] == [(m.form, m.tag) for m in tokenize(text)]
    assert unicodedata.normalize("NFC", decomposed[found[1].start : found[1].end]) == "폐암"


def test_broken_text_does_not_break_it() -> None:
    assert [m.form for m in tokenize("\ud800환자")][-1] == "환자"
    assert tokenize("") == tokenize(" \n") == ()


def test_batches_keep_order() -> None:
    texts = [f"{n}번 환자는 회복했다." for n in range(700)]
    found = list(tokenize(iter(texts)))
    assert len(found) == 700
    assert all(morphemes[0].form == str(n) for n, morphemes in enumerate(found))
    assert found[3] == tokenize(texts[3])
    assert list(tokenize([])) == []


def test_long_text_in_pieces() -> None:
    sentence = "환자는 기관내삽관을 받고 회복했다. "
    text = sentence * 1500
    found = tokenize(text)
    one = tokenize(sentence)
    assert len(found) == len(one) * 1500
    assert found[-1].end == len(text.rstrip())
    assert found[-1].word == 4 * 1500 - 1


def test_specification() -> None:
    spec = TokenizerSpec()
    assert pickle.loads(pickle.dumps(spec)) == spec  # noqa: S301 - our own bytes
    assert spec.signature == TokenizerSpec(workers=2).signature
    own = Lexicon("own", (Term("하늘맥박기"),))
    assert spec.signature != dataclasses.replace(spec, lexicons=(*spec.lexicons, own)).signature
    assert spec.signature != dataclasses.replace(spec, compounds="parts").signature
    assert spec.signature != dataclasses.replace(spec, split_complex=True).signature


def test_another_process_gives_the_same() -> None:
    text = "전공의가 특발성폐섬유증 환자의 HbA1c를 쟀다. 😀 됐다!"
    code = f"from kmedtext.language import tokenize; print(tokenize({text!r}))"
    out = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert out.rstrip("\n") == str(tokenize(text))


def test_words_for_search() -> None:
    text = "전공의가 환자를 빠르게 옮겼다."
    assert nouns(text) == ("전공의", "환자")
    assert content_words(text) == ("전공의", "환자", "빠르다", "옮기다")


def test_a_wrong_specification_says_what_to_give() -> None:
    for wrong in ({"lexicons": [medical_core()]}, {"lexicons": ("core",)}, {"compounds": "halves"}):
        with pytest.raises(UsageError, match=r"lexicons is|compounds is"):
            TokenizerSpec(**wrong)


def test_words_of_one_own_layer_stay_whole_and_its_score_counts() -> None:
    text = "새빛돌봄로봇이 환자를 살폈다."
    spec = TokenizerSpec(lexicons=(medical_core(), Lexicon("own", (Term("새빛돌봄로봇", "NNP"),))))
    assert ("새빛돌봄로봇", "NNP") in {(m.form, m.tag) for m in tokenize(text, spec=spec)}
    assert "새빛돌봄로봇" not in nouns(text)


def test_a_later_layer_counts_where_two_have_the_same_word() -> None:
    spec = TokenizerSpec(lexicons=(medical_core(), Lexicon("own", (Term("담관암", "NNP"),))))
    assert tokenize("담관암을 앓는다.", spec=spec)[0].tag in ("NNG", "NNP")
    assert [m.form for m in tokenize("간세포암", spec=spec)] == ["간세포암"]


def test_a_term_of_two_words_covers_their_space() -> None:
    text = "새빛 돌봄로봇을 샀다."
    spec = TokenizerSpec(lexicons=(Lexicon("own", (Term("새빛 돌봄로봇", "NNP"),)),))
    first, second = tokenize(text, spec=spec)[:2]
    assert (first.form, first.start, first.end, first.word) == ("새빛 돌봄로봇", 0, 7, 0)
    assert (second.form, second.word) == ("을", 1)


def test_terms_that_kiwi_writes_with_spaces_have_the_form_of_the_text() -> None:
    assert [m.form for m in tokenize("급성골수성백혈병을")] == ["급성골수성백혈병", "을"]


def test_records_say_what_kiwi_says() -> None:
    text = "의사가 아니었지만 예쁘게 낫고 이겨 낸 환자를 도와 걸었다. 그는 학생이다."
    spec = TokenizerSpec(lexicons=())
    assert [(m.form, m.tag, m.start, m.end, m.lemma) for m in tokenize(text, spec=spec)] == [
        (t.form, t.tag, t.start, t.end, t.lemma) for t in kiwi_of(spec).tokenize(text, compatible_jamo=True)
    ]


def test_compounds_in_parts() -> None:
    spec = TokenizerSpec(compounds="parts")
    text = "지주막하출혈과 급성담낭염을 HbA1c와 봤다."
    found = tokenize(text, spec=spec)
    assert [m.form for m in found][:6] == ["지주막", "하", "출혈", "과", "급성", "담낭염"]
    assert all(text[m.start : m.end] == m.form for m in found if m.tag == "NNG")
    assert [m.word for m in found][:6] == [0, 0, 0, 0, 1, 1]


def test_a_stream_may_feed_on_another() -> None:
    texts = [f"{n}번 환자는 회복했다." for n in range(40)]
    inner = (" ".join(m.form for m in morphemes) for morphemes in tokenize(iter(texts)))
    assert len(list(tokenize(inner))) == 40


def test_a_stream_draws_no_further_than_it_must() -> None:
    def endless() -> Iterator[str]:
        while True:
            yield "환자는 회복했다."

    stream = tokenize(endless())
    assert [next(stream)[0].form for _ in range(3)] == ["환자"] * 3


def test_sentence_borders_do_not_depend_on_the_lexicon() -> None:
    text = "오늘은 전공의를 만남 대기가 길었음 담관암 검사를 받고 옴 약을 사흘 치 탐 결과는 다음 주에 나온다고 함 그래서 집에 감 쉬어야 함 내일도 쉼"
    before = split(text, "ko")
    tokenize(text)
    assert split(text, "ko") == before
