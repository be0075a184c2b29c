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


OTHERS = {
    "fr": "La clinique de la colline a ouvert ses portes au mois de mars, et les malades qui sont venus pour une toux ont été soignés par les deux infirmières. ",
    "es": "La clínica de la colina abrió sus puertas en el mes de marzo, y los enfermos que llegaron por una tos fueron tratados por las dos enfermeras. ",
    "pt": "A clínica da colina abriu as portas no mês de março, e os doentes que vieram por causa de uma tosse foram tratados pelas duas enfermeiras. ",
    "nl": "De kliniek op de heuvel is in maart geopend, en de zieken die met een hoest kwamen zijn door de twee verpleegsters geholpen. ",
    "id": "Klinik di bukit itu dibuka pada bulan Maret, dan para pasien yang datang karena batuk dirawat oleh dua perawat dengan baik. ",
}


@pytest.mark.parametrize("lang", sorted(OTHERS))
def test_function_words_tell_other_languages(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kmedtext.cleaning.tongue._detected", lambda *_: "asked")
    assert page_language([OTHERS[lang] * 3]) == lang


def test_a_list_of_english_words_is_english_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kmedtext.cleaning.tongue._detected", lambda *_: "asked")
    goods = "Bandage roll\nGauze pad\nPlaster for the heel\nFever strip\nCough drops\nIce bag and cover\n"
    assert page_language([goods * 5]) == "en"
    assert page_language(["Hanulcare Barobio Dalmed Norumedix Sorapharm Miribio " * 6]) == "asked"


def test_a_page_in_german_has_no_body_and_says_why() -> None:
    article = clean(
        Page("a", "\n\n".join([GERMAN, GERMAN.replace("März", "Mai"), GERMAN.replace("elf", "zwölf")]))
    )
    assert (article.kind, article.lang, article.body) == (PageKind.EMPTY, "de", "")
    assert "(de)" in article.warnings[0]


WARD = [
    "Die Klinik am Sonnenhang hat eine neue Station für Kinder eröffnet, auf der vierzehn Betten stehen.",
    "Die Leiterin sagte, dass die Kranken nicht mehr in die Stadt fahren müssen und die Eltern bei ihnen bleiben.",
    "Im kommenden Jahr soll die Station mit sechs weiteren Betten wachsen, wenn die Kassen zustimmen.",
]


def test_a_page_in_a_third_language_is_emptied_unless_it_is_asked_for() -> None:
    page = Page.from_text("\n\n".join(WARD) + "\n", id="de")
    left = clean(page)
    assert (left.lang, left.kind.value, left.body) == ("de", "empty", "")
    assert "another language" in left.warnings[0]
    assert clean(page, languages=None).body.count("Station") == 2
    assert clean(page, languages=("de",)).body.count("Station") == 2


def test_menus_alone_are_no_other_language() -> None:
    article = clean(Page.from_text("Home\nLogin\nSitemap\nContact us\n" * 40, id="menu"))
    assert article.body == ""
    assert article.kind.value in ("empty", "listing")
    assert "language" not in article.warnings[0]
