from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmedtext.alignment import Bitext, align
from kmedtext.alignment.encoders import Vectors
from kmedtext.errors import UsageError
from kmedtext.records import Article, Kind, Sentence


class SetVectors:
    """An encoder that reads topics: each letter is a direction, a sentence the mean of its letters."""

    name = "letters"
    dim = 64
    max_chars = 100
    signature = "letters"

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in enumerate(texts):
            for letter in text:
                if letter.isupper():
                    vectors[row, ord(letter) - ord("A")] += 1.0
            # what every sentence of a text shares
            vectors[row, 40] += 0.3
            norm = np.linalg.norm(vectors[row])
            vectors[row] /= norm if norm else 1.0
        return vectors


def beads(ko: Sequence[str], en: Sequence[str]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(bead.ko, bead.en) for bead in _letters(ko, en).beads]


def _letters(ko: Sequence[str], en: Sequence[str]) -> Bitext:
    # lengths as in real text: English is about twice as long as Korean
    return align(
        [topics + " " + "가" * 18 * len(topics) for topics in ko],
        [topics + " " + "x" * 34 * len(topics) for topics in en],
        encoder=SetVectors(),
    )


CASES = {
    "one to one": (
        ["A", "B", "C", "D"],
        ["A", "B", "C", "D"],
        [((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3,), (3,))],
    ),
    "one to two": (
        ["A", "BC", "D", "E"],
        ["A", "B", "C", "D", "E"],
        [((0,), (0,)), ((1,), (1, 2)), ((2,), (3,)), ((3,), (4,))],
    ),
    "two to one": (
        ["A", "B", "C", "D", "E"],
        ["A", "BC", "D", "E"],
        [((0,), (0,)), ((1, 2), (1,)), ((3,), (2,)), ((4,), (3,))],
    ),
    "left out of the English": (
        ["A", "B", "X", "C", "D"],
        ["A", "B", "C", "D"],
        [((0,), (0,)), ((1,), (1,)), ((3,), (2,)), ((4,), (3,))],
    ),
    "left out of the Korean": (
        ["A", "B", "C", "D"],
        ["A", "X", "B", "C", "D"],
        [((0,), (0,)), ((1,), (2,)), ((2,), (3,)), ((3,), (4,))],
    ),
    "left out at both ends": (
        ["X", "A", "B", "C", "D", "Y"],
        ["A", "B", "C", "D", "Z"],
        [((1,), (0,)), ((2,), (1,)), ((3,), (2,)), ((4,), (3,))],
    ),
    "nothing in common": (["A", "B", "C"], ["X", "Y", "Z"], []),
}


@pytest.mark.parametrize("name", CASES)
def test_small_cases(name: str) -> None:
    ko, en, expected = CASES[name]
    assert beads(ko, en) == expected


def test_moved_sentences_cross() -> None:
    ko = ["A", "B", "C", "D", "E", "F", "G", "H"]
    en = ["E", "A", "H", "G", "B", "D", "C", "F"]
    found = _letters(ko, en)
    assert [(bead.ko[0], bead.en[0]) for bead in found.beads] == [(i, en.index(x)) for i, x in enumerate(ko)]
    assert found.crossing
    assert not found.unaligned_ko


def test_kinds_are_not_mixed() -> None:
    def sentences(rows: list[tuple[str, Kind]], lang: str) -> list[Sentence]:
        return [
            Sentence(text + " " + "가x"[lang == "en"] * 30, lang, 9 * i, 9 * i + 9, kind)
            for i, (text, kind) in enumerate(rows)
        ]

    ko = sentences(
        [("A", Kind.TITLE), ("A", Kind.PARAGRAPH), ("B", Kind.PARAGRAPH), ("C", Kind.CAPTION)], "ko"
    )
    en = sentences(
        [("A", Kind.TITLE), ("A", Kind.PARAGRAPH), ("B", Kind.PARAGRAPH), ("C", Kind.CAPTION)], "en"
    )
    found = align(ko, en, encoder=SetVectors())
    assert [(bead.ko, bead.en) for bead in found.beads] == [((i,), (i,)) for i in range(4)]
    for bead in align(ko, en[1:3], encoder=SetVectors()).beads:
        assert len({ko[i].kind for i in bead.ko}) == 1


@pytest.mark.parametrize(
    ("ko", "en"), [([], []), (["A"], []), ([], ["A", "B"]), (["", " "], ["A"]), ([""], [""])]
)
def test_nothing_to_align(ko: list[str], en: list[str]) -> None:
    found = align(ko, en, encoder=SetVectors())
    assert found.beads == ()
    assert found.unaligned_ko == tuple(range(len(ko)))
    assert found.unaligned_en == tuple(range(len(en)))
    assert found.coverage == 0.0


@pytest.mark.parametrize(("ko", "en"), [("A", "A"), (["A"], "A"), ("", [])])
def test_a_plain_str_is_refused(ko: str | list[str], en: str | list[str]) -> None:
    with pytest.raises(UsageError, match=r"articles or lists of sentences"):
        align(ko, en, encoder=SetVectors())


@pytest.mark.parametrize("blank", ["", " ", "\n\t", "\u200b", "\u3000"])
def test_nothing_to_read_enters_no_bead(blank: str) -> None:
    found = align(["A", blank, "B", blank], [blank, "A", blank, "B"], encoder=SetVectors())
    taken = [found.ko[i].text for bead in found.beads for i in bead.ko]
    taken += [found.en[j].text for bead in found.beads for j in bead.en]
    assert blank not in taken
    assert {1, 3} <= set(found.unaligned_ko)
    assert {0, 2} <= set(found.unaligned_en)


@pytest.mark.parametrize("marks", ["…", "----", "· · ·"])
def test_separators_stand_beside_their_like_only(marks: str) -> None:
    plain = align(["A", marks, "B"], ["A", marks, "B"], encoder=SetVectors())
    assert ((1,), (1,)) in [(bead.ko, bead.en) for bead in plain.beads]
    other = align(["A", marks, "B"], ["A", "~~~", "B"], encoder=SetVectors())
    assert other.unaligned_ko == (1,)
    assert other.unaligned_en == (1,)


def test_one_sentence_each() -> None:
    assert beads(["A"], ["A"]) == [((0,), (0,))]


def test_many_repeats_and_long_texts_end() -> None:
    many = _letters(["A"] * 500, ["A"] * 430)
    _check_accounts(many)
    topics = ["".join(chr(65 + int(digit)) for digit in f"{number:04}") for number in range(260)]
    long = _letters(topics, topics)
    _check_accounts(long)
    right = sum(bead.ko == bead.en for bead in long.beads)
    assert right > 240


def test_offsets_of_plain_strings() -> None:
    ko = ["환자는 나았다.", "의사는 웃었다."]
    found = align(ko, ["A."], encoder=SetVectors())
    joined = "\n".join(ko)
    assert [joined[s.start : s.end] for s in found.ko] == ko
    assert (found.ko_doc, found.en_doc) == ("ko", "en")
    assert {s.lang for s in found.en} == {"en"}


@given(
    st.lists(st.text("ABCDE ", max_size=4), max_size=9),
    st.lists(st.text("ABCDE ", max_size=4), max_size=9),
)
@settings(max_examples=80, deadline=None)
def test_every_sentence_once(ko: list[str], en: list[str]) -> None:
    _check_accounts(align(ko, en, encoder=SetVectors()))


def _check_accounts(found: Bitext) -> None:
    ko = sorted([i for bead in found.beads for i in bead.ko] + list(found.unaligned_ko))
    en = sorted([j for bead in found.beads for j in bead.en] + list(found.unaligned_en))
    assert ko == list(range(len(found.ko)))
    assert en == list(range(len(found.en)))
    assert list(found.beads) == sorted(found.beads, key=lambda bead: (bead.ko, bead.en))
    assert 0.0 <= found.coverage <= 1.0
    for bead in found.beads:
        assert bead.ko
        assert bead.en
        assert 0.0 <= bead.score <= 1.0
        assert -1.0 <= bead.similarity <= 1.0


KO = [
    "한마음병원, 심장 재활센터 열어",
    "한마음병원은 3일 심장 재활센터를 열었다고 밝혔다.",
    "센터는 운동처방사 6명과 전문의 2명이 함께 환자를 돌본다.",
    "오는 주말에는 시민 걷기 대회도 연다.",
]
EN = [
    "Hanmaeum Hospital Opens Cardiac Rehabilitation Center",
    "Hanmaeum Hospital said that it had opened a cardiac rehabilitation center on the 3rd.",
    "Six exercise specialists and two physicians care for the patients together.",
]


def test_real_encoder() -> None:
    found = align(KO, EN)
    assert [(bead.ko, bead.en) for bead in found.beads] == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]
    assert found.unaligned_ko == (3,)


def test_one_long_sentence_takes_all_its_parts() -> None:
    ko = [
        *KO[:2],
        (
            '김하늘 원장은 "환자가 집에 돌아간 뒤에도 운동을 이어가도록 돕겠다"며 "앱으로 심박수를 매일 살피고 '
            '이상이 있으면 간호사가 바로 전화한다"고 말했다.'
        ),
        *KO[2:],
    ]
    en = [
        *EN[:2],
        '"We will help patients keep exercising after they go home," director Kim Ha-neul said.',
        '"An app checks their heart rate every day.',
        'If something is wrong, a nurse calls right away," Kim added.',
        *EN[2:],
    ]
    assert ((2,), (2, 3, 4)) in [(bead.ko, bead.en) for bead in align(ko, en).beads]


def test_unrelated_texts_get_no_high_score() -> None:
    en = [
        ("City Library Adds Reading Room for Night Readers", Kind.TITLE),
        ("The library will stay open until midnight on weekdays.", Kind.PARAGRAPH),
        ("Readers may borrow up to seven books.", Kind.PARAGRAPH),
    ]
    kinds = [Kind.TITLE, *[Kind.PARAGRAPH] * 3]
    found = align(
        [Sentence(text, "ko", 0, 0, kind) for text, kind in zip(KO, kinds, strict=True)],
        [Sentence(text, "en", 0, 0, kind) for text, kind in en],
    )
    assert all(bead.score < 0.7 for bead in found.beads)


def test_articles() -> None:
    ko = Article.from_text("\n".join(KO), lang="ko", id="k")
    en = Article.from_text("\n".join(EN), lang="en", id="e")
    found = align(ko, en)
    assert (found.ko_doc, found.en_doc) == ("k", "e")
    assert [(bead.ko, bead.en) for bead in found.beads] == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]


def test_records() -> None:
    records = align(KO, EN).records()
    assert [record.id for record in records] == ["ko+en#0", "ko+en#1", "ko+en#2"]
    assert records[1].ko == KO[1]
    assert records[1].bead == "1-1"
    assert records[1].ko_span == (len(KO[0]) + 1, len(KO[0]) + 1 + len(KO[1]))
    assert records[1].checks.numbers
    assert records[1].morphemes


def test_same_bytes_in_another_process() -> None:
    program = (
        "import json, sys; from kmedtext.alignment import align; ko, en = json.load(sys.stdin);"
        "print(json.dumps([[b.ko, b.en, b.score, b.similarity] for b in align(ko, en).beads]))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            input=json.dumps([KO, EN]),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]
    here = json.dumps([[b.ko, b.en, b.score, b.similarity] for b in align(KO, EN).beads])
    assert runs == [here + "\n"] * 2
