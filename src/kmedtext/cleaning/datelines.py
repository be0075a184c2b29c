"""Datelines: what the press sets in front of a story's first sentence: place, agency, writer, day."""

from __future__ import annotations

import re
from functools import cache

from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.koreanbylines import EMAIL
from kmedtext.cleaning.tables import load_toml


@cache
def _datelines() -> tuple[re.Pattern[str], ...]:
    table = load_toml("credits.toml")["dateline"]
    houses, tags, wires = (any_of(table[name]) for name in ("houses", "tags", "wires"))
    places = any_of(place.strip() for place in table["places"].replace("\n", "").split("|"))
    titles = any_of(load_toml("bylines.toml")["korean"]["strong_titles"])
    title = rf"(?:[가-힣]{{0,8}}[^\S\n]?)?{titles}"
    names = r"[가-힣]{2,4}(?:[·ㆍ,・][^\S\n]?[가-힣]{2,4}|[^\S\n][가-힣]{2,4}){0,4}"
    by = rf"(?:{names}[^\S\n]?{title}(?:[·,][^\S\n]?{names}[^\S\n]?{title})?)"
    close = r"[)\]】>〕]"
    inner = r"[^\[\]()<>【】\n]"
    opening = r"[\[(【<〔](?!사진|영상|자료|그래픽|출처|이미지|그림|표)"
    sign = r"[^\S\n]{0,2}[=\-–—:][^\S\n]{0,2}"
    caps = r"[A-Z][A-Z.'\- ]{1,24}[A-Z.]"
    region = r"(?:,[^\S\n](?:[A-Z][A-Za-z.]{1,14}[^\S\n]?){1,3})?"
    month = any_of(key.capitalize() for key in load_toml("dates.toml")["months"])
    bare_day = rf"(?:{month})\.?[^\S\n]\d{{1,2}}(?:,[^\S\n]\d{{4}})?"
    day = rf"(?:,?[^\S\n]{bare_day})"
    wire = rf"[^\S\n]?[(/](?:{wires})(?:[^\S\n][A-Za-z]{{1,12}})?[)/]"
    slashed, bracketed = (
        rf"[^\S\n]?{a}[A-Z][A-Za-z0-9 .&-]{{1,30}}{b}" for a, b in (("/", "/"), (r"\(", r"\)"))
    )
    second = rf"(?:[^\S\n]?(?:and|&)[^\S\n]{caps}{region})?"
    dash = r"[^\S\n]{0,2}(?:--|[-–—])[^\S\n]{0,2}"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"{opening}{inner}{{1,40}}?[^\S\n]?=[^\S\n]?{inner}{{1,40}}?{close}[^\S\n]?{by}(?:{sign}|[^\S\n])",
            rf"{opening}{inner}{{1,40}}?[^\S\n]?=[^\S\n]?{inner}{{0,30}}?(?:{houses}|{titles}){close}(?:{sign})?[^\S\n]?",
            rf"{opening}[^\[\]()<>【】=\n]{{0,24}}?(?:{by}){inner}{{0,20}}{close}(?:{sign})?[^\S\n]?",
            rf"[\[(【<〔][가-힣A-Za-z0-9]{{1,16}}?(?:{tags}){close}(?:[^\S\n]?{by})?(?:{sign})?[^\S\n]?",
            rf"{by}[^\S\n]?=[^\S\n]",
            rf"{opening}{inner}{{1,24}}/{inner}{{1,24}}{close}[^\S\n]?{by}{sign}",
            rf"/?(?:[가-힣]{{2,6}}[^\S\n]?=[^\S\n]?)?{by}[^\S\n]{{0,2}}\(?{EMAIL}\)?(?:{sign}|[^\S\n]{{1,2}})(?=[^\n]{{10,200}}?다\.)",
            r"\([A-Z][a-z]{2,14}[^\S\n]?=[^\S\n]?[A-Z][A-Za-z ]{1,20}\)(?:[^\S\n][A-Z][A-Za-z -]{2,40}[^\S\n]=)?[^\S\n](?=[A-Z\"“'‘])",
            rf"{caps}{region}{second}(?:{day}?{slashed}{day}?|{day}{bracketed}|{bracketed}{day}){dash}(?=[A-Z\"“'‘])",
            rf"{caps}{region}{second}{dash}{bare_day}{dash}",
            rf"{caps}{region}(?:{day}?{wire}{day}?(?:{dash}|[^\S\n])|{day}{dash})",
            rf"(?:{places}){region}{dash}(?=[A-Z\"“'‘])",
            rf"{caps},[^\S\n](?:[A-Z][A-Za-z.]{{1,14}}[^\S\n]?){{1,3}}{dash}(?=[A-Z\"“'‘])",
            rf"(?:{caps}{region})?(?:{dash})?\((?:{wires})\){dash}",
            rf"[A-Z][a-z]+(?:[^\S\n][A-Z][a-z]+)?,[^\S\n][A-Z][A-Za-z .]{{2,20}}{dash}(?:{month})\.?[^\S\n]\d{{1,2}},[^\S\n]\d{{4}}{dash}",
        )
    )


def dateline(text: str) -> int | None:
    """Find where the story starts behind its dateline; None if it has none.

    >>> text = "(서울=한별통신) 나은채 기자 = 병원은 24일 밝혔다."
    >>> text[dateline(text) :]
    '병원은 24일 밝혔다.'
    >>> dateline("SEOUL, South Korea — The hospital said on Monday")
    21
    >>> dateline("[앵커] 병원 소식입니다.") is None
    True
    """
    head = text[: load_toml("credits.toml")["limits"]["head"]]
    start = len(head) - len(head.lstrip())
    for pattern in _datelines():
        match = pattern.match(head, start)
        if match is not None and text[match.end() :].strip():
            return match.end()
    return None
