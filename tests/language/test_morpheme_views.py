"""Eojeol, choices among morphemes, the analyzer for scikit-learn, and spaCy's Doc."""

from __future__ import annotations

import pickle
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmedtext.errors import MissingExtraError
from kmedtext.language import (
    Analyzer,
    TokenizerSpec,
    by_tag,
    eojeols,
    lemmas,
    nouns,
    to_doc,
    tokenize,
    without_stop_words,
)

PIECES = st.sampled_from(
    [
        "환자가",
        "전공의",
        "됐다.",
        " ",
        "  ",
        "\n",
        "\t",
        "\u3000",
        "HbA1c",
        "75 mg을",
        "ㅋㅋ",
        "“",
        "😀",
        "각",
        "\u200b",
        "\ud800",
        "할걸요",
        "3기",
        "예뻤어욥",
        "하",
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=40)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_spans_point_into_the_text_and_eojeol_cover_it(text: str) -> None:
    found = tokenize(text)
    assert all(0 <= m.start <= m.end <= len(text) for m in found)
    assert [m.start for m in found] == sorted(m.start for m in found)
    words = eojeols(text)
    assert tuple(m for word in words for m in word.morphemes) == found
    position, rest = 0, []
    for number, word in enumerate(words):
        rest.append(text[position : word.start])
        assert text[word.start : word.end] == word.text
        assert not any(map(str.isspace, word.text))
        assert all(m.word == number and word.start <= m.start < word.end for m in word.morphemes)
        position = word.end
    rest.append(text[position:])
    assert "".join(rest).strip() == ""
    assert sum(map(len, rest)) + sum(len(word.text) for word in words) == len(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXTS, max_size=5))
def test_a_batch_gives_what_each_text_gives(texts: list[str]) -> None:
    assert list(tokenize(texts)) == [tokenize(text) for text in texts]


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_parts_keep_the_offsets(text: str) -> None:
    for m in tokenize(text, spec=TokenizerSpec(compounds="parts")):
        assert 0 <= m.start <= m.end <= len(text)


def test_choices() -> None:
    found = tokenize("이번 수술에서 전공의가 환자를 빠르게 옮겼다.")
    assert [m.form for m in by_tag(found, "VV")] == ["옮기"]
    assert [m.form for m in without_stop_words(by_tag(found, "N"))] == ["수술", "전공의", "환자"]
    assert nouns("이번 수술") == ("이번", "수술")
    assert lemmas("환자가 됐다") == ("환자", "가", "되다", "었", "다")
    assert by_tag(found) == ()


def test_an_analyzer_travels() -> None:
    analyzer = pickle.loads(pickle.dumps(Analyzer()))  # noqa: S301 - our own bytes
    text = "이번 임상시험에서 HbA1c가 줄었다."
    assert analyzer(text) == Analyzer()(text) == ["임상시험", "HbA1c", "줄다"]
    assert Analyzer(tags=("N",), stop_words=False)(text) == ["이번", "임상시험"]
    assert Analyzer(tags=(), stop_words=False)("환자다") == ["환자", "이다", "다"]


def test_scikit_learn_in_one_line() -> None:
    text = pytest.importorskip("sklearn.feature_extraction.text", reason="scikit-learn is in the extra train")
    pages = ["전공의가 환자를 진료했다.", "환자가 HbA1c 검사를 받았다."]
    one = text.TfidfVectorizer(tokenizer=Analyzer(), lowercase=False, token_pattern=None).fit(pages)
    other = text.TfidfVectorizer(analyzer=Analyzer()).fit(pages)
    assert list(one.get_feature_names_out()) == list(other.get_feature_names_out())
    assert {"전공의", "환자", "HbA1c"} <= set(one.get_feature_names_out())
    assert pickle.loads(pickle.dumps(one)).transform(pages).shape[0] == 2  # noqa: S301 - our own bytes


def test_spacy_doc() -> None:
    pytest.importorskip("spacy.tokens", reason="the extra spacy is not installed")
    text = "환자가  됐다.\n\nHbA1c 75 mg"
    doc = to_doc(text)
    assert doc.text == text
    assert [(t.text, t.tag_, t.lemma_) for t in doc if t.tag_] == [
        ("환자", "NNG", "환자"),
        ("가", "JKC", "가"),
        ("됐", "VV+EP", "되다"),
        ("다", "EF", "다"),
        (".", "SF", "."),
        ("HbA1c", "SL", "HbA1c"),
        ("75 mg", "SN", "75 mg"),
    ]


@settings(max_examples=80, deadline=None)
@given(TEXTS.filter(lambda text: not any("\ud800" <= c <= "\udfff" for c in text)))
def test_a_spacy_doc_is_the_text(text: str) -> None:
    pytest.importorskip("spacy.tokens", reason="the extra spacy is not installed")
    assert to_doc(text).text == text


def test_spacy_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy.tokens", None)
    with pytest.raises(MissingExtraError, match=r"kmedtext\[spacy\]"):
        to_doc("환자")
