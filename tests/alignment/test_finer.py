"""Beads split inside their sentences: parts that add up, point into the page, and leave single sentences alone."""

from __future__ import annotations

import pytest

from kmedtext import Article, Bitext, align
from kmedtext.language.clauses import borders
from kmedtext.quality import records
from kmedtext.records import Bead, Sentence

KO = '한빛병원 도은채 원장은 "새 병동은 환자의 밤을 바꿀 것"이라며 "간호사 12명을 더 뽑겠다"고 말했다.'
EN = "“The new ward will change the nights of our patients,” said Do Eun-chae, director of Hanbit Hospital. “We will hire 12 more nurses.”"


def quotes() -> Bitext:
    en = EN.partition(" “We")
    return align([KO], [en[0], "“We" + en[2]], finer=True)


def test_two_quotes_become_two_parts_with_their_spans() -> None:
    bitext = quotes()
    assert [bead.type for bead in bitext.beads] == ["1-2"]
    first, second = bitext.parts
    assert (first.ko.text, second.ko.text) == (KO[: KO.index(' "간호사')], KO[KO.index('"간호사') :])
    assert KO[slice(*first.ko.span)] == first.ko.text
    assert KO[slice(*second.ko.span)] == second.ko.text
    assert EN[slice(*second.en.span)] == second.en.text == "“We will hire 12 more nurses.”"
    assert all(0 <= part.score <= bitext.beads[0].score for part in bitext.parts)


def test_each_part_is_a_record_that_names_the_whole() -> None:
    bitext = quotes()
    found = records(bitext, with_morphemes=False)
    assert [(one.id, one.part_of, one.bead) for one in found] == [
        ("ko+en#0.0", "ko+en#0", "1-2"),
        ("ko+en#0.1", "ko+en#0", "1-2"),
    ]
    (whole,) = records(Bitext(bitext.ko, bitext.en, bitext.beads), with_morphemes=False)
    assert whole.id == "ko+en#0"
    assert " ".join(one.ko for one in found) == whole.ko
    assert " ".join(one.en for one in found) == whole.en


@pytest.mark.parametrize(
    ("ko", "en"),
    [
        (["물빛병원은 지난해 문을 연 소아재활센터의 치료실을 두 배로 넓혔다."], ["Mulbit Hospital has doubled the rooms of its center.", "It opened last year."]),
        (["환자는 회복했고, 내일 퇴원한다."], ["The patient has recovered and goes home tomorrow."]),
    ],
)  # fmt: skip
def test_what_is_interleaved_or_single_stays_whole(ko: list[str], en: list[str]) -> None:
    sides = [
        tuple(Sentence(text, lang, 0, len(text)) for text in texts)
        for lang, texts in (("ko", ko), ("en", en))
    ]
    bead = Bead(tuple(range(len(ko))), tuple(range(len(en))), 0.9, 0.8)
    bitext = Bitext(sides[0], sides[1], (bead,))
    assert bitext.split().parts == ()


def test_a_sentence_that_is_no_slice_of_its_page_is_not_cut() -> None:
    shifted = Sentence(KO, "ko", 0, len(KO) + 3)  # three characters of page furniture stood in it
    en = tuple(Sentence(text, "en", 0, len(text)) for text in EN.split(" “We"))
    assert Bitext((shifted,), en, (Bead((0,), (0, 1), 0.9, 0.8),)).split().parts == ()


def test_spans_of_parts_point_into_the_page() -> None:
    ko = Article.from_text(f"첫 문단이다.\n\n{KO}", lang="ko", id="k")
    en = Article.from_text(f"The first paragraph.\n\n{EN}", lang="en", id="e")
    bitext = align(ko, en, finer=True)
    page = f"첫 문단이다.\n\n{KO}"
    assert bitext.parts
    assert all(page[slice(*part.ko.span)] == part.ko.text for part in bitext.parts)


def test_borders_of_hostile_text_are_found_in_linear_time() -> None:
    assert len(borders("그렇고, " * 5000, "ko")) == 4999
    assert borders(" " * 50_000, "ko") == ()
    assert borders("“" * 50_000, "en") == ()
