"""The reading order and the paragraphs of pages that the tests print themselves."""

from __future__ import annotations

import pytest
from tests.loading.pdf.printing import SOFT, WIDTH, Press, bare, width_of, wrapped
from tests.loading.pdf.stories import ENGLISH, ENGLISH_TITLE, KOREAN, KOREAN_TITLE

from kmedtext.loading import Limits, Origin
from kmedtext.loading.pdf import PdfLoader
from kmedtext.records import Page


def read(data: bytes) -> Page:
    return PdfLoader().load(data, Origin("a"), Limits())


def texts(page: Page, *tags: str) -> list[str]:
    found = [region for region in page.regions if not tags or region.tag in tags]
    return [" ".join(page.text[region.start : region.end].split()) for region in found]


def tags(page: Page) -> list[str]:
    return [region.tag for region in page.regions]


@pytest.mark.parametrize("justify", [False, True], ids=["ragged", "justified"])
@pytest.mark.parametrize("indent", [0.0, 12.0], ids=["flush", "indented"])
@pytest.mark.parametrize("by", ["word", "character"])
@pytest.mark.parametrize("story", [KOREAN, ENGLISH], ids=["ko", "en"])
def test_paragraphs_without_space_between(
    story: tuple[str, ...], by: str, indent: float, justify: bool
) -> None:
    press = Press()
    y = 100.0
    for text in story:
        lines = wrapped(text, 340, 10, by=by if story is KOREAN else "word", indent=indent)
        assert len(lines) >= 2
        assert width_of(lines[-1], 10) < 323  # what else would tell that the paragraph is over
        y = press.rows(lines, 80, y, 340, justify=justify, indent=indent)
    page = read(press.done())
    assert [bare(text) for text in texts(page)] == [bare(text) for text in story]
    assert set(tags(page)) == {"p"}


def test_a_line_of_the_text_for_each_printed_line() -> None:
    press = Press()
    lines = wrapped(ENGLISH[0], 300, 10)
    press.rows(lines, 80, 100, 300)
    page = read(press.done())
    assert page.text.splitlines() == lines
    region = page.regions[0]
    assert region.page == 1
    assert region.box is not None
    left, top, right, bottom = region.box
    assert (left, top) == (80.0, 92.0)
    assert right == pytest.approx(80 + max(width_of(line, 10) for line in lines), abs=0.2)
    assert bottom == pytest.approx(100 + 14 * (len(lines) - 1) + 2.5, abs=0.2)


def two_columns(press: Press, story: tuple[str, ...], *, across: bool = False) -> list[str]:
    """A title over two columns; ``across`` prints the lines of both columns row by row. Gives the lines as they are to be read."""
    title = KOREAN_TITLE if story is KOREAN else ENGLISH_TITLE
    press.centred(title, 80, 18)
    press.rows(wrapped(story[0], 480, 10), 57, 110, 480)
    lines = [line for text in story[1:] for line in wrapped(text, 230, 10)]
    half = (len(lines) + 1) // 2
    rows = [(line, 57.0, 170 + 14.0 * at) for at, line in enumerate(lines[:half])]
    right = [(line, 307.0, 170 + 14.0 * at) for at, line in enumerate(lines[half:])]
    rows.extend(right)
    if across:
        rows.sort(key=lambda row: (row[2], row[1]))
    for line, x, y in rows:
        press.line(line, x, y)
    return [title, *wrapped(story[0], 480, 10), *lines]


@pytest.mark.parametrize("across", [False, True], ids=["by column", "by row"])
@pytest.mark.parametrize("story", [KOREAN, ENGLISH], ids=["ko", "en"])
def test_two_columns_below_a_title_and_a_lead(story: tuple[str, ...], across: bool) -> None:
    press = Press()
    expected = two_columns(press, story, across=across)
    page = read(press.done())
    assert [line for line in page.text.splitlines() if line] == expected
    assert tags(page)[0] == "h1"


def test_three_columns() -> None:
    press = Press()
    columns = [wrapped(text, 150, 9) for text in ENGLISH[:3]]
    for at in (2, 0, 1):  # whatever the order of the file
        press.rows(columns[at], 50 + 170 * at, 100, 150, 9)
    page = read(press.done())
    assert texts(page) == [" ".join(lines) for lines in columns]


def test_a_box_beside_the_text() -> None:
    press = Press()
    main = wrapped(ENGLISH[1] + " " + ENGLISH[2], 330, 10)
    press.rows(main, 60, 100, 330)
    box = ["Night shifts", "31 percent left", "after more than", "eight nights", "a month"]
    press.rows(box, 420, 110, 120, 9)
    page = read(press.done())
    lines = [line for line in page.text.splitlines() if line]
    assert lines == [*main, *box]


def test_a_column_goes_on_below_a_heading_across() -> None:
    press = Press()
    first, second = (
        wrapped(text, 230, 10) for text in (ENGLISH[0] + " " + ENGLISH[1], ENGLISH[2] + " " + ENGLISH[3])
    )
    press.rows(first[:4], 57, 100, 230)
    press.rows(first[4:], 307, 100, 230)
    press.centred("What the wards say, and what comes next in the other houses", 220, 14)
    press.rows(second[:5], 57, 260, 230)
    press.rows(second[5:], 307, 260, 230)
    page = read(press.done())
    lines = [line for line in page.text.splitlines() if line]
    assert lines == [
        *first,
        "What the wards say, and what comes next in the other houses",
        *second,
    ]


def test_running_headers_and_page_numbers() -> None:
    press = Press()
    for number in range(1, 5):
        side = 57.0 if number % 2 else 420.0
        press.line("Saegil Monthly, vol. 12", side, 40, 8)
        press.paragraph(ENGLISH[number - 1], 57, 100, 400)
        press.centred(f"- {number + 10} -", 810, 9)
        press.page()
    page = read(press.done())
    assert tags(page) == ["header", "p", "footer"] * 4
    assert texts(page, "footer") == ["- 11 -", "- 12 -", "- 13 -", "- 14 -"]
    assert [region.page for region in page.regions if region.tag == "p"] == [1, 2, 3, 4]
    assert texts(page, "p") == list(ENGLISH)


def test_headers_that_name_the_chapter() -> None:
    press = Press()
    stories = (*ENGLISH, *KOREAN[:2])
    chapters = ("Nights", "Nights", "Days", "Days", "Money", "Nights")
    for number, chapter in enumerate(chapters, 1):
        press.line(chapter, 57, 40, 8)
        press.line(str(number), 530, 40, 8)
        press.paragraph(stories[number - 1], 57, 100, 400)
        press.page()
    page = read(press.done())
    assert texts(page, "p") == list(stories)


def test_a_heading_on_every_page_is_no_header() -> None:
    press = Press()
    for text, heading in zip(ENGLISH, ("Wards", "Shifts", "Voices", "Plans"), strict=True):
        press.line(heading, 57, 60, 16)
        press.paragraph(text, 57, 100, 400)
        press.page()
    page = read(press.done())
    assert tags(page) == ["h1", "p"] * 4


def test_hyphens_at_line_ends_stay_in_the_text() -> None:
    press = Press()
    press.rows(wrapped(f"The ward is inter{SOFT}nationally known", 90, 10), 57, 100, 90)
    assert read(press.done()).text == "The ward is inter-\nnationally known\n"


def test_a_note_at_the_foot() -> None:
    press = Press()
    press.paragraph(ENGLISH[0] + " " + ENGLISH[1], 57, 100, 400)
    press.paragraph(
        "1) The survey was held among the nurses of nine wards, two of which are closed at night.",
        57,
        760,
        300,
        8,
    )
    press.rows(["2) In 2023."], 57, 785, 300, 8)
    page = read(press.done())
    assert tags(page)[0] == "p"
    assert set(tags(page)[1:]) == {"footnote"}


def test_a_table() -> None:
    press = Press()
    press.paragraph(KOREAN[0], 57, 100, 400)
    rows = [("병동", "간호사", "환자"), ("내과", "12", "40"), ("소아", "9", "21"), ("중환자실", "30", "16")]
    for at, row in enumerate(rows):
        for x, cell in zip((80, 220, 330), row, strict=True):
            press.line(cell, x, 180 + 18 * at)
    press.line("표 1. 병동별 인력", 80, 270)
    press.paragraph(KOREAN[1], 57, 300, 400)
    page = read(press.done())
    assert texts(page, "tr") == ["병동 간호사 환자", "내과 12 40", "소아 9 21", "중환자실 30 16"]
    assert "중환자실\t30\t16\n" in page.text
    assert tags(page) == ["p", *["tr"] * 4, "caption", "p"]


def test_cells_of_several_lines_and_empty_cells() -> None:
    press = Press()
    press.rows(["Ward", "Remark", "Beds"][:1], 80, 100, 100)
    press.line("Remark", 200, 100)
    press.line("Beds", 400, 100)
    for y, name, remark, beds in (
        (125, "North", ["Closed at night since", "the fire of 2019"], "20"),
        (165, "South", ["Has a garden"], ""),
        (190, "West", ["To be opened when the", "lift is repaired"], "14"),
    ):
        press.line(name, 80, y)
        press.rows(remark, 200, y, 150, leading=1.15)
        if beds:
            press.line(beds, 400, y)
    page = read(press.done())
    assert page.text.splitlines() == [
        "Ward\tRemark\tBeds",
        "North\tClosed at night since the fire of 2019\t20",
        "South\tHas a garden",
        "West\tTo be opened when the lift is repaired\t14",
    ]


def test_items_of_lists() -> None:
    press = Press()
    items = ("• " + ENGLISH[0], "• A short one", "• " + ENGLISH[3])
    y = 100.0
    for item in items:
        y = press.rows(wrapped(item, 300, 10), 80, y, 300, hang=10.0)
    page = read(press.done())
    assert tags(page) == ["li"] * 3
    assert texts(page) == list(items)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_turned_by_its_own_setting(angle: int) -> None:
    press = Press()
    canvas = press.canvas
    # what is printed is turned the other way, so that the page is read upright
    canvas.setPageRotation(angle)
    if angle == 90:
        canvas.transform(0, 1, -1, 0, 842, 0)
    elif angle == 270:
        canvas.transform(0, -1, 1, 0, 0, 595)
    else:
        canvas.transform(-1, 0, 0, -1, 595, 842)
    lines = wrapped(ENGLISH[1], 400, 10)
    press.rows(lines, 80, 100, 300)
    page = read(press.done())
    assert page.text.splitlines() == lines
    box = page.regions[0].box
    assert box is not None
    assert box[:2] == pytest.approx((80.0, 92.0), abs=0.5)


def test_a_page_printed_across_its_paper_and_a_stamp_in_the_margin() -> None:
    press = Press()
    press.canvas.saveState()
    press.canvas.transform(0, 1, -1, 0, 595, 0)
    press.canvas.translate(0, 595 - 842)
    lines = wrapped(ENGLISH[1] + " " + ENGLISH[2], 500, 10)
    press.rows(lines, 80, 100, 300)
    press.canvas.restoreState()
    press.page()
    press.paragraph(ENGLISH[0], 57, 100, 400)
    press.canvas.saveState()
    press.canvas.translate(30, 300)
    press.canvas.rotate(90)
    press.canvas.drawString(0, 0, "Received in May")
    press.canvas.restoreState()
    page = read(press.done())
    assert [line for line in page.text.replace("\f", "").splitlines() if line] == [
        *lines,
        *wrapped(ENGLISH[0], 400, 10),
        "Received in May",
    ]


def test_what_is_not_to_be_seen() -> None:
    press = Press()
    press.paragraph(ENGLISH[0], 57, 100, 400)
    press.line("beyond the paper", WIDTH + 100, 300)
    unseen = press.canvas.beginText(57, 400)
    unseen.setTextRenderMode(3)
    unseen.textLine("unseen words")
    press.canvas.drawText(unseen)
    page = read(press.done())
    assert [region.hidden for region in page.regions] == [False, True, True]
    assert page.source.flags == ()


def test_text_that_a_scanner_recognised() -> None:
    press = Press()
    press.canvas.rect(0, 0, 595, 842, fill=1)
    unseen = press.canvas.beginText(57, 700)
    unseen.setTextRenderMode(3)
    for line in wrapped(ENGLISH[0], 400, 12):
        unseen.textLine(line)
    press.canvas.drawText(unseen)
    page = read(press.done())
    assert texts(page) == [ENGLISH[0]]
    assert not any(region.hidden for region in page.regions)
    assert page.source.flags == ("text_recognised",)
