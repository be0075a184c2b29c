"""The core lexicon's rows, layers, and compounds in parts."""

from __future__ import annotations

import pickle
import re
from collections import Counter

import pytest

from kmedtext.language import Lexicon, Term, harvested, medical_core, parts_of, stop_words
from kmedtext.language.lexicon import CATEGORIES
from kmedtext.language.tables import text_of

FORM = re.compile(r"[가-힣A-Za-z0-9]+")
ENGLISH = re.compile(r"[A-Za-zÀ-ÿ0-9β'’&,.()/ -]+")


def test_the_core_has_well_formed_rows() -> None:
    terms = medical_core().terms
    assert len(terms) >= 1500
    wrong = [
        term
        for term in terms
        if not FORM.fullmatch(term.form)
        or not re.search("[가-힣]", term.form)
        or len(term.form) < 2
        or term.tag not in ("NNG", "NNP")
        or not ENGLISH.fullmatch(term.english)
        or term.english != term.english.strip()
        or not re.fullmatch(r"(?:[A-Za-z0-9β&][A-Za-z0-9β& /-]*)?", term.abbreviation)
        or term.category not in CATEGORIES
        or any(not FORM.fullmatch(variant) for variant in term.variants)
        or (term.parts and "".join(term.parts) != term.form)
    ]
    assert wrong == []


def test_no_form_comes_twice() -> None:
    forms = Counter(form for term in medical_core() for form in (term.form, *term.variants))
    assert [form for form, count in forms.items() if count > 1] == []


def test_every_category_says_where_it_comes_from() -> None:
    for category in CATEGORIES:
        head = text_of(f"lexicon/{category}.tsv").splitlines()
        assert "Origin:" in head[1]
        assert "Licence:" in head[1]
        assert head[2].split("\t") == ["form", "tag", "english", "abbreviation", "variants", "parts"]
    assert medical_core().origin
    assert medical_core().licence == "Apache-2.0"


def test_common_words_of_another_meaning_are_not_in_it() -> None:
    """A gloss that is wrong most of the time is worse than none."""
    assert [
        w for w in ("다음", "수가", "전원", "의사", "급여", "복수", "원시", "문맥") if medical_core().find(w)
    ] == []


@pytest.mark.parametrize(
    ("form", "english", "abbreviation"),
    [
        ("기관내삽관", "endotracheal intubation", ""),
        ("암로디핀", "amlodipine", ""),
        ("담관암", "cholangiocarcinoma", ""),
        ("심평원", "Health Insurance Review & Assessment Service", "HIRA"),
        ("특발성폐섬유증", "idiopathic pulmonary fibrosis", "IPF"),
        ("거미막하출혈", "subarachnoid hemorrhage", "SAH"),
        ("딥러닝", "deep learning", "DL"),
    ],
)
def test_entries_and_their_variants_are_found(form: str, english: str, abbreviation: str) -> None:
    term = medical_core().find(form)
    assert term is not None
    assert (term.english, term.abbreviation) == (english, abbreviation)
    assert medical_core().find("하늘맥박기") is None


def test_layers_are_equal_by_content() -> None:
    one = Lexicon("a", (Term("폐암", english="lung cancer"),))
    same = Lexicon("b", (Term("폐암", english="lung cancer"),))
    other = Lexicon("a", (Term("폐암", english="cancer of the lung"),))
    assert one == same
    assert hash(one) == hash(same)
    assert one != other
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own bytes
    assert one != "a"


def test_harvested_terms_do_not_depend_on_the_order_of_rows() -> None:
    rows = [("심장돌봄기", "heart keeper", 3), ("하루앓이", "day ache", 1), ("심장돌봄기", "heart minder", 3)]
    found = harvested(rows)
    assert found == harvested(reversed(rows))
    assert [(term.form, term.english) for term in found] == [("심장돌봄기", "heart keeper")]
    assert len(harvested(rows, min_count=1)) == 2
    assert len(harvested([("하루앓이", "", 1), ("하루앓이", "", 1)])) == 1


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("지주막하출혈", "지주막 하 출혈"),
        ("급성담낭염", "급성 담낭염"),
        ("급성 심근경색증", "급성 심근경색증"),
        ("하늘맥박기", "하늘맥박기"),
        ("", ""),
        ("가" * 5000, "가" * 5000),
    ],
)
def test_parts(form: str, parts: str) -> None:
    assert parts_of(form, (medical_core(),)) == tuple(parts.split())


def test_stop_words_are_no_medical_terms() -> None:
    assert len(stop_words()) > 100
    assert [word for word, _ in stop_words() if medical_core().find(word)] == []
