"""One story printed several times: near copies are grouped, and paired on request."""

from __future__ import annotations

import random
import resource
import time
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from benchmarks.pairing import synthetic
from hypothesis import given, settings
from hypothesis import strategies as st

from kmedtext.alignment import DocumentView, default_encoder, match_views, pair, pair_views
from kmedtext.alignment.pairing.addresses import address_of, hinted
from kmedtext.alignment.pairing.copies import stand_ins
from kmedtext.alignment.pairing.documents import view_of_texts, view_of_vectors
from kmedtext.records import Article, Pairing, Source

KO = """해담병원, 이동식 CT 도입해 첫 환자 촬영
해담병원은 구급차에 싣는 이동식 CT를 들여와 3일 첫 환자를 촬영했다고 밝혔다.
장비는 무게가 540kg이고 촬영에 90초가 걸린다.
병원은 6개월 동안 뇌졸중 의심 환자 212명에게 쓸 계획이다.
나서윤 응급의학과 교수는 “도착하기 전에 출혈인지 알 수 있다”고 말했다.
사업비 18억원은 시와 병원이 반씩 낸다."""
EN = """Haedam Hospital scans first patient with mobile CT
Haedam Hospital said it had put a mobile CT scanner into an ambulance and scanned the first patient on the 3rd.
The machine weighs 540 kg and a scan takes 90 seconds.
The hospital plans to use it for 212 patients with suspected stroke over six months.
"We know before arrival whether it is a bleed," said emergency physician Na Seo-yun.
The cost of 1.8 billion won is shared equally by the city and the hospital."""
OTHER_EN = """Flu vaccine trial ends early
A trial of a nasal flu vaccine was stopped after an interim look at the data.
Researchers in Daon had enrolled 3,900 volunteers.
The maker said that no safety concern had been found."""


def article(text: str, lang: str, id: str) -> Article:  # noqa: A002
    return Article.from_text(text, lang=lang, id=id)


def reprinted(text: str, title: str, byline: str) -> str:
    """Another headline, a byline, one sentence less."""
    lines = text.splitlines()
    return "\n".join([title, byline, *lines[1:4], lines[5]])


@pytest.fixture(scope="module")
def folder() -> list[Article]:
    return [
        article(KO, "ko", "release"),
        article(reprinted(KO, "달리는 CT, 첫 촬영", "새봄일보 한서린 기자"), "ko", "daily"),
        article(EN, "en", "english"),
        article(reprinted(EN, "CT on wheels", "By Han Seo-rin, Saebom Daily"), "en", "reprint"),
        article(OTHER_EN, "en", "flu"),
    ]


def ids(pairing: Pairing) -> list[tuple[str, str, bool]]:
    return [(one.ko.id, one.en.id, one.reprint) for one in pairing.pairs]


def test_reprints_are_paired_on_request_only(folder: list[Article]) -> None:
    plain = pair(folder)
    assert len(plain.pairs) + len(plain.unpaired) + len(plain.pairs) == 5
    assert not any(reprint for _, _, reprint in ids(plain))
    pairing = pair(folder, reprints=True)
    assert {one.ko.id for one in pairing.pairs} == {"release", "daily"}
    assert {one.en.id for one in pairing.pairs} == {"english", "reprint"}
    assert [one.article.id for one in pairing.unpaired] == ["flu"]
    (best,) = [one for one in pairing.pairs if not one.reprint]
    assert (best.ko.id, best.en.id) in {("release", "english"), ("daily", "reprint")}
    for one in pairing.pairs:
        assert one.score <= best.score
        copied = [words for words in one.evidence if words.startswith("near copy of ")]
        differ = (one.ko.id != best.ko.id) + (one.en.id != best.en.id)
        assert one.reprint == bool(copied)
        assert len(copied) == differ


def test_without_near_copies_the_option_changes_nothing(folder: list[Article]) -> None:
    few = [folder[0], folder[2], folder[4]]
    assert pair(few, reprints=True) == pair(few)


def test_the_order_of_articles_does_not_matter(folder: list[Article]) -> None:
    shuffled = list(folder)
    random.Random(4).shuffle(shuffled)
    assert pair(shuffled, reprints=True) == pair(folder, reprints=True)


def test_a_reprint_below_the_threshold_stays_alone_with_its_candidate(folder: list[Article]) -> None:
    pairing = pair(folder, reprints=True, threshold=0.9999)
    assert all(one.score >= 0.9999 for one in pairing.pairs)
    assert {one.ko.id for one in pairing.pairs} | {one.en.id for one in pairing.pairs} | {
        one.article.id for one in pairing.unpaired
    } == {one.id for one in folder}


GROUPED = {
    "as it is": lambda lines: lines,
    "other title": lambda lines: ["무료 검진 소식", *lines[1:]],
    "byline and closing lines": lambda lines: [lines[0], "한서린 기자", *lines[1:], "제보를 기다립니다."],
    "cut": lambda lines: lines[:4],
}
APART = {
    "other figures": lambda lines: ["".join("8" if c.isdigit() else c for c in line) for line in lines],
    "a round-up": lambda lines: [
        *lines[:3],
        *(f"단신 {chr(0xAC00 + n * 28)} 소식이 전해졌다고 한다." * 2 for n in range(9)),
    ],
    "one sentence quoted": lambda lines: [
        lines[2],
        *(f"다른 이야기 {chr(0xAC00 + n * 28)}이다." for n in range(5)),
    ],
}


def prints_only(name: str, lines: list[str]) -> DocumentView:
    return view_of_vectors(name, "ko", lines, np.zeros((len(lines), 1), dtype=np.float32))


@pytest.mark.parametrize("kind", [*GROUPED, *APART])
def test_what_is_a_near_copy(kind: str) -> None:
    lines = KO.splitlines()
    changed = (GROUPED | APART)[kind](lines)
    found = stand_ins([prints_only("a", lines), prints_only("b", changed)])
    assert (len(set(found)) == 1) == (kind in GROUPED)


def test_shared_closing_lines_group_nothing() -> None:
    closing = ["제보를 기다립니다.", "무단 전재와 배포를 금합니다.", "자세한 내용은 누리집에 있다."] * 2
    views = [
        prints_only(
            f"{n:02}",
            [
                f"{chr(0xAC00 + 28 * n)} 병원이 새 소식을 알렸다.",
                f"{chr(0xAC00 + 28 * n)} 환자가 웃었다.",
                *closing,
            ],
        )
        for n in range(40)
    ]
    assert stand_ins(views) == list(range(40))


def test_the_longest_stands_for_its_copies_ties_by_id() -> None:
    lines = KO.splitlines()
    views = [prints_only("c", lines[:5]), prints_only("b", lines), prints_only("a", lines)]
    assert stand_ins(views) == [2, 2, 2]
    assert stand_ins([]) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=8), max_size=12), st.randoms())
def test_groups_are_stars_and_do_not_hang_on_the_order(
    documents: list[list[int]], chance: random.Random
) -> None:
    views = [
        DocumentView(
            f"{n:02}",
            "ko",
            np.zeros((len(prints), 1), dtype=np.float16),
            np.ones(len(prints), dtype=np.float32),
            tuple(prints),
        )
        for n, prints in enumerate(documents)
    ]
    found = stand_ins(views)
    assert all(found[one] == one for one in found)
    assert all(len(set(views[one].prints)) >= len(set(views[n].prints)) for n, one in enumerate(found))
    shuffled = list(range(len(views)))
    chance.shuffle(shuffled)
    again = stand_ins([views[n] for n in shuffled])
    assert {shuffled[n]: shuffled[one] for n, one in enumerate(again)} == dict(enumerate(found))


@pytest.fixture(scope="module")
def seen(folder: list[Article]) -> dict[str, DocumentView]:
    from kmedtext.alignment import view

    return {one.id: view(one) for one in folder}


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_every_article_is_somewhere_and_none_on_both_sides(
    folder: list[Article], seen: dict[str, DocumentView], data: st.DataObject
) -> None:
    some = data.draw(
        st.lists(
            st.sampled_from([(one, n) for one in folder for n in range(3)]),
            unique_by=lambda x: (x[0].id, x[1]),
        )
    )
    articles = [replace(one, id=f"{one.id}{n}") for one, n in some]
    pairing = pair_views(
        articles, [replace(seen[one.id], id=f"{one.id}{n}") for one, n in some], reprints=True
    )
    paired = {one.id for both in pairing.pairs for one in (both.ko, both.en)}
    alone = Counter(one.article.id for one in pairing.unpaired)
    assert paired | set(alone) == {one.id for one in articles}
    assert not paired & set(alone)
    assert set(alone.values()) <= {1}
    assert len({(one.ko.id, one.en.id) for one in pairing.pairs}) == len(pairing.pairs)
    assert pairing.pairs == () or any(not one.reprint for one in pairing.pairs)


def test_pages_that_name_each_other_are_looked_at_however_far_apart() -> None:
    """All lie around one direction but the first Korean page, which the nearest 24 of most English ones do not hold."""
    rng = np.random.default_rng(5)
    views = []
    for lang, count in (("ko", 30), ("en", 40)):
        rows = rng.standard_normal((count, 512)) * 0.1 + np.eye(512)[0]
        rows[0] *= -1 if lang == "ko" else 1
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        views += [
            view_of_vectors(
                f"{lang}{n:02}", lang, [f"글{chr(0xAC00 + n)}"], rows[n : n + 1].astype(np.float32)
            )
            for n in range(count)
        ]
    plain = match_views(views)
    far = next(n for n in range(30, 70) if (0, n) not in plain.log_odds)
    named = Source(url="https://a.example/k/1", metadata={"hreflang:en": "https://a.example/e/9"})
    views[0] = replace(views[0], address=address_of(named))
    views[far] = replace(views[far], address=address_of(Source(url="https://a.example/e/9")))
    assert set(match_views(views).log_odds) == {*plain.log_odds, (0, far)}


def test_an_address_that_many_pages_share_names_none() -> None:
    ko = [address_of(Source(url=f"https://a.example/ko/1?lang=ko#{n}")) for n in range(9)]
    en = [address_of(Source(url="https://a.example/en/1"))]
    assert hinted(ko, en, 4) == []
    assert hinted(ko[:3], en, 4) == [(0, 0), (1, 0), (2, 0)]
    assert hinted([None], [None], 4) == []


def test_five_thousand_documents_in_bounded_time_and_memory() -> None:
    """A fifth of the documents are near copies; time and memory grow with the documents, with slack for a busy machine."""

    def run(count: int) -> tuple[float, float, int]:
        views = synthetic(count, sentences=4)
        copies = [replace(one, id=f"{one.id}~") for one in views if int(one.id[2:]) % 5 == 0]
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        matches = match_views([*views, *copies], reprints=True)
        spent = time.process_time() - start
        assert len({i for i, _ in matches.pairs}) >= 0.95 * (count + count // 5)
        assert sum(both in matches.reprints for both in matches.pairs) >= count // 5
        return (
            spent,
            (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
            len(matches.log_odds),
        )

    match_views(
        [
            view_of_texts("a", "ko", ["글."], default_encoder()),
            view_of_texts("b", "en", ["Text."], default_encoder()),
        ]
    )
    small, _, few = run(400)
    large, grown, many = run(2100)  # 2 × 2100, and 840 copies: 5,040 documents
    assert many < 20 * 5040
    assert few < many
    assert large < 12 * small + 10
    assert grown < 700
