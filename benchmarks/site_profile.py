"""Site profiles: cleaning with and without what repeats on the pages of a batch.

    python -m benchmarks.site_profile [--shared ../shared] [--set own korean_recombined scrapinghub wcxb_dev]
    python -m benchmarks.site_profile --fit        # the weight of data/profile.toml

A set is learned as one batch, however many sites are in it; nothing says which page is of which. ``own`` are
sites that are put together of our annotated pages (benchmarks/cleaning_sites.py): the held ones are chrome that no
one tuned on. F1 is that of ``tools/scoring.py`` of the shared folder (precision/recall); of the blocks whose
verdict the profile turned, those that it put right and those that it put wrong are counted.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks import annotated
from benchmarks.cleaning_labels import label_drafts
from benchmarks.cleaning_pages import GoldPage, load_pages, load_scoring
from benchmarks.cleaning_sites import sites
from benchmarks.cleaning_tables import row
from kmedtext.cleaning import SiteProfile, clean, learn_profile
from kmedtext.cleaning.cleaner import drafts_of
from kmedtext.cleaning.decision import tag_drafts
from kmedtext.cleaning.features import Column, measure
from kmedtext.cleaning.repeats import repeat_shares
from kmedtext.records import BODY_KINDS, Article, Page

Score = Callable[[list[tuple[str, str]]], tuple[float, float, float]]
STORIES = ("article", "forum", "listing", "service")
"""The kinds of WCXB page that the weight is fitted on: products and collections are tables that repeat."""
CAP = 6.0


@dataclass
class Outcome:
    """The bodies of a group of pages, and what the profile turned."""

    plain: list[tuple[str, str]] = field(default_factory=list)
    profiled: list[tuple[str, str]] = field(default_factory=list)
    right: int = 0
    wrong: int = 0
    titles: list[tuple[bool, bool]] = field(default_factory=list)

    def add(self, page: GoldPage, profile: SiteProfile) -> None:
        before, after = clean(Page(page.id, page.text)), clean(Page(page.id, page.text), profile)
        self.plain.append((page.gold, before.body))
        self.profiled.append((page.gold, after.body))
        title = dict(page.meta).get("title")
        if title:
            self.titles.append((before.title == title, after.title == title))
        turned = [
            (index, _in_body(old, index), _in_body(after, index))
            for old in (before,)
            for index in range(len(old.blocks))
            if _in_body(old, index) != _in_body(after, index)
        ]
        if turned:
            labels, _ = label_drafts([block.text for block in before.blocks], page.gold)
            right = sum(bool(labels[index]) == now for index, _, now in turned)
            self.right += right
            self.wrong += len(turned) - right

    def show(self, name: str, score: Score) -> None:
        row(f"{name}, each page by itself", score(self.plain), f"{len(self.plain)} pages")
        note = f"blocks put right {self.right}, wrong {self.wrong}"
        if self.titles:
            old, new = (sum(pair[place] for pair in self.titles) for place in (0, 1))
            note += f"; titles {old} → {new} of {len(self.titles)}"
        row(f"{name}, with a profile", score(self.profiled), note)


def _in_body(article: Article, index: int) -> bool:
    block = article.blocks[index]
    return block.kept and block.kind in BODY_KINDS


def own_sites(*, held: bool, most: int = 99) -> Iterator[list[GoldPage]]:
    """Sites of the annotated pages, design or held."""
    for site in sites(annotated.pages(annotated.HELD if held else annotated.FOLDER), most):
        yield [
            GoldPage("own", page.name, page.text, page.body, meta=(("title", page.truth["title"]),))
            for page in site
        ]


def batches(shared: Path, name: str) -> Iterator[tuple[str, list[GoldPage]]]:
    """The batches of a set: each is learned by itself."""
    if name != "own":
        yield name, list(load_pages(shared, name))
        return
    for held in (False, True):
        for most in (3, 6, 99):
            label = f"own sites, {'held' if held else 'design'}, up to {most} pages"
            for site in own_sites(held=held, most=most):
                yield label, site


def bench(shared: Path, name: str, score: Score) -> None:
    """A set's table."""
    outcomes: defaultdict[str, Outcome] = defaultdict(Outcome)
    for label, pages in batches(shared, name):
        profile = _learned(pages)
        for page in pages:
            part = {"wcxb_dev": page.page, "korean_recombined": page.group}.get(name)
            outcome = Outcome()
            outcome.add(page, profile)
            for key in (label, *([f"{label}, {part}"] if part else [])):
                _join(outcomes[key], outcome)
    print(f"\n{name}")
    for key in sorted(outcomes):
        outcomes[key].show(key, score)


def _join(whole: Outcome, part: Outcome) -> None:
    whole.plain += part.plain
    whole.profiled += part.profiled
    whole.titles += part.titles
    whole.right += part.right
    whole.wrong += part.wrong


def _learned(pages: Sequence[GoldPage]) -> SiteProfile:
    return learn_profile(Page(page.id, page.text) for page in pages)


def fit(shared: Path) -> None:
    """Print the weight: what a share of 1 takes from the log-odds, by maximum likelihood."""
    parts = [_rows(site, site) for site in own_sites(held=False)]
    for name, kinds in (("korean_recombined", ("article",)), ("wcxb_dev", STORIES)):
        pages = [page for page in load_pages(shared, name) if not page.held]
        parts.append(_rows([page for page in pages if page.page in kinds], pages))
    odds, shares, labels = np.vstack(parts).T
    kept = (odds > -0.4) & (shares >= 0.5)
    weight = 0.0
    for _ in range(60):
        chance = 1.0 / (1.0 + np.exp(weight * shares - odds))
        slope = float(((chance - labels) * shares).sum())
        weight += float(np.clip(slope / (chance * (1.0 - chance) * shares**2).sum(), -1.0, 1.0))
    print(
        f"weight {weight:.2f}; drafts that repeat {len(odds)}, kept by the model {kept.sum()}, body {labels[kept].sum():.0f}"
    )


def _rows(pages: Sequence[GoldPage], batch: Sequence[GoldPage]) -> Column:
    """(log-odds within ±6, share, label) of each draft that repeats."""
    profile = _learned(batch)
    rows: list[Column] = [np.zeros((0, 3))]
    for page in pages:
        drafts = drafts_of(Page(page.id, page.text))
        measured = measure(drafts)
        shares = repeat_shares(page.text, measured, profile)
        if not shares.any():
            continue
        labels, _ = label_drafts([draft.text for draft in drafts], page.gold)
        odds = np.clip(tag_drafts(measured).body, -CAP, CAP)
        rows.append(np.column_stack([odds, shares, labels])[shares > 0])
    return np.vstack(rows)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--set", nargs="+", default=["own", "korean_recombined", "scrapinghub", "wcxb_dev"], dest="sets"
    )
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    if options.fit:
        fit(options.shared)
        return
    score = load_scoring(options.shared)
    for name in options.sets:
        bench(options.shared, name, score)


if __name__ == "__main__":
    main()
