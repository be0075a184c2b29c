"""Features: what can be measured of each draft of a page, as rows of numbers.

Shapes, positions and cue classes only: no feature knows a word of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from kmedtext.cleaning.cues import Cues, classes, find_cues, normal, opening
from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.script import columns
from kmedtext.cleaning.tables import load_toml
from kmedtext.cleaning.wrapping import BULLET

Matrix = npt.NDArray[np.float64]

SAMPLE = 4_000
"""Only so many characters of a draft are measured; its length is always the whole."""
_FINAL = re.compile(r"[.!?。](?:[\"'”’)\]」』〉》]|\s?\[\d{1,3}\]){0,3}$")
_KOREAN_FINAL = re.compile(r"[\uac00-\ud7a3]$")
_SENTENCE = re.compile(r"[.!?。][\"'”’)\]]{0,2}\s")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\s?[-./년]\s?\d{1,2}(?:\s?[-./월]\s?\d{1,2})?|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2}\b|\b\d{1,2}\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b\d{1,2}:\d{2}\b|\b(?:ago|minutes|hours)\b|시간 전|분 전|일 전|시간전|분전|일전")
_LINK = re.compile(r"https?://|www\.|[\w.+-]{1,64}@[\w-]{1,64}\.|\b[\w-]{2,40}\.(?:com|co\.kr|net|org|kr)\b")
_PRICE = re.compile(r"[$€£₩]\s?\d|\d\s?원\b|\bUSD\b")
_BRACKETED = re.compile(r"^\[.{0,200}\]$")
_QUOTES = re.compile(r"[\"“”‘’「」『』]")
_MARKS = re.compile(r"[|>»›·/•▶▲■□◆※☞#@~_=+*^<\\{}]")
_DOTS = re.compile(r"(?:\.\.|…)$")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_UPPER = re.compile(r"\b[A-Z]")
_DIGIT = re.compile(r"\d")
_PERSON = re.compile(r"\b(?:you|your|we|our|i|my|me|us)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^\(?\d{1,3}(?:[.)위]|\s)")


@dataclass(frozen=True, slots=True)
class Measured:
    """A page's drafts with what was measured of them."""

    drafts: list[Draft]
    cues: list[Cues]
    widths: list[int]
    finals: list[bool]
    keys: list[str]
    rows: Matrix


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table: dict[str, Any] = load_toml("prose.toml")
    return frozenset(table["english"]), frozenset(table["korean"]), frozenset(table["final"])


def sentence_final(text: str) -> bool:
    """Whether a text ends like a sentence, in either language.

    >>> sentence_final("약을 허가했다."), sentence_final("said Dr Lee.”"), sentence_final("관련기사")
    (True, True, False)
    """
    tail = text[-24:].rstrip()
    if _FINAL.search(tail):
        return not _DOTS.search(tail)
    return False


def measure(drafts: list[Draft]) -> Measured:
    """Measure all drafts of a page; ``rows`` has one row a draft (see :func:`names`)."""
    count = len(drafts)
    cues: list[Cues] = []
    widths = [columns(draft.text) for draft in drafts]
    finals: list[bool] = []
    keys = [normal(draft.text) if len(draft.text) <= 300 else draft.text[:300] for draft in drafts]
    seen: Counter[str] = Counter(keys)
    met: Counter[str] = Counter()
    cached: dict[str, Cues] = {}
    local = np.zeros((count, len(_LOCAL)), dtype=np.float64)
    for index, draft in enumerate(drafts):
        text = draft.text
        found = cached.get(text) if len(text) < 200 else None
        if found is None:
            found = find_cues(text, widths[index])
            if len(text) < 200:
                cached[text] = found
        cues.append(found)
        final = sentence_final(text)
        finals.append(final)
        following = drafts[index + 1].blanks if index + 1 < count else 3
        local[index] = _local(draft, widths[index], final, following, seen[keys[index]], met[keys[index]])
        met[keys[index]] += 1
    cue_rows = np.zeros((count, 2 * len(classes())), dtype=np.float64)
    for index, found in enumerate(cues):
        for cue in classes():
            bit = 1 << cue.index
            if found.lines & bit:
                cue_rows[index, 2 * cue.index] = 1.0
            if found.parts & bit:
                cue_rows[index, 2 * cue.index + 1] = 1.0
    rows = np.hstack([local, cue_rows, _context(drafts, local, cue_rows, cues, widths)]) if count else local
    return Measured(drafts, cues, widths, finals, keys, rows)


_LOCAL = (
    "width", "words", "word_width", "final", "korean_final", "colon", "comma_end", "dots_end", "sentences", "commas",
    "digits", "capitals", "letters", "marks", "function", "hangul", "bullet", "bracketed", "indent", "lower", "quotes",
    "blanks", "blanks_after", "lines", "link", "date", "time", "price", "repeats", "met", "person", "numbered", "question", "joint",
)  # fmt: skip


def _local(draft: Draft, width: int, final: bool, following: int, repeats: int, met: int) -> list[float]:
    english, particles, finals = _words()
    whole = draft.text
    text = whole if len(whole) <= SAMPLE else whole[:SAMPLE]
    size = max(1, len(text))
    tokens = text.split()
    count = max(1, len(tokens))
    hangul = len(_HANGUL.findall(text))
    function = 0
    for token in tokens[:120]:
        bare = token.strip(".,;:!?\"'“”‘’()[]")
        if bare and (bare[-1] in particles if "\uac00" <= bare[-1] <= "\ud7a3" else bare.lower() in english):
            function += 1
    letters = sum(map(str.isalpha, text[:600]))
    ending = text[-12:].rstrip(" .!?\"'”’)…")
    return [
        float(np.log1p(width)) if width > 400 else _LOGS[width],
        min(len(whole), 3 * SAMPLE) / size * count if len(whole) > SAMPLE else float(count),
        min(width / count if len(whole) <= SAMPLE else 8.0, 40.0),
        float(final),
        float(bool(ending) and ending[-1] in finals and bool(_KOREAN_FINAL.search(ending))),
        float(whole[-1] in ":："),
        float(whole[-1] in ",，;"),
        float(bool(_DOTS.search(whole[-4:]))),
        min(float(len(_SENTENCE.findall(text))), 12.0),
        100.0 * text.count(",") / size,
        len(_DIGIT.findall(text)) / size,
        len(_UPPER.findall(text)) / count,
        letters / max(1, min(600, size)),
        len(_MARKS.findall(text)) / size,
        function / min(count, 120),
        hangul / size,
        float(bool(BULLET.match(text[:40]))),
        float(bool(_BRACKETED.match(whole[:260]))),
        min(float(draft.indent), 12.0),
        float(whole[0].islower()),
        min(float(len(_QUOTES.findall(text))), 8.0),
        min(float(draft.blanks), 4.0),
        min(float(following), 4.0),
        min(float(draft.lines), 8.0),
        float(bool(_LINK.search(text[:600]))),
        float(bool(_DATE.search(text[:200]))),
        float(bool(_TIME.search(text[:200]))),
        float(bool(_PRICE.search(text[:300]))),
        min(float(repeats), 6.0),
        min(float(met), 6.0),
        min(float(len(_PERSON.findall(text[:600]))), 8.0),
        float(bool(_NUMBERED.match(text[:12]))),
        float("?" in text[-4:]),
        float(draft.joint is not None),
    ]


_LOGS = [float(np.log1p(width)) for width in range(401)]
_NEAR = ("width", "final", "function", "bullet", "blanks", "bracketed", "capitals", "date")
_STEPS = (-3, -2, -1, 1, 2, 3)
_CONTEXT = (
    "position", "position_chars", "index", "index_end", "page_blocks", "page_width", "page_hangul", "page_prose", "page_bullets", "page_wrapped",
    "prose", "before_prose", "after_prose", "share_before", "share_after", "near_prose3", "near_prose8", "near_cues3", "near_cues8", "near_short3",
    "run", "heads", "head_gap", "heads_after", "gap_prose_before", "gap_prose_after", "rank", "longest", "title_gap", "cue",
)  # fmt: skip


def names() -> list[str]:
    """The names of the columns of :attr:`Measured.rows`."""
    cue_names = [f"{kind}_{cue.name}" for cue in classes() for kind in ("line", "part")]
    near = [f"{name}{step:+d}" for name in _NEAR for step in _STEPS]
    return [*_LOCAL, *cue_names, *_CONTEXT, *near]


def _context(
    drafts: list[Draft], local: Matrix, cue_rows: Matrix, cues: list[Cues], widths: list[int]
) -> Matrix:
    count = len(drafts)
    column = {name: index for index, name in enumerate(_LOCAL)}
    width = np.asarray(widths, dtype=np.float64)
    cue = (cue_rows.any(axis=1)).astype(np.float64)
    prose = np.where(
        (width >= 60)
        & ((local[:, column["final"]] > 0) | (width >= 140))
        & (local[:, column["function"]] >= 0.2),
        1.0,
        0.0,
    )
    mass = (
        np.minimum(width, 1200.0) * prose * np.where(cue_rows[:, 1::2].any(axis=1) & (width < 300), 0.3, 1.0)
    )
    total = max(1.0, float(mass.sum()))
    before = np.cumsum(mass) - mass
    after = total - before - mass
    starts = np.asarray([draft.start for draft in drafts], dtype=np.float64)
    page_end = max(1.0, float(drafts[-1].end))
    heads = np.asarray([1.0 if found.lines & opening() else 0.0 for found in cues])
    head_count = np.cumsum(heads)
    order = np.arange(count, dtype=np.float64)
    last_head = np.maximum.accumulate(np.where(heads > 0, order, -99.0))
    last_prose = _previous(prose > 0, order)
    next_prose = _previous(prose[::-1] > 0, order)[::-1]
    rank = np.argsort(np.argsort(-width, kind="stable"), kind="stable") / max(1, count)
    page = np.asarray(
        [
            np.log1p(count), np.log1p(float(width.sum())), float(local[:, column["hangul"]] @ width / max(1.0, width.sum())),
            float((width * prose).sum() / max(1.0, width.sum())), float(local[:, column["bullet"]].mean()),
            float((local[:, column["lines"]] > 1).mean()),
        ]
    )  # fmt: skip
    short = (width < 30).astype(np.float64)
    context = np.column_stack(
        [
            order / count, starts / page_end, np.minimum(order, 200), np.minimum(count - 1 - order, 200),
            np.tile(page, (count, 1)),
            prose, np.log1p(before), np.log1p(after), before / total, after / total,
            _window(mass, 3) / 1000, _window(mass, 8) / 1000, _window(cue, 3), _window(cue, 8), _window(short, 3),
            _runs(prose), np.minimum(head_count, 20), np.minimum(order - last_head, 40), np.minimum(head_count[-1] - head_count, 20),
            np.minimum(order - last_prose, 40), np.minimum(next_prose_gap(next_prose, count), 40),
            rank, width / max(1.0, float(width.max())), np.zeros(count), cue,
        ]
    )  # fmt: skip
    near = []
    for name in _NEAR:
        values = local[:, column[name]]
        for step in _STEPS:
            near.append(_shift(values, step))
    return np.hstack([context, np.column_stack(near)])


def next_prose_gap(mirrored: Matrix, count: int) -> Matrix:
    """Distance to the next prose draft, from positions counted from the end."""
    order = np.arange(count, dtype=np.float64)[::-1]
    return order - mirrored


def _previous(flags: npt.NDArray[np.bool_], order: Matrix) -> Matrix:
    shifted = np.concatenate([[-99.0], np.maximum.accumulate(np.where(flags, order, -99.0))[:-1]])
    return shifted


def _window(values: Matrix, reach: int) -> Matrix:
    padded = np.concatenate([np.zeros(reach + 1), np.cumsum(np.concatenate([values, np.zeros(reach)]))])
    size = len(values)
    return padded[2 * reach + 1 : 2 * reach + 1 + size] - padded[:size]


def _runs(flags: Matrix) -> Matrix:
    """Length of the run of prose drafts that a draft is in, gaps of up to two drafts bridged."""
    result = np.zeros(len(flags))
    begin, last, seen = -1, -99, 0
    for index in [*np.flatnonzero(flags).tolist(), 10**9]:
        if index - last > 3:
            if seen:
                result[begin : last + 1] = seen
            begin, seen = index, 0
        seen += 1
        last = index
    return np.minimum(result, 30)


def _shift(values: Matrix, step: int) -> Matrix:
    result = np.full(len(values), -1.0)
    if step < 0:
        result[-step:] = values[:step]
    elif step < len(values):
        result[:-step] = values[step:]
    return result
