"""The language of a page, as far as cleaning needs it."""

from __future__ import annotations

import pytest

from kmedtext.cleaning import clean
from kmedtext.cleaning.script import columns, script_language, shares
from kmedtext.cleaning.tongue import page_language
from kmedtext.records import Page, PageKind

GERMAN = (
    "Die Klinik am Hügel wurde im März mit elf Betten eröffnet. Bis zum Ende des Sommers kamen viertausend Menschen, "
    "von denen die meisten länger als eine Stunde zu Fuß gegangen waren. Der Leiter sagte, man habe mit Fieber gerechnet, "
    "aber vor allem Zuckerkranke behandelt, und das werde im nächsten Jahr nicht anders sein."
)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("한울의원이 문을 열었다", "ko"),
        ("EMR(Electronic Medical Record)과 PACS(Picture Archiving System)를 연동", "ko"),
        ("The clinic opened in March", "en"),
        ("新しい病院が開院した", "ja"),
        ("新医院于三月开业", "zh"),
        ("12.5% / 3,400", "und"),
        ("", "und"),
    ],
)
def test_script_language(text: str, lang: str) -> None:
    assert script_language(text) == lang


def test_columns_count_hangul_twice() -> None:
    assert columns("의료 AI 3.0㎎") == 4 + 1 + 2 + 1 + 3 + 2
    assert shares("가A").hangul == 1


def test_latin_text_that_is_not_english_is_looked_at_closer() -> None:
    assert page_language([GERMAN]) == "de"
    assert page_language([GERMAN]) == page_language([GERMAN])
    assert (
        page_language(["The clinic on the hill opened in March with eleven beds and two nurses. " * 5])
        == "en"
    )


def test_a_page_in_german_has_no_body_and_says_why() -> None:
    article = clean(
        Page("a", "\n\n".join([GERMAN, GERMAN.replace("März", "Mai"), GERMAN.replace("elf", "zwölf")]))
    )
    assert (article.kind, article.lang, article.body) == (PageKind.EMPTY, "de", "")
    assert "(de)" in article.warnings[0]
