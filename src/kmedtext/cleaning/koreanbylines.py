"""Korean bylines: 나은채 기자, 글 문가람 약사, [한별일보=나은채 기자] and their like."""

from __future__ import annotations

import re
from functools import cache

from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.names import is_korean_name
from kmedtext.cleaning.tables import load_toml

Span = tuple[int, int]

EMAIL = r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}"
"""An e-mail address, as a regular expression."""

_JOINT = re.compile(r"[^\S\n]{0,2}(?:[·ㆍ‧・,，/&、]|과|와)?[^\S\n]{0,2}")
_NAME_KO = r"(?:[가-힣]{2,4}|[가-힣][^\S\n][가-힣]{1,3})(?![가-힣])"
_HANJA = r"(?:[^\S\n]?\(?[\u4e00-\u9fff]{2,5}\)?)?"
"""The name again in Chinese characters: 나은채(羅恩彩)."""
_CUT_MAIL = r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9.\-]{0,63}"
"""An address of which the end of the line is missing."""
_ORG = r"[가-힣A-Za-z0-9&]{2,20}"
_PLACE = re.compile(
    r"[가-힣A-Za-z0-9·ㆍ,&/]{1,20}(?: [가-힣A-Za-z0-9·ㆍ,&/]{1,12})?\s?=\s?|[가-힣A-Za-z]{2,10}/(?=[가-힣]{2,4}(?![가-힣]))|[가-힣A-Za-z0-9 ]{2,16}[\])】>][^\S\n]?"
)
_WRITES = re.compile("글|취재|정리|기자")
_COUNT = re.compile(r"[가-힣A-Za-z+ ]{1,12}\s?[:：]?\s?[\d,.]{1,9}(?:\s?(?:회|건|명|개|면))?")


@cache
def _ko() -> dict[str, re.Pattern[str]]:
    table = load_toml("bylines.toml")["korean"]
    modified = rf"(?:{any_of(table['title_modifiers'])}[^\S\n]?){{0,2}}기자"
    strong = rf"(?:{any_of(table['strong_titles'])}|{modified})(?![가-힣])"
    weak = rf"(?:{any_of(table['weak_titles'])})(?![가-힣])"
    more = rf"(?:[^\S\n]{{0,2}}[·ㆍ‧・,，/&、]?[^\S\n]{{0,2}}{_NAME_KO}){{0,5}}"
    names = rf"(?P<names>{_NAME_KO}{more}?)"
    chrome = any_of(table["chrome"])
    return {
        "strong": re.compile(
            rf"{names}{_HANJA}[^\S\n]{{0,2}}(?:(?P<house>{_ORG})[^\S\n])?(?P<title>{strong})"
        ),
        "glued": re.compile(rf"(?P<names>[가-힣]{{2,4}}?)(?P<title>{strong})"),
        "weak": re.compile(rf"{names}{_HANJA}[^\S\n]{{0,2}}(?:(?P<house>{_ORG})[^\S\n])?(?P<title>{weak})"),
        "bare": re.compile(rf"(?P<names>{_NAME_KO}{more})(?:[^\S\n](?P<house>{_ORG})(?=\())?"),
        "lead": re.compile(
            rf"(?P<lead>{any_of(table['leads'])})(?P<sign>[^\S\n]{{0,2}}[:：=／/.·|ㅣ∣｜_]?[^\S\n]{{0,3}})(?=[가-힣A-Z])"
        ),
        "credited": re.compile(
            rf"(?:[^\S\n]{{1,2}}|[^\S\n]?[/,|·][^\S\n]?)(?:{any_of(table['other_roles'])})"
            r"(?:[^\S\n]?[:：=·ㆍ/][^\S\n]?|[^\S\n])[가-힣A-Za-z0-9 ·,]{2,30}$"
        ),
        "other": re.compile(rf"(?:{any_of(table['other_roles'])})[^\S\n]?[:：=·ㆍ/]"),
        "masked": re.compile(r"(?P<names>[가-힣][*＊○◯〇●][*＊○◯〇●가-힣]{0,2})(?![가-힣*○])"),
        "org": re.compile(rf"{_ORG}[^\S\n]"),
        "note": re.compile(rf"[^\S\n]?\((?:{EMAIL}|[^()\d]{{1,24}})\)"),
        "behind": re.compile(
            rf"[^\S\n]?(?:{EMAIL}|{_CUT_MAIL}$|{chrome}(?![가-힣])|[·,/][^\S\n]?{weak}|[+·,/|:\-\[\]()<>=])[^\S\n]?"
        ),
        "mail": re.compile(EMAIL),
        # A bracket that holds a job holds the writer, no place.
        "place": re.compile(rf"(?![^\n\])】>=]{{0,24}}(?:{strong}))(?:{_PLACE.pattern})"),
        "mailed": re.compile(rf"[^\S\n]{{0,2}}\(?{EMAIL}"),
    }


def korean_writers(text: str, start: int, end: int) -> list[Span]:
    """The names of a segment that is a Korean byline from its first character to its last."""
    patterns = _ko()
    at, sign = start, ""
    place = patterns["place"].match(text, at, end)
    lead = patterns["lead"].match(text, at, end)
    if patterns["other"].match(text, start, end) and (lead is None or not _WRITES.search(lead["lead"])):
        return []
    leading = lead is not None and (lead["sign"] != "" or not "가" <= lead["lead"][-1] <= "힣")
    if lead is not None and leading:
        at, sign = lead.end(), lead["sign"].strip() or " "
        # The picture's credit that follows on the line is not the writer's.
        credited = patterns["credited"].search(text, at + 2, end)
        end = credited.start() if credited is not None else end
        place = patterns["place"].match(text, at, end)
    known = lead["lead"] if lead is not None and leading else ""
    if place is not None:
        at = place.end()
        house = patterns["place"].match(text, at, end)
        at = house.end() if house is not None and "=" in place.group() else at
        lead = patterns["lead"].match(text, at, end)
        if lead is not None and lead["sign"]:
            at, known, sign = lead.end(), lead["lead"], lead["sign"].strip() or " "
    mail = bool(patterns["mail"].search(text, at, end))
    spans: list[Span] = []
    stop = at
    while at < end:
        step = _named(text, at, end, known=known, sign=sign, mail=mail, first=not spans)
        if step is None:
            break
        found, stop = step
        spans.extend(found)
        joint = _JOINT.match(text, stop, end)
        at = joint.end() if joint else stop
    return spans if spans and (_rest_is_chrome(text, stop, end) or _rest_is_chrome(text, at, end)) else []


def _named(
    text: str, at: int, end: int, *, known: str, sign: str, mail: bool, first: bool
) -> tuple[list[Span], int] | None:
    """One group of names with its title, at ``at``; the names and where the group ends."""
    patterns = _ko()
    sure = known in load_toml("bylines.toml")["korean"]["sure_leads"]
    begin = at
    for houses in range(3):
        if houses:
            org = patterns["org"].match(text, begin, end)
            if org is None:
                break
            begin = org.end()
        for name in ("strong", "glued", "weak", "bare", "masked"):
            match = patterns[name].match(text, begin, end)
            if match is None:
                continue
            note = patterns["note"].match(text, match.end(), end)
            noted = note is not None and ("기자" in note.group() or "@" in note.group())
            if name == "masked" and not (sure and first):
                continue
            if name == "weak" and not (sure or mail or noted):
                continue
            if name == "bare" and not _bare_allowed(
                text, match, sure=sure, sign=sign, mail=mail, first=first
            ):
                continue
            spans = _names(match) if name != "masked" else [match.span("names")]
            if not spans and name in ("strong", "glued") and (mail or sure):
                spans = _rare(match)
            if not spans:
                continue
            house = match["house"] if name in ("strong", "weak", "bare") else None
            if house and is_korean_name(house):
                spans.append(match.span("house"))
            return spans, note.end() if note else match.end()
    return None


def _bare_allowed(text: str, match: re.Match[str], *, sure: bool, sign: str, mail: bool, first: bool) -> bool:
    """Whether names without a title count: behind a sure lead, or with an address right behind."""
    if not first:
        return False
    if mail and _ko()["mailed"].match(text, match.end()):
        return True
    bare = re.sub(r"\s", "", match["names"])
    return sure and (len(bare) > 2 or sign.strip() in (":", "：", "="))


def _names(match: re.Match[str]) -> list[Span]:
    """The names of a group. Words in front that are no names are the house (한별일보 나은채 기자)."""
    base = match.start("names")
    group = match["names"]
    if is_korean_name(group):
        return [(base, base + len(group))]
    out: list[Span] = []
    for part in re.finditer(_NAME_KO, group):
        word = part.group()
        if is_korean_name(word):
            out.append((base + part.start(), base + part.end()))
        elif " " in word and is_korean_name(word.split()[-1]) and not out:
            tail = word.split()[-1]
            out.append((base + part.end() - len(tail), base + part.end()))
        elif out:
            return []
    return out


def _rare(match: re.Match[str]) -> list[Span]:
    """A name of three syllables whose surname is none of the table, where a title and an address vouch for it."""
    group = match["names"]
    plain = len(group) == 3 and "기자" in match["title"]
    return [match.span("names")] if plain and is_korean_name("김" + group[1:]) else []


def _rest_is_chrome(text: str, at: int, end: int) -> bool:
    """Whether nothing but an address and buttons follows."""
    for _ in range(12):
        if at >= end:
            return True
        match = _ko()["behind"].match(text, at, end) or _COUNT.match(text, at, end)
        if match is None:
            note = _ko()["note"].match(text, at, end)
            match = note
        if match is None or match.end() == at:
            return False
        at = match.end()
    return at >= end
