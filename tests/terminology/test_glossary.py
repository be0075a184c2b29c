from __future__ import annotations

from typing import Any

import pytest

import kmedtext as kt
from kmedtext.records import Article, Checks, Kind, Record
from kmedtext.terminology import associate, terms
from kmedtext.terminology.association import log_likelihood
from kmedtext.terminology.phrases import english_phrases, korean_phrases


def record(number: int, ko: str, en: str) -> Record:
    checks = Checks(None, 1.0, copied=False, lang_ko=True, lang_en=True)
    plain: dict[str, Any] = {"score": 0.9, "bead": "1-1", "kind": Kind.PARAGRAPH, "origin": "human"}
    return Record(
        id=f"k+e#{number}", ko=ko, en=en, ko_doc="k", en_doc="e", ko_span=(0, len(ko)), en_span=(0, len(en)),
        checks=checks, morphemes=kt.tokenize(ko), **plain,
    )  # fmt: skip


RECORDS = [
    record(0, "욕창은 누워 지내는 환자에게 생긴다.", "Pressure ulcers form in bedridden patients."),
    record(1, "새 침대는 욕창을 줄였다.", "The new bed cut pressure ulcers."),
    record(2, "욕창 예방 교육도 했다.", "Staff were taught to prevent a pressure ulcer."),
    record(3, "병원은 주차장을 넓혔다.", "The hospital enlarged its parking lot."),
    record(4, "서도현 교수가 이끌었다.", "Professor Do-hyun Seo led the work."),
    record(5, "비용은 시가 냈다.", "The city paid for it."),
]


def test_phrases_of_either_side() -> None:
    one = RECORDS[0]
    assert {"욕창", "환자"} <= korean_phrases(one)
    assert english_phrases(one)["pressure ulcer"] == "Pressure ulcers"
    assert not any(phrase.startswith("in ") for phrase in english_phrases(one))


def test_phrases_that_go_together() -> None:
    pairs = {pair.ko: pair for pair in associate(RECORDS)}
    assert pairs["욕창"].key in {"pressure ulcer", "pressure", "ulcer"}
    assert pairs["욕창"].together == 3
    assert pairs["욕창"].dice == 1.0
    assert "주차장" not in pairs  # seen once only


def test_each_phrase_has_one_partner() -> None:
    pairs = associate(RECORDS)
    assert len({pair.ko for pair in pairs}) == len({pair.key for pair in pairs}) == len(pairs)


def test_chance_is_no_association() -> None:
    assert log_likelihood(5, 50, 10, 100) == 0.0
    assert log_likelihood(9, 10, 10, 100) > log_likelihood(5, 10, 10, 100) > 0
    assert associate([record(n, "가나다라 병원", "xyz") for n in range(2)]) == ()


def article(text: str, name: str, lang: str = "ko") -> Article:
    return Article.from_text(text, id=name, lang=lang)


def test_glosses_become_entries_with_evidence() -> None:
    found = terms([article("새벽병원은 다제내성균(MDRO)을 찾았다.\n다제내성균(MDRO)이 줄었다.", "a")])
    assert [(e.ko, e.en, e.count, e.sources, e.docs) for e in found] == [
        ("다제내성균", "MDRO", 2, ("gloss",), ("a",))
    ]
    assert [item.text for item in found[0].evidence] == [
        "새벽병원은 다제내성균(MDRO)을 찾았다.",
        "다제내성균(MDRO)이 줄었다.",
    ]


def test_the_head_that_recurs_in_the_corpus_wins() -> None:
    found = terms(
        [
            article("연구팀은 루멘 카르돈(KDN)를 봤다.", "a"),
            article("이것이 카르돈(KDN)다.", "b"),
            article("그 카르돈(KDN)는 작다.", "c"),
        ]
    )
    assert [(e.ko, e.count, e.docs) for e in found] == [("카르돈", 3, ("a", "b", "c"))]


def test_an_abbreviation_is_linked_to_its_long_form_in_the_partner() -> None:
    korean = article("새벽병원은 신속대응팀(RRT)을 뒀다.", "k")
    english = article("Saebyeok runs a rapid response team (RRT).", "e", "en")
    (alone,) = terms([korean])
    assert (alone.en, alone.sources) == ("RRT", ("gloss",))
    rows = [record(0, "새벽병원은 신속대응팀(RRT)을 뒀다.", "Saebyeok runs a rapid response team (RRT).")]
    entry = next(e for e in terms([korean, english], records=rows) if e.ko == "신속대응팀")
    assert (entry.en, entry.abbreviations) == ("rapid response team", ("RRT",))
    assert entry.sources == ("gloss", "linked")
    assert entry.docs == ("k", "e")


def test_people_are_matched_across_the_sides() -> None:
    (person,) = [e for e in terms([], records=RECORDS) if e.kind == "person"]
    assert (person.ko, person.en, person.sources) == ("서도현", "Do-hyun Seo", ("aligned",))


def test_short_forms_without_english() -> None:
    (entry,) = terms([article("건강보험심사평가원(이하 심평원)이 밝혔다.", "a")])
    assert (entry.kind, entry.en, entry.others) == ("alias", None, ("심평원",))


def test_duplicates_are_read_once() -> None:
    from dataclasses import replace

    one = article("다제내성균(MDRO)이 줄었다.", "a")
    assert terms([one, replace(one, id="b", duplicate_of="a")])[0].count == 1


def test_a_corpus_is_taken_whole(example_pages: object) -> None:
    corpus = kt.build([str(example_pages)])
    found = terms(corpus)
    assert found
    assert found == terms(corpus.articles, records=corpus.records)
    assert [e.count for e in found] == sorted((e.count for e in found), reverse=True)


def test_wrong_sources_are_refused() -> None:
    with pytest.raises(kt.UsageError, match="corpus"):
        terms("text")  # type: ignore[arg-type]
    with pytest.raises(kt.UsageError, match="articles"):
        terms(["text"])  # type: ignore[list-item]
