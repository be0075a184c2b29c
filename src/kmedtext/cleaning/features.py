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

from kmedtext.cleaning.breaks import BULLET
from kmedtext.cleaning.captions import caption_cue
from kmedtext.cleaning.charcount import NAMES, Counts, count_characters
from kmedtext.cleaning.cues import Cues, bits, classes, find_cues, normal, opening
from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.script import columns
from kmedtext.cleaning.tables import load_toml

Matrix = npt.NDArray[np.float64]

SAMPLE = 4_000
"""Only so many characters of a draft are measured; its length is always the whole."""
_FINAL = re.compile(r"[.!?。](?:[\"'”’)\]」』〉》]|\s?\[\d{1,3}\]){0,3}$")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\s?[-./년]\s?\d{1,2}(?:\s?[-./월]\s?\d{1,2})?|\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2}\b|\b\d{1,2}\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b\d{1,2}:\d{2}\b|\b(?:ago|minutes|hours)\b|시간 전|분 전|일 전|시간전|분전|일전")
_LINK = re.compile(r"://|www\.|\w@\w|\w\.(?:com|co\.kr|net|org|kr)\b")
_PRICE = re.compile(r"[$€£₩]\s?\d|\d\s?원\b|\bUSD\b")
_DOTS = re.compile(r"(?:\.\.|…)$")
_PERSON = re.compile(r"\b(?:you|your|we|our|i|my|me|us)\b", re.IGNORECASE)
_LABEL = re.compile(
    r"^\W{0,3}(?:\d{1,2}[.)]\s|[가-하][.)]\s)?[^\s:：]{1,12}(?:\s{1,4}[^\s:：]{1,12}){0,3}\s{0,4}[:：]\s?\S"
)
_CELLS = re.compile(r"\S\s{3,}\S")
_NOTE = re.compile(r"^(?:※|\*\s?\S|\(주\)|주\s?[:)]|\[별|별[첨지표]|붙임|첨부)")
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
def _words() -> tuple[frozenset[str], frozenset[str]]:
    table: dict[str, Any] = load_toml("prose.toml")
    return frozenset(table["english"]), frozenset(table["final"])


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
    if not count:
        return Measured(drafts, [], [], [], [], np.zeros((0, len(names()))))
    counts = count_characters([draft.text[:SAMPLE] for draft in drafts])
    widths = [
        int(wide + size) if len(draft.text) <= SAMPLE else columns(draft.text)
        for draft, wide, size in zip(drafts, counts[:, _WIDE].tolist(), counts[:, 0].tolist(), strict=True)
    ]
    keys = [normal(draft.text) if len(draft.text) <= 300 else draft.text[:300] for draft in drafts]
    finals = [sentence_final(draft.text) for draft in drafts]
    cached: dict[str, Cues] = {}
    cues = []
    for draft, width in zip(drafts, widths, strict=True):
        found = cached.get(draft.text)
        if found is None:
            found = find_cues(draft.text, width)
            cached[draft.text] = found
        cues.append(found)
    local = _local(drafts, counts, widths, finals, keys)
    cue_rows = _cue_rows(cues)
    rows = np.hstack([local, cue_rows, _context(drafts, local, cue_rows, cues, widths)])
    return Measured(drafts, cues, widths, finals, keys, rows)


def _cue_rows(cues: list[Cues]) -> Matrix:
    """Two columns a class: the whole line is a cue, a part of it is."""
    lines = np.asarray([found.lines for found in cues], dtype=np.int64)
    parts = np.asarray([found.parts for found in cues], dtype=np.int64)
    columns_ = [((bitset >> cue.index) & 1) for cue in classes() for bitset in (lines, parts)]
    return np.column_stack(columns_).astype(np.float64)


_WIDE = NAMES.index("wide")
_LOCAL = (
    "width", "words", "word_width", "final", "korean_final", "colon", "comma_end", "dots_end", "sentences", "commas",
    "digits", "capitals", "letters", "marks", "function", "hangul", "bullet", "bracketed", "indent", "lower", "quotes",
    "blanks", "blanks_after", "lines", "link", "date", "time", "price", "repeats", "met", "person", "numbered", "question", "joint",
    "label", "cells", "caption", "emphasis",
)  # fmt: skip


def _local(
    drafts: list[Draft], counts: Counts, widths: list[int], finals: list[bool], keys: list[str]
) -> Matrix:
    """The features of the drafts themselves, in the order of ``_LOCAL``."""
    size, digit, hangul, letter, mark, quote, comma, _, capitals, words, sentences, particles = counts.T
    lengths = np.fromiter((len(draft.text) for draft in drafts), dtype=np.float64, count=len(drafts))
    width = np.asarray(widths, dtype=np.float64)
    count = np.maximum(1.0, words)
    blanks = np.asarray([float(draft.blanks) for draft in drafts] + [3.0])
    seen: Counter[str] = Counter(keys)
    met: Counter[str] = Counter()
    rest = np.zeros((len(drafts), len(_SEEN)), dtype=np.float64)
    for index, draft in enumerate(drafts):
        key = keys[index]
        rest[index] = (*_seen(draft, digit[index] > 0), min(seen[key], 6), min(met[key], 6))
        met[key] += 1
    local = {
        "width": np.log1p(width),
        "words": np.minimum(lengths, 3 * SAMPLE) / size * count,
        "word_width": np.minimum(np.where(lengths <= SAMPLE, width / count, 8.0), 40.0),
        "final": np.asarray(finals, dtype=np.float64),
        "sentences": np.minimum(sentences, 12.0),
        "commas": 100.0 * comma / size,
        "digits": digit / size,
        "capitals": capitals / count,
        "letters": letter / size,
        "marks": mark / size,
        "function": np.minimum(1.0, (rest[:, _SEEN.index("english")] + particles) / count),
        "hangul": hangul / size,
        "quotes": np.minimum(quote, 8.0),
        "blanks": np.minimum(blanks[:-1], 4.0),
        "blanks_after": np.minimum(blanks[1:], 4.0),
        **{name: rest[:, place] for place, name in enumerate(_SEEN) if name != "english"},
    }
    return np.column_stack([local[name] for name in _LOCAL])


_SEEN = (
    "english", "korean_final", "colon", "comma_end", "dots_end", "bullet", "bracketed", "indent", "lower", "lines", "link", "date", "time", "price",
    "person", "numbered", "question", "joint", "label", "cells", "caption", "emphasis", "repeats", "met",
)  # fmt: skip


def _seen(draft: Draft, digits: bool) -> tuple[float, ...]:
    """What is looked up draft by draft: words, ends, patterns."""
    english, finals = _words()
    text = draft.text if len(draft.text) <= SAMPLE else draft.text[:SAMPLE]
    last = draft.text[-1]
    ending = draft.text[-12:].rstrip(" .!?\"'”’)…")
    head = text[:300]
    return (
        float(sum(map(english.__contains__, text.lower().split()))),
        float(bool(ending) and ending[-1] in finals and "\uac00" <= ending[-1] <= "\ud7a3"),
        float(last in ":："),
        float(last in ",，;"),
        float(bool(_DOTS.search(draft.text[-4:]))),
        float(bool(BULLET.match(text[:40]))),
        float(text[0] == "[" and last == "]" and len(draft.text) <= 260),
        min(float(draft.indent), 12.0),
        float(text[0].islower()),
        min(float(draft.lines), 8.0),
        float(("." in head or "@" in head) and bool(_LINK.search(head))),
        float(digits and bool(_DATE.search(head[:200]))),
        float((digits or "o" in head) and bool(_TIME.search(head[:200]))),
        float(digits and bool(_PRICE.search(head))),
        min(float(len(_PERSON.findall(head))), 8.0),
        float(digits and bool(_NUMBERED.match(text[:12]))),
        float("?" in draft.text[-4:]),
        float(draft.joint is not None),
        float(bool(_LABEL.match(head))),
        float("\t" in head or bool(_CELLS.search(head))),
        float(("." in head or "(" in head or head[0] in "▲△◀▶") and caption_cue(head)),
        float(bool(_NOTE.match(head))),
    )


_NEAR = ("width", "final", "function", "bullet", "blanks", "bracketed", "capitals", "date")
_STEPS = (-3, -2, -1, 1, 2, 3)
_CONTEXT = (
    "position", "position_chars", "index", "index_end", "page_blocks", "page_width", "page_hangul", "page_prose", "page_bullets", "page_wrapped",
    "prose", "before_prose", "after_prose", "share_before", "share_after", "near_prose3", "near_prose8", "near_cues3", "near_cues8", "near_short3",
    "run", "heads", "head_gap", "heads_after", "gap_prose_before", "gap_prose_after", "rank", "longest", "cue",
    "near_comments", "comments_before", "comments_after", "near_dates", "near_related", "near_forms", "prose_since_head", "repeated_near",
    "near_bullets", "near_labels", "near_cells", "page_labels", "near_short8", "near_digits",
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
    cue: Matrix = np.asarray(cue_rows.any(axis=1), dtype=np.float64)
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
    short: Matrix = (width < 30).astype(np.float64)
    comments, related, forms = (_of_classes(cues, group) for group in _GROUPS)
    context = np.column_stack(
        [
            order / count, starts / page_end, np.minimum(order, 200), np.minimum(count - 1 - order, 200),
            np.tile(page, (count, 1)),
            prose, np.log1p(before), np.log1p(after), before / total, after / total,
            _window(mass, 3) / 1000, _window(mass, 8) / 1000, _window(cue, 3), _window(cue, 8), _window(short, 3),
            _runs(prose), np.minimum(head_count, 20), np.minimum(order - last_head, 40), np.minimum(head_count[-1] - head_count, 20),
            np.minimum(order - last_prose, 40), np.minimum(_next_gap(next_prose, count), 40),
            rank, width / max(1.0, float(width.max())), cue,
            _window(comments, 5), np.minimum(np.cumsum(comments) - comments, 20), np.minimum(comments.sum() - np.cumsum(comments), 20),
            _window(local[:, column["date"]], 4), _window(related, 8), _window(forms, 5),
            np.log1p(_since(mass, heads)), _window((local[:, column["repeats"]] > 1).astype(np.float64), 4),
            _window(local[:, column["bullet"]], 4), _window(local[:, column["label"]], 4), _window(local[:, column["cells"]], 4),
            np.full(count, min(12.0, float(local[:, column["label"]].sum()))), _window(short, 8), _window((local[:, column["digits"]] > 0.15).astype(np.float64), 4),
        ]
    )  # fmt: skip
    near = [_shift(local[:, column[name]], step) for name in _NEAR for step in _STEPS]
    return np.hstack([context, np.column_stack(near)])


_GROUPS = (("comment", "reaction"), ("related", "author"), ("form", "newsletter", "member", "notice"))


def _of_classes(cues: list[Cues], group: tuple[str, ...]) -> Matrix:
    wanted = sum(bits()[name] for name in group)
    return np.asarray([1.0 if found.any & wanted else 0.0 for found in cues])


def _since(mass: Matrix, heads: Matrix) -> Matrix:
    """How much prose stands between a draft and the last line before it that opened a part of chrome."""
    total = np.cumsum(mass) - mass
    opened = np.maximum.accumulate(np.where(heads > 0, total, 0.0))
    gap: Matrix = total - opened
    return gap


def _next_gap(mirrored: Matrix, count: int) -> Matrix:
    """Distance to the next prose draft, from positions counted from the end."""
    order = np.arange(count, dtype=np.float64)[::-1]
    return order - mirrored


def _previous(flags: npt.NDArray[np.bool_], order: Matrix) -> Matrix:
    moved: Matrix = np.concatenate([[-99.0], np.maximum.accumulate(np.where(flags, order, -99.0))[:-1]])
    return moved


def _window(values: Matrix, reach: int) -> Matrix:
    padded = np.concatenate([np.zeros(reach + 1), np.cumsum(np.concatenate([values, np.zeros(reach)]))])
    size = len(values)
    sums: Matrix = padded[2 * reach + 1 : 2 * reach + 1 + size] - padded[:size]
    return sums


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
