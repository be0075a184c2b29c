"""Samples: pages with what is measured of their drafts, and what each draft is, for training.

Three sources: WCXB dev, the recombined Korean pages, and the annotated pages that we wrote, as they are and
mixed. The part of each set that is set aside never becomes a sample. The words of the recombined pages are not
looked at (``words`` is False): of them only shapes, places and cue classes may be learned.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks import annotated
from benchmarks.cleaning_labels import label_drafts
from benchmarks.cleaning_mixing import mixed
from benchmarks.cleaning_pages import GoldPage, load_pages
from benchmarks.cleaning_reshaping import reshaped, story_bounds
from kmedtext.cleaning.cleaner import drafts_of
from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.features import Measured, measure
from kmedtext.cleaning.network import KINDS, PAGES
from kmedtext.records import Page

Column = npt.NDArray[np.float64]

FOLDS = 3
MIXED = 1800
"""Mixtures of annotated pages."""
RESHAPED = 0.6
"""Share of the other pages that come a second time, re-shaped."""
OWN = "own_pages"
_FACTORS = {"korean_recombined": 3.0, OWN: 2.0}
"""Weight of a page of these sets; an article of any other counts 2, another page 1."""
_PAGES = {"collection": "listing", "documentation": "article", "service": "article"}
"""Kinds of pages of WCXB that we have no name for."""
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
    """A page's drafts with their labels.

    ``labels`` tell the body, ``weights`` how much each draft counts; ``titles`` is None where the title is not
    known, ``kinds`` (places in ``KINDS``) and ``kind`` (place in ``PAGES``) are, where the page is annotated.
    ``original`` is False for a page that was re-shaped or mixed.
    """

    page: GoldPage
    fold: int
    measured: Measured
    labels: Column
    weights: Column
    titles: Column | None
    kinds: npt.NDArray[np.int64] | None
    kind: int | None
    original: bool

    @property
    def words(self) -> bool:
        """Whether the words of the page may be learned from."""
        return self.page.set != "korean_recombined"

    @property
    def texts(self) -> list[str]:
        """The texts of the drafts."""
        return [draft.text for draft in self.measured.drafts]


def fold_of(page: GoldPage) -> int:
    """The fold of a page: by its chrome or its site."""
    if page.set == "korean_recombined":
        return KOREAN_CHROMES[page.group]
    return int(hashlib.md5(page.group.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def sample_of(page: GoldPage, source: Page, *, original: bool) -> Sample | None:
    """Measure and label a page by its gold text."""
    drafts = drafts_of(source)
    labels, sizes = label_drafts([draft.text for draft in drafts], page.gold)
    wanted = plain(str(dict(page.meta).get("title") or "")) if page.page == "article" else ""
    titles = [float(same_title(plain(draft.text[:400]), wanted)) for draft in drafts] if wanted else None
    return _sample(page, drafts, labels, sizes, titles, None, original=original)


def own_sample(page: annotated.Annotated, source: Page, group: str, *, original: bool) -> Sample | None:
    """Measure an annotated page; a draft is what most of its characters are marked as."""
    drafts = drafts_of(source)
    marks = [(line.start, line.end, line.kind) for line in page.lines]
    kinds = [_kind(draft, marks) for draft in drafts]
    labels = [int(kind in annotated.BODY) for kind in kinds]
    titles = [float(kind == "title") for kind in kinds]
    gold = GoldPage(
        set=group, id=page.name, text=page.text, gold=page.body, group=page.name,
        page=page.truth.get("page", "article"), lang=page.truth.get("lang", "en"), meta=(("title", page.truth["title"]),),
    )  # fmt: skip
    return _sample(gold, drafts, labels, _sizes(drafts), titles, kinds, original=original)


def _sizes(drafts: Sequence[Draft]) -> list[int]:
    return [len(draft.text) // 5 + 1 for draft in drafts]


def _kind(draft: Draft, marks: Sequence[tuple[int, int, str]]) -> str:
    held: Counter[str] = Counter()
    for piece in draft.pieces:
        for start, end, kind in marks:
            if start < piece.end and end > piece.start:
                held[kind] += min(end, piece.end) - max(start, piece.start)
    return held.most_common(1)[0][0] if held else "aside"


def _sample(
    page: GoldPage,
    drafts: list[Draft],
    labels: Sequence[int],
    sizes: Sequence[int],
    titles: Sequence[float] | None,
    kinds: Sequence[str] | None,
    *,
    original: bool,
) -> Sample | None:
    if not drafts:
        return None
    known = page.set != "korean_recombined" and (original or page.set == OWN)
    return Sample(
        page,
        fold_of(page),
        measure(drafts),
        np.asarray(labels, dtype=np.float64),
        draft_weights(page, sizes, original=original),
        None if titles is None else np.asarray(titles, dtype=np.float64),
        None if kinds is None else np.asarray([_place(kind) for kind in kinds]),
        PAGES.index(_PAGES.get(page.page, page.page)) if known else None,
        original,
    )


def _place(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else KINDS.index("aside")


def draft_weights(page: GoldPage, sizes: Sequence[int], *, original: bool) -> Column:
    """The weights of a page's drafts: long ones count more, and all together about as much as any page's."""
    weights = (np.asarray(sizes, dtype=np.float64) + 1.0) ** 0.7
    weights *= np.sqrt(len(sizes)) / weights.sum()
    factor = _FACTORS.get(page.set, 2.0 if page.page == "article" else 1.0)
    found: Column = weights * factor * (1.0 if original else 0.7)
    return found


def plain(text: str) -> str:
    """A title without its marks."""
    return re.sub(r"\W+", " ", text.lower()).strip()


def same_title(text: str, wanted: str) -> bool:
    """Whether two plain titles are the same but for a part at the end, or for a few letters."""
    if len(text) < 6 or not wanted:
        return bool(wanted) and text == wanted
    if wanted.startswith(text) or text.startswith(wanted):
        return min(len(text), len(wanted)) >= 0.5 * max(len(text), len(wanted))
    return SequenceMatcher(None, text, wanted).ratio() > 0.85


def load_samples(shared: Path, seed: int = 0) -> list[Sample]:
    """All design pages, as they are and (most of them) re-shaped or mixed."""
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
            begin, end = story_bounds(page, lines)
            chromes[fold_of(page)].append((lines[: max(0, begin - 5)], lines[end + 3 :]))
    samples: list[Sample | None] = []
    for page in pages:
        samples.append(sample_of(page, Page(page.id, page.text), original=True))
        if rng.random() < RESHAPED:
            text = reshaped(
                page, page.text, chromes[fold_of(page)] if page.set == "korean_recombined" else [], rng
            )
            samples.append(sample_of(page, Page(page.id, text), original=False))
    return [*filter(None, samples), *own_samples()]


def own_samples(count: int = MIXED) -> Iterator[Sample]:
    """The annotated pages as they are, and mixtures of them; those of a fold are mixed among themselves."""
    pages = list(annotated.pages())
    for page in pages:
        yield from filter(None, [own_sample(page, Page(page.name, page.text), OWN, original=True)])
    for fold in range(FOLDS):
        inside = [
            page for page in pages if fold_of(GoldPage(OWN, page.name, "", "", group=page.name)) == fold
        ]
        kinds = {page.name: page.truth["page"] for page in inside}
        for page in mixed(inside, count // FOLDS, seed=fold):
            page.truth["page"] = kinds[page.name]
            yield from filter(None, [own_sample(page, Page(page.name, page.text), OWN, original=False)])
