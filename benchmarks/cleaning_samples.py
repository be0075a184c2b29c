"""Samples: pages with what is measured of their blocks and which of them are body text, for training.

Three sources: WCXB dev, the recombined Korean pages, and mixtures of the annotated pages that we wrote
(their design half). The part of each set that is set aside never becomes a sample.
"""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks import annotated
from benchmarks.cleaning_labels import label_drafts
from benchmarks.cleaning_mixing import mixed, take_apart
from benchmarks.cleaning_pages import GoldPage, load_pages
from kmedtext.cleaning.cleaner import drafts_of
from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.features import Matrix, Measured, measure
from kmedtext.records import Page

FOLDS = 3
SPARED = 0.4
"""Share of the pages other than articles that is left out, to save time."""
MIXED = 700
"""Mixtures of annotated pages."""
OWN = "own_pages"
FACTORS = {"korean_recombined": 3.0, OWN: 3.0}
"""Weight of a page of these sets; an article of any other counts 2, another page 1."""
KOREAN_CHROMES = {
    "magic_article_3e1c692ab0ba2ddf": 0,
    "magic_article_b8b6fa9925cd8cdb": 1,
    "scrapinghub_0ec95c7261d122f3": 2,
    "scrapinghub_9da36ae4714bfccc": 2,
    "seed_003": 0,
    "seed_004": 1,
}


@dataclass(slots=True)
class Sample:
    """A page's rows and labels. ``original`` is False for a page that was re-shaped."""

    page: GoldPage
    fold: int
    rows: Matrix
    widths: list[int]
    labels: Matrix
    weights: Matrix
    texts: list[str]
    original: bool
    measured: Measured


def fold_of(page: GoldPage) -> int:
    """The fold of a page: by its chrome or its site."""
    if page.set == "korean_recombined":
        return KOREAN_CHROMES[page.group]
    return int(hashlib.md5(page.group.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def sample_of(page: GoldPage, text: str, *, original: bool) -> Sample | None:
    """Measure and label a page."""
    drafts = drafts_of(Page(page.id, text))
    labels, sizes = label_drafts([draft.text for draft in drafts], page.gold)
    return _sample(page, drafts, labels, sizes, original=original)


def _sample(
    page: GoldPage, drafts: list[Draft], labels: list[int], sizes: list[int], *, original: bool
) -> Sample | None:
    if not drafts:
        return None
    measured = measure(drafts)
    return Sample(
        page,
        fold_of(page),
        measured.rows,
        measured.widths,
        np.asarray(labels, dtype=np.float64),
        draft_weights(page, sizes, original=original),
        [draft.text for draft in drafts],
        original,
        measured,
    )


def own_samples(count: int = MIXED) -> Iterator[Sample]:
    """The annotated design pages as they are, and mixtures of them."""
    pages = [page for page in annotated.pages() if not page.held]
    for page in pages:
        yield from filter(None, [_own_sample(page, original=True)])
    for page in mixed(pages, count):
        yield from filter(None, [_own_sample(page, original=False)])


def _own_sample(page: annotated.Annotated, *, original: bool) -> Sample | None:
    """A draft is body text if most of its characters are marked so."""
    inside = np.zeros(len(page.text) + 1)
    for line in page.lines:
        inside[line.start : line.end] = line.kind in annotated.BODY
    drafts = drafts_of(Page(page.name, page.text))
    labels = [
        int(sum(inside[p.start : p.end].sum() for p in draft.pieces) > 0.5 * len(draft.text))
        for draft in drafts
    ]
    gold = GoldPage(
        set=OWN,
        id=page.name,
        text=page.text,
        gold=page.body,
        group=page.name,
        meta=(("title", page.truth["title"]),),
    )
    return _sample(gold, drafts, labels, [len(draft.text) // 5 + 1 for draft in drafts], original=original)


def draft_weights(page: GoldPage, sizes: list[int], *, original: bool) -> Matrix:
    """The weights of a page's drafts: long ones count more, and all together about as much as any page's."""
    weights = (np.asarray(sizes, dtype=np.float64) + 1.0) ** 0.7
    weights *= np.sqrt(len(sizes)) / weights.sum()
    factor = FACTORS.get(page.set, 2.0 if page.page == "article" else 1.0)
    return weights * factor * (1.0 if original else 0.7)


def reshaped(page: GoldPage, text: str, others: list[tuple[list[str], list[str]]], rng: random.Random) -> str:
    """The same page as other tools would have dumped it: without bullets, without blank lines, menus on a line."""
    lines = text.split("\n")
    if others and rng.random() < 0.6:
        lines = [*rng.choice(others)[0], *_middle(page, lines), *rng.choice(others)[1]]
    if rng.random() < 0.7:
        lines = [_unmarked(line) for line in lines]
    if rng.random() < 0.5:
        lines = [line for line in lines if line.strip()]
    if rng.random() < 0.4:
        lines = _menus(lines, rng)
    return "\n".join(lines)


def _unmarked(line: str) -> str:
    bare = line.strip()
    if bare[:1] in "•*" and bare[1:2] == " ":
        bare = bare[2:]
    if bare[:2] == "[ " and bare[-2:] == " ]":
        bare = bare[2:-2]
    return bare


def _menus(lines: list[str], rng: random.Random) -> list[str]:
    joint = rng.choice(["  ", " | ", " ", "   "])
    result: list[str] = []
    run: list[str] = []
    for line in [*lines, "x" * 99]:
        if line.strip() and len(line) < 24 and len(run) < 14 and not line.rstrip().endswith((".", "?")):
            run.append(line.strip())
            continue
        if len(run) >= 4:
            result.append(joint.join(run))
        else:
            result.extend(run)
        run = []
        result.append(line)
    return result[:-1]


def _bounds(page: GoldPage, lines: list[str]) -> tuple[int, int]:
    labels, _ = label_drafts(lines, page.gold)
    inside = [index for index, label in enumerate(labels) if label]
    return (inside[0], inside[-1] + 1) if inside else (0, len(lines))


def _middle(page: GoldPage, lines: list[str]) -> list[str]:
    begin, end = _bounds(page, lines)
    return lines[max(0, begin - 5) : end + 3]


def load_samples(shared: Path, seed: int = 0) -> list[Sample]:
    """All design pages, as they are and (most of them) re-shaped."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    pages = [
        page
        for name in ("wcxb_dev", "korean_recombined")
        for page in load_pages(shared, name)
        if not page.held
    ]
    chromes: defaultdict[int, list[tuple[list[str], list[str]]]] = defaultdict(list)
    for page in pages:
        if page.set == "korean_recombined":
            lines = page.text.split("\n")
            begin, end = _bounds(page, lines)
            chromes[fold_of(page)].append((lines[: max(0, begin - 5)], lines[end + 3 :]))
    english = list(_chromes("en"))
    for own in _chromes("ko"):
        for fold in range(FOLDS):
            chromes[fold].append(own)
    samples: list[Sample] = []
    for page in pages:
        if page.page != "article" and rng.random() < SPARED:
            continue
        samples.extend(filter(None, [sample_of(page, page.text, original=True)]))
        korean = page.set == "korean_recombined"
        for _ in range(2 if korean else 1):
            if korean or page.page == "article":
                others = chromes[fold_of(page)] if korean else english if rng.random() < 0.5 else []
                text = reshaped(page, page.text, others, rng)
                samples.extend(filter(None, [sample_of(page, text, original=False)]))
    samples.extend(own_samples())
    return samples


def _chromes(lang: str) -> Iterator[tuple[list[str], list[str]]]:
    """The lines around the stories of the annotated design pages."""
    for page in annotated.pages():
        parts = None if page.held or page.truth["lang"] != lang else take_apart(page)
        if parts:
            yield [row.text for row in parts.front], [row.text.replace("¦", "") for row in parts.back]
