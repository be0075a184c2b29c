"""Beads become records: all of them, in order, with spans into the pages."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kmedtext.alignment.bitext import Bitext
from kmedtext.quality import check, records, unaligned
from kmedtext.records import Bead, Kind, Sentence

KO_PAGE = "새 클리닉\n한빛병원은 환자 120명을 진료했다.\n주차는 무료다. 예약은 받지 않는다."
EN_PAGE = "New clinic\nHanbit Hospital saw patients. They were 120.\nNo appointment is needed."


def sentence(page: str, text: str, lang: str, kind: Kind = Kind.PARAGRAPH) -> Sentence:
    start = page.index(text)
    return Sentence(text, lang, start, start + len(text), kind)


BITEXT = Bitext(
    ko=(
        sentence(KO_PAGE, "새 클리닉", "ko", Kind.TITLE),
        sentence(KO_PAGE, "한빛병원은 환자 120명을 진료했다.", "ko"),
        sentence(KO_PAGE, "주차는 무료다.", "ko"),
        sentence(KO_PAGE, "예약은 받지 않는다.", "ko"),
    ),
    en=(
        sentence(EN_PAGE, "New clinic", "en", Kind.TITLE),
        sentence(EN_PAGE, "Hanbit Hospital saw patients.", "en"),
        sentence(EN_PAGE, "They were 120.", "en"),
        sentence(EN_PAGE, "No appointment is needed.", "en"),
    ),
    beads=(
        Bead((0,), (0,), 0.9, 0.8),
        Bead((1,), (1, 2), 0.7, 0.6),
        Bead((3,), (3,), 0.5, 0.4),
    ),
    ko_doc="hanbit-ko",
    en_doc="hanbit-en",
)


def test_each_bead_becomes_a_record() -> None:
    title, body, last = records(BITEXT)
    assert [one.id for one in (title, body, last)] == [f"hanbit-ko+hanbit-en#{n}" for n in range(3)]
    assert (title.kind, body.kind) == (Kind.TITLE, Kind.PARAGRAPH)
    assert body.ko == "한빛병원은 환자 120명을 진료했다."
    assert body.en == "Hanbit Hospital saw patients. They were 120."
    assert (body.bead, body.score, body.origin) == ("1-2", 0.7, "human")
    assert (body.ko_doc, body.en_doc) == ("hanbit-ko", "hanbit-en")
    assert KO_PAGE[slice(*body.ko_span)] == body.ko
    assert EN_PAGE[slice(*body.en_span)] == body.en
    assert body.checks == check(body.ko, body.en)
    assert body.checks.numbers is True


def test_the_morphemes_are_of_the_korean_text() -> None:
    body = records(BITEXT)[1]
    found = {m.form: m for m in body.morphemes}
    assert (found["환자"].tag, found["120"].tag, found["진료"].tag) == ("NNG", "SN", "NNG")
    assert body.ko[found["진료"].start : found["진료"].end] == "진료"
    assert all(0 <= m.start <= m.end <= len(body.ko) for m in body.morphemes)


def test_morphemes_can_be_left_out() -> None:
    bare = records(BITEXT, with_morphemes=False)
    assert [one.morphemes for one in bare] == [(), (), ()]
    assert bare == tuple(replace(one, morphemes=()) for one in records(BITEXT))


def test_a_bitext_gives_the_same_records() -> None:
    assert BITEXT.records() == records(BITEXT)


def test_what_stands_in_no_bead_is_listed() -> None:
    (alone,) = unaligned(BITEXT)
    assert (alone.doc, alone.partner, alone.sentence.text) == ("hanbit-ko", "hanbit-en", "주차는 무료다.")
    both = unaligned(replace(BITEXT, beads=BITEXT.beads[:1]))
    assert [one.doc for one in both] == ["hanbit-ko"] * 3 + ["hanbit-en"] * 3


def test_nothing_aligned_gives_no_record() -> None:
    nothing = replace(BITEXT, beads=())
    assert records(nothing) == ()
    assert len(unaligned(nothing)) == 8


@settings(deadline=None)  # a shared machine may pause
@given(st.sets(st.integers(0, 3)), st.sets(st.integers(0, 3)))
def test_every_sentence_is_in_a_record_or_listed(ko: set[int], en: set[int]) -> None:
    beads = (Bead(tuple(sorted(ko)), tuple(sorted(en)), 0.5, 0.5),) if ko and en else ()
    bitext = replace(BITEXT, beads=beads)
    listed = [item.sentence for item in unaligned(bitext)]
    held = [BITEXT.ko[i] for bead in beads for i in bead.ko] + [
        BITEXT.en[j] for bead in beads for j in bead.en
    ]
    assert sorted([*listed, *held], key=repr) == sorted([*BITEXT.ko, *BITEXT.en], key=repr)
    for one in records(bitext, with_morphemes=False):
        assert one.ko == " ".join(BITEXT.ko[i].text for i in sorted(ko))
        assert one.en == " ".join(BITEXT.en[j].text for j in sorted(en))
