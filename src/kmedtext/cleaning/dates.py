"""Dates: where a text shows one, and what the label beside it says it is the date of.

A date in running prose gets no role: only a label (입력, 승인, Published …) makes it the
date of publication. The label tables are in ``data/dates.toml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.dateforms import WrittenDate, may_date, written_dates
from kmedtext.cleaning.tables import load_toml

Role = Literal["published", "modified", "printed", "masthead"]
"""What a date is the date of: the page, its last change, its printing, or the publisher's registration."""

_REACH = 48
"""Labels are looked for within so many characters of a date."""
_CACHED = 240
"""Lines of so many characters are asked for their dates again and again."""
_ON_BOARDS = frozenset({"등록일자", "발행일자", "registered"})
"""Labels of the masthead that boards put on their posts as well."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text.

    ``text[start:end]`` is the date with its weekday, time and zone; ``label_start`` is where
    its label begins (``start`` if there is none or it stands behind). ``iso`` is ISO 8601,
    to the minute or second if the page shows a time, with an offset only if it shows one;
    a named zone is in ``zone``. ``readings`` has more than one entry where the order of day
    and month cannot be told; ``iso`` is then the likelier one.
    """

    start: int
    end: int
    iso: str
    role: Role | None
    label_start: int
    readings: tuple[str, ...] = ()
    zone: str | None = None

    @property
    def ambiguous(self) -> bool:
        """Whether the date can be read as more than one day."""
        return len(self.readings) > 1

    @property
    def day(self) -> str:
        """The date without its time."""
        return self.iso[:10]


def find_dates(text: str) -> tuple[DateMention, ...]:
    """Find all full dates of a text, in order.

    Offsets are characters of ``text``. Takes time in proportion to its length and never
    raises. A date without a year, or one that no calendar has, is not found.

    >>> [(d.iso, d.role) for d in find_dates("승인 2023.06.18 16:31 | 수정 2023년 6월 19일")]
    [('2023-06-18T16:31', 'published'), ('2023-06-19', 'modified')]
    """
    if not may_date(text):
        return ()
    return _find_dates(text) if len(text) <= _CACHED else _dates_of(text)


@lru_cache(maxsize=1024)
def _find_dates(text: str) -> tuple[DateMention, ...]:
    return _dates_of(text)


def _dates_of(text: str) -> tuple[DateMention, ...]:
    found = list(written_dates(text))
    out: list[DateMention] = []
    taken = 0
    for number, written in enumerate(found):
        role, label_start, label_end = _before(text, written, taken)
        if role is None:
            following = found[number + 1] if number + 1 < len(found) else None
            role, label_end = _behind(text, written, following, taken)
        if role is None:
            role = _header(text, written)
        if role != "modified" and role != "printed" and _in_masthead(text, written):
            role = "masthead"
        if role is None and _is_series(text, written):
            continue
        if role == "published" and number + 1 < len(found) and _is_range(text, written, found[number + 1]):
            role, label_start = None, written.start
        taken = max(written.end, label_end)
        readings = _ordered(text, written)
        out.append(
            DateMention(written.start, written.end, readings[0], role, label_start, readings, written.zone)
        )
    return tuple(out)


@cache
def _roles() -> dict[str, Role]:
    labels = load_toml("dates.toml")["labels"]
    out: dict[str, Role] = {}
    names: tuple[Role, ...] = ("published", "modified", "printed", "masthead")
    for role in names:
        for label in labels[role]:
            out[_key(label)] = role
    return out


@cache
def _behind_roles() -> dict[str, Role]:
    labels = load_toml("dates.toml")["labels"]
    own: dict[str, Role] = {_key(label): role for label, role in labels["behind_roles"].items()}
    return {
        _key(label): own.get(_key(label), _roles().get(_key(label), "published"))
        for label in labels["behind"]
    }


def _key(label: str) -> str:
    return re.sub(r"\s", "", label).lower()


@cache
def _label_before() -> re.Pattern[str]:
    labels = load_toml("dates.toml")["labels"]
    words = any_of([*labels["published"], *labels["modified"], *labels["printed"], *labels["masthead"]])
    return re.compile(
        rf"(?<![^\W_])(?P<label>{words})"
        r"(?P<joint>[^\S\n]{0,4}(?:[:：|ㅣ\])>}】」=·\-–—∙•\n][^\S\n]{0,4}){0,2}(?:(?:on|at)[^\S\n]{1,3}|[:：])?[\[(]?[^\S\n]{0,3})$",
        re.IGNORECASE,
    )


@cache
def _label_behind() -> re.Pattern[str]:
    words = any_of(load_toml("dates.toml")["labels"]["behind"])
    return re.compile(
        rf"[^\S\n]{{0,3}}[\[(]?(?P<label>{words})(?=[^\S\n]*(?:$|[|/,·)\]>ㅣ•\n]|\d))", re.IGNORECASE
    )


@cache
def _weak() -> frozenset[str]:
    return frozenset(_key(label) for label in load_toml("dates.toml")["labels"]["weak"])


@cache
def _title_before() -> re.Pattern[str]:
    return re.compile(any_of(load_toml("dates.toml")["cues"]["before_label"]) + "$")


def _is_range(text: str, written: WrittenDate, following: WrittenDate) -> bool:
    """Whether two dates are the ends of a period: 2024.06.18 ~ 2024.06.30."""
    return bool(re.fullmatch(r"\s{0,2}[-–—~∼～〜]\s{0,2}", text[written.end : following.start][:8]))


def _is_series(text: str, written: WrittenDate) -> bool:
    """Whether 10/20/30 is rather a row of numbers: no time, no label, and a word right behind."""
    slashed = written.form == "short" and "/" in text[written.start : written.end]
    return (
        slashed
        and not written.timed
        and bool(re.match(r"\s?[^\W\d_]|%", text[written.end : written.end + 2]))
    )


def _before(text: str, written: WrittenDate, floor: int) -> tuple[Role | None, int, int]:
    """The role by the label before the date, and the label's bounds."""
    left = max(floor, written.start - _REACH)
    nothing: tuple[None, int, int] = (None, written.start, written.start)
    match = _label_before().search(text[left : written.start])
    if match is None:
        return nothing
    key = _key(match["label"])
    role = _roles()[key]
    explicit = ":" in match["joint"] or "：" in match["joint"] or "]" in match["joint"]
    if not explicit and _goes_on(text, written):
        return nothing
    start = left + match.start()
    if key in _weak() and not explicit and not written.timed and _word_before(text, start, floor):
        return nothing
    if role == "masthead" and (written.timed or (key in _ON_BOARDS and _cue("board", text, written))):
        role = "published"
    return role, start, left + match.end()


def _behind(
    text: str, written: WrittenDate, following: WrittenDate | None, floor: int
) -> tuple[Role | None, int]:
    """The role by the label behind the date, unless that label belongs to the next date."""
    match = _label_behind().match(text, written.end)
    if match is None or _word_before(text, written.start, floor):
        return None, written.end
    if following is not None and following.start - match.end() <= 8:
        again = _label_behind().match(text, following.end)
        if again is None:
            return None, written.end
    return _behind_roles()[_key(match["label"])], match.end()


def _goes_on(text: str, written: WrittenDate) -> bool:
    """Whether prose goes on behind the date: a particle glued to it, or words that make a sentence."""
    rest = text[written.end : written.end + 200]
    if re.match(r"[가-힣]", rest) and not _label_behind().match(text, written.end):
        return written.form == "words" or not re.match(r"[가-힣]{2,8}(?:\s|$|[:|])", rest)
    if written.form != "words" or written.timed:
        return False
    line = rest.split("\n", 1)[0].rstrip()
    return (
        len(line) > 40
        and bool(re.search(r"[.?!다]$|[다.]\s", line))
        and not re.match(r"\s*(?:[|·•/\]ㅣ]|\s{2})", rest)
    )


def _word_before(text: str, start: int, floor: int) -> bool:
    """Whether an ordinary word, no job title, stands before ``start``, one space away."""
    before = text[max(floor, start - 24) : start]
    return bool(re.search(r"[^\W\d_][^\S\n]$", before)) and not _title_before().search(before.rstrip())


_PRINT_HEAD = re.compile(r"\s*\d{1,4}[/.]\s?\d{1,2}[/.]\s?\d{1,4}\.?,?\s{1,2}(?:오전|오후)?\s?\d{1,2}:\d{2}")


def _header(text: str, written: WrittenDate) -> Role | None:
    """``printed`` if the date opens a line in the way browsers print it: 11/27/25, 9:14 AM   Title."""
    opening = text.rfind("\n", max(0, written.start - 9), written.start) + 1
    if not written.timed or written.start - opening > 8 or text[opening : written.start].strip():
        return None
    if not _PRINT_HEAD.match(text[opening : written.end]):
        return None
    slashed = "/" in text[written.start : written.start + 6] and "," in text[written.start : written.end]
    rest = text[written.end : written.end + 40].split("\n", 1)[0]
    titled = bool(re.match(r"\s{1,}[^\W_]|\s{1,}[\"'“‘\[(<【]", rest))
    if written.form == "short":
        halved = re.search("오전|오후", text[written.start : written.end])
        return "printed" if slashed or (titled and halved) else None
    return "printed" if slashed and titled else None


@cache
def _cues(name: str) -> re.Pattern[str]:
    return re.compile(any_of(load_toml("dates.toml")["cues"][name]), re.IGNORECASE)


def _cue(name: str, text: str, written: WrittenDate) -> bool:
    reach: int = load_toml("dates.toml")["cues"]["reach"]
    left = max(0, written.start - reach)
    left = max(left, text.rfind("\n", left, written.start) + 1)
    right = text.find("\n", written.end, written.end + reach)
    return bool(_cues(name).search(text, left, right if right >= 0 else written.end + reach))


def _in_masthead(text: str, written: WrittenDate) -> bool:
    return _cue("masthead", text, written) and not _cue("board", text, written)


def _ordered(text: str, written: WrittenDate) -> tuple[str, ...]:
    """The readings, the year first where Hangul stands on the line: 23/06/18."""
    if len(written.readings) == 1 or written.form != "short":
        return written.readings
    left = max(0, written.start - _REACH)
    left = max(left, text.rfind("\n", left, written.start) + 1)
    if not re.search("[가-힣]", text[left : written.end + _REACH]):
        return written.readings
    first_number = text[written.start : written.start + 2]
    return tuple(sorted(written.readings, key=lambda iso: iso[2:4] != first_number))
