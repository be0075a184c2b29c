from __future__ import annotations

import json
import pickle
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from benchmarks.pairing_tasks import INVENTED, read_tasks
from hypothesis import given, settings
from hypothesis import strategies as st

from kmedtext.alignment import DocumentView, default_encoder, match_views, pair, pair_views, view
from kmedtext.alignment.pairing.documents import view_of_texts
from kmedtext.alignment.pairing.evidence import date_evidence
from kmedtext.errors import UsageError
from kmedtext.records import Article, Kind, Pairing

KO = """가온대병원 로봇수술 1,000례 달성
가온대학교병원은 로봇수술 1,000례를 돌파했다고 9일 밝혔다.
비뇨의학과가 412례로 가장 많았고 외과가 287례로 뒤를 이었다.
1,000번째 환자는 신장암 진단을 받은 58세 여성으로 닷새 만에 퇴원했다.
노준혁 병원장은 “지역 환자가 수도권으로 가지 않아도 된다”고 말했다."""
EN = """Gaon University Hospital performs 1,000th robotic operation
Gaon University Hospital said on the 9th that it had passed 1,000 robotic operations.
Urology accounted for most of them with 412 cases, followed by general surgery with 287.
The 1,000th patient was a 58-year-old woman with kidney cancer who was discharged after five days.
"Patients in the region need not go to Seoul," said hospital president Roh Jun-hyeok."""
OTHER_EN = """Measles cluster grows in Daon
Health officials are racing to contain a measles outbreak in the city of Daon.
Nine of the patients are babies under 12 months.
Parents queued outside clinics on Saturday."""


def article(text: str, lang: str, id: str, published: str | None = None) -> Article:  # noqa: A002
    return replace(Article.from_text(text, lang=lang, id=id), published=published)


def ids(pairing: Pairing) -> list[tuple[str, str]]:
    return [(one.ko.id, one.en.id) for one in pairing.pairs]


@pytest.fixture(scope="module")
def trio() -> list[Article]:
    return [article(KO, "ko", "k"), article(EN, "en", "e"), article(OTHER_EN, "en", "x")]


def test_finds_the_pair_and_says_why_the_other_stays_alone(trio: list[Article]) -> None:
    pairing = pair(trio)
    assert ids(pairing) == [("k", "e")]
    assert pairing.pairs[0].score > 0.9
    (alone,) = pairing.unpaired
    assert (alone.article.id, alone.candidate) == ("x", trio[0])
    assert alone.score is not None
    assert alone.score < 0.5
    assert alone.reason


@pytest.mark.parametrize("keep", [("k", "e"), ("k", "x")])
def test_two_articles_are_enough(trio: list[Article], keep: tuple[str, str]) -> None:
    pairing = pair([one for one in trio if one.id in keep])
    assert ids(pairing) == ([("k", "e")] if "e" in keep else [])
    assert len(pairing.unpaired) == (0 if "e" in keep else 2)


def test_what_cannot_be_paired_is_listed_with_a_reason(trio: list[Article]) -> None:
    odd = [
        article("", "ko", "empty"),
        article("Los pacientes mejoraron.", "es", "spanish"),
        article("?!", "und", "unknown"),
        replace(trio[1], id="again", duplicate_of="e"),
    ]
    reasons = {one.article.id: one.reason for one in pair([*trio, *odd]).unpaired}
    assert reasons["empty"] == "no body text"
    assert reasons["spanish"] == "language is es, not ko or en"
    assert reasons["unknown"] == "language not known"
    assert reasons["again"] == "duplicate of e"


def test_an_article_whose_view_failed_is_listed(trio: list[Article]) -> None:
    pairing = pair_views(trio, [view(trio[0]), view(trio[2])])
    assert pairing.pairs == ()
    assert {one.article.id for one in pairing.unpaired} == {"k", "e", "x"}
    assert {one.reason for one in pairing.unpaired if one.article.id == "e"} == {
        "could not be prepared for comparison"
    }


@pytest.mark.parametrize("given", [[], ["ko"], ["en", "en"]])
def test_one_language_alone(given: list[str]) -> None:
    articles = [article(KO if lang == "ko" else EN, lang, str(n)) for n, lang in enumerate(given)]
    pairing = pair(articles)
    assert pairing.pairs == ()
    assert [one.article.id for one in pairing.unpaired] == [one.id for one in articles]
    assert all("to compare with" in one.reason for one in pairing.unpaired)


def test_same_ids_on_both_sides_do_no_harm(trio: list[Article]) -> None:
    pairing = pair([replace(one, id="same") for one in trio])
    assert len(pairing.pairs) == 1
    assert pairing.pairs[0].en.blocks == trio[1].blocks
    assert len(pairing.unpaired) == 1


def test_views_from_other_processes_give_the_same(trio: list[Article]) -> None:
    views = pickle.loads(pickle.dumps([view(one) for one in trio]))  # noqa: S301 - our own bytes
    assert pair_views(reversed(trio), views) == pair(trio)


def test_views_are_bounded() -> None:
    seen = view_of_texts("a", "en", [f"Sentence number {n}." for n in range(500)], default_encoder())
    assert seen.vectors.shape == (200, 512)
    assert seen.vectors.dtype == np.float16
    assert len(pickle.dumps(seen)) < 250_000


def test_a_view_reads_title_and_body_but_no_captions_or_what_is_set_aside() -> None:
    whole = article("병원은 시스템을 도입했다.\n사진은 병원 전경이다.\n댓글 0", "ko", "a")
    blocks = tuple(
        replace(block, kind=kind, kept=kind is not Kind.COMMENT)
        for block, kind in zip(whole.blocks, (Kind.PARAGRAPH, Kind.CAPTION, Kind.COMMENT), strict=True)
    )
    assert view(replace(whole, blocks=blocks)).vectors.shape[0] == 1


def test_dates_far_apart_speak_against() -> None:
    assert date_evidence(None) == 0.0
    steps = [date_evidence(days) for days in (0, 20, 100, 1000)]
    assert steps == sorted(steps, reverse=True)
    assert steps[0] > 0 > steps[-1]
    near = pair([article(KO, "ko", "k", "2025-04-09"), article(EN, "en", "e", "2025-04-10T09:00")])
    far = pair([article(KO, "ko", "k", "2021-04-09"), article(EN, "en", "e", "2025-04-10")])
    assert near.pairs[0].score >= (far.pairs[0].score if far.pairs else 0.0)


@pytest.mark.parametrize("threshold", [0.0, 1.0, -1.0, 2.0])
def test_threshold_must_be_a_probability(trio: list[Article], threshold: float) -> None:
    with pytest.raises(UsageError, match="threshold"):
        pair(trio, threshold=threshold)


def test_threshold_changes_the_outcome(trio: list[Article]) -> None:
    assert pair([trio[0], trio[2]], threshold=0.001).pairs


@pytest.fixture(scope="module")
def press() -> tuple[DocumentView, ...]:
    task = read_tasks(Path("/nonexistent"), default_encoder())[0]
    return task.ko + task.en


def test_the_order_of_documents_does_not_matter(press: tuple[DocumentView, ...]) -> None:
    def found(views: list[DocumentView]) -> set[tuple[str, str, float]]:
        matches = match_views(views)
        return {(views[i].id, views[j].id, matches.score(i, j)) for i, j in matches.pairs}

    shuffled = list(press)
    random.Random(5).shuffle(shuffled)
    assert found(shuffled) == found(list(press))


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_every_article_is_in_one_place_once(press: tuple[DocumentView, ...], data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from(press), unique_by=lambda one: one.id, max_size=10))
    articles = [article("글", one.lang, one.id) for one in some]
    pairing = pair_views(articles, some)
    places = [one.id for both in pairing.pairs for one in (both.ko, both.en)]
    places += [one.article.id for one in pairing.unpaired]
    assert Counter(places) == Counter(one.id for one in articles)
    assert all(both.ko.lang == "ko" and both.en.lang == "en" for both in pairing.pairs)
    assert all(0.0 <= both.score <= 1.0 for both in pairing.pairs)


def test_the_invented_press_is_paired(press: tuple[DocumentView, ...]) -> None:
    matches = match_views(press)
    story = {d["id"]: d["story"] for d in json.loads(INVENTED.read_text(encoding="utf-8"))["documents"]}
    assert len(matches.pairs) == 11
    assert all(story[press[i].id] == story[press[j].id] for i, j in matches.pairs)


def test_a_reprint_stays_alone_beside_the_better_partner(trio: list[Article]) -> None:
    reprint = article("\n".join(EN.splitlines()[:3]), "en", "r")
    pairing = pair([*trio, reprint])
    assert ids(pairing) == [("k", "e")]
    reasons = {one.article.id: one.reason for one in pairing.unpaired}
    assert reasons["r"] == "the nearest candidate has a better partner"


def _gold_article(path: Path) -> Article:
    gold = json.loads(path.read_text(encoding="utf-8"))
    body = [
        b["text"] for b in gold["blocks"] if b["kind"] in {"title", "heading", "paragraph", "list", "table"}
    ]
    return article(
        "\n".join(body), gold["lang"], path.stem.split("_", 1)[0] + gold["lang"], gold["published"]
    )


def test_seeds_and_pages_in_one_folder(shared: Path) -> None:
    paths = [
        *(shared / "gold" / "articles").glob("*.json"),
        *(shared / "data" / "pages").glob("*_[ke][on].json"),
    ]
    pairing = pair(_gold_article(path) for path in paths)
    assert ids(pairing) == [("003ko", "001en"), ("p01ko", "p01en"), ("p04ko", "p04en"), ("p07ko", "p07en")]
