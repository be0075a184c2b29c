"""PPTX: slides in the order shown, titles first, bullets as items, notes in sections of their own."""

from __future__ import annotations

import io
from typing import Any

import pytest
from tests.loading.office_pages import lines, loaded

Sections = list[tuple[str | None, str, str, bool]]


def saved(deck: Any) -> bytes:
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def sections(data: bytes) -> Sections:
    page = loaded(data)
    lines(page)
    return [(one.section, one.tag, page.text[one.start : one.end], one.hidden) for one in page.regions]


@pytest.fixture
def deck() -> Any:
    import pptx

    return pptx.Presentation()


def test_slides_bullets_tables_groups_and_notes(deck: Any) -> None:
    first = deck.slides.add_slide(deck.slide_layouts[0])
    first.shapes.title.text, first.placeholders[1].text = "큰 제목", "부제"
    second = deck.slides.add_slide(deck.slide_layouts[1])
    box = second.shapes.add_textbox(0, 0, 9, 9)
    box.text_frame.text = "글상자\v둘째 줄"
    group = second.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, 9, 9).text_frame.text = "묶음 속"
    grid = second.shapes.add_table(2, 2, 0, 0, 9, 9).table
    for row, texts in enumerate((("가", "나"), ("다", ""))):
        for column, text in enumerate(texts):
            grid.cell(row, column).text = text
    grid.cell(1, 0).merge(grid.cell(1, 1))
    second.shapes.title.text = "둘째 장"
    frame = second.placeholders[1].text_frame
    frame.text = "하나"
    frame.add_paragraph().text = "둘"
    second.notes_slide.notes_text_frame.text = "말할 것"
    assert sections(saved(deck)) == [
        ("slide 1", "h1", "큰 제목", False),
        ("slide 1", "p", "부제", False),
        ("slide 2", "h2", "둘째 장", False),
        ("slide 2", "li", "하나", False),
        ("slide 2", "li", "둘", False),
        ("slide 2", "p", "글상자\n둘째 줄", False),
        ("slide 2", "p", "묶음 속", False),
        ("slide 2", "tr", "가\t나", False),
        ("slide 2", "p", "다", False),
        ("slide 2 notes", "p", "말할 것", False),
    ]


def test_the_order_is_that_of_the_show_and_hidden_slides_say_so(deck: Any) -> None:
    for text in ("셋째", "첫째", "둘째"):
        deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = text
    listed = deck.slides._sldIdLst
    listed.append(listed[0])
    deck.slides[1]._element.set("show", "0")
    assert sections(saved(deck)) == [
        ("slide 1", "h2", "첫째", False),
        ("slide 2", "h2", "둘째", True),
        ("slide 3", "h2", "셋째", False),
    ]


def test_footers_dates_and_numbers_come_last(deck: Any) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "제목"
    for sort, text in (("ftr", "꼬리"), ("sldNum", "1")):
        shape = slide.shapes.add_textbox(0, 0, 9, 9)
        shape.text_frame.text = text
        place = shape._element.nvSpPr.nvPr
        place.append(place.makeelement(place.tag.replace("nvPr", "ph"), {"type": sort}))
    slide.shapes.add_textbox(0, 0, 9, 9).text_frame.text = "본문"
    assert [row[1:3] for row in sections(saved(deck))] == [
        *[("h2", "제목"), ("p", "본문"), ("footer", "꼬리"), ("footer", "1")],
    ]


def test_a_bullet_can_be_taken_away_or_given(deck: Any) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "제목"
    frame = slide.placeholders[1].text_frame
    frame.text = "글"
    box = slide.shapes.add_textbox(0, 0, 9, 9).text_frame
    box.text = "항목"
    for one, name in ((frame, "buNone"), (box, "buChar")):
        properties = one.paragraphs[0]._p.get_or_add_pPr()
        properties.append(properties.makeelement(properties.tag.replace("pPr", name), {"char": "•"}))
    assert [row[1:3] for row in sections(saved(deck))] == [("h2", "제목"), ("p", "글"), ("li", "항목")]


def test_charts_say_their_words(deck: Any) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE

    data = CategoryChartData()
    data.categories = ["일월", "이월"]
    data.add_series("환자", (1, 2))
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "제목"
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 9, 9, data)
    assert [row[2] for row in sections(saved(deck))] == ["제목", "환자", "일월", "이월"]
