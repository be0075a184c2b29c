"""Features: what can be measured of each draft of a page, as rows of numbers.

Shapes, places and cue classes; the words themselves are in :mod:`kmedtext.cleaning.grams`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from kmedtext.cleaning.charcount import Characters, characters, classes_of, in_class
from kmedtext.cleaning.cues import Cues, classes, find_all_cues, lowered, normal
from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.grams import Grams, grams_of
from kmedtext.cleaning.script import columns

Matrix = npt.NDArray[np.float32]
Column = npt.NDArray[np.float64]

SAMPLE = 1_000
"""Of a longer draft so many characters are measured, from both ends; its length is always the whole."""
_TAIL = 299
_FINAL = re.compile(r"[.!?。](?:[\"'”’)\]」』〉》]|\s?\[\d{1,3}\]){0,3}$")
_DOTS = re.compile(r"(?:\.\.|…)$")
_CELLS = re.compile(r"\t|[ \u00a0\u3000]{3,}")
_LINK = re.compile(r"://|www\.|\.(?:com|co\.kr|net|org|kr)\b")

_COUNTED = (
    "digit",
    "hangul",
    "upper",
    "letter",
    "mark",
    "quote",
    "comma",
    "wide",
    "at",
    "slash",
    "pipe",
    "han",
)
_FIRST = ("digit", "lower", "upper", "hangul", "open", "quote", "bullet", "copy", "hash", "note", "han")
_LAST = (
    "final", "closer", "colon", "comma", "digit", "ending", "hangul", "lower", "upper", "dots", "arrow", "semicolon",
)  # fmt: skip
_LABEL = 40
"""Characters within which the colon of a field label stands."""
_PROSE = 60
"""Columns from which a sentence counts as prose …"""
_LONG_PROSE = 140
"""… and any line."""
_MOST = 1_200
"""Columns: longer drafts weigh no more."""


@dataclass(frozen=True)
class Measured:
    """A page's drafts with what was measured of them; one row, cue set … a draft."""

    drafts: list[Draft]
    cues: list[Cues]
    widths: list[int]
    finals: list[bool]
    keys: list[str]
    rows: Matrix
    grams: Grams

    def column(self, name: str) -> Matrix:
        """One feature of all drafts."""
        found: Matrix = self.rows[:, places()[name]]
        return found

    @cached_property
    def dated(self) -> list[bool]:
        """Whether each draft shows a date."""
        found: list[bool] = (self.column("date") > 0).tolist()
        return found


def sentence_final(text: str) -> bool:
    """Whether a text ends like a sentence, in either language.

    >>> sentence_final("약을 허가했다."), sentence_final("said Dr Lee.”"), sentence_final("관련기사")
    (True, True, False)
    """
    tail = text[-24:].rstrip()
    if not tail or tail[-1].isalpha():
        return False
    return bool(_FINAL.search(tail)) and not _DOTS.search(tail)


def measure(drafts: list[Draft]) -> Measured:
    """Measure all drafts of a page; ``rows`` has one row a draft (see :func:`names`)."""
    if not drafts:
        empty = np.zeros(0, dtype=np.int64)
        return Measured(drafts, [], [], [], [], np.zeros((0, len(names())), np.float32), Grams(empty, empty))
    texts = [_sampled(draft.text) for draft in drafts]
    chars = characters(texts)
    low = [lowered(text) for text in texts]
    keys = [normal(text) if len(text) <= 300 else text[:300] for text in texts]
    finals = [sentence_final(draft.text) for draft in drafts]
    sizes = np.fromiter((len(draft.text) for draft in drafts), dtype=np.float64, count=len(drafts))
    wide = chars.count("wide")
    widths = [
        int(size + more) if size <= SAMPLE else columns(draft.text)
        for draft, size, more in zip(drafts, sizes.tolist(), wide.tolist(), strict=True)
    ]
    cues = find_all_cues(texts, keys, widths)
    width = np.asarray(widths, dtype=np.float64)
    shapes = _shapes(chars, sizes, width, np.asarray(finals, dtype=np.float64))
    found = {
        **shapes,
        **_ends(chars, drafts),
        **_layout(drafts, width),
        **_patterns(texts, chars, keys),
        **_cue_columns(cues),
    }
    found |= _context(found, width, cues)
    rows = np.column_stack([found[name] for name in names()]).astype(np.float32)
    return Measured(drafts, cues, widths, finals, keys, rows, grams_of(characters(low), chars))


def _sampled(text: str) -> str:
    return text if len(text) <= SAMPLE else f"{text[: SAMPLE - _TAIL - 1]}\n{text[-_TAIL:]}"


def _shapes(chars: Characters, sizes: Column, width: Column, finals: Column) -> dict[str, Column]:
    """Lengths, and shares of classes of characters."""
    size = np.maximum(1, chars.sizes)
    scale = sizes / size
    counts = {name: chars.count(name) for name in _COUNTED}
    space, word, closer = chars.has("space"), chars.has("word"), chars.has("closer")
    gap = space & (chars.codes != 10)
    after = chars.ahead(gap, 1) | (chars.ahead(closer, 1) & chars.ahead(gap, 2))
    behind_space = np.concatenate([[True], space[:-1]])
    behind_word = np.concatenate([[False], word[:-1]])
    words = np.maximum(1, chars.sums(~space & behind_space))
    sentences = chars.sums(chars.has("final") & after)
    capitals = chars.sums(chars.has("upper") & ~behind_word)
    particles = chars.sums(chars.has("particle") & ~chars.ahead(word, 1))
    return {
        "width": np.log1p(width) / 3 - 1,
        "words": np.log1p(words * scale) / 2 - 1,
        "word_width": np.minimum(width / scale / words, 40) / 10,
        "columns": np.minimum(width, _MOST) / 600,
        "digits": counts["digit"] / size * 2,
        "hangul": counts["hangul"] / size,
        "uppers": counts["upper"] / size * 2,
        "letters": counts["letter"] / size,
        "marks": counts["mark"] / size * 4,
        "quotes": np.minimum(counts["quote"], 6) / 3,
        "commas": counts["comma"] / size * 30,
        "ats": np.minimum(counts["at"], 2),
        "slashes": np.minimum(counts["slash"], 3) / 2,
        "pipes": np.minimum(counts["pipe"], 3) / 2,
        "han": counts["han"] / size,
        "capitals": capitals / words,
        "sentences": np.log1p(sentences * scale),
        "particles": particles / words * 2,
        "final": finals,
    }


def _ends(chars: Characters, drafts: list[Draft]) -> dict[str, Column]:
    """The classes of the first and the last character."""
    first, last = chars.at(0), classes_of("".join(draft.text[-1] for draft in drafts))
    found = {f"first_{name}": in_class(first, name).astype(np.float64) for name in _FIRST}
    found |= {f"last_{name}": in_class(last, name).astype(np.float64) for name in _LAST}
    near = chars.at(1)
    marked = in_class(near, "space") | in_class(near, "point") | in_class(near, "closer")
    third = chars.at(2)
    numbered = in_class(first, "digit") & (
        marked | (in_class(near, "digit") & (in_class(third, "point") | in_class(third, "closer")))
    )
    found["numbered"] = numbered.astype(np.float64)
    found["bullet"] = (in_class(first, "bullet") & (in_class(near, "space") | (chars.sizes > 1))).astype(
        np.float64
    )
    return found


def _layout(drafts: list[Draft], width: Column) -> dict[str, Column]:
    """How a draft stands among the lines."""
    blanks = np.asarray([draft.blanks for draft in drafts] + [3], dtype=np.float64)
    return {
        "single": np.asarray([len(draft.text) == 1 for draft in drafts], dtype=np.float64),
        "narrow": (width <= 16).astype(np.float64),
        "short": (width <= 30).astype(np.float64),
        "blanks": np.minimum(blanks[:-1], 3) / 2,
        "blanks_after": np.minimum(blanks[1:], 3) / 2,
        "tight": (blanks[:-1] == 0).astype(np.float64),
        "indent": np.asarray([min(draft.indent, 8) for draft in drafts]) / 8,
        "lines": np.log1p([min(draft.lines, 8) for draft in drafts]),
        "joint": np.asarray([draft.joint is not None for draft in drafts], dtype=np.float64),
        "furniture": np.asarray([draft.furniture for draft in drafts], dtype=np.float64),
        "pinned": np.asarray([draft.pinned is not None for draft in drafts], dtype=np.float64),
    }


def _patterns(texts: list[str], chars: Characters, keys: list[str]) -> dict[str, Column]:
    """Dates, times, links, labels, cells, and lines that come again."""
    digit, point = chars.has("digit"), chars.has("point")
    ahead = chars.ahead
    after = ~np.concatenate([[False], digit[:-1]])
    four = after & digit & ahead(digit, 1) & ahead(digit, 2) & ahead(digit, 3) & ~ahead(digit, 4)
    century = four & np.isin(chars.codes, (49, 50))  # a year begins with 1 or 2
    parted = point | chars.has("dash") | chars.has("slash") | (chars.codes == ord("년"))
    year = century & (ahead(parted, 4) | ahead(chars.codes == ord("년"), 5))
    two = after & digit & ~ahead(digit, 2)
    ending = century & np.concatenate([[False], parted[:-1]])
    colon = chars.has("colon")
    time = two & ahead(digit, 1) & ahead(colon, 2) & ahead(digit, 3)
    place = np.where(colon, np.arange(len(colon)), len(colon))
    first = np.minimum.reduceat(place, chars.starts) - chars.starts
    inside = (first > 0) & (first < np.minimum(_LABEL, chars.sizes - 1))
    spaced = in_class(chars.classes[chars.starts + np.where(inside, first, 0) + 1], "space")
    whole = "\n".join(texts)
    seen = Counter(keys)
    met: Counter[str] = Counter()
    before = []
    for key in keys:
        before.append(met[key])
        met[key] += 1
    return {
        "date": np.minimum(chars.sums(year | ending), 3) / 2,
        "time": np.minimum(chars.sums(time), 3) / 2,
        "link": _hits(_LINK, whole, chars),
        "cells": _hits(_CELLS, whole, chars),
        "label": (inside & spaced).astype(np.float64),
        "repeats": np.asarray([min(seen[key] - 1, 4) for key in keys]) / 2,
        "met": np.minimum(before, 3) / 2,
    }


def _hits(pattern: re.Pattern[str], whole: str, chars: Characters) -> Column:
    places = [found.start() for found in pattern.finditer(whole)]
    owners = np.searchsorted(chars.starts, places, side="right") - 1
    return (
        np.minimum(
            np.bincount(owners, minlength=len(chars.starts)) if places else np.zeros(len(chars.starts)), 3
        )
        / 2
    )


def _cue_columns(cues: list[Cues]) -> dict[str, Column]:
    """Two columns a class: the whole line is a cue, a part of it is."""
    lines = np.asarray([found.lines for found in cues], dtype=np.int64)
    parts = np.asarray([found.parts for found in cues], dtype=np.int64)
    return {
        f"{kind}_{cue.name}": ((found >> cue.index) & 1).astype(np.float64)
        for cue in classes()
        for kind, found in (("line", lines), ("part", parts))
    }


def _context(found: dict[str, Column], width: Column, cues: list[Cues]) -> dict[str, Column]:
    """What the whole page says of each draft: where it stands, and how much prose stands around it."""
    count = len(width)
    worded = (found["particles"] >= 0.4) | (found["hangul"] < 0.3)
    prose = ((width >= _PROSE) & ((found["final"] > 0) | (width >= _LONG_PROSE)) & worded).astype(np.float64)
    spoken = np.asarray([bool(cue.parts) for cue in cues]) & (width < 300)
    mass = np.minimum(width, _MOST) * prose * np.where(spoken, 0.3, 1.0)
    total = max(1.0, float(mass.sum()))
    before = np.cumsum(mass) - mass
    after = total - before - mass
    order = np.arange(count, dtype=np.float64)
    whole = max(1.0, float(width.sum()))
    return {
        "prose": prose,
        "share": mass / total,
        "share_before": before / total,
        "share_after": after / total,
        "log_before": np.log1p(before) / 5,
        "log_after": np.log1p(after) / 5,
        "of_longest": width / max(1.0, float(width.max())),
        "position": order / count,
        "from_start": np.log1p(order) / 3,
        "from_end": np.log1p(count - 1 - order) / 3,
        "page_blocks": np.full(count, np.log1p(count) / 3 - 1),
        "page_width": np.full(count, np.log1p(whole) / 4 - 1),
        "page_hangul": np.full(count, float((found["hangul"] * width).sum()) / whole),
        "page_prose": np.full(count, float((prose * width).sum()) / whole),
    }


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The names of the columns of :attr:`Measured.rows`, in their order."""
    cue_names = [f"{kind}_{cue.name}" for cue in classes() for kind in ("line", "part")]
    return (
        "width", "words", "word_width", "columns", "digits", "hangul", "uppers", "letters", "marks", "quotes", "commas", "ats",
        "slashes", "pipes", "han", "capitals", "sentences", "particles", "final",
        *(f"first_{name}" for name in _FIRST), *(f"last_{name}" for name in _LAST), "numbered", "bullet",
        "single", "narrow", "short", "blanks", "blanks_after", "tight", "indent", "lines", "joint", "furniture", "pinned",
        "date", "time", "link", "cells", "label", "repeats", "met", *cue_names,
        "prose", "share", "share_before", "share_after", "log_before", "log_after", "of_longest", "position", "from_start",
        "from_end", "page_blocks", "page_width", "page_hangul", "page_prose",
    )  # fmt: skip


@lru_cache(maxsize=1)
def places() -> dict[str, int]:
    """The place of each column."""
    return {name: place for place, name in enumerate(names())}
