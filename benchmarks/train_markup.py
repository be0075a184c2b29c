"""The second pass of the cleaner, for HTML: trees over tags, names, links and containers.

    python -m benchmarks.train_markup [--shared ../shared] [--work build/cleaning]

trains these trees alone, and keeps those for titles. Data: the pages of WCXB dev (CC-BY-4.0) that come with their
HTML, as they are and with boxes of each other set in, and the annotated pages that we wrote, mixed and dressed as
HTML; without the pages set aside (``held``). What the text alone says comes from networks that did not see the
page's site, so that the second pass learns how far to trust it; on some pages they do not see the words either, as
on pages in other languages.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.cleaning_labels import label_drafts
from benchmarks.cleaning_pages import load_pages, read_html
from benchmarks.cleaning_samples import FOLDS, Sample, fold_of, sample_of
from benchmarks.html_dressing import dressed
from benchmarks.html_grafting import Source, grafted
from benchmarks.network_training import tag_sample
from benchmarks.train_cleaning import DATA, crossed, exported, fit_trees, load_folds, report
from kmedtext.cleaning.declared import Hints
from kmedtext.cleaning.markup import markup_rows
from kmedtext.cleaning.network import Member, Tagged
from kmedtext.records import Page

Matrix = npt.NDArray[np.float64]

MARKUP = {
    "max_iter": 100,
    "max_leaf_nodes": 12,
    "learning_rate": 0.1,
    "min_samples_leaf": 40,
    "l2_regularization": 4.0,
}
MIXED = 150
"""Mixtures of our own pages that are dressed."""
GRAFTED = 4
"""Pages made of each article of WCXB by setting in boxes of others."""
WORDLESS = 4
"""Of so many grafted pages, the words of one are hidden."""
OWN_WEIGHT = 0.4
GRAFTED_WEIGHT = 0.5
"""What a block of a dressed or of a grafted page counts beside one of a real page."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sample of HTML, what its head says, and whether its words are hidden."""

    sample: Sample
    hints: Hints
    wordless: bool = False

    def tagged(self, folds: Sequence[tuple[Member, ...]]) -> Tagged:
        """What the network says that did not see the page's fold."""
        members = folds[self.sample.fold]
        if self.wordless:
            members = tuple(one._replace(embedding=np.zeros_like(one.embedding)) for one in members)
        return tag_sample(members, self.sample)


def fit_markup(shared: Path, folds: Sequence[tuple[Member, ...]]) -> Any:
    """Fit the second pass on what the networks of the folds say; report it cross-validated."""
    marked = list(load_marked(shared))
    samples = [one.sample for one in marked]
    tagged = [one.tagged(folds) for one in marked]
    rows = [
        markup_rows(one.sample.measured, said, one.hints) for one, said in zip(marked, tagged, strict=True)
    ]
    report(samples, [one.body.astype(np.float64) for one in tagged], shared, "HTML, text alone")
    report(samples, crossed(rows, samples, MARKUP), shared, "HTML, with markup")
    return fit_trees(rows, samples, MARKUP)


def load_marked(shared: Path) -> Iterator[Marked]:
    """The pages of WCXB with HTML, grafted ones, and our own, dressed."""
    sources = []
    for gold in load_pages(shared, "wcxb_dev"):
        if gold.html is not None and not gold.held:
            page = Page.from_html(read_html(gold.html), id=gold.id)
            texts = [page.text[region.start : region.end] for region in page.regions]
            sources.append(Source(gold, page, tuple(label_drafts(texts, gold.gold)[0])))
            yield from _marked(sample_of(gold, page, original=True), page)
    for fold in range(FOLDS):
        inside = [source for source in sources if fold_of(source.gold) == fold]
        for number, (gold, page) in enumerate(grafted(inside, GRAFTED, seed=fold)):
            sample = sample_of(gold, page, original=False)
            yield from _marked(sample, page, GRAFTED_WEIGHT / 0.7, wordless=number % WORDLESS == 0)
    for gold, html in dressed(MIXED):
        page = Page.from_html(html, id=gold.id)
        yield from _marked(sample_of(gold, page, original=False), page, OWN_WEIGHT)


def _marked(
    sample: Sample | None, page: Page, weight: float = 1.0, *, wordless: bool = False
) -> Iterator[Marked]:
    if sample is not None:
        sample.weights *= weight
        yield Marked(sample, page.hints, wordless)


def main() -> None:
    """Train the trees for HTML alone and put them into the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, default=Path("build/cleaning"))
    arguments = parser.parse_args()
    path = DATA / "weights.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["forests"]["markup"] = exported(fit_markup(arguments.shared, load_folds(arguments.work)))
    path.write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
