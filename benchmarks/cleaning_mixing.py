"""Mixing: annotated pages taken apart and put together anew, so that the trees see more sites than we wrote.

A page is its front chrome, its story with the front matter, and its back chrome. The three come from
different pages of one language; the order of the front matter, bullets, tables, blank lines and hard
wraps are drawn anew. Only design pages are mixed.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from benchmarks.annotated import BODY, Annotated, Row, compose
from kmedtext.cleaning.script import columns

_BULLET = re.compile(r"^\s*(?:[-•○●□■▷▶◇·*]|\d{1,2}[.)]|[가나다라마바]\.|[①-⑳])\s+")
_BULLETS = ("- ", "• ", "○ ", "□ ", "· ", "ㅇ ", "▶ ", "■ ", "* ", "1. ", "가. ", "① ", "◇ ", "▷ ")
_MARKS = ("■ ", "□ ", "◇ ", "▶ ", "1. ", "○ ", "◆ ", "")
_STYLES = ("as it is", "none", "all", "as it is")


class Parts(NamedTuple):
    """A page taken apart."""

    name: str
    title: str | None
    front: list[Row]
    matter: list[Row]
    story: list[Row]
    back: list[Row]


def take_apart(page: Annotated) -> Parts | None:
    """Take a page apart; None if it has no story."""
    inside = [index for index, row in enumerate(page.rows) if row.kind in BODY]
    if not inside:
        return None
    first, end = inside[0], inside[-1] + 1
    start = next((index for index, row in enumerate(page.rows) if row.kind in ("title", "deck")), first)
    start = min(start, first)
    rows = list(page.rows)
    return Parts(page.name, page.truth["title"], rows[:start], rows[start:first], rows[first:end], rows[end:])


def mixed(pages: Iterable[Annotated], count: int, seed: int = 0) -> Iterator[Annotated]:
    """Yield ``count`` new pages; the name of each is the name of the page its story comes from."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    groups: defaultdict[str, list[Parts]] = defaultdict(list)
    for page in pages:
        parts = take_apart(page)
        if parts:
            groups[page.truth["lang"]].append(parts)
    stories = [(lang, parts) for lang, group in sorted(groups.items()) for parts in group]
    for number in range(count):
        lang, parts = stories[number % len(stories)]
        yield _mix(parts, groups[lang], rng)


def _mix(own: Parts, group: list[Parts], rng: random.Random) -> Annotated:
    front = _thinned(rng.choice(group).front, rng)
    back = _cut(rng.choice(group).back, rng)
    if rng.random() < 0.2:
        back += rng.choice(group).back
    story = _inserted(list(own.story), group, rng)
    if rng.random() < 0.3:
        story = _shortened(story, rng)
    title, matter, late = _matter(own, rng)
    story = _tables(_bullets(story, rng), rng)
    if title and rng.random() < 0.3:
        copy = Row("duplicate", False, title + rng.choice(["", "", " | 뉴스룸", " - News"]))
        front.insert(rng.randrange(len(front) + 1), copy)
    rows = _spaced([*front, *matter, *story, *late, *back], rng.choice(_STYLES))
    if rng.random() < 0.25:
        rows = _wrapped(rows, rng.randrange(40, 92))
    return compose(own.name, {"title": title}, rows)


def _thinned(rows: list[Row], rng: random.Random) -> list[Row]:
    share = rng.choice([0.0, 0.0, 0.2, 0.5])
    return [row for row in rows if rng.random() >= share]


def _cut(rows: list[Row], rng: random.Random) -> list[Row]:
    return list(rows[rng.randrange(min(8, len(rows)) + 1) :]) if rng.random() < 0.4 else list(rows)


def _matter(own: Parts, rng: random.Random) -> tuple[str | None, list[Row], list[Row]]:
    """(the title, or None where it is dropped; the front matter in a new order; what moved behind the story)."""
    if rng.random() < 0.5:
        return own.title, list(own.matter), []
    groups: defaultdict[str, list[list[Row]]] = defaultdict(list)
    before = ""
    for row in own.matter:
        if not row.kind:
            continue
        kind = "meta" if row.kind in ("byline", "date") else row.kind
        if kind != before:
            groups[kind].append([])
        groups[kind][-1].append(row)
        before = kind
    title = [row for run in groups.pop("title", []) for row in run]
    late: list[Row] = []
    if rng.random() < 0.2:
        late = [row for run in groups.pop("meta", []) for row in run]
    rest = [run for runs in groups.values() for run in runs]
    rng.shuffle(rest)
    wanted = own.title
    if rng.random() < 0.12:
        title, wanted = [], None
        rest = [run for run in rest if run[0].kind != "duplicate"]
    above = [rest.pop() for _ in range(rng.randrange(min(2, len(rest)) + 1))] if rng.random() < 0.4 else []
    above = [run for run in above if run[0].kind != "deck"] if rng.random() < 0.8 else above
    return (
        wanted,
        [*(row for run in above for row in run), *title, *(row for run in rest for row in run)],
        late,
    )


def _inserted(story: list[Row], group: list[Parts], rng: random.Random) -> list[Row]:
    """A list or table of another story, with its heading, set into this one."""
    if rng.random() < 0.6:
        return story
    other = rng.choice(group).story
    runs: list[list[Row]] = []
    for row in other:
        if row.kind in ("list", "table", "heading") or (runs and not row.kind):
            listed = bool(runs and runs[-1]) and runs[-1][-1].kind in ("list", "table")
            if not runs or (row.kind == "heading" and listed):
                runs.append([])
            runs[-1].append(row)
        else:
            runs.append([])
    runs = [run for run in runs if any(row.kind in ("list", "table") for row in run)]
    places = [index + 1 for index, row in enumerate(story) if row.kind == "paragraph"]
    if not runs or not places:
        return story
    place = rng.choice(places)
    while place < len(story) and story[place].goes_on:
        place += 1
    return [*story[:place], *rng.choice(runs), *story[place:]]


def _shortened(story: list[Row], rng: random.Random) -> list[Row]:
    ends = [
        index
        for index, row in enumerate(story)
        if not row.goes_on and row.kind in ("paragraph", "list", "table") and index >= 2
    ]
    return story[: rng.choice(ends)] if ends else story


def _bullets(story: list[Row], rng: random.Random) -> list[Row]:
    if rng.random() < 0.5:
        return story
    bullet, mark = rng.choice(_BULLETS), rng.choice(_MARKS)
    result = []
    for row in story:
        if row.kind in ("list", "heading") and not row.goes_on and _BULLET.match(row.text):
            new = bullet if row.kind == "list" else mark
            row = Row(row.kind, False, new + _BULLET.sub("", row.text))
        result.append(row)
    return result


def _tables(story: list[Row], rng: random.Random) -> list[Row]:
    """Rows with tabs become rows with spaces, or a cell a line."""
    way = rng.choice(["as it is", "spaces", "cells"])
    if way == "as it is":
        return story
    result: list[Row] = []
    for row in story:
        if row.kind != "table" or "\t" not in row.text:
            result.append(row)
        elif way == "spaces":
            result.append(Row(row.kind, row.goes_on, row.text.replace("\t", "   ")))
        else:
            result += [Row("table", False, cell) for cell in row.text.split("\t") if cell.strip()]
    return result


def _spaced(rows: list[Row], style: str) -> list[Row]:
    if style == "as it is":
        return rows
    bare = [row for row in rows if row.kind]
    if style == "none":
        return bare
    result: list[Row] = []
    for row in bare:
        if result and not row.goes_on:
            result.append(Row("", False, ""))
        result.append(row)
    return result


def _wrapped(rows: list[Row], width: int) -> list[Row]:
    result: list[Row] = []
    for row in rows:
        if columns(row.text) <= width or not row.kind or "\t" in row.text:
            result.append(row)
            continue
        line, goes_on = "", row.goes_on
        for word in row.text.split(" "):
            if line and columns(line) + 1 + columns(word) > width:
                result.append(Row(row.kind, goes_on, line))
                line, goes_on = word, True
            else:
                line = f"{line} {word}" if line else word
        result.append(Row(row.kind, goes_on, line))
    return result
