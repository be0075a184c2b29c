from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kmedtext.alignment import Bitext, default_encoder, match_views
from kmedtext.alignment.pairing.addresses import address_of, hint
from kmedtext.alignment.pairing.documents import view_of_texts
from kmedtext.alignment.pairing.sounding import could_be_korean, of_hangul, of_latin
from kmedtext.alignment.pairing.wording import in_words
from kmedtext.alignment.verdicts import verdict_of, verdict_of_vectors
from kmedtext.cleaning import clean
from kmedtext.loading import page_from_html
from kmedtext.records import Bead, Sentence, Source

GOLDEN = [
    ("https://haedam.example/ko/news/81", "https://haedam.example/en/news/81", "twin"),
    ("https://haedam.example/news?lang=ko&no=4", "https://haedam.example/news?no=4&lang=en", "twin"),
    ("https://ko.haedam.example/a/b", "https://en.haedam.example/a/b", "twin"),
    ("https://www.haedam.example/a/story_kor.html", "https://haedam.example/a/story_eng.html", "twin"),
    ("https://haedam.example/view?idxno=90417", "https://eng.haedam.example/article/90417", "number"),
    ("https://haedam.example/view?no=90417", "https://other.example/view?no=90418", None),
    ("https://haedam.example/view?no=90417", "https://other.example/read?no=90417", None),
    ("https://haedam.example/2024/a", "https://haedam.example/2024/b", None),
    ("https://haedam.example/20240503/a", "https://haedam.example/20240503/b", None),
    ("https://haedam.example/ko/", "https://haedam.example/en/", None),
    ("https://haedam.kr/a", "https://haedam.us/a", None),
    ("http://[broken", "https://haedam.example/en/", None),
]


@pytest.mark.parametrize(("ko", "en", "said"), GOLDEN)
def test_what_two_addresses_say(ko: str, en: str, said: str | None) -> None:
    one, other = address_of(Source(url=ko)), address_of(Source(url=en))
    assert hint(one, other) == hint(other, one) == said


def test_a_page_tells_its_alternates() -> None:
    page = page_from_html(
        "<html lang=ko><head><link rel=canonical href='https://haedam.example/k/5'>"
        "<link rel=alternate hreflang=en href='/e/77'></head><body><p>해담병원이 문을 열었다.</p></body></html>"
    )
    found = address_of(clean(page).source)
    assert found is not None
    assert hint(found, address_of(Source(url="https://haedam.example/e/77"))) == "alternate"


def test_addresses_make_no_pair_of_texts_that_differ() -> None:
    ko = view_of_texts("k", "ko", ["해담병원이 주차장을 넓혔다.", "주차 요금은 그대로다."], default_encoder())
    en = view_of_texts("e", "en", ["A flu vaccine failed its trial.", "Shares fell."], default_encoder())
    named = {"hreflang:en": "https://a.example/e/1"}
    ko = replace(ko, address=address_of(Source(url="https://a.example/k/1", metadata=named)))
    en = replace(en, address=address_of(Source(url="https://a.example/e/1")))
    assert hint(ko.address, en.address) == "alternate"
    assert match_views([ko, en]).pairs == ()


@pytest.mark.parametrize(
    ("ko", "en"), [("준혁", "Joon-hyuk"), ("해담", "Haedam"), ("경수", "Kyung-soo"), ("나래", "Na-rae")]
)
def test_names_meet_by_their_sound(ko: str, en: str) -> None:
    assert of_hangul(ko) == of_latin(en)
    assert could_be_korean(en)


@pytest.mark.parametrize(
    "word", ["Thailand", "Home-made", "Trump", "Shrink", "a" * 30 + "xq", "kaka" * 10_000 + "x"]
)
def test_other_words_are_no_korean_names(word: str) -> None:
    assert not could_be_korean(word)


def test_evidence_is_said_in_words() -> None:
    ko = view_of_texts(
        "k", "ko", ["해담병원은 1,137명을 진료했다."], default_encoder(), published="2031-03-01"
    )
    en = view_of_texts("e", "en", ["Haedam treated 1,137 people."], default_encoder(), published="2031-03-03")
    assert in_words(ko, en) == (
        "1 number shared, among them 1,137",
        "names shared: Haedam",
        "published 2 days apart",
    )


def sentences(count: int, lang: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(f"{lang} {n}", lang, 10 * n, 10 * n + 5) for n in range(count))


def test_verdicts_follow_order_and_coverage() -> None:
    ko, en = sentences(10, "ko"), sentences(10, "en")

    def of(order: list[int], cosine: float) -> str:
        beads = tuple(Bead((i,), (j,), 0.9, cosine) for i, j in enumerate(order))
        return verdict_of(Bitext(ko, en, beads))

    assert of(list(range(10)), 0.7) == "parallel"
    assert of([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], 0.55) == "comparable"
    assert of([0], 0.6) == "related"
    assert of([], 0.0) == "related"


def test_vectors_that_agree_are_parallel() -> None:
    eye = np.eye(8, dtype=np.float32)
    assert verdict_of_vectors(eye, eye) == "parallel"
    assert verdict_of_vectors(eye, eye[:0]) == "comparable"
