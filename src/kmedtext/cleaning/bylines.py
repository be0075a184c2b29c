"""Bylines: a short line that says who wrote the text, and nothing that only looks like one.

The line is cut into segments (at bars, wide gaps and dates); each segment is parsed from its
first character to its last, so that a sentence, which never parses to its end, is no byline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.dates import DateMention, find_dates
from kmedtext.cleaning.names import is_bare_name, is_institution, is_korean_name, is_name_part, is_particle
from kmedtext.cleaning.tables import load_toml


@dataclass(frozen=True, slots=True)
class Byline:
    """The writers of a text. ``names`` as the page spells them, without titles.

    ``start`` and ``end`` are the offsets of the first name's first and the last name's last
    character in the line.
    """

    names: tuple[str, ...]
    start: int
    end: int


Span = tuple[int, int]

EMAIL = r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}"
_CUT = re.compile(r"[^\S\n]*(?:[|ㅣ∣｜•●◦▪■◆★☆\n\t]|[^\S\n]{2,})[^\S\n]*")
_OUTER = " \u00a0\u3000[](){}<>【】〔〕〈〉《》「」*▲▶△▷◇○#-–—_/:："
_JOINT = re.compile(r"[^\S\n]{0,2}(?:[·ㆍ‧・,，/&、]|과|와)?[^\S\n]{0,2}")
_NAME_KO = r"(?:[가-힣]{2,4}|[가-힣][^\S\n][가-힣]{1,3})(?![가-힣])"
_ORG = r"[가-힣A-Za-z0-9&]{2,20}"
_MASTHEAD = re.compile(
    r"발행\s?[·ㆍ/]?\s?편집인|발행인|편집인|청소년\s?보호|등록번호|사업자|책임자|대표이사\s?[:：]"
)
_SENTENCE_END = re.compile(r"(?:[가-힣][다요죠까]|[음됨함])[.?!。][\"'”’)\]]{0,3}(?:\s|$)")
_PLACE = re.compile(
    r"[가-힣A-Za-z0-9·ㆍ,&/]{1,20}(?: [가-힣A-Za-z0-9·ㆍ,&/]{1,12})?\s?=\s?|[가-힣A-Za-z]{2,10}/(?=[가-힣]{2,4}(?![가-힣]))"
)
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
        "strong": re.compile(rf"{names}[^\S\n]{{0,2}}(?:(?P<house>{_ORG})[^\S\n])?(?P<title>{strong})"),
        "weak": re.compile(rf"{names}[^\S\n]{{0,2}}(?P<title>{weak})"),
        "bare": re.compile(rf"(?P<names>{_NAME_KO}{more})(?:[^\S\n](?P<house>{_ORG})(?=\())?"),
        "lead": re.compile(
            rf"(?P<lead>{any_of(table['leads'])})(?P<sign>[^\S\n]{{0,2}}[:：=／/.·|]?[^\S\n]{{0,2}})(?=[가-힣A-Z])"
        ),
        "other": re.compile(rf"(?:{any_of(table['other_roles'])})[^\S\n]?[:：=·ㆍ/]"),
        "org": re.compile(rf"{_ORG}[^\S\n]"),
        "note": re.compile(rf"[^\S\n]?\((?:{EMAIL}|[^()\d]{{1,24}})\)"),
        "behind": re.compile(rf"[^\S\n]?(?:{EMAIL}|{chrome}(?![가-힣])|[+·,/|:\-\[\]()<>=])[^\S\n]?"),
        "mail": re.compile(EMAIL),
        "mailed": re.compile(rf"[^\S\n]{{0,2}}\(?{EMAIL}"),
    }


def find_byline(text: str) -> Byline | None:
    """Find the writers that a short line names; None if it is not clearly a byline.

    Departments, agencies and ``admin`` are not writers. Editors and photographers
    (편집=, 사진=, Photos by) are not either.

    >>> find_byline("[한별일보=나은채·고유진 기자]").names
    ('나은채', '고유진')
    >>> find_byline("By Dana Whitlock and Kim Ha-eun, Staff Writers").names
    ('Dana Whitlock', 'Kim Ha-eun')
    >>> find_byline("나은채 기자는 병원을 찾았다.") is None
    True
    """
    limits = load_toml("bylines.toml")["limits"]
    if len(text) > limits["longest"] or _SENTENCE_END.search(text) or _MASTHEAD.search(text):
        return None
    segments, dates = _segments(text)
    spans: list[Span] = []
    for start, end in segments:
        if end - start > limits["segment"]:
            return None
        spans.extend(
            _korean(text, start, end)
            or _english(text, start, end, dated=bool(dates), alone=len(segments) == 1)
        )
    if not spans and len(segments) == 1 and len(dates) == 1 and "T" in dates[0].iso:
        spans = _beside_date(text, segments[0])
    names: dict[str, Span] = {}
    for start, end in spans:
        names.setdefault(text[start:end], (start, end))
    if not names:
        return None
    kept = list(names.values())
    return Byline(tuple(names), min(s for s, _ in kept), max(e for _, e in kept))


def _beside_date(text: str, segment: Span) -> list[Span]:
    """A Hangul name that stands alone with a date and a time, as portals print it."""
    name = text[segment[0] : segment[1]]
    return [segment] if len(name) > 2 and " " not in name and is_korean_name(name) else []


def _segments(text: str) -> tuple[list[Span], tuple[DateMention, ...]]:
    """The parts of the line between bars, wide gaps and dates, and those dates."""
    cuts = [(match.start(), match.end()) for match in _CUT.finditer(text)]
    dates = find_dates(text)
    cuts += [(mention.label_start, mention.end) for mention in dates]
    out: list[Span] = []
    at = 0
    for start, end in [*sorted(cuts), (len(text), len(text))]:
        if start > at:
            left, right = at, start
            while left < right and text[left] in _OUTER:
                left += 1
            while right > left and text[right - 1] in _OUTER + "," and not _closes_note(text, left, right):
                right -= 1
            if left < right:
                out.append((left, right))
        at = max(at, end)
    return out, dates


def _closes_note(text: str, left: int, right: int) -> bool:
    return text[right - 1] == ")" and "(" in text[left:right]


def _korean(text: str, start: int, end: int) -> list[Span]:
    """The names of a segment that is a Korean byline from its first character to its last."""
    patterns = _ko()
    if patterns["other"].match(text, start, end):
        return []
    at, sign = start, ""
    place = _PLACE.match(text, at, end)
    lead = patterns["lead"].match(text, at, end)
    leading = lead is not None and (lead["sign"] != "" or not "가" <= lead["lead"][-1] <= "힣")
    if lead is not None and leading:
        at, sign = lead.end(), lead["sign"].strip() or " "
        place = _PLACE.match(text, at, end)
    known = lead["lead"] if lead is not None and leading else ""
    if place is not None:
        at = place.end()
        lead = patterns["lead"].match(text, at, end)
        if lead is not None and lead["sign"]:
            at, known, sign = lead.end(), lead["lead"], lead["sign"].strip() or " "
    mail = bool(patterns["mail"].search(text, at, end))
    spans: list[Span] = []
    while at < end:
        step = _named(text, at, end, known=known, sign=sign, mail=mail, first=not spans)
        if step is None:
            break
        found, at = step
        spans.extend(found)
        joint = _JOINT.match(text, at, end)
        at = joint.end() if joint else at
    return spans if spans and _rest_is_chrome(text, at, end) else []


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
        for name in ("strong", "weak", "bare"):
            match = patterns[name].match(text, begin, end)
            if match is None:
                continue
            note = patterns["note"].match(text, match.end(), end)
            noted = note is not None and ("기자" in note.group() or "@" in note.group())
            if name == "weak" and not (sure or mail or noted):
                continue
            if name == "bare" and not _bare_allowed(
                text, match, sure=sure, sign=sign, mail=mail, first=first
            ):
                continue
            spans = _names(match)
            if not spans:
                continue
            house = match["house"] if name != "weak" else None
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


@cache
def _en() -> dict[str, re.Pattern[str]]:
    table = load_toml("bylines.toml")["english"]
    return {
        "lead": re.compile(
            rf"(?P<lead>{any_of(table['leads'])})(?P<sign>[^\S\n]?[:：][^\S\n]{{0,3}}|\.?[^\S\n]{{1,3}})",
            re.IGNORECASE,
        ),
        "token": re.compile(r"[^\s,&|()/;]+|,|&|\(|/|;"),
        "title": re.compile(
            r"(?:,[^\S\n]?|[^\S\n])(?:staff |senior |health |medical |contributing |special )?(?:reporter|correspondent|writer|columnist)s?$",
            re.IGNORECASE,
        ),
        "mail": re.compile(rf"[^\S\n]?[\[(<]?{EMAIL}[\])>]?$"),
    }


def _english(text: str, start: int, end: int, *, dated: bool, alone: bool) -> list[Span]:
    """The names of a segment that is an English byline."""
    table = load_toml("bylines.toml")["english"]
    segment = text[start:end]
    lead = _en()["lead"].match(segment)
    if lead is not None:
        colon = ":" in lead["sign"] or "：" in lead["sign"]
        wanted = {word.lower() for word in table["colon_leads"]}
        if not colon and lead["lead"].lower() in wanted:
            return []
        return _english_names(text, start + lead.end(), end)
    for name in ("mail", "title"):
        tail = _en()[name].search(segment)
        if tail is not None and is_bare_name(segment[: tail.start()].strip(" ,:")):
            bare = segment[: tail.start()].rstrip(" ,:")
            return [(start, start + len(bare))]
    if dated and not alone and is_bare_name(segment):
        return [(start, end)]
    if dated and alone and is_bare_name(segment) and not segment.isupper() and re.search(r"[|•]|\s{2}", text):
        return [(start, end)]
    return []


def _english_names(text: str, start: int, end: int) -> list[Span]:
    """The names behind a lead; nothing if what follows them is the rest of a sentence."""
    table = load_toml("bylines.toml")["english"]
    titles, honorifics = set(table["titles"]), {word.lower() for word in table["honorifics"]}
    spans: list[Span] = []
    current: list[Span] = []
    stop = "end"
    for match in _en()["token"].finditer(text, start, end):
        token = match.group()
        low = token.lower()
        if token in (",", "&", ";") or low == "and":
            spans, current = _closed(text, spans, current), []
            stop = token
        elif low in honorifics and not current:
            continue
        elif is_institution(token) and stop == "end":
            return []
        elif low.rstrip(".,") in titles or low in titles or not (is_name_part(token) or is_particle(token)):
            stop = (
                token
                if low.rstrip(".,") in titles or low in titles or not token[0].isalpha() or "@" in token
                else "?"
            )
            break
        else:
            current.append(match.span())
            if len(current) > 5:
                return []
    spans = _closed(text, spans, current)
    if stop == "?" or (
        text[start:end].rstrip().endswith((".", "?", "!")) and len(text[start:end].split()) > 10
    ):
        return []
    return spans


def _closed(text: str, spans: list[Span], current: list[Span]) -> list[Span]:
    """Take up the name collected so far if it has two parts and is no institution."""
    if len(current) < 2:
        return spans
    if any(is_institution(text[a:b]) for a, b in current):
        return spans
    return [*spans, (current[0][0], current[-1][1])]
