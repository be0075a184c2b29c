"""Credits: what the press glues to the end of a story that is not story: who wrote it and who owns it.

A tail is parsed unit by unit up to its end; it is cut only where all of it is credit and what
stands before it is whole. Only a bounded stretch at either end of a text is looked at.
"""

from __future__ import annotations

import re
from functools import cache

from kmedtext.cleaning.bylines import EMAIL, GLUED, byline_words, find_byline
from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.dateforms import may_date
from kmedtext.cleaning.datelines import dateline
from kmedtext.cleaning.dates import find_dates
from kmedtext.cleaning.tables import load_toml
from kmedtext.cleaning.telltales import Telltales

__all__ = ["credit_line", "dateline", "trailing_credit"]

_URL = r"(?:https?://|www\.)[^\s<>()\[\]]{3,120}"
_GAP = re.compile(r"[\s/|=·,;#*_~\-–—>\]]*")
_BRACKETED = re.compile(
    r"\(([^()\n]{1,160})\)|\[([^\[\]\n]{1,160})\]|<([^<>\n]{1,200})>|【([^【】\n]{1,160})】|〈([^〈〉\n]{1,160})〉|〔([^〔〕\n]{1,160})〕|\{([^{}\n]{1,160})\}"
)
_SENTENCE_END = re.compile(r"(?:[.?!。…‥]|[가-힣][다요죠음임함됨]|[,:;])[\"'”’」』》)\]]{0,3}$")
_HARD_END = re.compile(r"[.?!。…][\"'”’」』》)\]]{0,3}$|[\"'”’」』]$")


@cache
def _marks() -> dict[str, re.Pattern[str]]:
    table = load_toml("credits.toml")
    notice, contact, caption = table["copyright"], table["contact"], table["caption"]
    house = r"[가-힣A-Za-z0-9&.()' ]{1,24}"
    return {
        "mark": re.compile(rf"[<\[(「]?(?:{any_of(notice['marks'])})", re.IGNORECASE),
        "rights": re.compile(any_of(notice["words"]), re.IGNORECASE),
        "notice": re.compile(any_of(notice["notices"])),
        "teaser": re.compile(
            rf"[▶►▷☞☎※][^\S\n]?(?=[^▶►▷☞\n]{{0,160}}?(?:{any_of(contact['teasers'])}|@))[^▶►▷☞ⓒ©\n]{{1,160}}"
        ),
        "pointer": re.compile(r"☞[^▶☞\n]{1,160}"),
        "contact": re.compile(rf"(?:{any_of(contact['openers'])})(?![^\W\d_])"),
        "reach": re.compile(
            rf"{EMAIL}|{_URL}|(?:\+\d{{1,3}}[\s\-(]?)?\(?\d{{2,4}}\)?[)\-.\s]\d{{3,4}}[\-.\s]\d{{3,4}}|{any_of(contact['accounts'])}"
        ),
        "mail": re.compile(rf"[(<\[]?{EMAIL}[)>\]]?"),
        "url": re.compile(_URL),
        "photo": re.compile(
            r"[#(\[/]?[^\S\n]?(?:글[·=]|영상[·,/]|글·)?(?:사진|그래픽|영상|일러스트|이미지|자료|편집)(?:[^\S\n]?(?:제공|출처|기자))?[^\S\n]?[=_:：／][^\n.?!。]{1,80}"
        ),
        "tip": re.compile(
            r"제보는[^\S\n](?:카카오톡|카톡|이메일)?[^\S\n]?[A-Za-z0-9@._]{3,60}|제보는[^.\n]{1,60}"
        ),
        "end": re.compile(rf"(?:{any_of(table['ends']['bare'])})"),
        "bracketed end": re.compile(any_of(table["ends"]["bracketed"])),
        "sent": re.compile(r"[^\S\n]?(?:송고|입력|수정|승인|등록|작성)"),
        "desk": re.compile(rf"(?:{any_of(table['desk']['openers'])})[^\S\n][A-Z]"),
        "house": re.compile(house),
        "given": re.compile(rf"(?:{any_of(caption['given'])})"),
    }


def trailing_credit(text: str) -> int | None:
    """Find where a credit glued to the end of a text begins; None if there is none.

    ``text[:offset]`` is then the story, whole, and ``text[offset:]`` the credit (with the space
    in front of it); 0 means that all of it is credit. Brackets that belong to the last
    sentence, ``[앵커]``, (KMFDS) and the like, are no credits.

    >>> text = "환자가 늘었다고 밝혔다. [한별일보=나은채 기자]"
    >>> text[: trailing_credit(text)]
    '환자가 늘었다고 밝혔다.'
    >>> trailing_credit("결과는 다음 달 나온다(끝나지 않았다).") is None
    True
    """
    reach: int = load_toml("credits.toml")["limits"]["tail"]
    end = len(text.rstrip())
    left = max(0, end - reach)
    window = text[left:end]
    if not _may_credit(window):
        return None
    for at in _starts(window):
        if left and not at:
            continue
        if at and not _whole(window[:at].rstrip(), window[at:]):
            continue
        if _all_credit(window[at:]):
            begin = len(window[:at].rstrip(" \t\u00a0\u3000/|="))
            return left + (begin if window[:at].strip() else 0)
    return None


@cache
def _telltales() -> Telltales:
    """What all credits but dates hold, one of it."""
    table = load_toml("credits.toml")
    words = [
        *(word for name in ("marks", "words") for word in table["copyright"][name]),
        *(word for name in ("bare", "bracketed") for word in table["ends"][name]),
        *table["desk"]["openers"], *table["contact"]["accounts"], *byline_words(),
        *"@▶►▷☞☎※", "://", "www.", "제보는", "글", "사진", "그래픽", "영상", "일러스트", "이미지", "자료", "편집",
    ]  # fmt: skip
    return Telltales({"credit": words})


def _may_credit(window: str) -> bool:
    folded = window.lower()
    figures = _FIGURES.search(window) is not None  # of a year or a telephone number
    return figures or _telltales().on(folded) or GLUED.search(folded) is not None or may_date(window)


_FIGURES = re.compile("[0-9]{3}")


def _starts(window: str) -> list[int]:
    """Offsets where a credit can begin, from the left: behind a sentence, at a bracket or a mark."""
    found = {0}
    for match in re.finditer(
        r"[.?!。…다요죠음임됨\"'”’」』》)\]][\"'”’)\]]{0,2}(?=\s|[가-힣A-Z<\[(【▶☞ⓒ©/#])", window
    ):
        found.add(match.end())
    for match in re.finditer(
        r"[\[(<【〈〔{▶►▷☞ⓒ©/※■#]|Copyright|copyright|저작권자|\s(?=[A-Za-z0-9._%+\-]{2,40}@)", window
    ):
        found.add(match.start())
    return sorted(found)


def _whole(story: str, credit: str) -> bool:
    """Whether the story is complete without the credit."""
    if not story:
        return True
    opens = credit.lstrip()[:1]
    if opens in "[<【〈〔{▶►▷☞ⓒ©(/":
        return bool(_SENTENCE_END.search(story[-8:])) or opens == "☞"
    return bool(_HARD_END.search(story[-6:]) or (re.search(r"[가-힣]다$", story[-3:]) and len(story) > 12))


def _all_credit(text: str) -> bool:
    """Whether the text is made of credits only, one behind the other."""
    at = _gap(text, 0)
    if at >= len(text):
        return False
    for _ in range(16):
        following = _unit(text, at)
        if following is None:
            return False
        at = _gap(text, following)
        if at >= len(text):
            return True
    return False


def _gap(text: str, at: int) -> int:
    match = _GAP.match(text, at)
    return match.end() if match else at


def _unit(text: str, at: int) -> int | None:
    """The end of the credit that begins at ``at``."""
    marks = _marks()
    bracket = _BRACKETED.match(text, at)
    if bracket is not None and _bracket_credit(
        next(group for group in bracket.groups() if group is not None)
    ):
        return bracket.end()
    for name in ("end", "tip", "teaser", "mail", "url", "photo"):
        match = marks[name].match(text, at)
        if match is not None and match.end() > at:
            return match.end()
    if marks["mark"].match(text, at):
        return _notice_end(text, at)
    pointer = marks["pointer"].match(text, at)
    if pointer is not None:
        return pointer.end()
    dates = find_dates(text[at : at + 60])
    if dates and dates[0].label_start == 0:
        sent = marks["sent"].match(text, at + dates[0].end)
        return sent.end() if sent else (at + dates[0].end if dates[0].role else None)
    return _byline_end(text, at) or _contact_end(text, at)


def _bracket_credit(inner: str) -> bool:
    marks = _marks()
    inner = inner.strip()
    if (
        marks["bracketed end"].fullmatch(inner)
        or marks["rights"].search(inner)
        or marks["mail"].fullmatch(inner)
    ):
        return True
    if marks["mark"].match(inner) or marks["photo"].match(inner) or marks["url"].fullmatch(inner):
        return True
    if marks["desk"].match(inner):
        return True
    byline = find_byline(inner)
    return byline is not None and not inner.startswith("By ")


def _notice_end(text: str, at: int) -> int | None:
    """The end of a copyright notice: the last of its formulas, or the name behind its mark."""
    stop = re.compile(r"[▶►▷☞\n]").search(text, at + 1)
    limit = min(stop.start() if stop else len(text), at + 260)
    last = None
    for match in _marks()["rights"].finditer(text, at, limit):
        last = match.end()
    if last is not None:
        rest = re.compile(r"[^▶►☞\n]{0,60}").match(text, last, limit)
        return rest.end() if rest else last
    if text[at] in "ⓒ©" or re.match(r"copyright|\(c\)", text[at : at + 9], re.IGNORECASE):
        return limit if limit - at <= 80 else None
    return None


def _byline_end(text: str, at: int) -> int | None:
    """The end of the byline that begins at ``at``: up to the address, a mark or the end."""
    stop = re.compile(r"[<\[▶►☞ⓒ©\n]|저작권자|Copyright|copyright").search(text, at + 1)
    limit = stop.start() if stop else len(text)
    if limit - at > 120:
        return None
    part = text[at:limit].rstrip()
    mail = _marks()["mail"].search(part)
    for candidate in ([part[: mail.end()]] if mail else []) + [part]:
        if find_byline(candidate) is not None:
            return at + len(candidate)
    return None


def _contact_end(text: str, at: int) -> int | None:
    opener = _marks()["contact"].match(text, at)
    if opener is None:
        return None
    line = text[at:].split("\n", 1)[0]
    if (
        len(line) > 240
        or re.search(r"[가-힣][다요]\.?$", line)
        or not _marks()["reach"].search(line, opener.end() - at)
    ):
        return None
    mark = re.search(r"[<ⓒ©]|copyright", line, re.IGNORECASE)
    return at + (mark.start() if mark else len(line))


def credit_line(text: str) -> bool:
    """Whether a whole line is credit, contact or copyright and nothing else.

    A byline with an address, and one without, count: at the end of a text they are credits.

    >>> credit_line("나은채 기자 naeun@hb.example"), credit_line("ⓒ 한별일보, 무단전재 및 재배포 금지")
    (True, True)
    >>> credit_line("나은채 기자는 저작권을 말했다.")
    False
    """
    limits = load_toml("credits.toml")["limits"]
    line = text.strip().strip("•·").strip()
    if not line or len(line) > limits["line"]:
        return False
    if _all_credit(line):
        return True
    marks = _marks()
    if re.search(r"(?:말했다|밝혔다|설명했다|전했다)\.?$", line):
        return False
    if marks["rights"].search(line) and (marks["mark"].search(line) or len(line) <= 60):
        return True
    if marks["notice"].search(line) and marks["rights"].search(line):
        return True
    return bool(marks["mail"].search(line)) and len(marks["mail"].sub("", line).strip()) <= 24
