"""Bylines: a short line that says who wrote the text, and nothing that only looks like one.

The line is cut into segments (at bars, wide gaps and dates); each segment is parsed from its
first character to its last, so that a sentence, which never parses to its end, is no byline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kmedtext.cleaning.dateforms import may_date
from kmedtext.cleaning.dates import DateMention, find_dates
from kmedtext.cleaning.englishbylines import english_writers, front_matter_writers
from kmedtext.cleaning.koreanbylines import EMAIL, Span, korean_writers
from kmedtext.cleaning.names import is_korean_name
from kmedtext.cleaning.tables import load_toml
from kmedtext.cleaning.telltales import Telltales

__all__ = ["EMAIL", "Byline", "find_byline"]


@dataclass(frozen=True, slots=True)
class Byline:
    """The writers of a text. ``names`` as the page spells them, without titles.

    ``start`` and ``end`` are the offsets of the first name's first and the last name's last
    character in the line.
    """

    names: tuple[str, ...]
    start: int
    end: int


_CUT = re.compile(r"[^\S\n]*(?:[|ㅣ∣｜•●◦▪■◆★☆\n\t]|[^\S\n]{2,})[^\S\n]*")
_HANGUL = re.compile("[가-힣]")
_OUTER = " \u00a0\u3000[](){}<>【】〔〕〈〉《》「」*▲▶△▷◇○#-–—_/:："
_MASTHEAD = re.compile(
    r"발행\s?[·ㆍ/]?\s?편집인|발행인|편집인|청소년\s?보호|등록번호|사업자|책임자|대표이사\s?[:：]"
)
_MASKED = re.compile(r"(?<![가-힣])[가-힣][*○]{1,2}$")
_SENTENCE_END = re.compile(r"(?:[가-힣][다요죠까]|[음됨함])[.?!。][\"'”’)\]]{0,3}(?:\s|$)")


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
    if len(text) > limits["longest"] or not _may_name(text):
        return None
    return _find_byline(text, limits["segment"])


def byline_words() -> list[str]:
    """The words of which a line without a date holds one if it is a byline: titles, leads, the sign of an address."""
    table = load_toml("bylines.toml")
    korean, english = table["korean"], table["english"]
    leads = [f"{lead} " for lead in (*korean["sure_leads"], *english["leads"])]
    return ["@", "기자", *korean["strong_titles"], *english["writers"], *leads]


GLUED = re.compile("by[a-z]{2}")
"""A lead that no space parts from the name, in small letters."""


@cache
def _telltales() -> Telltales:
    return Telltales({"byline": byline_words()}, bounded=True)


def _may_name(text: str) -> bool:
    folded = text.lower()
    return may_date(text) or _telltales().on(folded) or GLUED.search(folded) is not None


@lru_cache(maxsize=2048)
def _find_byline(text: str, longest_segment: int) -> Byline | None:
    if _SENTENCE_END.search(text) or _MASTHEAD.search(text):
        return None
    segments, dates = _segments(text)
    spans: list[Span] = []
    for start, end in segments:
        if end - start > longest_segment:
            return None
        spans.extend(
            (_HANGUL.search(text, start, end) and korean_writers(text, start, end))
            or english_writers(text, start, end)
        )
    if not spans and dates:
        spans = front_matter_writers(text, segments)
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
    place = re.match(r"[가-힣A-Za-z·]{1,8}[=/]", text[segment[0] : segment[1]])
    start = segment[0] + (place.end() if place else 0)
    name = text[start : segment[1]]
    return [(start, segment[1])] if len(name) > 2 and " " not in name and is_korean_name(name) else []


def _segments(text: str) -> tuple[list[Span], tuple[DateMention, ...]]:
    """The parts of the line between bars, wide gaps and dates, and those dates."""
    split_leads = load_toml("bylines.toml")["korean"]["split_leads"]
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
            while right > left and text[right - 1] in _OUTER + "," and not _closes(text, left, right):
                right -= 1
            if left < right:
                if out and text[out[-1][0] : out[-1][1]].lower() in split_leads:
                    left = out.pop()[0]
                out.append((left, right))
        at = max(at, end)
    return out, dates


def _closes(text: str, left: int, right: int) -> bool:
    """Whether the last character belongs to a note (나은채(편집국)) or to a masked name (나**)."""
    if text[right - 1] in "*○":
        return _MASKED.search(text, max(left, right - 4), right) is not None
    return text[right - 1] == ")" and "(" in text[left:right]
