"""A printed article comes out of cleaning as its text does."""

from __future__ import annotations

import re

import pytest
from tests.loading.pdf.printing import SOFT, Press, bare, wrapped
from tests.loading.pdf.stories import ENGLISH, ENGLISH_MORE, ENGLISH_TITLE, KOREAN, KOREAN_MORE, KOREAN_TITLE

from kmedtext import clean, sentences
from kmedtext.loading import Limits, Origin, page_from_text
from kmedtext.loading.pdf import PdfLoader
from kmedtext.records import Article, Kind


def cleaned(data: bytes) -> Article:
    page = PdfLoader().load(data, Origin("a"), Limits())
    article = clean(page)
    assert "".join(page.text[block.start : block.end] for block in article.blocks) == page.text
    for block in article.blocks:
        for piece in block.pieces:
            assert (
                block.text[piece.at : piece.at + piece.end - piece.start]
                == page.text[piece.start : piece.end]
            )
    return article


def of_text(title: str, story: tuple[str, ...]) -> Article:
    return clean(page_from_text("\n\n".join((title, *story)) + "\n"))


def spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize(
    ("title", "story"),
    [(KOREAN_TITLE, (*KOREAN, *KOREAN_MORE)), (ENGLISH_TITLE, (*ENGLISH, *ENGLISH_MORE))],
    ids=["ko", "en"],
)
def test_one_column_over_pages_with_furniture(title: str, story: tuple[str, ...]) -> None:
    press = Press()
    lines = [(line, 14.0) for text in story for line in [*wrapped(text, 300, 10), ""]]
    head = "주간 새길" if title == KOREAN_TITLE else "Saegil weekly"
    y, number = 0.0, 0
    for text, step in lines:
        if y == 0.0 or y > 300:
            if number:
                press.page()
            number += 1
            press.line(head, 80, 40, 8)
            press.centred(str(number), 810, 8)
            if number == 1:
                press.line(title, 80, 80, 16)
            y = 120.0
        if text:
            press.line(text, 80, y)
        y += step
    article = cleaned(press.done())
    assert article.title == title
    assert number > 1
    assert spaced(article.body) == " ".join(story)
    furniture = [block.text for block in article.blocks if block.kind is Kind.PAGEFURNITURE]
    assert furniture.count(head) == number
    assert furniture.count(str(number)) == 1


@pytest.mark.parametrize("by", ["word", "character"])
@pytest.mark.parametrize(
    ("title", "story"), [(KOREAN_TITLE, KOREAN), (ENGLISH_TITLE, ENGLISH)], ids=["ko", "en"]
)
def test_two_columns(title: str, story: tuple[str, ...], by: str) -> None:
    press = Press()
    press.centred(title, 80, 18)
    lines = [
        line for text in story for line in [*wrapped(text, 220, 10, by=by if story is KOREAN else "word"), ""]
    ]
    half = next(at for at in range(len(lines) // 2, len(lines)) if lines[at - 1] and lines[at])
    for part, x in ((lines[:half], 57.0), (lines[half:], 307.0)):
        for at, line in enumerate(part):
            if line:
                press.line(line, x, 120 + 14 * at)
    article, expected = cleaned(press.done()), of_text(title, story)
    assert bare(expected.body) == bare("".join(story))
    assert article.title == title
    assert spaced(article.body) == spaced(expected.body)
    assert [s.text for s in sentences(article)] == [s.text for s in sentences(expected)]
    assert sum(block.joint is not None for block in article.blocks) == 1


def test_hyphens_and_words_cut_at_line_ends() -> None:
    story = (
        (
            "The adminis{0}tration of the hos{0}pital said that inter{0}national nurses had been asked for their opin{0}ions, "
            "and that well-known problems with night-time work were among the an{0}swers that came back."
        ),
        ENGLISH[1],
        ENGLISH[3],
    )
    press = Press()
    y = 100.0
    press.line(ENGLISH_TITLE, 80, 60, 16)
    hyphened = 0
    for text in story:
        lines = wrapped(text.format(SOFT), 195, 10)
        hyphened += sum(line.endswith("-") for line in lines)
        y = press.rows(lines, 80, y, 195, justify=True) + 10
    assert hyphened >= 2
    article = cleaned(press.done())
    assert spaced(article.body) == " ".join(text.format("") for text in story)


def test_a_note_a_caption_and_a_table_stand_apart() -> None:
    press = Press()
    press.line(ENGLISH_TITLE, 80, 60, 16)
    y = press.paragraph(ENGLISH[0] + " " + ENGLISH[1], 57, 100, 450)
    for at, row in enumerate((("Ward", "Nights", "Left"), ("North", "9", "31"), ("South", "4", "16"))):
        for x, cell in zip((80, 220, 330), row, strict=True):
            press.line(cell, x, y + 20 + 18 * at)
    press.line("Table 1. Nurses by ward", 80, y + 85)
    press.paragraph(ENGLISH[2] + " " + ENGLISH[3], 57, y + 115, 450)
    press.line("1) The survey was held in May, among the nurses of nine wards.", 57, 790, 8)
    article = cleaned(press.done())
    kept = [(block.kind, block.text) for block in article.blocks if block.kept]
    assert kept == [
        (Kind.TITLE, ENGLISH_TITLE),
        (Kind.PARAGRAPH, ENGLISH[0] + " " + ENGLISH[1]),
        (Kind.TABLE, "Ward\tNights\tLeft"),
        (Kind.TABLE, "North\t9\t31"),
        (Kind.TABLE, "South\t4\t16"),
        (Kind.CAPTION, "Table 1. Nurses by ward"),
        (Kind.PARAGRAPH, ENGLISH[2] + " " + ENGLISH[3]),
    ]
    assert [block.reason for block in article.blocks if not block.kept] == ["footnote"]
    assert {block.page for block in article.blocks} == {1}
