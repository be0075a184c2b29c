"""Date choice: which of the dates on a page is its date of publication, by rules that never guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kmedtext.cleaning.bylines import find_byline
from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.dates import DateMention, find_dates
from kmedtext.cleaning.issues import issue_month
from kmedtext.cleaning.tables import load_toml

_RANGE = re.compile(r"[~∼〜～]|\s[-–—]\s*\d{1,2}[./]\d|\bto\b|부터|까지|기간|일시|마감|신청|접수")
_SENTENCE_KO = re.compile(r"[가-힣][다요][.?!]")
_SENTENCE = re.compile(r"[.?!][\"'”’)\]]{0,3}\s*$")


Pair = tuple[DateMention, str]
"""A date and the line that it stands on."""


class ChosenDates(NamedTuple):
    """ISO 8601 dates of a page; None where it does not say.

    ``candidates`` lists all that came near, in order, ``changes`` the days of a change among them.
    """

    published: str | None
    modified: str | None
    candidates: tuple[str, ...]
    changes: tuple[str, ...] = ()


def choose_dates(
    head: Sequence[str],
    tail: Sequence[str] = (),
    hints: Mapping[str, tuple[str, ...]] | None = None,
    above: Sequence[str] = (),
    *,
    early: Sequence[str] = (),
    close: Sequence[str] = (),
) -> ChosenDates:
    """Choose the dates of publication and of the last change.

    ``head`` holds the lines between title and body, ``tail`` those behind the body, ``above``
    those before the title (in page order), ``hints`` what HTML says; ``early`` the short lines
    of the body's beginning, ``close`` those at its end, where a notice or a column is signed.
    In order: a labelled date of the head (one on a line with the writer's name counts as
    labelled), of the early lines, one above the title, the hints, a labelled one higher up, one at the close,
    the one unlabelled date that stands in the head outside prose, a labelled one further behind,
    an unlabelled one just above the title, that of an agency's dateline, the date that the text
    is signed with, and at last the only one anywhere before the text.
    The month of a magazine's issue counts where it is all there is.
    What a release is embargoed to gives way to the day it was registered. Where two unlabelled
    days compete there is no answer. Seconds are cut off, and so is the offset behind a time
    that the page shows; one that a hint gives stays.

    >>> choose_dates(["홍길동 기자", "입력 2025.01.02 09:30", "조회 120"]).published
    '2025-01-02T09:30'
    >>> choose_dates(["지난 2025년 1월 2일 문을 연 병원이다."])
    ChosenDates(published=None, modified=None, candidates=('2025-01-02',), changes=())
    """
    hints = hints or {}
    limits = load_toml("dates.toml")["choice"]
    higher, above = above[: -limits["above"]], above[-limits["above"] :]
    places = {"head": head, "early": early, "above": above, "close": close, "tail": tail}
    seen = {name: _mentions(lines) for name, lines in places.items()}
    high = _mentions(higher)
    fronts = ("head", "early", "above")
    hinted, changed = _hinted(hints, "published"), _hinted(hints, "modified")

    published = (
        _first(_labelled(_firm(seen[name]), "published") or _by_writer(seen[name]) for name in fronts)
        or _first(_labelled(seen[name], "published") for name in fronts)
        or (hinted[0] if hinted else None)
        or _labelled(_firm(high), "published", agreed=True)
        or _labelled(seen["close"], "published", agreed=True)
        or _alone(seen["head"])
        or _labelled(seen["tail"], "published", agreed=True)
        or _alone([pair for pair in seen["above"] if pair[1] in above[-limits["above_unlabelled"] :]])
        or _dateline([*seen["head"], *seen["early"]])
        or _signed(seen["close"])
        or _alone([*seen["above"], *seen["head"], *seen["early"]])
    )
    if published is not None and "T" not in published:
        published = next((iso for iso in hinted if iso[:10] == published and "T" in iso), published)
    modified = (
        _first(_labelled(seen[name], "modified") for name in fronts)
        or (changed[0] if changed else None)
        or _labelled(high, "modified", agreed=True)
        or _first(_labelled(seen[name], "modified", agreed=True) for name in ("close", "tail"))
    )
    if published and modified and modified[:10] < published[:10]:
        modified = None
    if published not in hinted:
        published = _as_shown(published)
    if modified not in changed:
        modified = _as_shown(modified)
    near = [reading for pairs in seen.values() for mention, _ in pairs for reading in _readings(mention)]
    changes = [mention.iso for pairs in seen.values() for mention, _ in pairs if mention.role == "modified"]
    issued = _unique(
        month for lines in (above, head, early, close) for line in lines if (month := issue_month(line))
    )
    if published is None and len(issued) == 1 and not near and not hinted:
        published = issued[0]
    return ChosenDates(
        _to_minute(published),
        _to_minute(modified),
        _unique([*near, *hinted, *issued]),
        _unique(map(_minute, [*changes, *changed])),
    )


def _hinted(hints: Mapping[str, tuple[str, ...]], role: str) -> list[str]:
    """The dates that the head tells for a role; elements of several days are those of other stories too."""
    out: list[str] = []
    for name in load_toml("dates.toml")["hints"][role]:
        found = [iso for value in hints.get(name, ()) for iso in _hint(value)]
        if not name.startswith("time:") or len({iso[:10] for iso in found}) == 1:
            out.extend(found)
    return out


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)


def _as_shown(iso: str | None) -> str | None:
    """The local time that the reader sees, without the offset that a page may print behind it."""
    return None if iso is None else re.sub(r"(T[\d:]+)(?:Z|[+-]\d\d:\d\d)$", r"\1", iso)


def _to_minute(iso: str | None) -> str | None:
    return None if iso is None else _minute(iso)


def _minute(iso: str) -> str:
    return re.sub(r"(T\d\d:\d\d):\d\d", r"\1", iso)


def _readings(mention: DateMention) -> tuple[str, ...]:
    return () if mention.role in ("printed", "masthead") else mention.readings


def _mentions(lines: Iterable[str]) -> list[Pair]:
    """All dates with their lines; a short line without one may be the label of the next line's date."""
    out: list[Pair] = []
    above = ""
    for line in lines:
        found = find_dates(line)
        before = _label(above) if found and found[0].role is None else ""
        if before:
            joined = f"{before}\n{line}"
            again = find_dates(joined)
            if again and again[0].role is not None and again[0].label_start < len(before) < again[0].start:
                out.append((again[0], joined))
                found = found[1:]
        out.extend((mention, line) for mention in found)
        above = line
    return out


def _label(line: str) -> str:
    """The line, if it can be the label of the next one's date."""
    text = line.strip()
    short = len(text) <= load_toml("dates.toml")["choice"]["label"]
    return text if short and not re.search(r"\d", text) else ""


def _labelled(pairs: Sequence[Pair], role: str, *, agreed: bool = False) -> str | None:
    """The first date with the role, with the time if the same day is shown with one as well.

    ``agreed`` asks that all such dates name the same day. A date that can be read in two ways
    counts only if another one of the same role settles it.
    """
    mentions = [mention for mention, _ in pairs if mention.role == role]
    clear = [mention.iso for mention in mentions if not mention.ambiguous]
    if not clear or (agreed and len({iso[:10] for iso in clear}) > 1):
        return None
    day = clear[0][:10]
    return next((iso for iso in clear if iso[:10] == day and "T" in iso), day)


@cache
def _cues(name: str) -> re.Pattern[str]:
    return re.compile(any_of(load_toml("dates.toml")["choice"][name]), re.IGNORECASE)


def _firm(pairs: Sequence[Pair]) -> list[Pair]:
    """The dates whose label does not speak of an embargo or of the hand-out to the press."""
    return [
        (mention, line)
        for mention, line in pairs
        if not _cues("loose").match(line[mention.label_start : mention.start].lstrip(" [(<"))
    ]


def _by_writer(pairs: Sequence[Pair]) -> str | None:
    """The one date without a label that stands on the line of a byline."""
    limit: int = load_toml("dates.toml")["choice"]["signed"]
    found = [
        mention
        for mention, line in pairs
        if mention.role is None and len(line) <= limit and find_byline(line) is not None
    ]
    return found[0].iso if len({m.day for m in found}) == 1 and not found[0].ambiguous else None


_PLACE = re.compile(r"\(?[A-Z][A-Za-z .,'’/-]{2,60}[,(–—-]?\s?")
_OPENS_STORY = re.compile(r"[)\]]?\s?(?:/[^/\n]{2,40}/|\([^()\n]{2,40}\))?\s?(?:--|[—–:-])\s")


def _dateline(pairs: Sequence[Pair]) -> str | None:
    """The date in the dateline of a release: SEOUL, Aug. 6, 2024 /House/ -- …"""
    for mention, line in pairs:
        if (
            mention.role is None
            and mention.start < 80
            and _PLACE.fullmatch(line[: mention.start])
            and _OPENS_STORY.match(line[mention.end : mention.end + 100])
        ):
            return mention.iso
    return None


def _signed(pairs: Sequence[Pair]) -> str | None:
    """The one date at the close that fills its line or stands beside the writer's name."""
    found = [
        mention
        for mention, line in pairs
        if mention.role is None and not re.search(r"[^\W_]", line[: mention.start] + line[mention.end :])
    ]
    beside = _by_writer(pairs)
    if beside is not None:
        return beside
    if len({mention.day for mention in found}) != 1 or found[0].ambiguous:
        return None
    return found[0].iso


def _alone(pairs: Sequence[Pair]) -> str | None:
    """The unlabelled date that stands by itself, if all such dates name one day."""
    residue: int = load_toml("dates.toml")["choice"]["residue"]
    found = [
        mention for mention, line in pairs if mention.role is None and not _in_prose(line, mention, residue)
    ]
    if len({mention.day for mention in found}) != 1 or found[0].ambiguous:
        return None
    return next((mention.iso for mention in found if "T" in mention.iso), found[0].iso)


def _in_prose(line: str, mention: DateMention, residue: int) -> bool:
    """Whether the line is a sentence, a period of time or anything long, rather than a line of facts."""
    rest = line[: mention.start] + " " + line[mention.end :]
    if _cues("today").search(rest):
        return True
    glued = re.match(r"[가-힣]", line[mention.end : mention.end + 1])
    letters = len(re.sub(r"[\W_]+", "", rest))
    if letters == 0:
        return False
    sentence = _SENTENCE_KO.search(rest) or (_SENTENCE.search(line) and letters > 12)
    return bool(glued or letters > residue or _RANGE.search(rest) or sentence)


def _hint(value: str) -> tuple[str, ...]:
    """The date of a hint; midnight to the second is how systems write a date without a time."""
    found = find_dates(value[:80])
    if not found or found[0].ambiguous:
        return ()
    iso = found[0].iso
    if re.fullmatch(r"T00:00(?::00)?(?:Z|[+-]\d\d:\d\d)?", iso[10:]):
        return (iso[:10],)
    return (re.sub(r"(T\d\d:\d\d):00(?!\d)", r"\1", iso),)


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
