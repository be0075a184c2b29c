"""Breaks: what the wording of two lines says about the break between them."""

from __future__ import annotations

import re

from kmedtext.cleaning.lines import Line
from kmedtext.cleaning.tables import load_toml

BULLET = re.compile(
    r"^(?:[•‣◦▪▫■□●○◆◇▲△▶▷►▸※☞★☆√✔✓➤➢➔→·ㆍ⦁∙＊*◎◈❍❏]\s?|[-–—]\s+|[ㅇㅁ]\s|[①-⑳⓪❶-❿㉠-㉯]\s?"
    r"|\(?(?:\d{1,2}|[가나다라마바사아자차카타파하]|[a-zA-Z]|[ivxIVX]{1,4})[.)]\s)"
)
FINAL = re.compile(r"[.!?…。](?:[\"'”’)\]」』〉》]|\s?\[\d{1,3}\]){0,3}$")
COLON = re.compile(r"[:：]$")
LOWER = re.compile(r"^[\"'“‘(]?[a-z\u00df-\u00ff]")
HANGUL = re.compile(r"[\uac00-\ud7a3]")
SENTENCE_INSIDE = re.compile(r"[a-z가-힣)”\"’']\.\s+[\"'“‘(]?[A-Z가-힣\d]")
LABEL = re.compile(r"^[^\s:：]{1,12}(?:\s[^\s:：]{1,12}){0,3}\s?[:：]\s")
STARTS_NEW = re.compile(
    r"^(?:©|ⓒ|\(c\)|copyright\b|https?://|[\[【][^\[\]【】\s]{1,10}[\]】]\s)", re.IGNORECASE
)
_GAP = re.compile(r"\S {3,}\S")
_SPACED_LABEL = re.compile(r"[\uac00-\ud7a3](?: +[\uac00-\ud7a3]){1,3} ?[:：]")
ALNUM = re.compile(r"\w")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:(?:[A-Z]\.){1,4}|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Capt|St|Mt|No|Nos|Fig|Figs|vs|e\.g|i\.e|cf|approx"
    r"|Jan|Feb|Aug|Sept|Sep|Oct|Nov|Dec)\.)$"
)
_KOREAN_OPEN = re.compile(r"(?:[은는을를에의로와과며고]|[가-힣][이가서도한된할던인게면여해]|[,·(])$")
_LETTERS = "가나다라마바사아자차카타파하"
_DASH = re.compile(r"^[-–—]\s")


def gaping(text: str) -> bool:
    """Whether a line has a wide gap in it, as cells and headers have; the letters of a label may stand apart.

    >>> gaping("이름    나이    주소"), gaping("장    소 : 대강당")
    (True, False)
    """
    if "\t" in text:  # cells
        return True
    return "   " in text and _GAP.search(_SPACED_LABEL.sub("", text[:200], count=1)) is not None


def final(line: Line) -> bool:
    """Whether a line ends with a sentence, not with an abbreviation."""
    return ends_sentence(line.text)


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a sentence.

    >>> ends_sentence("He came on time."), ends_sentence("He met Dr."), ends_sentence("a firm in the U.S.")
    (True, False, False)
    """
    tail = text[-20:]
    return FINAL.search(tail) is not None and not (tail[-1] == "." and _ABBREVIATION.search(tail))


def inside_sentence(first: Line, second: Line) -> bool:
    """Whether the break between two lines looks like one inside a sentence."""
    text = first.text[-80:]
    if ends_sentence(text) or COLON.search(text):
        return False
    if LOWER.match(second.text):
        return True
    if HANGUL.search(first.text[-12:]) and HANGUL.search(second.text[:12]):
        return (
            bool(_KOREAN_OPEN.search(text))
            or bool(SENTENCE_INSIDE.search(first.text))
            or bool(SENTENCE_INSIDE.search(second.text[:200]))
        )
    return text.endswith((",", "-", "–", "(")) or bool(SENTENCE_INSIDE.search(first.text))


def opens_sentence(last: Line, line: Line) -> bool:
    """Whether a line opens an English sentence by its first word, although the line before ends none."""
    before, word = last.text[-24:].split()[-1], line.text[:24].split()[0]
    table = load_toml("wrapping.toml")["english"]
    return word in table["openers"] and before[-1].isalnum() and before not in table["open"]


def shouts(last: Line, line: Line) -> bool:
    """Whether a line is all in capitals and the one before is not."""
    text = line.text
    return text.isupper() and not last.text.isupper() and text.isascii() and sum(map(str.isalpha, text)) >= 4


def opens_item(run: list[Line], line: Line, *, full: bool, listed: bool) -> bool:
    """Whether a line opens an item of a list, not just looks like it (``다. ``, cut off its word).

    ``full``: no further word fitted behind the line before; ``listed``: the lines before are an item too.
    """
    last = run[-1]
    bullet = BULLET.match(line.text)
    if not bullet or (LOWER.match(line.text) and not last.text.endswith((".", ":"))):
        return False
    ended = final(last)
    if full and not ended and not listed and not COLON.search(last.text):
        if _DASH.match(line.text):  # a dash inside a sentence
            return False
        text = last.text[-80:]
        if bullet.group().strip().endswith(")") and text.rfind("(") > text.rfind(")"):
            return False
    letter = bullet.group().lstrip("(")[0]
    return ended or not HANGUL.match(letter) or letter == _next_letter(run[0].text)


def _next_letter(text: str) -> str:
    """The letter of the item behind an item: ``나`` behind ``가. …``; any letter of an item in a sentence that opens none is none."""
    letter = text.lstrip("(")[:1]
    at = _LETTERS.find(letter) if letter and BULLET.match(text) else -1
    return _LETTERS[at + 1 : at + 2] if at >= 0 else _LETTERS[:1]
