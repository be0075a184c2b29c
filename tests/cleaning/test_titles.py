"""Titles, decks and captions of text dumps: each rule with a page of its own."""

from __future__ import annotations

import pytest

from kmedtext.cleaning import clean
from kmedtext.cleaning.captions import numbered, opens_with_scene, scene
from kmedtext.cleaning.cleaner import drafts_of
from kmedtext.cleaning.decision import tag_drafts
from kmedtext.cleaning.features import measure
from kmedtext.cleaning.titlelines import title_parts
from kmedtext.cleaning.titlerows import in_contents
from kmedtext.cleaning.view import View
from kmedtext.records import Kind, Page

STORY = """
The harbour clinic began to test the blood of dock workers for lead in March, and one man in nine had too much of it.

Doctors at the clinic said that the lead came from old paint, which the men scrape off hulls without masks in winter.

The clinic will test the same men again in the autumn, and the harbour office has promised to pay for masks until then.
"""


def view_of(text: str) -> View:
    measured = measure(drafts_of(Page("a", text)))
    tagged = tag_drafts(measured)
    body = {index for index, final in enumerate(measured.finals) if final}
    return View(measured, tagged, [0.5] * len(measured.drafts), body)


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (("Lead in the blood of the harbour:", "one docker in nine has too much of it"), (0, 1)),
        (("Harbour clinic tests the blood of", "dock workers for lead"), (0, 1)),
        (("부두 노동자 “납 검사, 왜 이제야", "하는지” 묻는다"), (0, 1)),
        (("Harbour clinic tests dock workers", "Lead came from old paint, doctors say"), (0,)),
        (("Harbour clinic tests dock workers:", "- Lead came from old paint"), (0,)),
        (("Harbour clinic tests dock workers:", "By Ada Quill"), (0,)),
        (("Harbour clinic tests dock workers.", "one in nine has too much lead"), (0,)),
    ],
)
def test_a_title_goes_on_below(lines: tuple[str, str], parts: tuple[int, ...]) -> None:
    view = view_of("\n".join(lines) + "\n" + STORY)
    assert [draft.text for draft in view.drafts[:2]] == list(lines)
    assert title_parts(view, 0) == parts


def test_a_title_on_two_lines_comes_out_whole() -> None:
    page = f"Home\nLogin\nLead in the blood of dock workers:\nOne in nine has too much\nBy Ada Quill\n4 May 2025\n{STORY}"
    article = clean(Page("a", page))
    assert article.title == "Lead in the blood of dock workers: One in nine has too much"
    titles = [block for block in article.blocks if block.kind is Kind.TITLE]
    assert [block.joint for block in titles] == [None, " "]
    assert "".join(page[block.start : block.end] for block in article.blocks) == page


def test_entries_of_a_contents_stand_together() -> None:
    view = view_of("3  Lead in the blood\n7  Masks for the harbour\n\n12 dock workers fall ill\n" + STORY)
    assert [in_contents(view, index) for index in range(3)] == [True, True, True]
    alone = view_of("Harbour news\n12 dock workers fall ill\nToday\n" + STORY)
    assert not in_contents(alone, 1)


def test_the_bulk_of_a_story_is_not_the_stray_line_above() -> None:
    menu = "\n".join(f"Menu entry {number}" for number in range(20))
    view = view_of(f"Dental.\n{menu}\n{STORY}")
    assert view.first == 0
    assert view.drafts[view.main].text.startswith("The harbour clinic began")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("부두 의원 간호사가 노동자의 혈압을 재고 있다.", True),
        ("새로 문을 연 부두 의원 전경.", True),
        ("노동자가 늘고 있다. 의원은 바쁘다. 봄까지 그렇다.", False),
        ("부두 의원은 봄부터 납 검사를 했다.", False),
    ],
)
def test_scene(text: str, wanted: bool) -> None:
    assert scene(text) is wanted


def test_a_scene_may_be_followed_by_more() -> None:
    assert opens_with_scene("노동자가 가면을 쓰고 있다. 가면은 항만이 냈다.")
    assert not opens_with_scene("항만이 가면을 냈다. 노동자가 가면을 쓰고 있다.")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Figure 2. Lead by month", True),
        ("[Figure 2] Lead by month", True),
        ("<표 3-2> 달마다 본 납", True),
        ("[그림] 납이 쌓인 뼈", True),
        ("Figure 2 shows the lead by month.", False),
        ("표 2를 보면 납이 늘었다.", False),
        ("Table of contents", False),
    ],
)
def test_numbered(text: str, wanted: bool) -> None:
    assert numbered(text) is wanted


def test_fields_files_and_links_are_no_decks() -> None:
    between = (
        "lead_blood_harbour.pdf (1.2 MB)\nClinic  Harbour Clinic, blood tests\nLead | Blood | Masks | Harbour"
    )
    article = clean(
        Page("a", f"Home\nHarbour clinic tests the blood of dock workers for lead\n{between}\n{STORY}")
    )
    assert article.title == "Harbour clinic tests the blood of dock workers for lead"
    assert not [block.text for block in article.blocks if block.kind is Kind.DECK]
