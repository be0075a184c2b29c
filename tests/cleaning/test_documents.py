"""Pages of documents that know their paragraphs, and facts that a carrier tells."""

from __future__ import annotations

from kmedtext import Kind, Page, Source, clean
from kmedtext.loading import Origin
from kmedtext.loading.manuscript import Manuscript, Paragraph, Table

PROSE = (
    "한빛대학교병원은 지난 18일 심장재활센터를 열고 진료를 시작했다고 밝혔다.",
    "센터는 운동부하검사 장비 12대와 전담 의료진 20명을 갖췄으며 하루 80명까지 진료할 수 있다.",
    "이서준 센터장은 “퇴원한 뒤에도 환자가 운동을 이어갈 수 있도록 돕겠다”고 말했다.",
)


def document(*content: Paragraph | Table) -> Page:
    manuscript = Manuscript()
    manuscript.add(content)
    return manuscript.page(Origin("a", "a.docx"), b"", "application/x-test")


def test_what_the_format_says_is_taken_for_true() -> None:
    table = Table([[[Paragraph("구분")], [Paragraph("인원")]], [[Paragraph("의사")], [Paragraph("8명")]]])
    page = document(
        Paragraph("한빛대학교병원 소식지 제12호", "header"),
        Paragraph("한빛대병원, 심장재활센터 문 열어", "h1"),
        Paragraph(PROSE[0]),
        Paragraph("운동부하검사: 심장이 운동을 견디는 힘을 재는 검사.", "footnote"),
        table,
        Paragraph("심장재활센터 개소식", "caption"),
        Paragraph(PROSE[1]),
        Paragraph("앞으로의 계획", "h2"),
        Paragraph(PROSE[2]),
        Paragraph("- 3 -", "footer"),
    )
    article = clean(page)
    found = [(block.kind, block.text) for block in article.blocks if block.kept]
    assert found == [
        (Kind.TITLE, "한빛대병원, 심장재활센터 문 열어"),
        (Kind.PARAGRAPH, PROSE[0]),
        (Kind.TABLE, "구분\t인원"),
        (Kind.TABLE, "의사\t8명"),
        (Kind.CAPTION, "심장재활센터 개소식"),
        (Kind.PARAGRAPH, PROSE[1]),
        (Kind.HEADING, "앞으로의 계획"),
        (Kind.PARAGRAPH, PROSE[2]),
    ]
    aside = {block.text: block.reason for block in article.blocks if not block.kept}
    assert aside["한빛대학교병원 소식지 제12호"] == aside["- 3 -"] == "print_mark"
    assert aside["운동부하검사: 심장이 운동을 견디는 힘을 재는 검사."] == "footnote"
    assert "".join(page.text[b.start : b.end] for b in article.blocks) == page.text


def test_pages_and_sections_go_along() -> None:
    manuscript = Manuscript()
    manuscript.add([Paragraph(PROSE[0])], page=1, section="slide 1")
    manuscript.add([Paragraph(PROSE[1])], page=2, section="slide 2")
    article = clean(manuscript.page(Origin("a"), b"", "application/x-test"))
    assert [(block.page, block.section) for block in article.blocks] == [(1, "slide 1"), (2, "slide 2")]


def test_a_carrier_s_facts_fill_what_the_page_does_not_say() -> None:
    told = {
        "title": "심장재활센터 개소",
        "author": "김하나",
        "published": "2025-03-18",
        "publisher": "한빛일보",
    }
    text = "\n\n".join(PROSE)
    article = clean(Page("a", text, Source(metadata=told)))
    assert (article.title, article.byline, article.published, article.publisher) == (
        "심장재활센터 개소",
        "김하나",
        "2025-03-18",
        "한빛일보",
    )
    own = clean(Page("a", text, Source(media_type="application/x-test", metadata=told)))
    assert (own.title, own.byline, own.published, own.publisher) == (None, None, None, None)
