from __future__ import annotations

import pytest
from benchmarks.language_terms import SAME, name_verdicts
from hypothesis import given
from hypothesis import strategies as st

from kmedtext.language import match_name, romanise, romanise_name
from kmedtext.language.equivalence import match_phrase, parts, sounds_like
from kmedtext.language.name_spellings import surnames
from kmedtext.language.sounds import spelled_letters

# The examples of the rules themselves (Ministry of Culture notice 2000-8)
ROMANISED = [
    ("구미", "gumi"), ("영동", "yeongdong"), ("백암", "baegam"), ("옥천", "okcheon"), ("합덕", "hapdeok"), ("호법", "hobeop"),
    ("월곶", "wolgot"), ("벚꽃", "beotkkot"), ("한밭", "hanbat"), ("구리", "guri"), ("설악", "seorak"), ("칠곡", "chilgok"),
    ("임실", "imsil"), ("울릉", "ulleung"), ("대관령", "daegwallyeong"), ("백마", "baengma"), ("종로", "jongno"),
    ("왕십리", "wangsimni"), ("별내", "byeollae"), ("신라", "silla"), ("해돋이", "haedoji"), ("같이", "gachi"),
    ("좋고", "joko"), ("놓다", "nota"), ("낳지", "nachi"), ("압구정", "apgujeong"), ("낙동강", "nakdonggang"), ("죽변", "jukbyeon"),
]  # fmt: skip


@pytest.mark.parametrize(("korean", "latin"), ROMANISED)
def test_revised_romanization(korean: str, latin: str) -> None:
    assert romanise(korean) == latin


def test_all_else_stays() -> None:
    assert romanise("MRI 3회, ok?") == "MRI 3hoe, ok?"


def test_a_name_keeps_its_syllables() -> None:
    assert romanise_name("한복남") == "Han Bok-nam"
    assert romanise_name("선우진") == "Sunu Jin" or romanise_name("선우진") == "Seonu Jin"


@pytest.mark.parametrize("half", ["design", "held"])
def test_the_labelled_names(half: str) -> None:
    right, count, wrong = name_verdicts(half)
    assert right / count >= 0.95, wrong


SYLLABLES = st.sampled_from("서지민준현우진영수경희태석은혜란철호규원범찬솔빛나래윤아람")


@given(st.sampled_from(sorted(surnames())), SYLLABLES, SYLLABLES)
def test_a_name_matches_its_romanisation_in_either_order(family: str, one: str, two: str) -> None:
    name = family + one + two
    size = len(family)
    last, first = (romanise(family).capitalize(), f"{romanise(name[size:][0])}-{romanise(name[size:][1])}")
    assert match_name(name, f"{first.capitalize()} {last}") >= SAME
    assert match_name(name, f"{last} {first.capitalize()}") >= SAME
    assert match_name(name, f"{last.upper()} {first.replace('-', '').capitalize()}") >= SAME


@given(st.text(max_size=30), st.text(max_size=30))
def test_scores_stay_in_range(ko: str, en: str) -> None:
    assert 0.0 <= match_name(ko, en) <= 1.0


def test_titles_and_degrees_are_put_aside() -> None:
    assert match_name("서도현", "Prof. Dohyun Seo, MD, PhD") >= SAME


def test_a_baptismal_name_beside_the_korean_one() -> None:
    assert match_name("서도현", "Paul Do-hyun Seo") >= SAME
    assert match_name("서도현", "Paul Seo") < SAME


def test_organisations_by_meaning_and_sound() -> None:
    assert match_name("새벽테라퓨틱스", "Saebyeok Therapeutics") >= SAME
    assert match_name("새벽테라퓨틱스", "Haesol Therapeutics") < SAME
    assert match_phrase("국립한빛의료원", "National Hanbit Medical Center") == 1.0


def test_the_parts_of_a_phrase_are_slices() -> None:
    phrase = "국립 한빛의료원 MRI실"
    for fine in (False, True):
        assert all(phrase[p.start : p.start + len(p.text)] == p.text for p in parts(phrase, fine=fine))


def test_letters_spelled_in_hangul() -> None:
    assert spelled_letters("에스엠에스") == "sms"
    assert sounds_like("에스케이", "SK")
    assert not sounds_like("에스케이", "LG")
