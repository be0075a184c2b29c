"""The figures that the quality gate watches: bodies and metadata of cleaned pages, set by set.

A set is measured in one or two forms (``text`` dumps, ``html``). ``f1`` is that of ``tools/scoring.py`` of the shared
folder; every other measure is the share of pages that are right. Of a large set a sample is taken by a hash of
the pages' names, so that it is the same one every time.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import annotated
from benchmarks.cleaning_pages import (
    FIELDS,
    SETS,
    GoldPage,
    any_language,
    load_pages,
    load_scoring,
    own_pages,
    read_html,
)
from benchmarks.cleaning_tables import Score
from kmedtext.cleaning import clean
from kmedtext.cleaning.cleaner import TREATED
from kmedtext.records import Article, Page

FAMILIES = ("seeds", "pages", *SETS, "own", "held")
ANY = "any"
"""In place of a language: every page, no language emptied."""
_WITH_METADATA = frozenset({"pages", "own", "held"})
_SCORING = "tools/scoring.py"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: of ``n`` pages of a set in a form and a language."""

    set: str
    form: str
    measure: str
    lang: str
    n: int
    value: float

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What the figure is of."""
        return self.set, self.form, self.measure, self.lang


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of a set in a form, and the digest of the files that they were measured on."""

    set: str
    form: str
    digest: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """Where the pages lie, and how many of a (set, form) are taken; all, where it is not said."""

    shared: Path
    samples: Mapping[tuple[str, str], int] = field(default_factory=dict)
    own: Path = annotated.FOLDER
    held: Path = annotated.HELD


def measure(material: Material, family: str) -> Iterator[Measured]:
    """Yield what is measured of a family: each seed is a set of its own. Nothing where its pages are absent."""
    pages = _load(material, family)
    if not pages:
        return
    score = load_scoring(material.shared)
    for form in ("text", "html"):
        chosen = sample(
            [page for page in pages if form == "text" or page.html], material.samples.get((family, form))
        )
        groups: defaultdict[str, list[GoldPage]] = defaultdict(list)
        for page in chosen:
            groups[f"seeds/{page.id[:3]}" if family == "seeds" else family].append(page)
        for name, group in groups.items():
            found = digest(_files(material, family, form, group))
            yield Measured(name, form, found, tuple(_figures(name, form, group, score)))


def _load(material: Material, family: str) -> list[GoldPage]:
    if family in ("own", "held"):
        return list(own_pages(material.own if family == "own" else material.held, family))
    if family in SETS and not (material.shared / "data" / "cleaning" / family).is_dir():
        return []
    return list(load_pages(material.shared, family))


def sample(pages: Sequence[GoldPage], size: int | None) -> list[GoldPage]:
    """Take ``size`` of the pages by a hash of their names; all of them if None."""
    if size is None:
        return list(pages)
    # Without the first byte, which tells the held pages (GoldPage.held): a sample has its share of them.
    by_hash = sorted(pages, key=lambda page: hashlib.sha256(f"{page.set}/{page.id}".encode()).digest()[1:])
    chosen = {page.id for page in by_hash[:size]}
    return [page for page in pages if page.id in chosen]


def digest(files: Iterable[tuple[str, Path]]) -> str:
    """The SHA-256 over the names and bytes of files."""
    whole = hashlib.sha256()
    for name, path in sorted(files):
        data = path.read_bytes()
        whole.update(f"{name}\0{len(data)}\0".encode())
        whole.update(data)
    return whole.hexdigest()


def _files(
    material: Material, family: str, form: str, pages: Sequence[GoldPage]
) -> Iterator[tuple[str, Path]]:
    """(name, path) of all that a figure depends on: pages, gold, their list, the definition of F1."""
    yield _SCORING, material.shared / _SCORING
    if family in SETS:
        yield "manifest", material.shared / "data" / "cleaning" / family / "manifest.jsonl"
    for page in pages:
        for path in (*page.files, *([page.html] if form == "html" and page.html else [])):
            yield f"{path.parent.name}/{path.name}", path


def _figures(name: str, form: str, pages: Sequence[GoldPage], score: Score) -> Iterator[Figure]:
    sources = [_source(page, form) for page in pages]
    cleaned = list(zip(pages, map(clean, sources), strict=True))
    langs = [lang for lang in TREATED if any(page.lang == lang for page in pages)]
    for lang in langs:
        group = [(page, article) for page, article in cleaned if page.lang == lang]
        yield from (Figure(name, form, what, lang, n, value) for what, n, value in _bodies(group, score))
        yield from (Figure(name, form, what, lang, n, value) for what, n, value in _metadata(group))
    if any(page.lang not in TREATED for page in pages):
        kept = [
            (page, any_language(source, article))
            for source, (page, article) in zip(sources, cleaned, strict=True)
        ]
        yield from (Figure(name, form, what, ANY, n, value) for what, n, value in _bodies(kept, score))


def _source(page: GoldPage, form: str) -> Page:
    if form == "html" and page.html:
        return Page.from_html(read_html(page.html), id=page.id)
    return Page(page.id, page.text)


def _bodies(cleaned: Sequence[tuple[GoldPage, Article]], score: Score) -> Iterator[tuple[str, int, float]]:
    """(measure, n, figure) of bodies: of all pages with a story, of articles where there are other kinds."""
    told = [(page, (page.gold, article.body)) for page, article in cleaned if page.gold]
    if told:
        yield "f1", len(told), score([pair for _, pair in told])[0]
    stories = [pair for page, pair in told if page.page == "article"]
    if 0 < len(stories) < len(told) and told[0][0].set in SETS:
        yield "f1 of articles", len(stories), score(stories)[0]
    barren = [not article.body for page, article in cleaned if not page.gold]
    if barren:
        yield "left empty", len(barren), sum(barren) / len(barren)


def _metadata(cleaned: Sequence[tuple[GoldPage, Article]]) -> Iterator[tuple[str, int, float]]:
    for name in FIELDS:
        right = [
            getattr(article, name) == dict(page.meta)[name]
            for page, article in cleaned
            if page.set in _WITH_METADATA
        ]
        if right:
            yield name, len(right), sum(right) / len(right)
